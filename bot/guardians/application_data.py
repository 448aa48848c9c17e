"""What the buttons of a form carry. Ids are checked again against the chat."""

from aiogram.filters.callback_data import CallbackData

from core.applications.model import Question


class Begin(CallbackData, prefix="ap+"):
    """A new form for this school."""

    school: int


class Resume(CallbackData, prefix="ap>"):
    """Go on with the form that is being filled."""


class Anew(CallbackData, prefix="ap0"):
    """Drop the form that is being filled."""


class AskAgain(CallbackData, prefix="ap?"):
    """Answer this question now."""

    question: Question


class Choose(CallbackData, prefix="ap="):
    """This answer."""

    question: Question
    value: str


class Send(CallbackData, prefix="ap!"):
    """Send the form."""


class AskWithdrawal(CallbackData, prefix="apw?"):
    """Should this one be withdrawn?"""

    application: int


class Withdraw(CallbackData, prefix="apw"):
    """Withdraw this one."""

    application: int


class Print(CallbackData, prefix="app"):
    """This one as a file to be printed."""

    application: int
