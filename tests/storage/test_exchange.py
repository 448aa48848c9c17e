"""The import through its use case: what touches the engine on both, what is a rule on SQLite alone."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from core.audit.model import first_break
from core.errors import ForbiddenError
from core.exchange.keys import ClassKey, GroupKey, PersonKey, Table
from core.exchange.matching import match_people, rekeyed
from core.exchange.model import SchoolData, SchoolRecord
from core.exchange.problems import Code, Problems
from core.exchange.reading.file import read_school
from core.exchange.records import DatedRecord
from core.exchange.report import ImportReport
from core.exchange.service import Import, Progress, Stage, import_school
from core.exchange.source import Source
from core.ids import PersonId, SchoolId
from core.people.groups.rules import move
from core.people.links.model import Address
from core.people.model import Actor, Grant, Name, Role
from storage.database import Database
from storage.schema.audit import audit_entry
from storage.schema.notifications import outbox
from storage.schema.people import enrolment, guardianship, import_run, person, school
from tests.core.exchange.sheets import SCHOOL, Book

TODAY = date(2026, 10, 13)
YESTERDAY = date(2026, 10, 12)
LATER = date(2026, 11, 2)
YEAR_START = date(2026, 9, 1)
NOW = datetime(2026, 10, 13, 9, tzinfo=UTC)
SAME_SCHOOL = SchoolRecord("Лесной", "5", "", "", "", "")


async def run(
    database: Database, book: Book | Source, day: date = TODAY, *, dry_run: bool = False, actor: Actor | None = None
) -> ImportReport:
    source = book if isinstance(book, Source) else book.folder()
    return await import_school(database, Import(source, day, NOW, actor, dry_run))


async def stored(database: Database, which: SchoolRecord = SAME_SCHOOL) -> SchoolData:
    async with database.reading() as unit:
        return (await unit.exchange.load(which)).data


async def count(database: Database, table: sa.Table) -> int:
    async with database.reading() as unit:
        return int(await unit.connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


async def write(database: Database, statement: sa.Executable) -> None:
    async with database.writing() as unit:
        await unit.connection.execute(statement)
        await unit.commit()


def touched(report: ImportReport) -> Mapping[Table, tuple[int, int, int]]:
    return {table: (c.added, c.changed, c.ended) for table, c in report.counts.items() if c.touched}


def days(rows: tuple[DatedRecord, ...], data: SchoolData) -> list[tuple[Any, ...]]:
    """What stands where from which day to which, people by UID."""
    uids = {row.person: row.uid for row in data.people}

    def said(part: object) -> object:
        if isinstance(part, ClassKey | GroupKey):
            return part.title
        return uids[part] if isinstance(part, PersonKey) else part

    return sorted(((*map(said, (*row.slot, *row.value)), row.from_day, row.to_day) for row in rows), key=_by_day)


def _by_day(row: tuple[Any, ...]) -> tuple[date, str]:
    return row[-2], str(row)


async def test_what_was_written_is_what_the_file_says(database: Database) -> None:
    problems = Problems()
    file = read_school(Book().workbook(), problems, lambda _: None)
    assert file is not None

    report = await run(database, Book().workbook())

    data = await stored(database)
    keys = match_people(file.data, data, file.places, problems)
    said = rekeyed(file.data, keys)
    assert report.written
    for table in set(Table) - {Table.KINDS}:
        assert set(data.rows(table)) == set(said.rows(table)), table
        assert report.counts[table].added == len(data.rows(table))


async def test_a_new_school_has_kinds_of_control_and_later_imports_leave_them_alone(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())
    first = (await stored(sqlite_database)).kinds

    await run(sqlite_database, Book().with_cell("Помещения!C2", "29"))

    assert first
    assert (await stored(sqlite_database)).kinds == first


async def test_the_same_again_changes_nothing(database: Database) -> None:
    await run(database, Book())
    before = await stored(database)

    report = await run(database, Book().workbook(), LATER)

    assert (touched(report), report.lines, report.written) == ({}, (), False)
    assert await stored(database) == before
    assert (await count(database, import_run), await count(database, audit_entry)) == (1, 1)


async def test_an_import_is_remembered_and_tells_nobody(database: Database) -> None:
    source = Book().folder()
    report = await run(database, source)

    async with database.reading() as unit:
        (done,) = (await unit.connection.execute(sa.select(import_run))).all()
        chain = await unit.audit.lines(SchoolId(1))
    assert (done.source_name, done.source_sha256, done.at) == ("школа", source.sha256, NOW)
    assert done.counts["people"] == report.counts[Table.PEOPLE].added
    assert [(line.line.action, line.line.actor_id) for line in chain] == [("school.imported", None)]
    assert chain[0].line.data == {"sha256": source.sha256, "counts": done.counts}
    assert first_break(chain) is None
    assert await count(database, outbox) == 0


async def test_an_import_tells_nobody_whose_chat_is_linked(database: Database) -> None:
    """szkolny-android #203: a load is no news, though it moves children and ends guardianships."""
    await run(database, Book())
    async with database.writing() as unit:
        people = (await unit.connection.execute(sa.select(person.c.id))).scalars().all()
        for person_id in people:
            chat = await unit.links.ensure_chat(Address("telegram", "1", str(person_id)))
            await unit.links.add_link(chat.key, PersonId(person_id), NOW)
        await unit.commit()
    moved = Book().with_cell("Ученики!F3", "7Б").with_cell("Ученики!H3", "").with_cell("Родители!F2", "7Б")
    assert touched(await run(database, moved))
    assert await count(database, outbox) == 0


