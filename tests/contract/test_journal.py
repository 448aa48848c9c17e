"""Lessons and their facts: a later entry ends an earlier fact, and nothing is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFoundError
from core.ids import ClassId, EntryId, LessonId
from core.journal.model import AttendanceFact, EntryKind, Homework, LessonRecord, Reason
from core.journal.ports import Entry, NewAttendance
from core.unit_of_work import Database
from tests.contract.school import (
    ARTYOM,
    CLASS_5A,
    CLASS_6B,
    ELSEWHERE,
    ENGLISH,
    GROUP_1,
    GROUP_2,
    MATHS,
    NINA,
    NOW,
    OLGA,
    SCHOOL,
    SOFIA,
    TODAY,
    TOMORROW,
    VERA,
    YESTERDAY,
)
from tests.contract.writing import LESSON, a_mark, begun, entry, lesson

LATER = NOW + timedelta(minutes=5)


async def test_control_kinds_are_the_schools_own(school: Database) -> None:
    async with school.reading() as unit:
        ours = await unit.journal.control_kinds(SCHOOL)
        theirs = await unit.journal.control_kinds(ELSEWHERE)
    assert [(kind.name, kind.weight, kind.aliases) for kind in ours] == [
        ("Ответ на уроке", 1.0, ("у доски",)),
        ("Контрольная работа", 1.5, ("к/р",)),
    ]
    assert [kind.name for kind in theirs] == ["Зачёт"]


async def test_of_an_unwritten_lesson_there_is_nothing(school: Database) -> None:
    async with school.reading() as unit:
        assert await unit.journal.lesson(LESSON) is None
        with pytest.raises(NotFoundError):
            await unit.journal.lesson_by_id(LessonId(99))
        with pytest.raises(NotFoundError):
            await unit.journal.entry(EntryId(99))


async def test_the_lessons_of_classes_on_a_day(school: Database) -> None:
    async with school.writing() as unit:
        other_day, other_class = replace(LESSON, day=YESTERDAY), replace(LESSON, class_id=CLASS_6B, number=4)
        ids = [await lesson(unit, key) for key in (LESSON, other_day, other_class)]
        await unit.journal.set_topic(ids[0], await entry(unit, ids[0]), "Дроби")
        found = await unit.journal.lessons_on((CLASS_5A,), TODAY)
        assert [(one.key, one.topic) for one in found] == [(LESSON, "Дроби")]
        both = await unit.journal.lessons_on((CLASS_5A, CLASS_6B), TODAY)
        assert {one.key for one in both} == {LESSON, other_class}
        assert await unit.journal.lessons_on((), TODAY) == ()


async def test_a_lesson_is_made_once(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id = await lesson(unit)
        assert await unit.journal.ensure_lesson(LESSON, NINA) == lesson_id
        assert await unit.journal.lesson(LESSON) == LessonRecord(lesson_id, LESSON, OLGA)
        assert await unit.journal.lesson_by_id(lesson_id) == LessonRecord(lesson_id, LESSON, OLGA)


async def test_another_number_day_group_or_subject_is_another_lesson(school: Database) -> None:
    english = replace(LESSON, subject_id=ENGLISH, number=3)
    keys = [
        LESSON,
        replace(LESSON, number=3),
        replace(LESSON, day=YESTERDAY),
        replace(LESSON, class_id=CLASS_6B),
        replace(english, group_id=GROUP_1),
        replace(english, group_id=GROUP_2),
    ]
    async with school.writing() as unit:
        made = [await lesson(unit, key) for key in keys]
        assert len(set(made)) == len(keys)
        assert [await lesson(unit, key) for key in keys] == made


async def test_an_entry_says_who_and_when(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, entry_id = await begun(unit)
        assert await unit.journal.entry(entry_id) == Entry(entry_id, lesson_id, EntryKind.RECORD, OLGA, NOW)


async def test_a_later_word_about_the_lesson_holds(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await unit.journal.set_topic(lesson_id, first, "Дроби")
        await unit.journal.set_homework(lesson_id, first, Homework("№ 1", True, TOMORROW))
        await unit.journal.set_held(lesson_id, first, True, None)
        record = await unit.journal.lesson_by_id(lesson_id)
        assert (record.topic, record.homework, record.held) == ("Дроби", Homework("№ 1", True, TOMORROW), True)
        second = await entry(unit, lesson_id, LATER)
        await unit.journal.set_topic(lesson_id, second, "Уравнения")
        await unit.journal.set_homework(lesson_id, second, Homework("", given=False))
        await unit.journal.set_held(lesson_id, second, False, "карантин")
        record = await unit.journal.lesson_by_id(lesson_id)
        assert (record.topic, record.homework, record.held) == ("Уравнения", Homework("", False), False)


async def test_topics_are_counted_by_class_and_subject(school: Database) -> None:
    async with school.writing() as unit:
        for key in (LESSON, replace(LESSON, day=YESTERDAY), replace(LESSON, class_id=CLASS_6B)):
            lesson_id, entry_id = await begun(unit, key)
            await unit.journal.set_topic(lesson_id, entry_id, "Тема")
            await unit.journal.set_topic(lesson_id, entry_id, "Другая тема")
        untold, _ = await begun(unit, replace(LESSON, number=5))
        assert untold
        assert dict(await unit.journal.topics_recorded((CLASS_5A,))) == {(CLASS_5A, MATHS): 2}
        assert dict(await unit.journal.topics_recorded((CLASS_5A, CLASS_6B))) == {
            (CLASS_5A, MATHS): 2,
            (CLASS_6B, MATHS): 1,
        }
        assert dict(await unit.journal.topics_recorded((ClassId(99),))) == {}


async def test_the_previous_homework_is_of_the_same_course(school: Database) -> None:
    in_group = replace(LESSON, group_id=GROUP_1, subject_id=ENGLISH)
    earlier = [
        (replace(LESSON, day=YESTERDAY - timedelta(days=7)), "давно"),
        (replace(LESSON, day=YESTERDAY), "вчера"),
        (replace(LESSON, number=4), "позже в тот же день"),
        (replace(LESSON, day=YESTERDAY, class_id=CLASS_6B), "другой класс"),
        (replace(in_group, day=YESTERDAY), "первая группа"),
    ]
    async with school.writing() as unit:
        for key, text in earlier:
            lesson_id, entry_id = await begun(unit, key)
            await unit.journal.set_homework(lesson_id, entry_id, Homework(text, True, TODAY))
        previous = unit.journal.previous_homework
        assert await previous(LESSON) == Homework("вчера", True, TODAY)
        assert await previous(replace(LESSON, number=5)) == Homework("позже в тот же день", True, TODAY)
        assert await previous(in_group) == Homework("первая группа", True, TODAY)
        assert await previous(replace(in_group, group_id=GROUP_2)) is None
        assert await previous(replace(LESSON, day=YESTERDAY - timedelta(days=7))) is None


async def test_neither_an_explicit_none_nor_an_ended_homework_is_repeated(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit, replace(LESSON, day=YESTERDAY))
        await unit.journal.set_homework(lesson_id, first, Homework("№ 1"))
        second = await entry(unit, lesson_id, LATER)
        await unit.journal.set_homework(lesson_id, second, Homework("№ 2"))
        assert await unit.journal.previous_homework(LESSON) == Homework("№ 2")
        await unit.journal.set_homework(lesson_id, second, Homework("", given=False))
        assert await unit.journal.previous_homework(LESSON) is None


async def test_marks_stand_under_their_controls(school: Database) -> None:
    marks = (
        a_mark(SOFIA, "5", "Контрольная работа", "дроби"),
        a_mark(ARTYOM, "4", "Контрольная работа", "дроби"),
        a_mark(SOFIA, "3"),
    )
    async with school.writing() as unit:
        lesson_id, entry_id = await begun(unit)
        await unit.journal.add_marks(lesson_id, entry_id, marks)
        await unit.journal.add_marks(lesson_id, entry_id, ())
        record = await unit.journal.lesson_by_id(lesson_id)
    assert [(mark.pupil_id, mark.value, mark.control, mark.control_text) for mark in record.marks] == [
        (SOFIA, "5", "Контрольная работа", "дроби"),
        (ARTYOM, "4", "Контрольная работа", "дроби"),
        (SOFIA, "3", None, None),
    ]
    assert {mark.entry_id for mark in record.marks} == {entry_id}
    assert {mark.earlier for mark in record.marks} == {()}


async def test_a_chain_of_corrections_keeps_values_times_control_and_first_entry(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await unit.journal.add_marks(lesson_id, first, (a_mark(SOFIA, "3", "Контрольная работа", "дроби"),))
        for minutes, value in ((1, "4"), (2, "5")):
            mark = (await unit.journal.lesson_by_id(lesson_id)).marks[0]
            later = await entry(unit, lesson_id, NOW + timedelta(minutes=minutes), EntryKind.CORRECTION)
            corrected = replace(a_mark(SOFIA, value), replaces=mark.id)
            await unit.journal.add_marks(lesson_id, later, (corrected,))
        (mark,) = (await unit.journal.lesson_by_id(lesson_id)).marks
    assert (mark.value, mark.control, mark.control_text) == ("5", "Контрольная работа", "дроби")
    assert mark.entry_id == first
    assert mark.earlier == (("3", NOW + timedelta(minutes=1)), ("4", NOW + timedelta(minutes=2)))


async def test_a_mark_may_end_with_nothing_in_its_place(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await unit.journal.add_marks(lesson_id, first, (a_mark(SOFIA, "3"), a_mark(ARTYOM, "4")))
        second = await entry(unit, lesson_id, LATER)
        mark = (await unit.journal.lesson_by_id(lesson_id)).marks[0]
        await unit.journal.end_mark(mark.id, second)
        record = await unit.journal.lesson_by_id(lesson_id)
    assert [(mark.pupil_id, mark.value) for mark in record.marks] == [(ARTYOM, "4")]


async def test_the_last_word_about_a_pupil_holds(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        said = (NewAttendance(SOFIA, "absent"), NewAttendance(VERA, "late", minutes=5), NewAttendance(ARTYOM, "exempt"))
        await unit.journal.set_attendance(lesson_id, first, said)
        await unit.journal.set_attendance(lesson_id, first, ())
        record = await unit.journal.lesson_by_id(lesson_id)
        assert record.attendance == (
            AttendanceFact(SOFIA, False, None, None, first),
            AttendanceFact(VERA, True, None, 5, first),
        )
        second = await entry(unit, lesson_id, LATER)
        again = (NewAttendance(SOFIA, "absent", "Б"), NewAttendance(VERA, "exempt"))
        await unit.journal.set_attendance(lesson_id, second, again)
        record = await unit.journal.lesson_by_id(lesson_id)
    assert record.attendance == (AttendanceFact(SOFIA, False, Reason.ILLNESS, None, second),)


async def test_lessons_do_not_share_facts(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, entry_id = await begun(unit)
        other_id, other = await begun(unit, replace(LESSON, day=YESTERDAY))
        await unit.journal.set_attendance(lesson_id, entry_id, (NewAttendance(SOFIA, "absent"),))
        await unit.journal.set_attendance(other_id, other, (NewAttendance(SOFIA, "late"),))
        await unit.journal.add_marks(lesson_id, entry_id, (a_mark(SOFIA, "5"),))
        await unit.journal.set_topic(other_id, other, "Дроби")
        record, yesterday = await unit.journal.lesson_by_id(lesson_id), await unit.journal.lesson_by_id(other_id)
    assert (record.topic, len(record.marks), record.attendance[0].late) == (None, 1, False)
    assert (yesterday.topic, len(yesterday.marks), yesterday.attendance[0].late) == ("Дроби", 0, True)
