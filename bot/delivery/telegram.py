"""Telegram as a channel of the core.

Requests go through aiogram's session, so that its proxy and server address hold, but answers are read as plain JSON:
a delivery needs nothing of them but the message id, and building aiogram's models costs more than sending.
"""

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING, Any

import aiohttp
from pydantic_core import from_json, to_json

from bot.delivery.refusals import refusal
from core.journal.attachments.model import Content, FileKind
from core.notifications.errors import ChannelError, FailureKind
from core.notifications.files import FileToSend, SentAs
from core.people.links.model import Address

if TYPE_CHECKING:
    from aiogram import Bot

_TIMEOUT, _LONG_TIMEOUT = aiohttp.ClientTimeout(total=20), aiohttp.ClientTimeout(total=300)
_TIMED = aiohttp.ClientTimeout(total=None, sock_connect=20)
"""For messages: an errand times each of them already, and a second timer is a part of a message's price."""

_JSON = {"Content-Type": "application/json"}
_PIECE = 1 << 20
"""Bytes that are hashed and written at a time: no more than a few milliseconds are taken from others."""

_FILES = {
    FileKind.PHOTO: ("sendPhoto", "photo"),
    FileKind.DOCUMENT: ("sendDocument", "document"),
    FileKind.VOICE: ("sendVoice", "voice"),
    FileKind.AUDIO: ("sendAudio", "audio"),
}
"""Kind → the method that sends it and the parameter that carries it."""

Buttons = tuple[tuple[str, str], ...]
Params = dict[str, Any]


class TelegramChannel:
    """Sends, edits and deletes messages of one bot.

    `session` opens the HTTP session on first use; `url` gives the address of a method and `file_url` that of a file.
    Both hold the bot's token and are therefore never logged.
    """

    def __init__(
        self,
        session: Callable[[], Awaitable[aiohttp.ClientSession]],
        url: Callable[[str], str],
        file_url: Callable[[str], str] = str,
    ) -> None:
        self._session = session
        self._url = url
        self._file_url = file_url

    @classmethod
    def of(cls, bot: "Bot") -> "TelegramChannel":
        """The channel of a bot, through the bot's own session."""
        from aiogram.client.session.aiohttp import AiohttpSession

        session = bot.session
        if not isinstance(session, AiohttpSession):
            raise TypeError("the bot's session is not one of aiohttp")
        api, token = session.api, bot.token
        return cls(session.create_session, partial(api.api_url, token), partial(api.file_url, token))

    async def send(self, address: Address, text: str, buttons: Buttons = ()) -> str:
        """Send a message; its id. ChannelError. How long the answer may take, the caller says."""
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

    async def send_file(self, address: Address, file: FileToSend, caption: str) -> SentAs:
        """Send a file, without a sound: the message that it belongs to has made one. ChannelError."""
        method, field = _FILES[file.kind]
        params = {"chat_id": int(address.chat), "caption": caption, "parse_mode": "HTML", "disable_notification": True}
        if file.content is None:
            result = await self._call(method, {**params, field: file.reference})
        else:
            result = await self._call(method, params, {field: file})
        if not isinstance(result, dict) or "message_id" not in result:
            raise ChannelError(FailureKind.SERVER)
        return SentAs(str(result["message_id"]), _reference(result))

    async def fetch(self, reference: str) -> Content:
        """The bytes of a file that was sent to the bot, hashed as they come. ChannelError."""
        told = await self._call("getFile", {"file_id": reference})
        if not isinstance(told, dict) or "file_path" not in told:
            raise ChannelError(FailureKind.SERVER)
        session = await self._session()
        with _failures():
            async with session.get(self._file_url(told["file_path"]), timeout=_LONG_TIMEOUT) as response:
                if response.status != HTTPStatus.OK:
                    raise refusal(response.status, {})
                return await _content(response.content)

    async def _call_with_text(self, method: str, place: Params, text: str, buttons: Buttons) -> Any:
        params = {**place, "link_preview_options": {"is_disabled": True}, **_keyboard(buttons)}
        return _result(*await self._ask(method, {**params, "text": text, "parse_mode": "HTML"}, _TIMED))

    async def _call(self, method: str, params: Params, files: Mapping[str, FileToSend] | None = None) -> Any:
        return _result(*await (self._upload(method, _form(params, files)) if files else self._ask(method, params)))

    async def _ask(self, method: str, params: Params, limits: aiohttp.ClientTimeout = _TIMEOUT) -> tuple[int, Any]:
        session, data = await self._session(), to_json(params)
        with _failures():
            async with session.post(self._url(method), data=data, headers=_JSON, timeout=limits) as response:
                return response.status, from_json(await response.read())

    async def _upload(self, method: str, form: aiohttp.FormData) -> tuple[int, Any]:
        session = await self._session()
        with _failures():
            async with session.post(self._url(method), data=form, timeout=_LONG_TIMEOUT) as response:
                return response.status, from_json(await response.read())


