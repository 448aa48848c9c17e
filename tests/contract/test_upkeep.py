"""What the operator and the metrics ask of the outbox, and what the operator does to its rows."""

from datetime import timedelta

from core.ids import NoticeId, OutboxId
from core.notifications.model import Backlog, Kind, Operation, Outcome, Priority, Result, Selection, State
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import ELSEWHERE, MARIA, NOW, SCHOOL
from tests.contract.writing import BOT, claimed, linked, news, put

OTHER_BOT = BOT + "1"
LATER = NOW + timedelta(minutes=10)
LATEST = NOW + timedelta(hours=1)
MINUTE = timedelta(minutes=1)
SENT = Selection(frozenset({State.SENT}))
EVERY = Selection()


async def ended(unit: UnitOfWork, *outcomes: Outcome) -> None:
    """One row for each outcome, ended so at LATER."""
    chat = await linked(unit, MARIA, 1)
    await put(unit, *(news(chat, str(number)) for number in range(1, len(outcomes) + 1)))
    await claimed(unit)
    results = (
        Result(OutboxId(number), outcome, LATER, "77" if outcome is Outcome.SENT else None, "why")
        for number, outcome in enumerate(outcomes, 1)
    )
    await unit.outbox.record("a", tuple(results))


async def states(unit: UnitOfWork) -> list[tuple[int, State]]:
    return [(one.row.id, one.row.state) for one in await unit.outbox.find(SCHOOL, EVERY, 10)]


async def test_rows_are_found_newest_first_by_state_age_and_key(school: Database) -> None:
    async with school.writing() as unit:
        await ended(unit, Outcome.SENT, Outcome.FAILED, Outcome.SENT)
        find = unit.outbox.find
        assert [one.row.id for one in await find(SCHOOL, EVERY, 2)] == [3, 2]
        assert [one.row.id for one in await find(SCHOOL, EVERY, 10, OutboxId(3))] == [2, 1]
        assert [one.row.id for one in await find(SCHOOL, SENT, 10)] == [3, 1]
        assert await find(SCHOOL, Selection(before=LATER), 10) == ()
        assert len(await find(SCHOOL, Selection(before=LATER + MINUTE), 10)) == 3
        assert [one.row.id for one in await find(SCHOOL, Selection(ids=frozenset({OutboxId(2)})), 10)] == [2]
        assert await find(ELSEWHERE, EVERY, 10) == ()


async def test_every_change_of_state_has_its_time(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat, expires_at=LATEST))

        async def changed() -> tuple[State, object]:
            (one,) = await unit.outbox.find(SCHOOL, EVERY, 10)
            assert (one.created_at, one.first_due) == (NOW, NOW)
            return one.row.state, one.changed_at

        assert await changed() == (State.PENDING, NOW)
        await unit.outbox.claim(BOT, "a", 1, NOW + MINUTE, LATER)
        assert await changed() == (State.CLAIMED, NOW + MINUTE)
        retry = Result(OutboxId(1), Outcome.RETRY, NOW + 2 * MINUTE, reason="network", retry_at=LATER)
        await unit.outbox.record("a", (retry,))
        assert await changed() == (State.PENDING, NOW + 2 * MINUTE)
        await unit.outbox.claim(BOT, "a", 1, LATEST + MINUTE, LATEST + 2 * MINUTE)
        assert await changed() == (State.EXPIRED, LATEST + MINUTE)


async def test_an_ended_link_leaves_its_time_on_the_row(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat))
        ((link, _),) = await unit.links.links_to(MARIA)
        await unit.links.end_link(link.id, LATER, "unlinked")
        (one,) = await unit.outbox.find(SCHOOL, EVERY, 10)
        assert (one.row.state, one.row.reason, one.changed_at) == (State.SUPERSEDED, "unlinked", LATER)


async def test_a_reopened_row_is_as_if_never_tried_and_keeps_its_key(school: Database) -> None:
    async with school.writing() as unit:
        await ended(unit, Outcome.FAILED, Outcome.UNREACHABLE, Outcome.SENT, Outcome.EXPIRED)
        await unit.outbox.reopen(tuple(map(OutboxId, (1, 2, 3, 4))), LATEST, LATEST + MINUTE)
        assert await states(unit) == [(4, State.PENDING), (3, State.SENT), (2, State.PENDING), (1, State.PENDING)]
        first = (await unit.outbox.find(SCHOOL, EVERY, 10))[-1]
        assert (first.row.attempts, first.row.reason, first.created_at) == (0, None, NOW)
        assert (first.changed_at, first.first_due, first.row.planned.expires_at) == (LATEST, LATEST, LATEST + MINUTE)
        assert await claimed(unit, LATER) == []
        assert await claimed(unit, LATEST) == ["1", "2", "4"]


