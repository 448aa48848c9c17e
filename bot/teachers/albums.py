"""What was answered to the album that is coming in: its files come one by one, and each changes the same cards."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.teachers.desk import Desk
from core.journal.ports import StoredDraft

_KEY = "album"


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers to an album so far: a card's message by its draft, and whether its excess was spoken of.

    It stands beside the conversation's state; where that was lost a card comes twice. `asked`: for its lesson.
    """

    album: str | None
    cards: dict[str, int] = field(default_factory=dict)
    asked: bool = False
    full: bool = False

    async def keep(self, state: FSMContext, **changes: Any) -> None:
        """Remember this with what is different now. What came alone needs no memory."""
        if self.album:
            now = replace(self, **changes)
            kept = {"album": now.album, "cards": now.cards, "asked": now.asked, "full": now.full}
            await state.update_data({_KEY: kept})


async def answered(state: FSMContext, album: str | None) -> Answered:
    """What was answered to this album."""
    known = (await state.get_data()).get(_KEY)
    if album is None or not isinstance(known, dict) or known.get("album") != album:
        return Answered(album)
    return Answered(**known)


async def show_cards(
    message: Message, desk: Desk, album: str | None, drafts: Sequence[StoredDraft], state: FSMContext
) -> None:
    """A card for each draft, in the place of the one that the album has already."""
    before = await answered(state, album)
    cards = dict(before.cards)
    for draft in drafts:
        cards[str(draft.id)] = await desk.put(message, await desk.screen(draft), cards.get(str(draft.id)))
    if drafts:
        await before.keep(state, cards=cards)
