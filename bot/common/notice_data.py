"""The buttons of notices, as typed data. Ids in them are checked again when they are pressed."""

from aiogram.filters.callback_data import CallbackData


class ListNotices(CallbackData, prefix="nts"):
    """Own drafts and what was sent."""


class TurnNotices(CallbackData, prefix="ntpg"):
    """Another page of them."""

    page: int


class NewNotice(CallbackData, prefix="ntnew"):
    """The next message is a notice."""


class ShowNotice(CallbackData, prefix="nt"):
    """A draft to be aimed, or the report of what was sent."""

    notice: int


class Preview(CallbackData, prefix="ntp"):
    """How it will look."""

    notice: int


class TryOut(CallbackData, prefix="nttry"):
    """A copy to oneself."""

    notice: int


class Send(CallbackData, prefix="ntgo"):
    """To everybody, if it still is of this version."""

    notice: int
    version: int


class Reword(CallbackData, prefix="ntw"):
    """The next message are other words."""

    notice: int


class Replace(CallbackData, prefix="ntput"):
    """The words of this message replace those of what was sent, if it still is of this version."""

    notice: int
    version: int
    said: int


class AskReading(CallbackData, prefix="nta"):
    """Readers are asked to say that they have read it, or not."""

    notice: int
    asks: bool


class Acknowledge(CallbackData, prefix="ntok"):
    """«Ознакомлен(а)», by a reader."""

    notice: int


class Silent(CallbackData, prefix="ntwho"):
    """Who has not read it."""

    notice: int


class TurnSilent(CallbackData, prefix="ntwhop"):
    """Another page of them."""

    notice: int
    page: int


class ChooseTime(CallbackData, prefix="ntwhen"):
    """When is it to go out?"""

    notice: int


class SetTime(CallbackData, prefix="ntat"):
    """Then, by the school's clock («202610140800»), if it still is of this version."""

    notice: int
    version: int
    at: str


class Unschedule(CallbackData, prefix="ntno"):
    """A draft again."""

    notice: int


class Adopt(CallbackData, prefix="ntmine"):
    """An own draft with the words of one that was held."""

    notice: int


class Remind(CallbackData, prefix="ntmind"):
    """Those who have not read it are reminded."""

    notice: int


class Download(CallbackData, prefix="ntxls"):
    """The report as a workbook."""

    notice: int


class Withdraw(CallbackData, prefix="ntback"):
    """Take it back; `sure` after the question."""

    notice: int
    sure: bool = False


class Discard(CallbackData, prefix="ntx"):
    """Delete a draft; `sure` after the question."""

    notice: int
    sure: bool = False
