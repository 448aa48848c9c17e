"""Guardianships in the school's file: until when each holds, what a file ends, and what it does not bring back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from core.exchange.keys import Table
from core.exchange.naming import Change
from core.exchange.report import ImportReport
from storage.database import Database
from storage.schema.audit import audit_entry
from storage.schema.people import guardianship, person
from tests.core.exchange.sheets import Book
from tests.storage.test_exchange import LATER, TODAY, YEAR_START, YESTERDAY, count, run, touched, write

HEAD = ("Фамилия", "Имя", "Отчество", "Законный представитель", "Ученик", "Класс ученика", "По дату", "UID")
FATHER = ("Алиев", "Рашид", "", "да", "Алиев Тимур Рашид оглы", "5А")
MOTHER = ("Ёлкина", "Анна", "Петровна", "да")
OF_FATHER = sa.select(person.c.id).where(person.c.uid == "302").scalar_subquery()
TOMORROW = TODAY + timedelta(days=1)


def book(to_day: str = "") -> Book:
    """The small school; until when the boy's father is his guardian."""
    made = Book()
    parents = (
        HEAD,
        (*MOTHER, "Ёлкина Софья Дмитриевна", "5А", "", "301"),
        (*MOTHER, "Ёлкин Пётр Дмитриевич", "7Б", "", "301"),
        (*FATHER, to_day, "302"),
    )
    return replace(made, sheets={**made.sheets, "Родители": parents})


async def ties(database: Database) -> list[tuple[date, date | None]]:
    """From when to when the father is the boy's guardian."""
    async with database.reading() as unit:
        query = sa.select(guardianship.c.from_day, guardianship.c.to_day).where(guardianship.c.guardian_id == OF_FATHER)
        return [(row.from_day, row.to_day) for row in await unit.connection.execute(query.order_by(guardianship.c.id))]


async def ended(database: Database) -> int:
    """How many the log says have ended."""
    async with database.reading() as unit:
        of = sa.select(sa.func.count()).where(audit_entry.c.action == "guardianship.ended")
        return int(await unit.connection.scalar(of) or 0)


async def end_by_hand(database: Database) -> None:
    """The coordinator ends it in a chat."""
    by = {"to_day": YESTERDAY, "ended_by_id": OF_FATHER}
    await write(database, guardianship.update().where(guardianship.c.guardian_id == OF_FATHER).values(**by))


def said(report: ImportReport) -> list[tuple[Change, tuple[str, ...], list[tuple[str, object, object]]]]:
    """What the report shows of guardianships."""
    lines = [line for line in report.lines if line.table is Table.GUARDIANSHIPS]
    return [(one.change, one.what, [(f.field, f.old, f.new) for f in one.fields]) for one in lines]


async def test_a_past_day_ends_it_and_is_shown_before(database: Database) -> None:
    await run(database, book())
    shown = await run(database, book("12.10.2026"), dry_run=True)
    assert said(shown) == [(Change.ENDED, ("Алиев Рашид", "Алиев Тимур Рашид оглы"), [])]
    assert (await ties(database), await ended(database)) == ([(YEAR_START, None)], 0)
    assert touched(await run(database, book("12.10.2026"))) == {Table.GUARDIANSHIPS: (0, 0, 1)}
    assert (await ties(database), await ended(database)) == ([(YEAR_START, YESTERDAY)], 1)
    assert await count(database, guardianship) == 3
    for again in (book("12.10.2026"), book()):
        assert not (await run(database, again)).changes_anything, "a file that has not heard of it does not revive it"


@pytest.mark.parametrize("to_day", ["13.10.2026", "02.11.2026"])
async def test_a_day_to_come_is_kept_and_a_blank_cell_does_not_erase_it(sqlite_database: Database, to_day: str) -> None:
    await run(sqlite_database, book())
    report = await run(sqlite_database, book(to_day))
    ((change, _, ((field, old, new),)),) = said(report)
    assert (change, field, old) == (Change.CHANGED, "to_day", None)
    await run(sqlite_database, book())
    assert await ties(sqlite_database) == [(YEAR_START, new)]
    assert await ended(sqlite_database) == 0


async def test_what_a_file_has_ended_a_later_day_begins_again(sqlite_database: Database) -> None:
    await run(sqlite_database, book("12.10.2026"))
    assert touched(await run(sqlite_database, book("02.11.2026"))) == {Table.GUARDIANSHIPS: (1, 0, 0)}
    assert await ties(sqlite_database) == [(YEAR_START, YESTERDAY), (TODAY, LATER)]


async def test_what_the_school_has_ended_no_file_begins_again(sqlite_database: Database) -> None:
    await run(sqlite_database, book())
    await end_by_hand(sqlite_database)
    for said_otherwise in (book(), book("02.11.2026"), book("12.10.2026")):
        assert not (await run(sqlite_database, said_otherwise)).changes_anything
    assert await ties(sqlite_database) == [(YEAR_START, YESTERDAY)]


async def test_the_end_of_an_earlier_time_does_not_end_what_began_since(sqlite_database: Database) -> None:
    await run(sqlite_database, book("12.10.2026"))
    again = sa.select(guardianship.c.school_id, guardianship.c.guardian_id, guardianship.c.pupil_id, sa.true())
    columns = ["school_id", "guardian_id", "pupil_id", "legal", "from_day"]
    of_father = again.add_columns(sa.literal(TODAY, sa.Date)).where(guardianship.c.guardian_id == OF_FATHER)
    await write(sqlite_database, guardianship.insert().from_select(columns, of_father))
    assert not (await run(sqlite_database, book("12.10.2026"), TOMORROW)).changes_anything
    assert await ties(sqlite_database) == [(YEAR_START, YESTERDAY), (TODAY, None)]


async def test_a_day_before_the_year_ends_it_all_the_same(sqlite_database: Database) -> None:
    await run(sqlite_database, book())
    assert touched(await run(sqlite_database, book("31.08.2026"))) == {Table.GUARDIANSHIPS: (0, 0, 1)}
    assert await ended(sqlite_database) == 1
