"""What the worker asks of a long queue reads a few entries of an index, on both engines."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from core.ids import ChatKey
from storage.database import Database, Unit
from storage.notices.absent import absent_on
from storage.notifications.due import choose
from storage.schema.notifications import outbox
from tests.contract.school import MARIA, NOW, SCHOOL, SOFIA, TODAY, made_up_school
from tests.contract.seeding import seed
from tests.contract.writing import BOT, linked, news, put
from tests.storage.test_statements import Counter, counting

GRACE = timedelta(minutes=5)
ROWS = 3000
_OF_OPEN_ROWS = ("ix_outbox_due", "ix_outbox_expiry", "ix_outbox_waiting", "ix_outbox_lease", "ix_outbox_tried")
"""The indexes that hold open rows alone."""


async def test_the_outbox_is_searched_among_open_rows_only(sqlite_database: Database) -> None:
    async with sqlite_database.writing() as unit:
        with counting(sqlite_database) as counter:
            await unit.outbox.claim(BOT, "a", 50, NOW, NOW + GRACE)
            await unit.outbox.next_due(BOT)
            await unit.outbox.backlog(NOW)
        assert counter.count == 4
        for plan in await _plans(unit, counter):
            searched = [step for step in plan if " outbox" in step]
            assert searched, plan
            for step in searched:
                assert any(f"outbox USING INDEX {index}" in step for index in _OF_OPEN_ROWS), step


async def test_sqlite_finds_the_next_row_by_its_place_in_an_index(sqlite_database: Database) -> None:
    async with sqlite_database.writing() as unit:
        with counting(sqlite_database) as counter:
            await unit.outbox.next_due(BOT)
        (plan,) = await _plans(unit, counter)
    assert not any("TEMP B-TREE" in step for step in plan), plan
    assert sum("ix_outbox_waiting" in step or "ix_outbox_lease" in step for step in plan) == 2, plan


async def test_late_pushes_are_found_by_their_chats(sqlite_database: Database) -> None:
    async with sqlite_database.writing() as unit:
        with counting(sqlite_database) as counter:
            await unit.outbox.recent({ChatKey(1), ChatKey(2)}, NOW)
        (plan,) = await _plans(unit, counter)
    (step,) = (step for step in plan if " outbox" in step)
    assert "outbox USING INDEX ix_outbox_pushes (chat_id=? AND not_before>?)" in step


async def test_what_a_guardian_of_once_was_told_is_found_by_whom_it_told(sqlite_database: Database) -> None:
    """Among all that a school sent in years; the second is done every hour."""
    async with sqlite_database.writing() as unit:
        with counting(sqlite_database) as counter:
            await unit.outbox.stop(MARIA, SOFIA, NOW, "former")
            await unit.outbox.stop_former(SCHOOL, TODAY, NOW, "former")
        for step in (step for plan in await _plans(unit, counter) for step in plan):
            assert "SCAN digest_part" not in step
            assert "SCAN outbox" not in step or any(index in step for index in _OF_OPEN_ROWS), step


async def test_who_is_absent_is_found_by_the_lessons_of_the_day(sqlite_database: Database) -> None:
    async with sqlite_database.reading() as unit:
        with counting(sqlite_database) as counter:
            await unit.connection.execute(absent_on(SCHOOL, TODAY))
        (plan,) = await _plans(unit, counter)
    assert any("SEARCH lesson" in step and "day=?" in step for step in plan), plan
    assert any("SEARCH attendance" in step and "lesson_id=?" in step for step in plan), plan


@pytest.mark.postgres
async def test_postgres_reads_one_row_to_find_the_next(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    await _queue(database)
    async with database.reading() as unit:
        with counting(database) as counter:
            assert await unit.outbox.next_due(BOT) == NOW + timedelta(days=1)
        explained = f"EXPLAIN (ANALYZE, FORMAT JSON) {counter.statements[0]}"
        ((plan,),) = (await unit.connection.exec_driver_sql(explained, counter.values[0])).one()
    await database.close()
    assert _most_rows(plan["Plan"]) == 1, plan


@pytest.mark.postgres
async def test_postgres_reads_little_more_than_it_takes_however_long_the_queue(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    await _queue(database)
    async with database.writing() as unit:
        with counting(database) as counter:
            assert len(await choose(unit.connection, BOT, 10, NOW + timedelta(days=1), None)) == 10
        for statement, values in zip(counter.statements, counter.values, strict=True):
            explained = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
            ((plan,),) = (await unit.connection.exec_driver_sql(explained, values)).one()
            assert _most_rows(plan["Plan"]) <= 10, plan
    await database.close()


@pytest.mark.postgres
async def test_postgres_reads_no_more_of_the_backlog_than_it_counts(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    await _queue(database)
    async with database.writing() as unit:
        await unit.connection.execute(outbox.update().where(outbox.c.id <= ROWS // 2).values(first_due=NOW))
        await unit.connection.exec_driver_sql("ANALYZE outbox")
        with counting(database) as counter:
            (part,) = await unit.outbox.backlog(NOW, 10)
        assert (part.waiting, part.due, part.oldest) == (10, 10, NOW)
        explained = f"EXPLAIN (ANALYZE, FORMAT JSON) {counter.statements[0]}"
        ((plan,),) = (await unit.connection.exec_driver_sql(explained, counter.values[0])).one()
    await database.close()
    assert _most_rows(plan["Plan"]) <= 12, plan
    assert "JIT" not in plan


async def _queue(database: Database) -> None:
    """So many rows that are due tomorrow, and the statistics that PostgreSQL would gather within a minute."""
    await seed(database, made_up_school())
    async with database.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        tomorrow = NOW + timedelta(days=1)
        await put(unit, *(news(chat, str(number), not_before=tomorrow) for number in range(ROWS)))
        assert await unit.connection.scalar(sa.select(sa.func.count()).select_from(outbox)) == ROWS
        await unit.connection.exec_driver_sql("ANALYZE outbox")
        await unit.commit()


async def _plans(unit: Unit, counter: Counter) -> list[list[str]]:
    """How SQLite goes about each statement, step by step."""
    plans = []
    for statement, values in zip(counter.statements, counter.values, strict=True):
        steps = await unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        plans.append([str(step) for step in steps.scalars(3)])
    return plans


def _most_rows(node: dict[str, Any]) -> int:
    """The most rows that a step of PostgreSQL's plan gave or threw away."""
    own = int(node["Actual Rows"]) + int(node.get("Rows Removed by Filter", 0))
    return max([own, *(_most_rows(below) for below in node.get("Plans", ()))])
