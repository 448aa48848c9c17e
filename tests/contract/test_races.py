"""Two processes at once on PostgreSQL, where writers do not wait for each other's turn."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from core.approvals.model import Correction, NewRequest
from core.approvals.service import decide
from core.errors import RepeatedError
from core.ids import LessonId
from core.journal.changes import MarkChange
from core.journal.quick_entry.model import LessonDraft
from core.notifications.model import Kind, Planned
from core.people.model import Actor, Grant, Name, Role, console
from core.settings.catalogue import standing
from core.settings.service import change_settings, own_settings
from storage.database import Database, UpdateKey
from tests.contract.school import IGOR, MARIA, NINA, NOW, OLGA, SCHOOL, SOFIA
from tests.contract.writing import BOT, LESSON, a_draft, a_mark, entry, lesson, linked

pytestmark = pytest.mark.postgres


@pytest.fixture
async def postgres(seeded_postgres_url: str) -> AsyncIterator[Database]:
    """The made-up school in PostgreSQL."""
    opened = Database.open(seeded_postgres_url)
    yield opened
    await opened.close()


async def _record(database: Database, begun: asyncio.Barrier) -> LessonId:
    """An entry of a lesson of which nothing was written yet, in step with the other writers."""
    async with database.writing() as unit:
        await begun.wait()
        lesson_id = await lesson(unit)
        await unit.journal.add_marks(lesson_id, await entry(unit, lesson_id), (a_mark(SOFIA, "5"),))
        await unit.commit()
    return lesson_id


async def test_entries_of_a_new_lesson_at_once_make_one_lesson(postgres: Database) -> None:
    begun = asyncio.Barrier(4)
    made = await asyncio.gather(*(_record(postgres, begun) for _ in range(4)))
    assert len(set(made)) == 1
    async with postgres.reading() as unit:
        record = await unit.journal.lesson(LESSON)
    assert record
    assert len(record.marks) == 4


async def test_a_draft_is_locked_until_the_unit_ends(postgres: Database) -> None:
    async with postgres.writing() as unit:
        draft_id = await unit.journal.add_draft(a_draft(LessonDraft()), NOW)
        await unit.commit()
    async with postgres.writing() as first:
        await first.journal.draft(draft_id)
        async with postgres.writing() as second:
            waiting = asyncio.create_task(second.journal.draft(draft_id))
            done, _ = await asyncio.wait({waiting}, timeout=0.2)
            assert not done
            await first.commit()
            assert (await asyncio.wait_for(waiting, 5)).id == draft_id


async def test_an_update_handled_twice_at_once_has_its_effect_once(postgres: Database) -> None:
    begun = asyncio.Barrier(2)
    for_update = postgres.for_update(UpdateKey("1", 500))
    both = await asyncio.gather(_record(for_update, begun), _record(for_update, begun), return_exceptions=True)
    assert sorted(type(one).__name__ for one in both) == [RepeatedError.__name__, "int"]
    async with postgres.reading() as unit:
        record = await unit.journal.lesson(LESSON)
    assert record
    assert len(record.marks) == 1


async def test_two_deliveries_claim_different_rows(postgres: Database) -> None:
    async with postgres.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        rows = [Planned(SCHOOL, chat, MARIA, Kind.LINK, str(number), NOW) for number in range(4)]
        await unit.outbox.enqueue(tuple(rows), NOW)
        await unit.commit()
    until = NOW + timedelta(minutes=1)
    async with postgres.writing() as one, postgres.writing() as other:
        first, second = (
            await one.outbox.claim(BOT, "a", 2, NOW, until),
            await other.outbox.claim(BOT, "b", 9, NOW, until),
        )
    assert [len(first), len(second)] == [2, 2]
    assert not {delivery.id for delivery in first} & {delivery.id for delivery in second}


async def test_settings_changed_at_once_all_hold(postgres: Database) -> None:
    """Switches of a profile stand in one column, choices of news in one row: neither writer may undo the other's."""
    wanted = {"profile.grace_days": "5", "profile.free_minutes": "30", "news.mark": "off", "news.remark": "digest"}
    async with postgres.reading() as unit:
        operator = console(await unit.people.school(SCHOOL))
    await asyncio.gather(*(change_settings(postgres, operator, {key: wanted[key]}, NOW) for key in wanted))
    held = {one.key: one.value for one in standing(await own_settings(postgres, operator))}
    assert {key: held[key] for key in wanted} == wanted
    async with postgres.reading() as unit:
        assert [chained.number for chained in await unit.audit.lines(SCHOOL)] == [1, 2, 3, 4]


async def test_two_deputies_at_once_decide_once(postgres: Database) -> None:
    """P12: the second sees who decided; the correction is made once."""
    async with postgres.writing() as unit:
        lesson_id = await lesson(unit)
        await unit.journal.add_marks(lesson_id, await entry(unit, lesson_id), (a_mark(SOFIA, "5"),))
        (given,) = (await unit.journal.lesson_by_id(lesson_id)).marks
        changes = (MarkChange(SOFIA, given.id, "5", "4"),)
        made = NewRequest(
            school_id=SCHOOL,
            asker_id=OLGA,
            asked_at=NOW,
            reason="slip",
            matter=Correction(changes),
            lesson_id=lesson_id,
        )
        request_id = await unit.approvals.add(made)
        await unit.commit()
    deputies = [Actor(SCHOOL, person, Name("", ""), frozenset({Grant(Role.DEPUTY)})) for person in (NINA, IGOR)]
    cards = await asyncio.gather(
        *(decide(postgres, one, request_id, allowed=True, now=NOW, grace=timedelta(minutes=2)) for one in deputies)
    )
    assert len({card.request.decided_by for card in cards}) == 1
    async with postgres.reading() as unit:
        (standing_mark,) = (await unit.journal.lesson_by_id(lesson_id)).marks
        assert (standing_mark.value, len(standing_mark.earlier)) == ("4", 1)
