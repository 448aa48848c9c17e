"""What is asked of a notice that came costs as much for each of its recipients, however many they are."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from core.ids import PersonId
from core.notices.audience import Reach
from core.notices.model import Notice, Words
from core.notifications.model import State
from storage.database import Database, Unit
from storage.notices.entitled import MANY as BIG
from storage.schema.notifications import outbox
from tests.contract.school import NOW, TODAY
from tests.contract.seeding import seed
from tests.contract.test_notices import NEW, READING, USUAL, sent
from tests.contract.writing import linked
from tests.storage.test_statements import class_with, counting

MANY = 400
PUPILS = [PersonId(1000 + number) for number in range(MANY)]
GUARDIANS = [PersonId(2000 + number) for number in range(MANY)]
Asks = Callable[[Unit, Notice], Awaitable[object]]


async def _remind(unit: Unit, notice: Notice) -> int:
    return await unit.notices.remind(notice, TODAY, NOW, NOW + timedelta(days=2), USUAL, consent_needed=False)


async def _reword(unit: Unit, notice: Notice) -> bool:
    return await unit.notices.revise(notice, Words("Иначе"), TODAY, NOW, consent_needed=False)


ASKED: dict[str, Asks] = {
    "the report": lambda unit, notice: unit.notices.report(notice.id),
    "who is silent": lambda unit, notice: unit.notices.silent(notice, 50),
    "the table": lambda unit, notice: unit.notices.lines(notice, TODAY),
    "a reminder": _remind,
    "other words": _reword,
}
asked = pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED.keys())


async def _delivered(database: Database) -> Notice:
    """A notice that came to all of them; PostgreSQL has gathered its statistics before it was sent."""
    await seed(database, class_with(PUPILS, GUARDIANS))
    async with database.writing() as unit:
        for guardian_id in GUARDIANS:
            await linked(unit, guardian_id, guardian_id)
        if unit.connection.dialect.name == "postgresql":
            await unit.connection.exec_driver_sql("ANALYZE")
        notice, reach = await sent(unit, replace(NEW, question=READING))
        assert reach.chats == MANY
        came = {"state": State.SENT.value, "sent_at": NOW, "message_id": sa.cast(outbox.c.id, sa.Text)}
        await unit.connection.execute(outbox.update().values(came))
        await unit.commit()
    return notice


async def _steps(database: Database, ask: Asks) -> int:
    """Of SQLite's machine: the same at each run."""
    notice = await _delivered(database)
    taken = 0

    def step() -> None:
        nonlocal taken
        taken += 100

    async with database.writing() as unit:
        raw: Any = (await unit.connection.get_raw_connection()).driver_connection
        await raw.set_progress_handler(step, 100)
        await ask(unit, notice)
        await raw.set_progress_handler(None, 0)
    return taken


@asked
async def test_sqlite_takes_a_few_hundred_steps_for_each_recipient(sqlite_database: Database, ask: Asks) -> None:
    taken = await _steps(sqlite_database, ask)
    assert taken < 500 * MANY


async def test_sqlite_finds_the_chats_of_who_answers(sqlite_database: Database) -> None:
    async def answer(unit: Unit, notice: Notice) -> None:
        assert await unit.notices.acknowledge(notice.id, GUARDIANS[:1], NOW)

    taken = await _steps(sqlite_database, answer)
    assert taken < 1000


@pytest.mark.postgres
@asked
async def test_postgres_looks_at_a_few_rows_for_each_recipient(postgres_url: str, ask: Asks) -> None:
    database = Database.open(postgres_url)
    try:
        notice = await _delivered(database)
        async with database.writing() as unit:
            with counting(database) as counter:
                async with unit.connection.begin_nested() as undone:
                    await ask(unit, notice)
                    await undone.rollback()
            looked = 0
            for statement, values in zip(counter.statements, counter.values, strict=True):
                if statement.startswith(("SELECT", "INSERT", "WITH")):
                    explained = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
                    ((plan,),) = (await unit.connection.exec_driver_sql(explained, values)).one()
                    looked += _looked_at(plan["Plan"])
    finally:
        await database.close()
    assert looked < 60 * MANY


@pytest.mark.postgres
@pytest.mark.parametrize("ask", [_remind, _reword])
async def test_postgres_counts_the_rows_of_a_big_notice_before_it_joins_them(postgres_url: str, ask: Asks) -> None:
    database = Database.open(postgres_url)
    try:
        big = replace(await _delivered(database), reach=Reach(people=BIG))
        async with database.writing() as unit:
            await unit.connection.exec_driver_sql("UPDATE pg_class SET reltuples = 1 WHERE relname = 'outbox'")
            assert await ask(unit, big)
            rows = "SELECT reltuples FROM pg_class WHERE relname = 'outbox'"
            assert await unit.connection.scalar(sa.text(rows)) == MANY
    finally:
        await database.close()


def _looked_at(node: dict[str, Any]) -> int:
    """Rows that all steps of a plan of PostgreSQL gave or threw away, in all their turns."""
    thrown = sum(int(count) for name, count in node.items() if name.startswith("Rows Removed by"))
    own = (int(node["Actual Rows"]) + thrown) * int(node["Actual Loops"])
    return own + sum(_looked_at(below) for below in node.get("Plans", ()))
