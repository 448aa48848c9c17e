"""What nothing else understood: a stale button, a text from somebody who writes no lessons."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.i18n import Texts
from bot.updates.answers import alert
from core.people.links.model import Identity
from core.people.model import Role


def build_router() -> Router:
    """The last router: it takes whatever comes."""
    router = Router(name="fallback")
    router.message.register(not_understood)
    router.callback_query.register(stale)
    return router


async def not_understood(message: Message, identity: Identity, texts: Texts) -> None:
    """Say what can be done instead. A parent's words and photographs are mostly meant for a teacher."""
    if any(actor.holds(Role.GUARDIAN) for actor in identity.actors):
        await message.answer(
            texts.t(
                "Это сообщение никому не отправлено. Написать учителю: /write. Что ещё здесь можно сделать: /start и"
                " /help."
            )
        )
        return
    await message.answer(texts.t("Я не понял это сообщение. Что здесь можно сделать, покажут /start и /help."))


async def stale(callback: CallbackQuery, callback_answer: CallbackAnswer, texts: Texts) -> None:  # noqa: ARG001
    """A button of an older version, or one that nobody made."""
    alert(callback_answer, texts.t("Эта кнопка больше не действует. Откройте нужный экран заново: /start."))
