"""Changes of the timetable, in memory and in both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.calendar.changes.model import KeptChange, NewChange, Why
from core.calendar.model import Place
from core.calendar.rules import cancelled_on, slots_on
from core.errors import NotFoundError, StorageError
from core.ids import ChangeId, PersonId
from core.journal.model import EntryKind, LessonKey
from core.journal.ports import NewEntry
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import (
    CLASS_5A,
    CLASS_6B,
    ENGLISH,
    GROUP_1,
    IGOR,
    MATHS,
    NINA,
    NOW,
    OLGA,
    SCHOOL,
    TODAY,
    TOMORROW,
    YESTERDAY,
)
from tests.contract.writing import LESSON

MATHS_TODAY = Place(MATHS, OLGA, TODAY, 2)
BY_NINA = NewChange(
    school_id=SCHOOL,
    class_id=CLASS_5A,
    group_id=None,
    was=MATHS_TODAY,
    now=replace(MATHS_TODAY, teacher_id=NINA, room="12"),
    why=Why.ILLNESS,
    made_by=OLGA,
    made_at=NOW,
)


async def lessons(unit: UnitOfWork) -> list[tuple[int, PersonId]]:
    """Number and teacher of the lessons of 5А today."""
    found = await unit.calendar.calendar(SCHOOL, (CLASS_5A,), TODAY, TODAY, TODAY)
    return [(slot.number, slot.teacher_id) for slot in slots_on(found, TODAY)]


async def test_a_change_is_kept_as_it_was_made(school: Database) -> None:
    made = replace(BY_NINA, group_id=GROUP_1, declared=True, was=None, bundle=None)
    async with school.writing() as unit:
        change_id = await unit.changes.add(made)
        await unit.commit()
    async with school.reading() as unit:
        assert await unit.changes.change(change_id) == KeptChange(id=change_id, grade=5, made=made)


async def test_there_is_no_such_change(school: Database) -> None:
    async with school.reading() as unit:
        with pytest.raises(NotFoundError):
            await unit.changes.change(ChangeId(99))


async def test_a_substitution_stands_over_the_timetable_until_it_is_ended(school: Database) -> None:
    async with school.writing() as unit:
        change_id = await unit.changes.add(BY_NINA)
        assert await lessons(unit) == [(2, NINA), (3, NINA), (3, IGOR)]
        await unit.changes.end(change_id, OLGA, NOW)
        assert await lessons(unit) == [(2, OLGA), (3, NINA), (3, IGOR)]
        await unit.changes.end(change_id, NINA, NOW + timedelta(hours=1))
        kept = await unit.changes.change(change_id)
    assert (kept.ended_by, kept.ended_at) == (OLGA, NOW)


async def test_one_change_stands_for_a_lesson(school: Database) -> None:
    async with school.writing() as unit:
        first = await unit.changes.add(BY_NINA)
        await unit.changes.end(first, OLGA, NOW)
        await unit.changes.add(replace(BY_NINA, replaces=first))
        await unit.commit()
    with pytest.raises(StorageError):
        await _add(school)


async def _add(school: Database) -> None:
    async with school.writing() as unit:
        await unit.changes.add(BY_NINA)
        await unit.commit()


async def test_a_lesson_of_a_group_has_a_change_of_its_own(school: Database) -> None:
    place = Place(ENGLISH, NINA, TODAY, 3)
    async with school.writing() as unit:
        await unit.changes.add(replace(BY_NINA, group_id=GROUP_1, was=place, now=None))
        assert await lessons(unit) == [(2, OLGA), (3, IGOR)]
        found = await unit.calendar.calendar(SCHOOL, (CLASS_5A,), TODAY)
    (gone,) = cancelled_on(found, TODAY)
    assert (gone.number, gone.group_id, gone.teacher_id) == (3, GROUP_1, NINA)


async def test_a_calendar_has_the_changes_of_its_classes_and_days(school: Database) -> None:
    async with school.writing() as unit:
        moved = replace(BY_NINA, now=replace(MATHS_TODAY, day=TOMORROW))
        change_id = await unit.changes.add(moved)
        for first, last, there in (
            (YESTERDAY, YESTERDAY, False),
            (TODAY, TODAY, True),
            (TOMORROW, TOMORROW, True),
            (None, None, True),
        ):
            found = await unit.calendar.calendar(SCHOOL, (CLASS_5A,), TODAY, first, last)
            assert [one.id for one in found.changes] == [change_id] * there
            assert bool(await unit.changes.standing(SCHOOL, first or YESTERDAY, last or TOMORROW)) is there
        assert not (await unit.calendar.calendar(SCHOOL, (CLASS_6B,), TODAY)).changes


async def test_a_class_is_visited_on_the_days_of_the_substitution(school: Database) -> None:
    async with school.writing() as unit:
        await unit.changes.add(BY_NINA)
        assert await unit.calendar.visited_classes(NINA, TODAY, TODAY) == (CLASS_5A,)
        assert await unit.calendar.visited_classes(NINA, YESTERDAY, YESTERDAY) == ()
        assert await unit.calendar.visited_classes(IGOR, YESTERDAY, TOMORROW) == ()


async def test_what_was_decided_together_ends_together(school: Database) -> None:
    async with school.writing() as unit:
        first = await unit.changes.add(BY_NINA)
        second = await unit.changes.add(replace(BY_NINA, was=None, bundle=first))
        await unit.changes.add(replace(BY_NINA, was=None))
        assert [one.id for one in await unit.changes.bundled(first)] == [first, second]
        await unit.changes.end(second, OLGA, NOW)
        assert [one.id for one in await unit.changes.bundled(first)] == [first]


async def _recorded(unit: UnitOfWork, author: PersonId, instead_of: PersonId | None, key: LessonKey = LESSON) -> None:
    lesson_id = await unit.journal.ensure_lesson(key, author)
    await unit.journal.add_entry(
        NewEntry(lesson_id, EntryKind.RECORD, author, author, NOW, instead_of=instead_of),
    )


async def test_the_journal_of_substitutions_keeps_who_held_a_lesson(school: Database) -> None:
    async with school.writing() as unit:
        revoked = await unit.changes.add(BY_NINA)
        await unit.changes.add(replace(BY_NINA, was=None))  # an extra lesson is nobody's substitution
        (line,) = await unit.changes.substituted(SCHOOL, TODAY, TODAY)
        assert (line.kept.id, line.recorded) == (revoked, False)
        assert await unit.changes.substituted(SCHOOL, TOMORROW, TOMORROW) == ()
        await unit.changes.end(revoked, OLGA, NOW)
        await _recorded(unit, NINA, None)
        assert await unit.changes.substituted(SCHOOL, TODAY, TODAY) == ()
        await _recorded(unit, NINA, OLGA)
        (line,) = await unit.changes.substituted(SCHOOL, TODAY, TODAY)
        assert (line.kept.id, line.recorded) == (revoked, True)


async def test_a_record_that_was_taken_back_is_none(school: Database) -> None:
    async with school.writing() as unit:
        await unit.changes.add(BY_NINA)
        lesson_id = await unit.journal.ensure_lesson(LESSON, NINA)
        entry = NewEntry(lesson_id, EntryKind.RECORD, NINA, NINA, NOW, instead_of=OLGA)
        undone = await unit.journal.add_entry(entry)
        undo = await unit.journal.add_entry(replace(entry, kind=EntryKind.UNDO))
        await unit.journal.undo(undone, undo)
        (line,) = await unit.changes.substituted(SCHOOL, TODAY, TODAY)
        assert not line.recorded
        assert (await unit.journal.entry(undone)).instead_of == OLGA
