"""What the buttons of a guardian's consents carry. Ids are checked again against the actor."""

from aiogram.filters.callback_data import CallbackData

from core.consents.model import Scope


class OpenConsent(CallbackData, prefix="co"):
    """A child's consent."""

    pupil: int


class ReadConsent(CallbackData, prefix="cor"):
    """The words that were agreed to."""

    pupil: int


class GiveConsent(CallbackData, prefix="coy"):
    """«Согласен(на)» to the words of this version; `linking`: asked because a chat was linked just now."""

    pupil: int
    version: str
    scope: Scope = Scope.MESSAGES
    linking: bool = False


class DeclineConsent(CallbackData, prefix="con"):
    """«Не согласен(на)», while linking."""

    pupil: int


class AskWithdrawal(CallbackData, prefix="cow?"):
    """Whether it is really to be taken back, all of it or as to messages."""

    pupil: int
    messages_only: bool = False


class WithdrawConsent(CallbackData, prefix="cow"):
    """Take it back."""

    pupil: int
    messages_only: bool = False
