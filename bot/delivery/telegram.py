"""Telegram as a channel of the core.

Requests go through aiogram's session, so that its proxy and server address hold, but answers are read as plain JSON:
a delivery needs nothing of them but the message id, and building aiogram's models costs more than sending.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import aiohttp

from bot.delivery.refusals import refusal
from core.notifications.errors import ChannelError, FailureKind
from core.people.links.model import Address

if TYPE_CHECKING:
    from aiogram import Bot

_TIMEOUT = aiohttp.ClientTimeout(total=20)

Buttons = tuple[tuple[str, str], ...]
Params = dict[str, Any]


class TelegramChannel:
    """Sends, edits and deletes messages of one bot.

    `session` opens the HTTP session on first use; `url` gives the address of a method, which holds the bot's token and
    is therefore never logged.
    """

    def __init__(self, session: Callable[[], Awaitable[aiohttp.ClientSession]], url: Callable[[str], str]) -> None:
        self._session = session
        self._url = url

    @classmethod
    def of(cls, bot: "Bot") -> "TelegramChannel":
        """The channel of a bot, through the bot's own session."""
        from aiogram.client.session.aiohttp import AiohttpSession

        session = bot.session
        if not isinstance(session, AiohttpSession):
            raise TypeError("the bot's session is not one of aiohttp")
        return cls(session.create_session, lambda method: session.api.api_url(token=bot.token, method=method))

    async def send(self, address: Address, text: str, buttons: Buttons = ()) -> str:
        """Send a message; its id. ChannelError."""
        result = await self._call_with_text("sendMessage", {"chat_id": int(address.chat)}, text, buttons)
        if not isinstance(result, dict) or "message_id" not in result:
            raise ChannelError(FailureKind.SERVER)
        return str(result["message_id"])

    async def edit(self, address: Address, message_id: str, text: str, buttons: Buttons = ()) -> None:
        """Change a delivered message. ChannelError."""
        await self._call_with_text("editMessageText", _place(address, message_id), text, buttons)

    async def delete(self, address: Address, message_id: str) -> None:
        """Delete a delivered message. ChannelError."""
        await self._call("deleteMessage", _place(address, message_id))

    async def _call_with_text(self, method: str, place: Params, text: str, buttons: Buttons) -> Any:
        params = {**place, "link_preview_options": {"is_disabled": True}, **_keyboard(buttons)}
        return await self._call(method, {**params, "text": text, "parse_mode": "HTML"})

    async def _call(self, method: str, params: Params) -> Any:
        code, body = await self._answer(method, params)
        if not isinstance(body, dict):
            raise ChannelError(FailureKind.SERVER)
        if code == HTTPStatus.OK and body.get("ok") is True:
            return body.get("result")
        raise refusal(code, body)

    async def _answer(self, method: str, params: Params) -> tuple[int, Any]:
        session = await self._session()
        try:
            async with session.post(self._url(method), json=params, timeout=_TIMEOUT) as response:
                return response.status, await response.json(content_type=None)
        # The causes are left out: they would show the address, which holds the token.
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise ChannelError(FailureKind.NETWORK) from None
        except (aiohttp.ClientError, TimeoutError, OSError):  # it was sent, and the answer did not come
            raise ChannelError(FailureKind.UNKNOWN) from None
        except ValueError:  # not JSON: the page of a proxy that stands before a dead server
            raise ChannelError(FailureKind.SERVER) from None


def _place(address: Address, message_id: str) -> Params:
    return {"chat_id": int(address.chat), "message_id": int(message_id)}


def _keyboard(buttons: Buttons) -> Params:
    """One button a row: labels are sentences in several languages, and phones are narrow."""
    if not buttons:
        return {}
    return {"reply_markup": {"inline_keyboard": [[{"text": label, "callback_data": data}] for label, data in buttons]}}
