"""Facts of a month, checks and remarks, in memory and in both databases."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.errors import NotFoundError
from core.ids import RemarkId
from core.journal.model import EntryKind, Homework, LessonKey
from core.journal.ports import NewAttendance, NewEntry
from core.journal.taps.model import LessonRef
from core.supervision.model import Check, Count, Event, Flaw, Matter, NewRemark, Page, State, Written
from core.supervision.verified import Cell, Scope, Verification
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import (
    CLASS_5A,
    CLASS_6B,
    DIRECTOR,
    ENGLISH,
    GLEB,
    GROUP_1,
    LEV,
    MATHS,
    NINA,
    NOW,
    OLGA,
    SCHOOL,
    SOFIA,
    TODAY,
)
from tests.contract.writing import LESSON, a_mark, begun

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
PAGE = Page(CLASS_5A, MATHS, OCTOBER)
REMARK = NewRemark(
    school_id=SCHOOL,
    page=PAGE,
    group_id=None,
    teacher_id=OLGA,
    author_id=DIRECTOR,
    made_at=NOW,
    due=TODAY + timedelta(days=3),
    matters=(Matter(Flaw.UNFILLED, TODAY, 2), Matter(Flaw.BEHIND, count=4)),
)


async def made(unit: UnitOfWork, remark: NewRemark = REMARK) -> RemarkId:
    remark_id = await unit.supervision.add_remark(remark)
    await unit.supervision.happened(remark_id, Event.MADE, remark.author_id, remark.made_at, State.SENT)
    return remark_id


async def test_a_lesson_with_the_numbers_of_what_stands_in_it(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, entry_id = await begun(unit)
        await unit.journal.set_topic(lesson_id, entry_id, "Уравнения")
        await unit.journal.set_held(lesson_id, entry_id, True, None)
        await unit.journal.set_homework(lesson_id, entry_id, Homework("№ 1"))
        marks = (a_mark(SOFIA, "5"), a_mark(GLEB, "4", "Контрольная работа"))
        await unit.journal.add_marks(lesson_id, entry_id, marks)
        away = (NewAttendance(LEV, "absent"), NewAttendance(SOFIA, "late"))
        await unit.journal.set_attendance(lesson_id, entry_id, away)
        ref = LessonRef(CLASS_5A, None, MATHS, TODAY, 2)
        (found,) = await unit.supervision.written((CLASS_5A,), OCTOBER, TODAY)
        assert found == Written(
            lesson=ref,
            teacher_id=OLGA,
            kinds=frozenset({"topic", "held", "homework"}),
            positions=(2,),
            marks=2,
            unnamed=1,
            unexplained=1,
        )
        assert await unit.supervision.marked((CLASS_5A,), OCTOBER, TODAY) == {(CLASS_5A, MATHS): {SOFIA: 1, GLEB: 1}}
        assert await unit.supervision.written((CLASS_6B,), OCTOBER, TODAY) == ()
        assert await unit.supervision.written((CLASS_5A,), SEPTEMBER, OCTOBER) == ()
        assert await unit.supervision.written((), OCTOBER, TODAY) == ()


async def test_what_came_late_and_what_was_ended(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id = await unit.journal.ensure_lesson(LessonKey(SCHOOL, CLASS_5A, GROUP_1, ENGLISH, TODAY, 3), NINA)
        late = NewEntry(lesson_id, EntryKind.RECORD, NINA, NINA, NOW, late_days=4)
        first = await unit.journal.add_entry(late)
        await unit.journal.set_held(lesson_id, first, True, None)
        again = await unit.journal.add_entry(replace(late, at=NOW + timedelta(days=2), late_days=6))
        await unit.journal.set_topic(lesson_id, again, "Colours")
        await unit.journal.add_marks(lesson_id, first, (a_mark(SOFIA, "5"),))
        (found,) = await unit.supervision.written((CLASS_5A,), TODAY, TODAY)
        assert (found.late_days, found.marks, found.positions) == (4, 1, ()), "what is added later makes nothing late"
        await unit.journal.undo(first, await unit.journal.add_entry(replace(late, kind=EntryKind.UNDO, late_days=0)))
        (found,) = await unit.supervision.written((CLASS_5A,), TODAY, TODAY)
        assert (found.kinds, found.marks) == (frozenset({"topic"}), 0)
        assert found.late_days == 6, "what was taken back recorded nothing"
        assert await unit.supervision.marked((CLASS_5A,), TODAY, TODAY) == {}


async def test_what_was_recorded_at_once_is_not_late_for_what_is_added(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, entry_id = await begun(unit)
        await unit.journal.set_held(lesson_id, entry_id, True, None)
        for kind, days in ((EntryKind.RECORD, 9), (EntryKind.CORRECTION, 12)):
            later = NewEntry(lesson_id, kind, OLGA, OLGA, NOW + timedelta(days=days), late_days=days)
            await unit.journal.set_topic(lesson_id, await unit.journal.add_entry(later), f"Тема {days}")
        (found,) = await unit.supervision.written((CLASS_5A,), TODAY, TODAY)
        assert found.late_days == 0


async def test_nothing_is_seen_of_another_lesson(school: Database) -> None:
    async with school.writing() as unit:
        await begun(unit, LESSON)
        assert await unit.supervision.written((CLASS_5A,), TODAY, TODAY) == ()


async def test_a_page_is_checked_once(school: Database) -> None:
    check = Check(PAGE, DIRECTOR, NOW, 2)
    async with school.writing() as unit:
        assert await unit.supervision.add_check(check)
        assert not await unit.supervision.add_check(Check(PAGE, OLGA, NOW + timedelta(hours=1), 0))
        assert await unit.supervision.add_check(replace(check, page=replace(PAGE, month=SEPTEMBER)))
        assert await unit.supervision.checks((CLASS_5A, CLASS_6B), OCTOBER) == (check,)
        assert await unit.supervision.checks((CLASS_6B,), OCTOBER) == ()


async def test_a_check_taken_back_is_none(school: Database) -> None:
    async with school.writing() as unit:
        await unit.supervision.add_check(Check(PAGE, DIRECTOR, NOW, 2))
        await unit.supervision.add_check(Check(replace(PAGE, month=SEPTEMBER), DIRECTOR, NOW, 0))
        assert await unit.supervision.drop_check(PAGE)
        assert not await unit.supervision.drop_check(PAGE)
        assert await unit.supervision.checks((CLASS_5A,), OCTOBER) == ()
        assert len(await unit.supervision.checks((CLASS_5A,), SEPTEMBER)) == 1
        assert await unit.supervision.add_check(Check(PAGE, OLGA, NOW, 0))


async def test_the_last_count_of_the_paper_stands(school: Database) -> None:
    async with school.writing() as unit:
        for count in (Count(9, 40), Count(10, 41)):
            await unit.supervision.put_paper(PAGE, count, DIRECTOR, NOW)
        assert await unit.supervision.paper((CLASS_5A,), OCTOBER) == {PAGE: Count(10, 41)}
        assert await unit.supervision.paper((CLASS_5A,), SEPTEMBER) == {}


async def test_a_remark_is_kept_with_names_and_all_that_happened(school: Database) -> None:
    async with school.writing() as unit:
        remark_id = await made(unit)
        await unit.supervision.happened(remark_id, Event.FIXED, OLGA, NOW + timedelta(hours=1), State.FIXED, "Готово")
        await unit.supervision.extend(remark_id, TODAY + timedelta(days=9))
        await unit.commit()
    async with school.reading() as unit:
        found = await unit.supervision.remark(remark_id)
        assert found.made == replace(REMARK, due=TODAY + timedelta(days=9))
        assert (found.title, found.subject, found.group, found.state) == ("5А", "Математика", None, State.FIXED)
        assert (found.teacher.surname, found.author.surname) == ("Смирнова", "Гусева")
        assert found.grade == 5
        assert found.changed_at == NOW + timedelta(hours=1)
        past = (await unit.supervision.past((remark_id,)))[remark_id]
        assert [(one.event, one.by, one.text) for one in past] == [
            (Event.MADE, DIRECTOR, None),
            (Event.FIXED, OLGA, "Готово"),
        ]
        with pytest.raises(NotFoundError):
            await unit.supervision.remark(RemarkId(remark_id + 100))


async def test_open_remarks_come_by_their_day_and_those_taken_back_are_gone(school: Database) -> None:
    async with school.writing() as unit:
        later = await made(unit)
        sooner = await made(unit, replace(REMARK, due=TODAY, matters=(), text="Проверьте темы", group_id=GROUP_1))
        gone = await made(unit)
        await unit.supervision.happened(gone, Event.WITHDRAWN, DIRECTOR, NOW, State.WITHDRAWN)
        assert [one.id for one in await unit.supervision.open_remarks(SCHOOL)] == [sooner, later]
        assert [one.id for one in await unit.supervision.remarks(SCHOOL, OCTOBER)] == [later, sooner]
        assert await unit.supervision.remarks(SCHOOL, SEPTEMBER) == ()
        assert (await unit.supervision.remark(sooner)).group == "1 группа"
        await unit.supervision.happened(later, Event.ACCEPTED, DIRECTOR, NOW, State.ACCEPTED)
        assert [one.id for one in await unit.supervision.open_remarks(SCHOOL)] == [sooner]


async def test_the_cells_of_a_class(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, entry_id = await begun(unit)
        await unit.journal.add_marks(lesson_id, entry_id, (a_mark(SOFIA, "5"),))
        away = (NewAttendance(LEV, "absent"), NewAttendance(SOFIA, "late"), NewAttendance(GLEB, "exempt"))
        await unit.journal.set_attendance(lesson_id, entry_id, away)
        ref = LessonRef(CLASS_5A, None, MATHS, TODAY, 2)
        found = await unit.supervision.cells(CLASS_5A, OCTOBER, TODAY)
        assert {*found} == {Cell(ref, SOFIA, "5"), Cell(ref, LEV, "н"), Cell(ref, SOFIA, "оп")}
        assert await unit.supervision.cells(CLASS_6B, OCTOBER, TODAY) == ()


async def test_what_was_said_when_the_diary_was_verified(school: Database) -> None:
    async with school.writing() as unit:
        name = (await unit.people.person(OLGA)).name
        whole = Verification(Scope(CLASS_5A, OCTOBER), OLGA, name, NOW)
        wrong = Verification(Scope(CLASS_5A, OCTOBER, ENGLISH, GROUP_1), OLGA, name, NOW, "Нет отметки")
        for one in (wrong, whole, Verification(Scope(CLASS_5A, SEPTEMBER), OLGA, name, NOW)):
            await unit.supervision.add_verification(one)
        assert await unit.supervision.verifications((CLASS_5A, CLASS_6B), OCTOBER) == (wrong, whole)
        assert await unit.supervision.verifications((CLASS_6B,), OCTOBER) == ()
