"""What the buttons of reports carry. Which classes the reader may see is asked again when they are pressed."""

from aiogram.filters.callback_data import CallbackData

from core.deadlines.model import Duty
from core.reporting.summary import Scope


class ShowAdoption(CallbackData, prefix="ada"):
    """Who is connected, with another page of the classes."""

    page: int = 0


class ShowCalls(CallbackData, prefix="adc"):
    """A class and its families to be called."""

    class_id: int


class ShowUnreached(CallbackData, prefix="adu"):
    """Whom messages do not reach."""

    page: int = 0


class ShowWeekly(CallbackData, prefix="adw"):
    """The week's report."""


class MakeSheet(CallbackData, prefix="adx"):
    """The same as a workbook."""


class HandOver(CallbackData, prefix="adh"):
    """The report was sent to whom it is for."""

    duty: Duty
    code: str


class ShowContest(CallbackData, prefix="adk"):
    """The contest of classes."""

    page: int = 0


class ShowSummary(CallbackData, prefix="sum"):
    """A view of the summary: that of a day, by its ordinal number, or today's with none."""

    scope: Scope
    day: int = 0


class WishSummary(CallbackData, prefix="sumw"):
    """Have it sent, or not any more."""

    scope: Scope
    on: bool


class ShowPicture(CallbackData, prefix="sump"):
    """A picture: the lessons of a scope, today's or those of a day as above, or the classes."""

    what: str
    dark: bool = False
    day: int = 0
