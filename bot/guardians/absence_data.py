"""What the buttons of /absence and of absence pushes carry. Ids and days are checked again against the actor."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from core.journal.model import Reason

OPEN_END = -1
"""In place of the last day: nobody knows yet."""
FIRST, LAST = "f", "l"


class Form(CallbackData, prefix="abs"):
    """What is chosen: the child (0 is the first), the days (0 is today), the lessons («3.4»; none means all)."""

    pupil: int = 0
    first: int = 0
    last: int = 0
    part: str = ""

    @property
    def lessons(self) -> frozenset[int]:
        """The numbers of the chosen lessons."""
        return frozenset(int(one) for one in self.part.split(".") if one.isdecimal())


class FormDays(CallbackData, prefix="absd"):
    """Choose the first or the last day on a calendar."""

    pupil: int
    first: int
    step: str


class FormPart(CallbackData, prefix="absp"):
    """Choose lessons of the one day."""

    pupil: int
    first: int
    part: str = ""


class SendForm(CallbackData, prefix="absok"):
    """The reason: the last tap."""

    pupil: int
    first: int
    last: int
    reason: Reason
    part: str = ""


class OneTap(CallbackData, prefix="why1"):
    """The answer under an absence push: the child is away this day, for this reason."""

    pupil: int
    day: int
    reason: Reason


class CallMe(CallbackData, prefix="callme"):
    """«Не знаю, позвоните»."""

    pupil: int
    day: int


class ShowNote(CallbackData, prefix="fnote"):
    """A note of an own child."""

    note: int
    pupil: int


class CommentNote(CallbackData, prefix="fcomm"):
    """Add words to it."""

    note: int
    pupil: int


class AddCertificate(CallbackData, prefix="fcert"):
    """Add a photo or a PDF."""

    note: int
    pupil: int


class EraseCertificate(CallbackData, prefix="fcert-"):
    """Erase it."""

    note: int
    pupil: int


class TakeBack(CallbackData, prefix="fundo"):
    """Withdraw it."""

    note: int
    pupil: int


class AskBack(CallbackData, prefix="fback"):
    """The child is at school again; since when?"""

    note: int
    pupil: int


class SayBack(CallbackData, prefix="fsince"):
    """Since this day."""

    note: int
    pupil: int
    day: int


def day_of(ordinal: int, today: date) -> date:
    """The day that a button names; today where it names none."""
    return date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else today
