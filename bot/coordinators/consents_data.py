"""What the buttons of the register of consents carry. Ids are checked again against the actor."""

from aiogram.filters.callback_data import CallbackData


class OpenRegister(CallbackData, prefix="cg"):
    """The counts by class."""


class OpenClass(CallbackData, prefix="cgc"):
    """A class; 0 is pupils of no class. `given`: those who have consented, else those who have not."""

    class_id: int
    given: bool = False


class OpenEntry(CallbackData, prefix="cge"):
    """A guardian and a child."""

    guardian: int
    pupil: int


class MarkPaper(CallbackData, prefix="cgp"):
    """«Подписано на бумаге»."""

    guardian: int
    pupil: int


class WithdrawOnPaper(CallbackData, prefix="cgw"):
    """«Отозвано на бумаге»; `sure` after the question."""

    guardian: int
    pupil: int
    sure: bool = False


class EndTie(CallbackData, prefix="cgq"):
    """«Больше не представитель»; `sure` after the question."""

    guardian: int
    pupil: int
    sure: bool = False


class WriteWording(CallbackData, prefix="cgt"):
    """The next message is the new text."""


class KeepWording(CallbackData, prefix="cgt+"):
    """The text that was typed holds from now on."""


class ExpireOld(CallbackData, prefix="cgx"):
    """End the consents to earlier words; `sure` after the question."""

    sure: bool = False


class DownloadRegister(CallbackData, prefix="cgd"):
    """The register as a workbook."""
