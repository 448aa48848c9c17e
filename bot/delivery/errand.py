"""One row's way into its chat: its messages sent or changed one by one, whatever the messenger says to them."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import blake2b
from html import escape
from typing import Any, TypeVar

import structlog

from bot.delivery.file_push import FilePush
from bot.delivery.rendering import Rendered
from bot.delivery.shelf import Shelf
from bot.markup import MAX_LENGTH, plain
from bot.splitting import split
from core.notifications.errors import ChannelError, FailureKind
from core.notifications.model import Delivery, Operation, Outcome, Posted, Result
from core.notifications.ports import Channel

log = structlog.get_logger(__name__)

Buttons = tuple[tuple[str, str], ...]
Step = Callable[["Errand"], Awaitable[None]]
T = TypeVar("T")

_FILE = "file:"
"""How the print of a message begins that is a file."""


class Errand:
    """What stands in the chat is brought to what is to stand there; nothing that has its words already is touched.

    So a row that was sent in part goes on with the part after it, and a correction changes the parts that it concerns.
    Files follow the words, each as a message of its own. `turn` is awaited before each message, `save` after each but
    the last. A message takes `longest` seconds at most.
    """

    def __init__(
        self, channel: Channel, shelf: Shelf, delivery: Delivery, longest: float, turn: Step, save: Step
    ) -> None:
        self._channel = channel
        self._shelf = shelf
        self._longest = longest
        self._turn = turn
        self._save = save
        self._edits = delivery.operation is Operation.EDIT
        self._posted = [one for one in delivery.standing if not one.print.startswith(_FILE)]
        self._files = [one for one in delivery.standing if one.print.startswith(_FILE)]
        self._more = False  # whether files are still to come or to go when the words are there
        self._several = bool(delivery.posted)
        self._restated = delivery.restated
        self._reason: str | None = None
        self.delivery = delivery
        self.address = delivery.address
        self.moved_to: str | None = None
        """The address to which the messenger says the chat has moved."""

    def result(self, outcome: Outcome, at: datetime) -> Result:
        """What stands in the chat now, as the outcome of the row."""
        posted = (*self._posted, *self._files) if self._several else ()
        first = self._posted[0].message_id
        return Result(self.delivery.id, outcome, at, first, self._reason, posted=posted, restated=self._restated)

    async def run(self, message: Rendered, anew: Callable[[], Rendered]) -> None:
        """Bring the message to the chat. ChannelError, and what `turn` raises.

        `anew` makes the words for a chat from which the message has gone that was to be edited. A text that the
        messenger calls too long, though by our count it is not, is split once more.
        """
        steps = self._file_steps(message.files)
        self._more = bool(steps)
        self._several = self._several or self._more
        await self._bring_words(message, anew)
        for left, step in zip(reversed(range(len(steps))), steps, strict=True):
            await self._turn(self)
            await step()
            if left:
                await self._save(self)

    async def _bring_words(self, message: Rendered, anew: Callable[[], Rendered]) -> None:
        try:
            await self._place(split(message.text), message)
        except ChannelError as error:
            match error.failure.kind:
                case FailureKind.TOO_LONG:
                    await self._place(split(message.text, MAX_LENGTH // 2), message)
                case FailureKind.MESSAGE_GONE:
                    await self._begin_again(anew())
                case _:
                    raise

    async def _begin_again(self, message: Rendered) -> None:
        self._posted, self._several = [], bool(self._files) or self._more
        self._restated = self._edits
        self._reason = FailureKind.MESSAGE_GONE.value
        await self._place(split(message.text), message)

    async def _place(self, texts: Sequence[str], message: Rendered) -> None:
        """Put these texts into the chat; messages of which no text is left say that there is none."""
        wanted = [*texts, *[message.surplus] * (len(self._posted) - len(texts))]
        self._several = self._several or len(wanted) > 1
        for n, text in enumerate(wanted):
            if n < len(self._posted) and self._is_there(n, text):
                continue
            await self._turn(self)
            message_id = await self._put(n, text, message.buttons if n + 1 == len(wanted) else ())
            self._posted[n : n + 1] = [Posted(message_id, _print(text) if self._several else "")]
            if n + 1 < len(wanted) or self._more:
                await self._save(self)

    def _is_there(self, n: int, text: str) -> bool:
        return bool(self._posted[n].print) and self._posted[n].print == _print(text)

    async def _put(self, n: int, text: str, buttons: Buttons) -> str:
        """Send or change one message; its id."""
        return await self._in_time(self._readable(n, text, buttons))

    async def _in_time(self, call: Coroutine[Any, Any, T]) -> T:
        try:
            async with asyncio.timeout(self._longest):
                return await call
        except TimeoutError:
            raise ChannelError(FailureKind.UNKNOWN) from None

    async def _readable(self, n: int, text: str, buttons: Buttons) -> str:
        """Marks that Telegram cannot read must not cost the message: it goes without them."""
        try:
            return await self._at_address(lambda: self._call(n, text, buttons))
        except ChannelError as error:
            if error.failure.kind is not FailureKind.MARKUP:
                raise
        log.error("delivery.markup_refused", row=self.delivery.id)
        self._reason = FailureKind.MARKUP.value
        return await self._at_address(lambda: self._call(n, escape(plain(text)), buttons))

    async def _at_address(self, call: Callable[[], Awaitable[T]]) -> T:
        """A chat that has moved gets it at its new address, and so whatever follows."""
        try:
            return await call()
        except ChannelError as error:
            if (moved_to := error.failure.migrate_to) is None:
                raise
        self.moved_to, self.address = moved_to, replace(self.address, chat=moved_to)
        return await call()

    async def _call(self, n: int, text: str, buttons: Buttons) -> str:
        if n == len(self._posted):
            return await self._channel.send(self.address, text, buttons)
        message_id = self._posted[n].message_id
        try:
            await self._channel.edit(self.address, message_id, text, buttons)
        except ChannelError as error:
            if error.failure.kind is not FailureKind.NOT_MODIFIED:
                raise
            self._reason = self._reason or FailureKind.NOT_MODIFIED.value
        return message_id

    def _file_steps(self, files: Sequence[FilePush]) -> list[Callable[[], Awaitable[None]]]:
        """What is to be done that these files stand in the chat, and no others."""
        wanted = {_file_print(one): one for one in files}
        there = {one.print for one in self._files}
        return [
            *(partial(self._take_away, one) for one in self._files if one.print not in wanted),
            *(partial(self._send_file, one) for print_, one in wanted.items() if print_ not in there),
        ]

    async def _take_away(self, posted: Posted) -> None:
        """A file that is no part of the homework any more; one that cannot be deleted any more stays where it is."""
        try:
            await self._in_time(self._channel.delete(self.address, posted.message_id))
        except ChannelError as error:
            if error.failure.kind is not FailureKind.MESSAGE_GONE:
                raise
        self._files.remove(posted)

    async def _send_file(self, push: FilePush) -> None:
        """A file that cannot be sent costs the row nothing but a reason: the words have come and speak of it."""
        send = self._at_address(lambda: self._shelf.send(self.address, push.file, push.caption))
        try:
            message_id = await self._in_time(send)
        except ChannelError as error:
            if error.failure.kind not in (FailureKind.FILE_GONE, FailureKind.REFUSED):
                raise
            log.warning("delivery.file_left_out", row=self.delivery.id, reason=error.failure.kind.value)
            self._reason = FailureKind.FILE_GONE.value
        else:
            self._files.append(Posted(message_id, _file_print(push)))


def _file_print(push: FilePush) -> str:
    return f"{_FILE}{push.file.id}"


def _print(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
