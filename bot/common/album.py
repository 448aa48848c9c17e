"""An album that goes into one letter or question: its files come one by one, and are answered once."""

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from aiogram import F
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from core.errors import DomainError

FILE = F.photo | F.document | F.voice | F.audio
_ALBUM = "sent_album"
"""In the conversation's data: the album that is coming in, what it goes to, and whether a refusal was spoken of."""


class Joining(Protocol):
    """What became of a file."""

    @property
    def joined(self) -> bool:
        """Whether it went to what the first file of its album made."""
        ...


S = TypeVar("S", bound=Joining)


class Continuing(Filter):
    """Lets pass the further files of an album whose first one went to something of this kind."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    async def __call__(self, message: Message, state: FSMContext) -> bool | dict[str, int]:
        """`to`: the key of what it went to."""
        album = (await state.get_data()).get(_ALBUM) if message.media_group_id else None
        fits = album and (album["id"], album["kind"]) == (message.media_group_id, self._kind)
        return {"to": album["to"]} if album and fits else False


async def of_album(
    message: Message,
    state: FSMContext,
    kind: str,
    send: Callable[[], Awaitable[S]],
    to: Callable[[S], int],
    *once: type[DomainError],
) -> S | None:
    """Send a file, and end the step that awaited it; None for what is answered already, which changes nothing.

    A refusal of the kinds `once` is raised for the first file of an album that meets it.
    """
    before = (await state.get_data()).get(_ALBUM) or {}
    again = message.media_group_id is not None and before.get("id") == message.media_group_id
    if again and before.get("refused"):
        return None
    try:
        sent = await send()
    except once:
        refused = {"id": message.media_group_id, "kind": kind, "to": before.get("to", 0), "refused": True}
        await state.update_data({_ALBUM: refused})
        raise
    if again and sent.joined:
        return None
    known = {"id": message.media_group_id, "kind": kind, "to": to(sent)}
    await state.set_state(None)
    await state.set_data({_ALBUM: known} if message.media_group_id else {})
    return sent
