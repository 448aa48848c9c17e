"""What every handler gets: the database bound to the update, who speaks, in which language, the clock."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.types import Chat, TelegramObject, Update, User

from bot.app_parts import Parts
from bot.i18n import texts
from bot.languages import answered_in
from core.people.links.model import Address
from core.people.links.service import identify

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
CHANNEL = "telegram"


class ContextMiddleware(BaseMiddleware):
    """An outer middleware of updates. What is not from a private chat goes no further: no names in groups."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Fill the handler's arguments."""
        chat, user = data.get("event_chat"), data.get("event_from_user")
        if not isinstance(event, Update) or not isinstance(chat, Chat) or chat.type != "private":
            return None
        bot: Bot = data["bot"]
        data |= await self._arguments(event, bot, chat, user)
        return await handler(event, data)

    async def _arguments(self, update: Update, bot: Bot, chat: Chat, user: User | None) -> dict[str, Any]:
        parts = self._parts
        address = Address(CHANNEL, str(bot.id), str(chat.id))
        now = parts.clock.now()
        identity = await identify(parts.database, address, now)
        chosen = identity.chat.language if identity.chat else None
        language = chosen or (user.language_code if user else None) or parts.settings.school.language
        return {
            "database": parts.for_update(str(bot.id), update.update_id),
            "address": address,
            "identity": identity,
            "texts": answered_in(texts(language, parts.zone), identity.actors),
            "clock": parts.clock,
            "settings": parts.settings,
            "wake": parts.wake,
        }


def chat_of(update: Update) -> int:
    """The chat that an update belongs to, for the order of handling; 0 for updates without one."""
    message = update.message or update.edited_message
    if message is None and update.callback_query is not None:
        return update.callback_query.from_user.id
    if update.my_chat_member is not None:
        return update.my_chat_member.chat.id
    return message.chat.id if message else 0
