"""What the buttons under a teacher's card carry. Keys in it are checked again against the actor."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class Act(StrEnum):
    """What is done with a draft as a whole."""

    SHOW = "s"
    RECORD = "r"
    EDIT = "e"
    CANCEL = "c"
    REOPEN = "o"
    UNDO = "u"
    FIX = "f"
    CONFIRM = "k"
    RETURN = "b"
    TAKE_BACK = "t"
    WHY = "w"


class DraftAct(CallbackData, prefix="d"):
    """An act on a draft."""

    act: Act
    draft: int


class Choice(CallbackData, prefix="q"):
    """An answer to a question of a draft."""

    draft: int
    question: str
    option: str


class Late(CallbackData, prefix="l"):
    """Why an entry comes late or corrects what stands, as a code."""

    draft: int
    reason: str


class Withdraw(CallbackData, prefix="rqback"):
    """Take an own request back; then the draft is shown."""

    request: int
    draft: int


class WithdrawStandIn(CallbackData, prefix="rqsub"):
    """Take back an own request for a colleague's lesson."""

    request: int


class FixMark(CallbackData, prefix="m"):
    """A mark to correct; with a value, what it becomes; "-" takes it away."""

    draft: int
    mark: int
    value: str = ""


class NoHints(CallbackData, prefix="nh"):
    """Teach nothing more under records; the draft under which it was pressed is shown."""

    draft: int


class Presence(CallbackData, prefix="p"):
    """Whether a pupil whom a note expects away is at the lesson of a draft after all."""

    draft: int
    pupil: int
    here: bool