async def test_a_dry_run_shows_and_writes_nothing(sqlite_database: Database) -> None:
    report = await run(sqlite_database, Book(), dry_run=True)

    assert (report.counts[Table.ENROLMENTS].added, report.written) == (3, False)
    assert (await count(sqlite_database, school), await count(sqlite_database, person)) == (0, 0)


async def test_one_bad_cell_stops_everything(sqlite_database: Database) -> None:
    report = await run(sqlite_database, Book().with_cell("Расписание!C3", "x"))

    assert [(problem.code, str(problem.place)) for problem in report.errors] == [(Code.BAD_NUMBER, "Расписание!C3")]
    assert (report.written, await count(sqlite_database, school)) == (False, 0)


async def test_a_failure_half_way_leaves_nothing(database: Database) -> None:
    def fail(progress: Progress) -> None:
        if progress == Progress(Stage.WRITING, Table.SLOTS.value):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await import_school(database, Import(Book().folder(), TODAY, NOW, on_progress=fail))

    assert (await count(database, school), await count(database, person)) == (0, 0)


async def test_progress_names_every_sheet_and_table(sqlite_database: Database) -> None:
    seen: list[Progress] = []
    await import_school(sqlite_database, Import(Book().folder(), TODAY, NOW, on_progress=seen.append))

    assert Progress(Stage.READING, "Ученики") in seen
    assert [one.what for one in seen if one.stage is Stage.WRITING] == [table.value for table in Table]


async def test_another_class_keeps_yesterdays_list(database: Database) -> None:
    await run(database, Book())
    moved = Book().with_cell("Ученики!F3", "7Б").with_cell("Ученики!H3", "").with_cell("Родители!F2", "7Б")

    dry = await run(database, moved, dry_run=True)
    report = await run(database, moved)

    data = await stored(database)
    assert dry.lines == report.lines
    assert ("102", "5А", YEAR_START, YESTERDAY) in days(data.enrolments, data)
    assert ("102", "7Б", TODAY, None) in days(data.enrolments, data)
    assert ("102", "2", YEAR_START, YESTERDAY) in days(data.members, data)
    assert touched(report) == {Table.ENROLMENTS: (1, 0, 1), Table.MEMBERS: (0, 0, 1)}
    assert touched(await run(database, moved, LATER)) == {}