async def test_only_ended_rows_are_purged_and_no_more_than_asked(school: Database) -> None:
    async with school.writing() as unit:
        await ended(unit, Outcome.SENT, Outcome.FAILED, Outcome.SENT, Outcome.RETRY)
        assert await unit.outbox.purge(ELSEWHERE, EVERY, LATEST, 10) == 0
        assert await unit.outbox.purge(SCHOOL, Selection(before=LATER), LATEST, 10) == 0
        assert await unit.outbox.purge(SCHOOL, SENT, LATEST, 1) == 1
        assert await unit.outbox.purge(SCHOOL, EVERY, LATEST, 10) == 2
        assert await states(unit) == [(4, State.PENDING)]


async def test_rows_of_a_notice_stay_as_long_as_its_report_is_wanted(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await put(unit, news(chat, "1", kind=Kind.NOTICE, notice_id=NoticeId(1)), news(chat, "2"))
        await claimed(unit)
        ends = (Result(OutboxId(number), Outcome.SENT, LATER, "77") for number in (1, 2))
        await unit.outbox.record("a", tuple(ends))
        assert await unit.outbox.purge(SCHOOL, EVERY, LATER, 10) == 1
        assert await states(unit) == [(1, State.SENT)]
        assert await unit.outbox.purge(SCHOOL, EVERY, LATER + MINUTE, 10) == 1


async def test_a_row_stays_until_what_follows_it_has_gone(school: Database) -> None:
    async with school.writing() as unit:
        await ended(unit, Outcome.SENT)
        chat = (await unit.outbox.find(SCHOOL, EVERY, 1))[0].row.planned.chat_key
        await put(unit, news(chat, "edit", operation=Operation.EDIT, follows=OutboxId(1)))
        assert await unit.outbox.purge(SCHOOL, EVERY, LATEST, 10) == 0
        await claimed(unit, LATER)
        await unit.outbox.record("a", (Result(OutboxId(2), Outcome.SENT, LATER, "77"),))
        assert [await unit.outbox.purge(SCHOOL, EVERY, LATEST, 10) for _ in range(3)] == [1, 1, 0]


async def test_the_backlog_counts_what_is_open_by_school_bot_and_priority(school: Database) -> None:
    async with school.writing() as unit:
        assert await unit.outbox.backlog(NOW) == ()
        chat = await linked(unit, MARIA, 1)
        await put(
            unit,
            news(chat, "1"),
            news(chat, "2", not_before=LATER),
            news(chat, "3", not_before=LATER, priority=Priority.BULK),
            news(chat, "4", school_id=ELSEWHERE, not_before=NOW - MINUTE),
            news(chat, "5", kind=Kind.QUEUE),
            news(await linked(unit, MARIA, 1, OTHER_BOT), "6"),
        )
        normal, bulk = Priority.NORMAL, Priority.BULK
        expected = (
            Backlog(SCHOOL, BOT, normal, 2, 1, NOW),
            Backlog(SCHOOL, BOT, bulk, 1, 0, None),
            Backlog(SCHOOL, OTHER_BOT, normal, 1, 1, NOW),
            Backlog(ELSEWHERE, BOT, normal, 1, 1, NOW - MINUTE),
        )
        assert await unit.outbox.backlog(NOW) == expected
        await claimed(unit)
        assert await unit.outbox.backlog(NOW) == expected


async def test_no_more_is_counted_than_was_asked_and_the_oldest_is_the_oldest_of_all(school: Database) -> None:
    async with school.writing() as unit:
        chats = await linked(unit, MARIA, 1), await linked(unit, MARIA, 2)
        for chat in chats:
            await put(unit, *(news(chat, f"{chat}:{n}", not_before=NOW - chat * n * MINUTE) for n in range(3)))
        oldest = NOW - 2 * chats[1] * MINUTE
        for most, found in ((1, 1), (2, 2), (5, 5), (6, 6), (100, 6)):
            assert await unit.outbox.backlog(NOW, most) == (
                Backlog(SCHOOL, BOT, Priority.NORMAL, found, found, oldest),
            )


async def test_a_retry_does_not_make_a_row_younger(school: Database) -> None:
    async with school.writing() as unit:
        await ended(unit, Outcome.SENT, Outcome.RETRY)
        for moment in (LATER, LATEST):
            await claimed(unit, moment)
            await unit.outbox.record("a", (Result(OutboxId(2), Outcome.RETRY, moment, retry_at=moment + MINUTE),))
        for moment in (LATEST, LATEST + MINUTE):  # before its next try, and when that is due
            assert await unit.outbox.backlog(moment) == (Backlog(SCHOOL, BOT, Priority.NORMAL, 1, 1, NOW),)
