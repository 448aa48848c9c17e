"""A right to be told ends while somebody is told: on PostgreSQL they take turns, whoever was first."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.audit.model import AuditLine
from core.consents.changing import Pair, enter, take_back
from core.consents.model import BUILT_IN_FORM, ON_LISTS, Scope, Way
from core.ids import NoticeId, PersonId
from core.journal.model import LessonKey
from core.journal.telling import tell
from core.notices.audience import Audience, Reader
from core.notices.model import NewNotice, Words
from core.notifications.model import Outcome, Result, Selection, State
from core.unit_of_work import UnitOfWork
from storage.database import Database
from tests.contract.school import DMITRY, MARIA, NOW, OLGA, SCHOOL, SOFIA, TODAY
from tests.contract.writing import LESSON, a_mark, begun, linked

pytestmark = pytest.mark.postgres

GRACE = timedelta(minutes=2)
AT_ONCE = 0.2
"""Whoever has not come through in this many seconds waits for somebody."""

End = Callable[[UnitOfWork], Awaitable[object]]


@pytest.fixture
async def postgres(seeded_postgres_url: str) -> AsyncIterator[Database]:
    """The made-up school in PostgreSQL; Sofia's mother has a chat and consented to messages there."""
    opened = Database.open(seeded_postgres_url)
    async with opened.writing() as unit:
        await linked(unit, MARIA, 1)
        await enter(unit, await _pair(unit), Way.CHAT, Scope.MESSAGES, BUILT_IN_FORM, NOW)
        await unit.commit()
    yield opened
    await opened.close()


async def _pair(unit: UnitOfWork, guardian: PersonId = MARIA) -> Pair:
    school = await unit.people.school(SCHOOL)
    (entry,) = (one for one in await unit.consents.register(SCHOOL, TODAY, guardian) if one.pupil.id == SOFIA)
    return Pair(school, entry, guardian)


async def _withdrawn(unit: UnitOfWork, guardian: PersonId = MARIA, *, messages_only: bool = False) -> None:
    """The mother takes her consent back, or the father his."""
    assert await take_back(unit, await _pair(unit, guardian), NOW, messages_only=messages_only)


async def _narrowed(unit: UnitOfWork) -> None:
    await _withdrawn(unit, messages_only=True)


async def _unlinked(unit: UnitOfWork) -> None:
    """Her chat is disconnected."""
    ((link, _),) = await unit.links.links_to(MARIA)
    await unit.links.end_link(link.id, NOW, "unlinked")
    await _log(unit, "link.ended")


ENDS = pytest.mark.parametrize("end", [_withdrawn, _narrowed, _unlinked])


async def _log(unit: UnitOfWork, action: str) -> None:
    await unit.audit.append(AuditLine(SCHOOL, NOW, OLGA, action, "lesson", {}))


async def _told(unit: UnitOfWork, key: LessonKey = LESSON, *, log: bool = True) -> None:
    """A lesson with a mark of Sofia's, her family told and a line written, as recording does it."""
    lesson_id, entry_id = await begun(unit, key)
    before = await unit.journal.lesson_by_id(lesson_id)
    await unit.journal.add_marks(lesson_id, entry_id, (a_mark(SOFIA, "5"),))
    await tell(unit, OLGA, before, entry_id, NOW, GRACE)
    if log:
        await _log(unit, "lesson.recorded")


async def _committed(database: Database, work: Callable[[UnitOfWork], Awaitable[object]]) -> None:
    async with database.writing() as unit:
        await work(unit)
        await unit.commit()


async def _open(database: Database) -> list[str]:
    """What would be sent to the mother."""
    async with database.reading() as unit:
        found = await unit.outbox.find(SCHOOL, Selection(), 100)
    return [one.row.planned.dedupe_key for one in found if one.row.state is State.PENDING]


async def _waits(task: asyncio.Task[None]) -> bool:
    done, _ = await asyncio.wait({task}, timeout=AT_ONCE)
    return not done


async def test_without_an_end_the_mother_is_told(postgres: Database) -> None:
    await _committed(postgres, _told)
    assert len(await _open(postgres)) == 1


@ENDS
async def test_who_records_while_a_right_ends_tells_nobody(postgres: Database, end: End) -> None:
    async with postgres.writing() as first:
        await end(first)
        second = asyncio.create_task(_committed(postgres, _told))
        assert await _waits(second)
        await first.commit()
    await asyncio.wait_for(second, 5)
    assert await _open(postgres) == []


@ENDS
async def test_what_was_just_recorded_is_stopped(postgres: Database, end: End) -> None:
    async with postgres.writing() as first:
        await _told(first)
        second = asyncio.create_task(_committed(postgres, end))
        assert await _waits(second)
        await first.commit()
    await asyncio.wait_for(second, 5)
    assert await _open(postgres) == []


@ENDS
async def test_who_writes_a_line_before_telling_gets_into_nobodys_way(postgres: Database, end: End) -> None:
    """A note of absence is in the log before the families hear of it."""
    async with postgres.writing() as first:
        await _log(first, "note.added")
        second = asyncio.create_task(_committed(postgres, end))
        assert await _waits(second)
        await _told(first)
        await first.commit()
    await asyncio.wait_for(second, 5)
    assert await _open(postgres) == []