async def put(database: Database, uid: str, title: str | None, day: date) -> None:
    """Somebody at the school puts a pupil of 5А into another group of English, or into none."""
    async with database.writing() as unit:
        (who,) = await unit.links.people_with_uid(uid)
        (of, *_) = await unit.people.classes(SchoolId(1), day)
        groups = {group.title: group.id for group in (await unit.people.class_groups((of.id,)))[of.id]}
        listed = (await unit.people.class_pupils((of.id,)))[of.id]
        had = next(one.groups for one in listed if one.pupil.id == who.id)
        await unit.groups.apply(who.id, move(had, groups[title] if title else None, day), who.id)
        await unit.commit()


@pytest.mark.parametrize("title", ["1", None])
async def test_a_file_does_not_undo_what_the_class_teacher_has_defined(
    sqlite_database: Database, title: str | None
) -> None:
    """A24: the groups are the class teacher's; the file still has the old one, and the import says so."""
    await run(sqlite_database, Book())
    await put(sqlite_database, "102", title, TODAY)
    before = (await stored(sqlite_database)).members
    report = await run(sqlite_database, Book(), LATER)
    assert (touched(report), report.kept) == ({}, 1)
    assert (await stored(sqlite_database)).members == before
    another = Book().with_cell("Помещения!C2", "29")
    assert touched(await run(sqlite_database, another, LATER)) == {Table.ROOMS: (0, 1, 0)}
    assert (await stored(sqlite_database)).members == before


async def test_who_leaves_the_class_leaves_a_group_that_was_defined_here_too(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())
    await put(sqlite_database, "102", "1", TODAY)
    moved = Book().with_cell("Ученики!F3", "7Б").with_cell("Ученики!H3", "").with_cell("Родители!F2", "7Б")
    await run(sqlite_database, moved, LATER)
    data = await stored(sqlite_database)
    assert all(to_day is not None for *_, to_day in days(data.members, data) if _[0] == "102")


async def test_back_to_the_first_class(sqlite_database: Database) -> None:
    moved = Book().with_cell("Ученики!F3", "7Б").with_cell("Ученики!H3", "").with_cell("Родители!F2", "7Б")
    for book, day in ((Book(), TODAY), (moved, TODAY), (Book(), LATER)):
        await run(sqlite_database, book, day)

    data = await stored(sqlite_database)
    assert [row[1:] for row in days(data.enrolments, data) if row[0] == "102"] == [
        ("5А", YEAR_START, YESTERDAY),
        ("7Б", TODAY, date(2026, 11, 1)),
        ("5А", LATER, None),
    ]


async def test_what_never_held_leaves_no_history(database: Database) -> None:
    august = date(2026, 8, 20)
    await run(database, Book(), august)
    await run(database, Book().with_cell("Нагрузка!A2", "Ли Мария Андреевна"), august)

    data = await stored(database)
    assert [(row[3], *row[5:]) for row in days(data.loads, data) if row[2].text == "математика"] == [
        ("202", YEAR_START, None)
    ]


async def test_another_teacher_in_load_timetable_and_class(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())
    book = Book().with_cell("Нагрузка!A2", "Ли Мария Андреевна").with_cell("Сотрудники!E2", "")
    report = await run(sqlite_database, book.with_cell("Сотрудники!E3", "5А"))

    data = await stored(sqlite_database)
    assert touched(report) == {Table.GRANTS: (1, 0, 1), Table.LOADS: (1, 0, 1), Table.LESSONS: (1, 0, 1)}
    leads = [row[2:] for row in days(data.grants, data) if row[0] is Role.CLASS_TEACHER]
    assert leads == [("201", YEAR_START, YESTERDAY), ("202", TODAY, None)]
    mondays = [(row.from_day, row.to_day) for row in data.lessons if row.weekday == 0]
    assert mondays == [(YEAR_START, YESTERDAY), (TODAY, date(2027, 5, 31))]