def _result(code: int, body: Any) -> Any:
    if not isinstance(body, dict):
        raise ChannelError(FailureKind.SERVER)
    if code == HTTPStatus.OK and body.get("ok") is True:
        return body.get("result")
    raise refusal(code, body)


@contextmanager
def _failures() -> Iterator[None]:
    """The causes are left out: they would show the address, which holds the token."""
    try:
        yield
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
        raise ChannelError(FailureKind.NETWORK) from None
    except (aiohttp.ClientError, TimeoutError, OSError):  # it was sent, and the answer did not come
        raise ChannelError(FailureKind.UNKNOWN) from None
    except ValueError:  # not JSON: the page of a proxy that stands before a dead server
        raise ChannelError(FailureKind.SERVER) from None


async def _content(stream: aiohttp.StreamReader) -> Content:
    digest, pieces = hashlib.sha256(), []
    async for piece in _pieces(stream):
        digest.update(piece)
        pieces.append(piece)
    return Content(digest.hexdigest(), tuple(pieces))


async def _pieces(stream: aiohttp.StreamReader) -> AsyncIterator[bytes]:
    """Pieces of one size but for the last; the stream itself comes in what the network happened to bring."""
    gathered = bytearray()
    async for part in stream.iter_any():
        gathered += part
        while len(gathered) >= _PIECE:
            yield bytes(gathered[:_PIECE])
            del gathered[:_PIECE]
    if gathered:
        yield bytes(gathered)


def _place(address: Address, message_id: str) -> Params:
    return {"chat_id": int(address.chat), "message_id": int(message_id)}


def _keyboard(buttons: Buttons) -> Params:
    """One button a row: labels are sentences in several languages, and phones are narrow."""
    if not buttons:
        return {}
    return {"reply_markup": {"inline_keyboard": [[{"text": label, "callback_data": data}] for label, data in buttons]}}


def _form(params: Params, files: Mapping[str, FileToSend]) -> aiohttp.FormData:
    """Files go as they are, the rest as the strings of a form."""
    form = aiohttp.FormData(quote_fields=False)  # or a Russian name would come as %D0%97…
    for name, value in params.items():
        form.add_field(name, str(value).lower() if isinstance(value, bool) else str(value))
    for name, file in files.items():
        if file.content is not None:
            data = BytesIO(b"".join(file.content.pieces))  # read piece by piece while it is sent
            form.add_field(name, data, filename=file.name, content_type="application/octet-stream")
    return form


def _reference(message: Params) -> str | None:
    """What a message calls its file; music that was sent as a document may come back as music."""
    found = next((message[field] for _, field in _FILES.values() if message.get(field)), None)
    largest = found[-1] if isinstance(found, list) else found
    return str(largest["file_id"]) if isinstance(largest, dict) and "file_id" in largest else None
