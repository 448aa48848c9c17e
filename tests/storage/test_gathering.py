"""Many values in and out of the database by one statement, the same on both engines."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from storage.among import among
from storage.database import Database
from storage.gathering import gathered_together
from storage.schema.base import Json, Moment
from tests.storage.test_statements import counting

_TABLE = sa.Table(
    "gathered_in_a_test",
    sa.MetaData(),
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("word", sa.Text),
    sa.Column("day", sa.Date),
    sa.Column("at", Moment),
    sa.Column("facts", Json),
    sa.Column("yes", sa.Boolean),
)
_AT = datetime(2026, 10, 13, 12, 30, 5, 7, tzinfo=UTC)
_ROWS: list[dict[str, Any]] = [
    {"id": 2, "word": "«ё»", "day": date(2026, 10, 13), "at": _AT, "facts": {"a": [1, "б"]}, "yes": True},
    {"id": 1, "word": None, "day": None, "at": None, "facts": None, "yes": False},
    {"id": 2**40, "word": "5'; --", "day": None, "at": _AT, "facts": {}, "yes": None},
]
_OF_IDS = sa.select(_TABLE).where(among(_TABLE.c.id, "ids"))
_OF_WORDS = sa.select(_TABLE.c.id, _TABLE.c.word).where(among(_TABLE.c.word, "words"))


@pytest.mark.parametrize(
    ("ids", "expected"),
    [([], []), ([2], [2]), ({1, 2, 2**40}, [1, 2, 2**40]), ((3, 1), [1]), (range(5000), [1, 2])],
    ids=["none", "one", "a set", "one that is not there", "thousands"],
)
async def test_rows_are_found_by_keys(database: Database, ids: Collection[int], expected: list[int]) -> None:
    async with database.writing() as unit:
        await _fill(unit.connection)
        (found,) = await gathered_together(unit.connection, (_OF_IDS,), {"ids": ids})
    assert [row.id for row in found] == expected


async def test_values_come_back_as_they_went_in(database: Database) -> None:
    async with database.writing() as unit:
        await _fill(unit.connection)
        (found,) = await gathered_together(unit.connection, (_OF_IDS,), {"ids": [row["id"] for row in _ROWS]})
    assert [row._asdict() for row in found] == sorted(_ROWS, key=lambda row: row["id"])


async def test_several_queries_are_one_statement_whatever_they_ask_for(database: Database) -> None:
    async with database.writing() as unit:
        await _fill(unit.connection)
        with counting(database) as counter:
            for wanted in ({"ids": [1], "words": ["«ё»", "5'; --"]}, {"ids": [1, 2], "words": []}):
                by_id, by_word = await gathered_together(unit.connection, (_OF_IDS, _OF_WORDS), wanted)
                assert [row.id for row in by_id] == wanted["ids"]
                assert [row.word for row in by_word] == wanted["words"]
    first, second = counter.statements
    assert first == second


async def test_sqlite_finds_each_by_an_index(sqlite_database: Database) -> None:
    async with sqlite_database.writing() as unit:
        await _fill(unit.connection)
        with counting(sqlite_database) as counter:
            await unit.connection.execute(_OF_IDS, {"ids": [1, 2]})
        explained = f"EXPLAIN QUERY PLAN {counter.statements[0]}"
        plan = (await unit.connection.exec_driver_sql(explained, counter.values[0])).all()
    assert plan[0].detail.startswith("SEARCH gathered_in_a_test USING INDEX")


@pytest.mark.postgres
async def test_a_kind_of_values_that_json_does_not_give_back_is_refused(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    async with database.reading() as unit:
        with pytest.raises(TypeError, match="no way back"):
            await gathered_together(unit.connection, (sa.select(sa.literal(1.5, sa.Numeric).label("n")),), {})
    await database.close()


async def _fill(connection: Any) -> None:
    await connection.run_sync(_TABLE.create)
    await connection.execute(_TABLE.insert(), _ROWS)
