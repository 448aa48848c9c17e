"""Subjects, load, timetable, terms, bells and plans."""

from datetime import date, time, timedelta

import pytest

from core.calendar.model import TermKind
from core.calendar.rules import slots_on
from core.errors import NotFoundError
from core.unit_of_work import Database
from tests.contract.school import (
    BEGAN,
    CLASS_5A,
    CLASS_6B,
    CLASS_ELSEWHERE,
    DIRECTOR,
    ELSEWHERE,
    ENDS,
    GROUP_1,
    GROUP_2,
    IGOR,
    MATHS,
    NINA,
    OLGA,
    SCHOOL,
    TODAY,
    TOMORROW,
    YESTERDAY,
)


async def test_subjects_are_the_schools_own_by_name(school: Database) -> None:
    async with school.reading() as unit:
        ours, theirs = await unit.calendar.subjects(SCHOOL), await unit.calendar.subjects(ELSEWHERE)
    assert [subject.name for subject in ours] == ["Английский язык", "Математика"]
    assert [subject.aliases for subject in ours] == [("англ",), ("матем", "алгебра")]
    assert [subject.aliases for subject in theirs] == [()]


async def test_classes_are_taught_by_load_or_by_timetable_of_the_day(school: Database) -> None:
    async with school.reading() as unit:
        calendar = unit.calendar
        assert await calendar.taught_classes(OLGA, TODAY) == (CLASS_5A, CLASS_6B)
        assert await calendar.taught_classes(OLGA, TOMORROW) == (CLASS_5A,)
        assert await calendar.taught_classes(NINA, YESTERDAY) == (CLASS_5A, CLASS_6B)
        assert await calendar.taught_classes(NINA, TODAY) == (CLASS_5A,)
        assert await calendar.taught_classes(IGOR, TODAY) == (CLASS_5A,)
        assert await calendar.taught_classes(OLGA, BEGAN - timedelta(days=1)) == ()
        assert await calendar.taught_classes(DIRECTOR, TODAY) == ()


async def test_a_calendar_is_of_the_year_and_of_these_classes(school: Database) -> None:
    async with school.reading() as unit:
        found = await unit.calendar.calendar(SCHOOL, (CLASS_5A,), TODAY)
    assert (found.year_from, found.year_to) == (BEGAN, ENDS)
    assert [term.name for term in found.terms] == ["1 четверть", "Осенние каникулы", "2 четверть"]
    assert [term.kind for term in found.terms] == [TermKind.QUARTER, TermKind.HOLIDAY, TermKind.QUARTER]
    assert [bell.number for bell in found.bells] == [1, 2, 3]
    assert (found.bells[0].starts, found.bells[0].weekdays) == (time(8, 30), frozenset(range(5)))
    assert {entry.class_id for entry in found.entries} == {CLASS_5A}
    assert [(entry.grade, entry.group_id, entry.week) for entry in found.entries] == [
        (5, None, None),
        (5, None, None),
        (5, GROUP_1, None),
        (5, GROUP_2, None),
    ]


async def test_a_calendar_makes_the_lessons_of_a_day(school: Database) -> None:
    async with school.reading() as unit:
        found = await unit.calendar.calendar(SCHOOL, (CLASS_5A, CLASS_6B), TODAY)
    today = [(slot.class_id, slot.number, slot.group_id, slot.teacher_id) for slot in slots_on(found, TODAY)]
    assert today == [
        (CLASS_5A, 2, None, OLGA),
        (CLASS_5A, 3, GROUP_1, NINA),
        (CLASS_5A, 3, GROUP_2, IGOR),
        (CLASS_6B, 4, None, OLGA),
    ]
    assert slots_on(found, date(2026, 10, 27)) == []


async def test_each_school_has_its_own_year(school: Database) -> None:
    async with school.reading() as unit:
        found = await unit.calendar.calendar(ELSEWHERE, (CLASS_ELSEWHERE,), TODAY)
        last = await unit.calendar.calendar(SCHOOL, (), date(2026, 1, 15))
    assert (found.terms, len(found.bells), len(found.entries)) == ((), 1, 1)
    assert (last.year_to, [term.name for term in last.terms], last.entries) == (date(2026, 5, 31), ["1 четверть"], ())


async def test_summer_still_has_the_year_that_was(school: Database) -> None:
    async with school.reading() as unit:
        found = await unit.calendar.calendar(SCHOOL, (), date(2026, 7, 1))
    assert found.year_to == date(2026, 5, 31)


async def test_before_the_first_year_there_is_no_calendar(school: Database) -> None:
    async with school.reading() as unit:
        with pytest.raises(NotFoundError):
            await unit.calendar.calendar(SCHOOL, (), date(2020, 1, 1))


async def test_a_plan_comes_by_position(school: Database) -> None:
    async with school.reading() as unit:
        plan = await unit.calendar.plan((CLASS_5A,))
        nothing = await unit.calendar.plan(())
    assert [(item.subject_id, item.position, item.topic, item.homework) for item in plan] == [
        (MATHS, 1, "Дроби", None),
        (MATHS, 2, "Уравнения", "№ 12"),
    ]
    assert nothing == ()
