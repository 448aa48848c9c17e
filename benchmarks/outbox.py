"""The outbox as a table: rows made with their cause, a notice to everybody, and claims beside a long queue."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from benchmarks.delivery import APART
from benchmarks.figures import Series
from benchmarks.stores import stores
from core.notifications.model import Kind, Operation, Priority, State
from storage.database import Database
from storage.schema.links import account_link, chat
from storage.schema.notifications import outbox
from tests.bot.delivery.school import BOT, NOW, SCHOOL, School, filled

ROUNDS, PUPILS, LESSONS = 3, 50, 10
QUEUES, CLAIMS, BATCH = (1_000, 10_000, 100_000), 5, 100


def measure(rounds: int = ROUNDS) -> tuple[list[Series], list[Series], list[Series]]:
    """Milliseconds of a lesson's record, seconds of a notice to everybody, milliseconds of a claim."""
    quiet, told = Series("a lesson, nobody linked", "ms"), Series(f"a lesson, {PUPILS} rows of news", "ms")
    notices: list[Series] = []
    claims: list[Series] = []
    with stores(_nothing) as empty:
        for store in empty:
            notices.append(Series(f"{QUEUES[-1]:,} rows, {store.name}", "s"))
            claims += [Series(f"{BATCH} of {queue:,} waiting, {store.name}", "ms") for queue in QUEUES]
        for _ in range(rounds):
            for series, linked in ((quiet, False), (told, True)):
                with empty[0].copy() as url:
                    series.values.append(asyncio.run(_lessons(url, linked=linked)))
            measured = iter(claims)
            for store, notice in zip(empty, notices, strict=True):
                for queue in QUEUES:
                    with store.copy() as url:
                        seconds, milliseconds = asyncio.run(_queue(url, queue))
                    next(measured).values.append(milliseconds)
                notice.values.append(seconds)  # the last queue is that of the notice
    return [quiet, told], notices, claims


async def _nothing(_url: str) -> None:
    """Each round fills its copy itself."""


async def _lessons(url: str, *, linked: bool) -> float:
    """What the record of a lesson in which everybody gets a mark takes, the commit included."""
    async with opened_school(url, PUPILS) as school:
        if not linked:
            await write(school.database, account_link.update().values(ended_at=NOW))
        await _record(school, 1)
        begun = time.perf_counter()
        for number in range(2, LESSONS + 2):
            await _record(school, number)
        milliseconds = (time.perf_counter() - begun) * 1000 / LESSONS
        assert len(await school.rows()) == (PUPILS * (LESSONS + 1) if linked else 0)
        return milliseconds


async def _record(school: School, number: int) -> None:
    school.clock.ahead = number * APART
    await school.record(dict.fromkeys(school.families, "5"), number)


async def _queue(url: str, rows: int) -> tuple[float, float]:
    """Seconds to put a row for each of so many chats into the outbox, and milliseconds of a claim then."""
    async with opened_school(url, 1) as school:
        await write(school.database, chats(rows), links())
        begun = time.perf_counter()
        await write(school.database, notice())
        seconds = time.perf_counter() - begun
        await write(school.database, sa.text("ANALYZE outbox"))  # as PostgreSQL does by itself within a minute
        await _claim(school.database)
        begun = time.perf_counter()
        for _ in range(CLAIMS):
            assert await _claim(school.database) == BATCH
        return seconds, (time.perf_counter() - begun) * 1000 / CLAIMS


async def _claim(database: Database) -> int:
    async with database.writing() as unit:
        now = NOW + timedelta(minutes=1)
        claimed = await unit.outbox.claim(BOT, "bench", BATCH, now, now + timedelta(minutes=1))
        await unit.commit()
        return len(claimed)


def chats(count: int) -> sa.Insert:
    """So many chats beside the one of the family that is there."""
    numbers = _numbers(2, count + 1)
    address = sa.cast(700_000 + numbers.c.n, sa.Text)
    return chat.insert().from_select(
        ["id", "channel", "bot", "address"],
        sa.select(numbers.c.n, sa.literal("telegram"), sa.literal(BOT), address),
    )


def _numbers(first: int, last: int) -> sa.CTE:
    numbers = sa.select(sa.literal(first).label("n")).cte("numbers", recursive=True)
    return numbers.union_all(sa.select(numbers.c.n + 1).where(numbers.c.n < last))


def links() -> sa.Insert:
    """Let every chat speak for the guardian of the family that is there."""
    linked = sa.select(account_link.c.chat_id)
    missing = sa.select(chat.c.id, sa.literal(1000), sa.literal(NOW)).where(chat.c.id.not_in(linked))
    return account_link.insert().from_select(["chat_id", "person_id", "linked_at"], missing)


def notice(copies: int = 1) -> sa.Insert:
    """So many rows for every linked chat, in one statement."""
    numbers = _numbers(1, copies)
    values: dict[str, Any] = {
        "school_id": SCHOOL,
        "chat_id": account_link.c.chat_id,
        "bot": BOT,
        "person_id": account_link.c.person_id,
        "kind": Kind.LINK.value,
        "operation": Operation.SEND.value,
        "dedupe_key": sa.literal("notice:") + sa.cast(numbers.c.n, sa.Text) + ":" + sa.cast(account_link.c.id, sa.Text),
        "priority": Priority.BULK.value,
        "content": {"event": "own_chat", "who": "Ёлкина Ирина"},
        "state": State.PENDING.value,
        "attempts": 0,
        "created_at": NOW,
        "changed_at": NOW,
        "not_before": NOW,
    }
    columns = [
        (value if isinstance(value, sa.ColumnElement) else sa.literal(value, outbox.c[name].type)).label(name)
        for name, value in values.items()
    ]
    rows = (
        sa.select(*columns).select_from(account_link.join(numbers, sa.true())).where(account_link.c.ended_at.is_(None))
    )
    return outbox.insert().from_select([*values], rows)


async def write(database: Database, *statements: sa.Executable) -> None:
    async with database.writing() as unit:
        for statement in statements:
            await unit.connection.execute(statement)
        await unit.commit()


@asynccontextmanager
async def opened_school(url: str, families: int) -> AsyncIterator[School]:
    database = Database.open(url)
    try:
        yield await filled(database, families)
    finally:
        await database.close()
