"""The buttons of correspondence. `fresh`: the screen comes below, so that the letter above it stays."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup


class OpenThread(CallbackData, prefix="lt"):
    """Show a page of a thread."""

    thread: int
    page: int = 0
    fresh: bool = False


class WriteHere(CallbackData, prefix="lt+"):
    """The next message is a letter of this thread."""

    thread: int
    fresh: bool = False


class ShowLetterFiles(CallbackData, prefix="ltf"):
    """Send the files of a letter into this chat."""

    thread: int
    letter: int


class Mute(CallbackData, prefix="ltm"):
    """Whether letters of the thread come into the chat."""

    thread: int
    muted: bool


class AskBlock(CallbackData, prefix="lt?"):
    """«Закрыть переписку»: for which reason?"""

    thread: int


class Block(CallbackData, prefix="lt!"):
    """Close the thread; with no reason, open it again."""

    thread: int
    reason: str = ""


class ChooseChild(CallbackData, prefix="ltc"):
    """Whom to write to about this child?"""

    pupil: int
    fresh: bool = False


class Begin(CallbackData, prefix="ltb"):
    """Write to this one about this child."""

    pupil: int
    staff: int


class AskDirector(CallbackData, prefix="ltd"):
    """«Обращение к директору»: sure?"""

    pupil: int
    staff: int


class PickClass(CallbackData, prefix="lts"):
    """«Написать родителям»: of which class?"""


class PickPupil(CallbackData, prefix="ltsc"):
    """Of which pupil?"""

    class_id: int


class PickGuardian(CallbackData, prefix="ltsp"):
    """To which of the guardians?"""

    pupil: int


class BeginWith(CallbackData, prefix="ltsb"):
    """Write to this guardian about this pupil."""

    pupil: int
    guardian: int


class Welcome(CallbackData, prefix="ltwf"):
    """Whether teachers of subjects may write to this guardian first."""

    welcomes: bool


class SetDesk(CallbackData, prefix="ltw"):
    """Whether and in which hours letters are taken."""

    accepts: bool
    opens: int
    closes: int


class AskComplain(CallbackData, prefix="ltp?"):
    """«Пожаловаться»: sure?"""

    thread: int


class Complain(CallbackData, prefix="ltp"):
    """Show the last letters to the coordinators, for this reason."""

    thread: int
    reason: str


class OpenComplaint(CallbackData, prefix="ltr"):
    """Read what was complained of."""

    report: int


class CloseComplaint(CallbackData, prefix="ltrc"):
    """Close it with one of the usual words; without one, with own words."""

    report: int
    outcome: str = ""


class PassOn(CallbackData, prefix="ltrd"):
    """Let the director judge it."""

    report: int


class ReadOutcome(CallbackData, prefix="ltro"):
    """What an own complaint came to."""

    report: int


class LiftBlock(CallbackData, prefix="ltr+"):
    """Open a thread of which somebody complained and that its teacher closed."""

    report: int


def threads_named(keyboard: InlineKeyboardMarkup | None) -> set[int]:
    """The threads that the buttons under a message open or write in; checked again as those of any button are."""
    data = [one.callback_data or "" for row in keyboard.inline_keyboard for one in row] if keyboard else []
    opened = {OpenThread.unpack(one).thread for one in data if one.startswith(f"{OpenThread.__prefix__}:")}
    return opened | {WriteHere.unpack(one).thread for one in data if one.startswith(f"{WriteHere.__prefix__}:")}