async def test_a_new_position_takes_what_only_the_old_one_gave(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())
    await run(sqlite_database, Book().with_cell("Сотрудники!D4", "учитель"))
    await run(sqlite_database, Book(), LATER)

    data = await stored(sqlite_database)
    held = {(row.role, row.from_day, row.to_day) for row in data.grants if row.role is not Role.CLASS_TEACHER}
    assert {row for row in held if row[0] is Role.DIRECTOR} == {
        (Role.DIRECTOR, YEAR_START, YESTERDAY),
        (Role.DIRECTOR, LATER, None),
    }
    assert (Role.TEACHER, TODAY, date(2026, 11, 1)) in held


async def test_a_timetable_of_the_second_half_follows_the_first(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())
    head = (*Book().sheets["Расписание"][0], "С даты")
    row = ("5А", "пн", "1", "Английский язык", "1", "Ли Мария Андреевна", "", "11.01.2027")
    january = Book().with_sheet("Расписание", head, row)
    report = await run(sqlite_database, january)

    data = await stored(sqlite_database)
    assert [(r.from_day, r.to_day) for r in data.lessons if r.weekday == 0] == [
        (YEAR_START, date(2027, 1, 10)),
        (date(2027, 1, 11), date(2027, 5, 31)),
    ]
    assert report.counts[Table.LESSONS].absent == 1
    assert touched(await run(sqlite_database, january, LATER)) == {}


async def test_what_the_file_leaves_out_stays_and_is_counted(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())
    book = Book().without_row("Родители", 4).without_row("Ученики", 2).without_row("Нагрузка", 3)
    report = await run(sqlite_database, book.without_row("Расписание", 3))

    assert touched(report) == {}
    absent = {table: c.absent for table, c in report.counts.items() if c.absent}
    assert absent == {
        Table.GROUPS: 1,
        Table.ENROLMENTS: 1,
        Table.MEMBERS: 1,
        Table.GUARDIANSHIPS: 1,
        Table.LOADS: 1,
        Table.LESSONS: 1,
    }


async def test_a_blank_cell_erases_nothing(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())

    report = await run(sqlite_database, Book().with_cell("Ученики!D2", "").with_cell("Помещения!B2", ""))

    assert touched(report) == {}


async def test_a_changed_cell_is_shown_before_and_after(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())
    book = Book().with_cell("Ученики!A3", "Елкина-Белова").with_cell("Родители!E2", "Елкина-Белова Софья Дмитриевна")

    report = await run(sqlite_database, book, dry_run=True)

    (line,) = report.lines
    assert line.what == ("Ёлкина Софья Дмитриевна",)
    assert [(f.field, f.old, f.new) for f in line.fields] == [
        ("name", "Ёлкина Софья Дмитриевна", "Елкина-Белова Софья Дмитриевна")
    ]


async def test_the_day_of_admission_may_be_put_right(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())
    right = Book().with_cell("Ученики!G3", "14.09.2026")

    report = await run(sqlite_database, right)

    assert touched(report) == {Table.ENROLMENTS: (0, 1, 0)}
    assert touched(await run(sqlite_database, right.with_cell("Ученики!G3", ""))) == {}


async def test_what_the_school_has_ended_is_not_revived(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())
    await write(sqlite_database, enrolment.update().where(enrolment.c.id == 1).values(to_day=YESTERDAY))
    await write(sqlite_database, guardianship.update().where(guardianship.c.id == 1).values(to_day=YESTERDAY))

    assert touched(await run(sqlite_database, Book())) == {}


async def test_a_uid_that_comes_later_finds_its_person(database: Database) -> None:
    without = Book()
    for cell in ("Ученики!I2", "Ученики!I3", "Сотрудники!F2", "Родители!G2", "Родители!G4"):
        without = without.with_cell(cell, "")
    without = without.with_cell("Родители!G3", "").without_row("Родители", 3)
    await run(database, without)

    report = await run(database, Book().without_row("Родители", 3))

    assert touched(report) == {Table.PEOPLE: (0, 5, 0)}


