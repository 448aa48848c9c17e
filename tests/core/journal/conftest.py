"""The made-up school in memory, with the chats of its guardians and the drafts of its teachers."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from core.ids import ChatKey, DraftId, PersonId
from core.journal.correcting import Sheet, correct_mark, undo_lesson
from core.journal.drafts import answer, interpret_message
from core.journal.model import LessonRecord
from core.journal.ports import StoredDraft
from core.journal.quick_entry.model import DraftMark, LessonDraft
from core.journal.recording import record_lesson
from core.journal.writing import Recorded
from core.notifications.model import Outcome, Result, Row
from core.people.model import Actor
from tests.contract.school import (
    CLASS_5A,
    DMITRY,
    IVANOVA,
    MARIA,
    MATHS,
    NOW,
    OLGA,
    PETROVA,
    TODAY,
    made_up_school,
)
from tests.contract.writing import BOT, LESSON, a_draft, linked
from tests.fakes.database import MemoryDatabase

GRACE = timedelta(minutes=5)
READING = LessonDraft(
    class_id=CLASS_5A, class_title="5А", subject_id=MATHS, subject_name="Математика", day=TODAY, number=2
)
"""Mathematics in 5А today, of which nothing is said yet."""


def mark(pupil_id: PersonId, value: str = "5") -> DraftMark:
    """A mark that was read without doubt."""
    return DraftMark(pupil_id, value)


def saying(**changes: object) -> LessonDraft:
    """What a teacher said of that lesson."""
    return replace(READING, **changes)  # type: ignore[arg-type]


@dataclass
class World:
    """The database with shortcuts; every draft comes from a message of its own."""

    database: MemoryDatabase
    mother: ChatKey
    father: ChatKey
    twins: ChatKey
    other: ChatKey
    messages: int = 0

    async def actor(self, person_id: PersonId = OLGA, day: date = TODAY) -> Actor:
        """Somebody with the functions of the day."""
        async with self.database.reading() as unit:
            return await unit.people.actor(person_id, day)

    async def draft(self, reading: LessonDraft, author: PersonId = OLGA, state: str = "open") -> DraftId:
        """A draft of a new message."""
        self.messages += 1
        async with self.database.writing() as unit:
            kept = replace(a_draft(reading, f"1:100:{self.messages}", author), state=state)
            draft_id = await unit.journal.add_draft(kept, NOW)
            await unit.commit()
        return draft_id

    async def read(
        self, text: str, author: PersonId = OLGA, message: int = 1, now: datetime = NOW
    ) -> tuple[StoredDraft, ...]:
        """A message read into drafts."""
        return await interpret_message(self.database, await self.actor(author), text, f"1:200:{message}", now)

    async def answer(self, draft: StoredDraft, answers: dict[str, str]) -> StoredDraft:
        """A tap on the card."""
        return await answer(self.database, await self.actor(), draft.id, answers, NOW)

    async def record(self, draft_id: DraftId, now: datetime = NOW, reason: str | None = None) -> Recorded:
        """«Записать», tapped by the teacher."""
        return await record_lesson(self.database, await self.actor(), draft_id, now, GRACE, reason)

    async def say(self, now: datetime = NOW, **said: object) -> Recorded:
        """A message read and recorded."""
        return await self.record(await self.draft(saying(**said)), now)

    async def correct(self, recorded: Recorded, value: str | None, now: datetime, index: int = 0) -> Sheet:
        """Another value for a mark of the lesson, or none."""
        standing = (await self.lesson()).marks[index]
        return await correct_mark(self.database, await self.actor(), recorded.draft.id, standing.id, value, now, GRACE)

    async def undo(self, recorded: Recorded, now: datetime) -> StoredDraft:
        """«Отменить», tapped by the teacher."""
        return await undo_lesson(self.database, await self.actor(), recorded.draft.id, now, GRACE)

    async def lesson(self) -> LessonRecord:
        """The lesson as it stands."""
        async with self.database.reading() as unit:
            found = await unit.journal.lesson(LESSON)
        assert found
        return found

    async def rows(self) -> list[Row]:
        """Everything in the outbox, oldest first."""
        return [*self.database.shared.state.outbox.rows.values()]

    async def told(self) -> list[tuple[ChatKey, PersonId | None]]:
        """Chats and the pupils of whom they hear."""
        return [(row.planned.chat_key, row.planned.pupil_id) for row in await self.rows()]

    async def deliver(self, at: datetime) -> None:
        """Send all that is due."""
        async with self.database.writing() as unit:
            deliveries = await unit.outbox.claim(BOT, "test", 50, at, at + GRACE)
            results = [Result(one.id, Outcome.SENT, at, f"message {one.id}") for one in deliveries]
            await unit.outbox.record("test", tuple(results))
            await unit.commit()

    async def actions(self) -> list[str]:
        """What the audit log tells."""
        async with self.database.reading() as unit:
            return [chained.line.action for chained in await unit.audit.lines(LESSON.school_id)]


@pytest.fixture
async def world() -> World:
    """The school with four linked chats: those of both parents of Sofia, of the twins' mother and of Artyom's."""
    database = MemoryDatabase(made_up_school())
    async with database.writing() as unit:
        chats = [await linked(unit, person, chat) for chat, person in enumerate((MARIA, DMITRY, PETROVA, IVANOVA), 1)]
        await unit.commit()
    return World(database, *chats)
