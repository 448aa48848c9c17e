"""What the tests of the journal and the outbox write: a lesson, its entries, chats of guardians."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from core.ids import ChatKey, DraftId, EntryId, LessonId, OutboxId, PersonId
from core.journal.model import EntryKind, LessonKey
from core.journal.ports import NewEntry, NewMark, StoredDraft
from core.journal.quick_entry.model import LessonDraft
from core.notifications.model import Delivery, Kind, Planned, Selection, State
from core.people.links.model import Address
from core.unit_of_work import UnitOfWork
from tests.contract.school import CLASS_5A, ELSEWHERE, MARIA, MATHS, NOW, OLGA, SCHOOL, TODAY

LESSON = LessonKey(SCHOOL, CLASS_5A, None, MATHS, TODAY, 2)
"""Mathematics in 5А today."""


BOT = "1"
"""The bot of all chats here, unless a test makes another."""


async def lesson(unit: UnitOfWork, key: LessonKey = LESSON) -> LessonId:
    """The lesson's key, made if need be."""
    return await unit.journal.ensure_lesson(key, OLGA)


async def entry(
    unit: UnitOfWork, lesson_id: LessonId, at: datetime = NOW, kind: EntryKind = EntryKind.RECORD
) -> EntryId:
    """A new entry of the class teacher."""
    return await unit.journal.add_entry(NewEntry(lesson_id, kind, OLGA, OLGA, at))


async def begun(unit: UnitOfWork, key: LessonKey = LESSON, at: datetime = NOW) -> tuple[LessonId, EntryId]:
    """A lesson with an entry that says nothing yet."""
    lesson_id = await lesson(unit, key)
    return lesson_id, await entry(unit, lesson_id, at)


def a_mark(pupil_id: PersonId, value: str, control: str | None = None, text: str | None = None) -> NewMark:
    """A mark of today."""
    return NewMark(pupil_id, value, control, text, TODAY)


def a_draft(reading: LessonDraft, source: str = "1:100:1", author: PersonId = OLGA) -> StoredDraft:
    """A draft that is not kept yet."""
    return StoredDraft(DraftId(0), SCHOOL, author, source, 0, "что написано", NOW, {}, reading)


def address(chat: int, bot: str = BOT) -> Address:
    """A chat of the messenger."""
    return Address("telegram", bot, str(chat))


async def linked(unit: UnitOfWork, person_id: PersonId, chat: int, bot: str = BOT) -> ChatKey:
    """Let a chat speak for a person."""
    made = await unit.links.ensure_chat(address(chat, bot))
    await unit.links.add_link(made.key, person_id, NOW)
    return made.key


def news(chat: ChatKey, key: str = "1", **changes: object) -> Planned:
    """News for Sofia's mother that is due now."""
    planned = Planned(SCHOOL, chat, MARIA, Kind.LINK, key, NOW, content={"event": "own_chat"})
    return replace(planned, **changes)  # type: ignore[arg-type]


async def put(unit: UnitOfWork, *rows: Planned) -> None:
    """Put rows into the outbox."""
    await unit.outbox.enqueue(rows, NOW)


async def claimed(unit: UnitOfWork, at: datetime = NOW, limit: int = 10, owner: str = "a", bot: str = BOT) -> list[str]:
    """The dedupe keys of what is claimed."""
    return await keys(unit, await unit.outbox.claim(bot, owner, limit, at, at + timedelta(minutes=1)))


async def keys(unit: UnitOfWork, deliveries: Iterable[Delivery]) -> list[str]:
    """The dedupe keys of claimed rows."""
    found: dict[OutboxId, str] = {}
    for school_id in (SCHOOL, ELSEWHERE):
        rows = await unit.outbox.find(school_id, Selection(), 1000)
        found |= {one.row.id: one.row.planned.dedupe_key for one in rows}
    return [found[delivery.id] for delivery in deliveries]


async def counted(unit: UnitOfWork) -> dict[State, int]:
    """How many rows of the school stand in each state."""
    return Counter(one.row.state for one in await unit.outbox.find(SCHOOL, Selection(), 100))
