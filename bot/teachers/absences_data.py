"""What the buttons of a class's day carry. Ids and days are checked again against the actor."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from core.journal.model import Reason
from core.journal.notes.model import Source

WHOLE_DAY, TO_FRIDAY, OPEN_END = "d", "w", "o"
"""How long a reason holds; a number is one lesson of the day."""


def day_of(ordinal: int) -> date | None:
    """The day that a button names, if it names one."""
    return date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else None


class ShowClass(CallbackData, prefix="cday"):
    """A class on a day; 0 is today."""

    class_id: int
    day: int = 0


class ShowSchool(CallbackData, prefix="sday"):
    """The school on a day; 0 is today."""

    day: int = 0


class ShowList(CallbackData, prefix="clist"):
    """The whole list of the class, to say something of who is not missing yet."""

    class_id: int
    day: int


class ShowPupil(CallbackData, prefix="away"):
    """A pupil on a day, with what is chosen for a reason to be given: for how long, and who says so."""

    class_id: int
    pupil: int
    day: int
    span: str = WHOLE_DAY
    source: Source = Source.TEACHER


class GiveReason(CallbackData, prefix="why"):
    """Why the pupil is away."""

    class_id: int
    pupil: int
    day: int
    span: str
    source: Source
    reason: Reason


class AskDays(CallbackData, prefix="days"):
    """From which day to which, to be typed."""

    class_id: int
    pupil: int
    day: int


class ShowGaps(CallbackData, prefix="gaps"):
    """Whose absences of a class wait for a reason."""

    class_id: int


class ShowGap(CallbackData, prefix="gap"):
    """A pupil's absences that wait for a reason, with who says it."""

    class_id: int
    pupil: int
    source: Source = Source.TEACHER


class ExplainAll(CallbackData, prefix="gapall"):
    """One reason for all of them."""

    class_id: int
    pupil: int
    source: Source
    reason: Reason


class CloseNote(CallbackData, prefix="back"):
    """The pupil of an open note is back since this day."""

    note: int
    day: int


class WithdrawNote(CallbackData, prefix="nonote"):
    """This note of the pupil is not valid."""

    class_id: int
    pupil: int
    day: int
    note: int