async def test_teachers_do_not_wait_for_each_other_to_tell(postgres: Database) -> None:
    """Both have added rows of the school before the first of them writes into the log."""
    met = asyncio.Barrier(2)

    async def of(number: int) -> None:
        async with postgres.writing() as unit:
            await _told(unit, replace(LESSON, number=number), log=False)
            await asyncio.wait_for(met.wait(), 5)
            await _log(unit, "lesson.recorded")
            await unit.commit()

    await asyncio.wait_for(asyncio.gather(of(2), of(3)), 5)


async def _noticed(unit: UnitOfWork) -> None:
    """A notice goes to the guardians of the class."""
    new = NewNotice(SCHOOL, OLGA, Words("Собрание"), Audience(frozenset({Reader.GUARDIANS})), None, NOW)
    draft = await unit.notices.notice(await unit.notices.add(new))
    await unit.notices.begin(draft, NOW)
    await unit.notices.enqueue(draft, TODAY, NOW, {(None, None): NOW}, consent_needed=True)


@ENDS
async def test_a_notice_is_not_sent_on_a_right_that_is_just_ending(postgres: Database, end: End) -> None:
    async with postgres.writing() as first:
        await end(first)
        second = asyncio.create_task(_committed(postgres, _noticed))
        assert await _waits(second)
        await first.commit()
    await asyncio.wait_for(second, 5)
    assert await _open(postgres) == []


@ENDS
async def test_readers_are_not_reminded_on_a_right_that_is_just_ending(postgres: Database, end: End) -> None:
    await _committed(postgres, _noticed)
    async with postgres.writing() as unit:
        for one in await unit.outbox.claim("1", "me", 9, NOW, NOW + GRACE):
            await unit.outbox.record("me", (Result(one.id, Outcome.SENT, NOW, "1"),))
        await unit.commit()

    async def remind(unit: UnitOfWork) -> None:
        notice = await unit.notices.notice(NoticeId(1))
        await unit.notices.remind(notice, TODAY, NOW, NOW + GRACE, {(None, None): NOW}, consent_needed=True)

    async with postgres.writing() as first:
        await end(first)
        second = asyncio.create_task(_committed(postgres, remind))
        assert await _waits(second)
        await first.commit()
    await asyncio.wait_for(second, 5)
    assert await _open(postgres) == []


async def _given(unit: UnitOfWork) -> None:
    """The father, of whom the lists have a paper, consents to the diary in chat."""
    await enter(unit, await _pair(unit, DMITRY), Way.CHAT, Scope.MESSAGES, BUILT_IN_FORM, NOW)


async def _register(database: Database) -> list[tuple[str, bool]]:
    """To what the father consented, the latest first, and whether that stands."""
    async with database.reading() as unit:
        return [(one.form, one.stands) for one in await unit.consents.history(DMITRY, SOFIA)]


async def test_a_withdrawal_ends_the_consent_that_was_being_given(postgres: Database) -> None:
    """Not the paper in its place: whoever comes second sees what the first has done."""
    async with postgres.writing() as first:
        await _given(first)
        second = asyncio.create_task(_committed(postgres, lambda unit: _withdrawn(unit, DMITRY)))
        assert await _waits(second)
        await first.commit()
    await asyncio.wait_for(second, 5)
    assert await _register(postgres) == [(BUILT_IN_FORM, False)]


async def test_a_consent_given_while_the_one_before_is_withdrawn_stands(postgres: Database) -> None:
    async with postgres.writing() as first:
        await _withdrawn(first, DMITRY)
        second = asyncio.create_task(_committed(postgres, _given))
        assert await _waits(second)
        await first.commit()
    await asyncio.wait_for(second, 5)
    assert await _register(postgres) == [(BUILT_IN_FORM, True), (ON_LISTS, False)]


async def test_two_who_withdraw_the_same_write_it_once(postgres: Database) -> None:
    """A guardian in chat and the coordinator on paper."""
    async with postgres.writing() as first:
        await _withdrawn(first, DMITRY)
        pair = await _pair(first, DMITRY)
        late = replace(pair, entry=replace(pair.entry, consent=None))

        async def again(unit: UnitOfWork) -> None:
            assert not await take_back(unit, late, NOW)

        second = asyncio.create_task(_committed(postgres, again))
        assert await _waits(second)
        await first.commit()
    await asyncio.wait_for(second, 5)
    assert await _register(postgres) == [(ON_LISTS, False)]


async def test_who_ends_many_consents_and_who_ends_one_do_not_wait_in_a_circle(postgres: Database) -> None:
    async def narrow(unit: UnitOfWork) -> None:
        assert not await take_back(unit, await _pair(unit), NOW, messages_only=True)

    async with postgres.writing() as first:
        await _withdrawn(first, DMITRY)
        second = asyncio.create_task(_committed(postgres, narrow))
        assert await _waits(second)
        await asyncio.wait_for(_withdrawn(first), 5)
        await first.commit()
    await asyncio.wait_for(second, 5)
