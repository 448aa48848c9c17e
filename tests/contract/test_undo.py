"""Taking an entry back: what it said ends, and what it had put an end to stands again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.ids import EntryId, LessonId
from core.journal.model import EntryKind, Homework, LessonRecord
from core.journal.ports import NewAttendance
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import NOW, SOFIA, VERA
from tests.contract.writing import a_mark, begun, entry

Standing = tuple[str | None, str | None, list[bool]]
FIRST: Standing = ("тема № 1", "№ 1", [False])
SECOND: Standing = ("тема № 2", "№ 2", [True])
NOTHING: Standing = (None, None, [])


async def _undo(unit: UnitOfWork, lesson_id: LessonId, undone: EntryId, minutes: int = 9) -> LessonRecord:
    by = await entry(unit, lesson_id, NOW + timedelta(minutes=minutes), EntryKind.UNDO)
    await unit.journal.undo(undone, by)
    return await unit.journal.lesson_by_id(lesson_id)


async def _say(unit: UnitOfWork, lesson_id: LessonId, entry_id: EntryId, homework: str, kind: str) -> None:
    await unit.journal.set_topic(lesson_id, entry_id, f"тема {homework}")
    await unit.journal.set_homework(lesson_id, entry_id, Homework(homework))
    await unit.journal.set_held(lesson_id, entry_id, True, None)
    await unit.journal.set_attendance(lesson_id, entry_id, (NewAttendance(SOFIA, kind),))


def _standing(record: LessonRecord) -> Standing:
    homework = record.homework.text if record.homework else None
    return record.topic, homework, [fact.late for fact in record.attendance]


async def _two_entries(unit: UnitOfWork) -> tuple[LessonId, EntryId, EntryId]:
    lesson_id, first = await begun(unit)
    await _say(unit, lesson_id, first, "№ 1", "absent")
    second = await entry(unit, lesson_id, NOW + timedelta(minutes=1))
    await _say(unit, lesson_id, second, "№ 2", "late")
    return lesson_id, first, second


async def test_the_only_entry_leaves_nothing(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await _say(unit, lesson_id, first, "№ 1", "absent")
        await unit.journal.set_held(lesson_id, first, False, "карантин")
        await unit.journal.add_marks(lesson_id, first, (a_mark(SOFIA, "5"),))
        record = await _undo(unit, lesson_id, first)
    assert _standing(record) == NOTHING
    assert (record.held, record.marks) == (True, ())


async def test_the_last_entry_gives_way_to_the_one_before(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first, second = await _two_entries(unit)
        record = await _undo(unit, lesson_id, second)
    assert _standing(record) == FIRST
    assert record.attendance[0].entry_id == first


async def test_an_entry_that_was_overtaken_leaves_what_came_after_it(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first, _ = await _two_entries(unit)
        record = await _undo(unit, lesson_id, first)
    assert _standing(record) == SECOND


@pytest.mark.parametrize("latest_first", [True, False])
async def test_when_both_are_taken_back_nothing_is_left(school: Database, latest_first: bool) -> None:
    async with school.writing() as unit:
        lesson_id, first, second = await _two_entries(unit)
        one, other = (second, first) if latest_first else (first, second)
        await _undo(unit, lesson_id, one, 8)
        record = await _undo(unit, lesson_id, other)
    assert _standing(record) == NOTHING


async def test_an_older_word_does_not_come_back_over_a_later_one(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, _, second = await _two_entries(unit)
        third = await entry(unit, lesson_id, NOW + timedelta(minutes=2))
        await _say(unit, lesson_id, third, "№ 3", "late")
        record = await _undo(unit, lesson_id, second, 8)
        assert _standing(record) == ("тема № 3", "№ 3", [True])
        record = await _undo(unit, lesson_id, third)
    assert _standing(record) == FIRST


async def test_others_attendance_stays(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await unit.journal.set_attendance(lesson_id, first, (NewAttendance(SOFIA, "absent"),))
        second = await entry(unit, lesson_id, NOW + timedelta(minutes=1))
        await unit.journal.set_attendance(lesson_id, second, (NewAttendance(VERA, "absent"),))
        record = await _undo(unit, lesson_id, second)
    assert [fact.pupil_id for fact in record.attendance] == [SOFIA]


async def _corrected(unit: UnitOfWork, value: str | None) -> tuple[LessonId, EntryId, EntryId]:
    """A mark of the first entry, which the second corrects or ends."""
    lesson_id, first = await begun(unit)
    await unit.journal.add_marks(lesson_id, first, (a_mark(SOFIA, "3", "Контрольная работа"),))
    second = await entry(unit, lesson_id, NOW + timedelta(minutes=1))
    mark = (await unit.journal.lesson_by_id(lesson_id)).marks[0]
    if value is None:
        await unit.journal.end_mark(mark.id, second)
    else:
        await unit.journal.add_marks(lesson_id, second, (replace(a_mark(SOFIA, value), replaces=mark.id),))
    return lesson_id, first, second


async def test_a_correction_taken_back_gives_the_old_value_again(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first, second = await _corrected(unit, "4")
        (mark,) = (await _undo(unit, lesson_id, second)).marks
    assert (mark.value, mark.control, mark.entry_id) == ("3", "Контрольная работа", first)
    assert mark.earlier == (("3", NOW + timedelta(minutes=1)), ("4", NOW + timedelta(minutes=9)))


async def test_a_removal_taken_back_gives_the_mark_again(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first, second = await _corrected(unit, None)
        (mark,) = (await _undo(unit, lesson_id, second)).marks
    assert (mark.value, mark.entry_id) == ("3", first)
    assert mark.earlier == (("3", NOW + timedelta(minutes=1)),)


async def test_a_correction_that_was_corrected_again_stays_as_it_is(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, _, second = await _corrected(unit, "4")
        third = await entry(unit, lesson_id, NOW + timedelta(minutes=2))
        mark = (await unit.journal.lesson_by_id(lesson_id)).marks[0]
        await unit.journal.add_marks(lesson_id, third, (replace(a_mark(SOFIA, "5"), replaces=mark.id),))
        (mark,) = (await _undo(unit, lesson_id, second)).marks
    assert mark.value == "5"


async def test_what_other_entries_say_of_others_stays(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await unit.journal.add_marks(lesson_id, first, (a_mark(VERA, "5"),))
        second = await entry(unit, lesson_id, NOW + timedelta(minutes=1))
        await unit.journal.add_marks(lesson_id, second, (a_mark(SOFIA, "4"),))
        await unit.journal.add_remarks(lesson_id, second, ((SOFIA, "нет формы"),))
        record = await _undo(unit, lesson_id, second)
    assert [mark.pupil_id for mark in record.marks] == [VERA]