async def test_namesakes_of_the_database_ask_for_a_uid(sqlite_database: Database) -> None:
    twins = Book().with_row("Сотрудники", "Ли", "Мария", "Андреевна", "учитель", "", "204")
    twins = twins.with_cell("Нагрузка!A3", "202").with_cell("Расписание!F3", "202")
    await run(sqlite_database, twins)

    report = await run(sqlite_database, Book().with_cell("Сотрудники!F3", ""))

    assert [(problem.code, str(problem.place)) for problem in report.errors] == [(Code.NAMESAKES, "Сотрудники!A3")]


async def test_a_namesake_who_may_be_another_is_mentioned(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())
    book = Book().with_cell("Ученики!I4", "").with_cell("Ученики!D4", "").with_cell("Ученики!F4", "7В")

    report = await run(sqlite_database, book.with_cell("Родители!F3", "7В"), dry_run=True)

    assert [problem.code for problem in report.warnings] == [Code.NAMESAKE_KNOWN]
    assert report.counts[Table.PEOPLE].added == 1


async def test_the_next_year_begins_new_classes_and_ends_the_old(database: Database) -> None:
    await run(database, Book())
    book = Book().with_cell("Школа!B8", "2027/2028").without("Нагрузка").without("Расписание").without("Родители")
    for row, title in ((2, "6А"), (3, "6А"), (4, "8Б")):
        book = book.with_cell(f"Ученики!F{row}", title).with_cell(f"Ученики!G{row}", "")
    await run(database, book.with_cell("Сотрудники!E2", "6А"), date(2027, 8, 20))

    data = await stored(database)
    assert [row[1:] for row in days(data.enrolments, data) if row[0] == "102"] == [
        ("5А", YEAR_START, date(2027, 8, 31)),
        ("6А", date(2027, 9, 1), None),
    ]
    assert len(data.people) == 8


async def test_two_schools_of_one_database_are_apart(database: Database) -> None:
    await run(database, Book())
    other = Book().with_sheet("Школа", *SCHOOL[:3], ("Номер", "6"), *SCHOOL[4:])

    report = await run(database, other)

    assert report.counts[Table.PEOPLE].added == 8
    assert len((await stored(database)).people) == 8
    assert touched(await run(database, Book())) == {}


async def test_only_the_schools_own_administrator_may_import(sqlite_database: Database) -> None:
    await run(sqlite_database, Book())
    administrator = Actor(SchoolId(1), PersonId(1), Name("", ""), frozenset({Grant(Role.ADMINISTRATOR)}))
    changed = Book().with_cell("Помещения!C2", "29")

    for actor in (
        replace(administrator, grants=frozenset({Grant(Role.TEACHER)})),
        replace(administrator, school_id=SchoolId(2)),
    ):
        with pytest.raises(ForbiddenError):
            await run(sqlite_database, changed, actor=actor)
    with pytest.raises(ForbiddenError):
        await run(sqlite_database, Book().with_cell("Школа!B4", "77"), actor=administrator)
    assert (await run(sqlite_database, changed, actor=administrator)).written


async def test_two_imports_at_once_are_one_after_the_other(database: Database) -> None:
    await run(database, Book())
    changed = Book().with_cell("Нагрузка!A2", "Ли Мария Андреевна")

    reports = await asyncio.gather(run(database, changed), run(database, changed))

    data = await stored(database)
    assert sorted(report.written for report in reports) == [False, True]
    assert len(data.loads) == 3


async def test_folder_on_a_disk(sqlite_database: Database, tmp_path: Path) -> None:
    from core.exchange.source import read_source

    for file in Book().folder("windows-1251", ",").files:
        (tmp_path / file.name).write_bytes(file.content)

    assert (await run(sqlite_database, read_source(tmp_path))).written
