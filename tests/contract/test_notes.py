"""Absence notes and the absences that they speak of, in memory and in both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFoundError
from core.ids import NoteId
from core.journal.model import Reason
from core.journal.notes.model import AbsenceNote, NewNote, Source, Stated
from core.journal.ports import NewAttendance, NewMark
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import ARTYOM, DANIIL, IGOR, LEV, MARIA, NOW, OLGA, SCHOOL, SOFIA, TODAY, TOMORROW, YESTERDAY
from tests.contract.test_attachments import added
from tests.contract.writing import LESSON, begun, entry

FRIDAY = TODAY + timedelta(days=3)
ILL = Stated(pupil_id=SOFIA, first_day=TODAY, last_day=FRIDAY, reason=Reason.ILLNESS)
NOTE = NewNote(school_id=SCHOOL, stated=ILL, entered_by=OLGA, entered_at=NOW)


async def standing(unit: UnitOfWork, first: object = TODAY, last: object = TODAY) -> list[NoteId]:
    found = await unit.notes.standing((SOFIA,), first, last)  # type: ignore[arg-type]
    return [note.id for note in found]


async def test_a_note_is_kept_as_it_was_made(school: Database) -> None:
    stated = replace(ILL, source=Source.CERTIFICATE, lessons=frozenset({1, 2}))
    async with school.writing() as unit:
        _, entry_id = await begun(unit)
        made = replace(NOTE, stated=stated, entry_id=entry_id)
        note_id = await unit.notes.add(made)
        await unit.commit()
    async with school.reading() as unit:
        assert await unit.notes.note(note_id) == AbsenceNote(id=note_id, made=made)
        assert await unit.notes.of_entry(entry_id) == (AbsenceNote(id=note_id, made=made),)


async def test_there_is_no_such_note(school: Database) -> None:
    async with school.reading() as unit:
        with pytest.raises(NotFoundError):
            await unit.notes.note(NoteId(99))


async def test_standing_notes_touch_the_days_and_are_of_the_pupils(school: Database) -> None:
    async with school.writing() as unit:
        first, second = await unit.notes.add(NOTE), await unit.notes.add(NOTE)
        await unit.notes.add(replace(NOTE, stated=replace(ILL, pupil_id=ARTYOM)))
        assert await standing(unit) == [first, second]
        assert await standing(unit, FRIDAY, FRIDAY + timedelta(days=9)) == [first, second]
        assert await standing(unit, YESTERDAY, YESTERDAY) == []
        assert await standing(unit, FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=2)) == []
        assert await unit.notes.standing((), TODAY, TODAY) == ()


async def test_a_note_without_a_last_day_speaks_of_every_day_from_its_first(school: Database) -> None:
    async with school.writing() as unit:
        note_id = await unit.notes.add(replace(NOTE, stated=replace(ILL, last_day=None)))
        assert (await unit.notes.note(note_id)).stated.last_day is None
        assert await standing(unit, FRIDAY + timedelta(days=99), FRIDAY + timedelta(days=99)) == [note_id]
        assert await standing(unit, YESTERDAY, YESTERDAY) == []


async def test_who_was_seen_at_lessons(school: Database) -> None:
    """Said to be there, late, or marked; what was ended says nothing."""
    async with school.writing() as unit:
        lesson_id, entry_id = await begun(unit)
        facts = (NewAttendance(SOFIA, "present"), NewAttendance(ARTYOM, "late"), NewAttendance(DANIIL, "absent"))
        await unit.journal.set_attendance(lesson_id, entry_id, facts)
        await unit.journal.add_marks(lesson_id, entry_id, (NewMark(LEV, "5", None, None, TODAY),))
        people = (SOFIA, ARTYOM, DANIIL, LEV)
        assert await unit.journal.seen(people, TODAY, TODAY) == tuple((one, TODAY) for one in (ARTYOM, LEV, SOFIA))
        assert await unit.journal.seen(people, TOMORROW, FRIDAY) == ()
        assert await unit.journal.seen((), TODAY, TODAY) == ()
        await unit.journal.set_attendance(lesson_id, await entry(unit, lesson_id), (NewAttendance(SOFIA, "absent"),))
        assert await unit.journal.seen((SOFIA,), TODAY, TODAY) == ()


async def test_a_note_is_ended_once_and_kept(school: Database) -> None:
    async with school.writing() as unit:
        first, second = await unit.notes.add(NOTE), await unit.notes.add(NOTE)
        await unit.notes.end(first, OLGA, NOW, second)
        await unit.notes.end(first, IGOR, NOW + timedelta(days=1))
        ended = await unit.notes.note(first)
        assert (ended.ended_by, ended.ended_at, ended.replaced_by) == (OLGA, NOW, second)
        assert await standing(unit) == [second]


async def test_absences_that_stand_with_their_notes(school: Database) -> None:
    async with school.writing() as unit:
        note_id = await unit.notes.add(NOTE)
        lesson_id, entry_id = await begun(unit)
        facts = (
            NewAttendance(SOFIA, "absent", "Б", note_id=note_id),
            NewAttendance(ARTYOM, "late", minutes=5),
        )
        await unit.journal.set_attendance(lesson_id, entry_id, facts)
        early, early_entry = await begun(unit, replace(LESSON, number=1))
        await unit.journal.set_attendance(early, early_entry, (NewAttendance(SOFIA, "absent"),))
        found = await unit.journal.absences((SOFIA, ARTYOM), TODAY, TODAY)
        assert [(one.lesson_id, one.key.number, one.fact.pupil_id) for one in found] == [
            (early, 1, SOFIA),
            (lesson_id, 2, SOFIA),
        ]
        assert [(one.fact.reason, one.fact.note_id, one.fact.excused) for one in found] == [
            (None, None, False),
            (Reason.ILLNESS, note_id, True),
        ]
        assert found[1].key == LESSON
        assert await unit.journal.absences((SOFIA,), TOMORROW, FRIDAY) == ()


async def test_an_absence_that_was_ended_is_none(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await unit.journal.set_attendance(lesson_id, first, (NewAttendance(SOFIA, "absent"),))
        second = await entry(unit, lesson_id)
        await unit.journal.set_attendance(lesson_id, second, (NewAttendance(SOFIA, "present"),))
        assert await unit.journal.absences((SOFIA,), TODAY, TODAY) == ()
        record = await unit.journal.lesson_by_id(lesson_id)
        assert (record.attendance, record.present, record.remarks) == ((), (SOFIA,), ())
        await unit.journal.undo(second, await entry(unit, lesson_id))
        assert [one.fact.pupil_id for one in await unit.journal.absences((SOFIA,), TODAY, TODAY)] == [SOFIA]


async def test_a_familys_note_is_confirmed_and_commented_once(school: Database) -> None:
    async with school.writing() as unit:
        note_id = await unit.notes.add(replace(NOTE, entered_by=MARIA, from_family=True))
        assert (await unit.notes.note(note_id)).waits
        await unit.notes.comment(note_id, "температура")
        await unit.notes.comment(note_id, "другое")
        await unit.notes.confirm(note_id, OLGA, NOW)
        await unit.notes.confirm(note_id, IGOR, NOW + timedelta(days=1))
        note = await unit.notes.note(note_id)
        said = (note.comment, note.confirmed_by, note.confirmed_at, note.waits)
        assert said == ("температура", OLGA, NOW, False)


async def test_a_refused_note_keeps_why_and_is_not_confirmed(school: Database) -> None:
    async with school.writing() as unit:
        note_id = await unit.notes.add(replace(NOTE, entered_by=MARIA, from_family=True))
        await unit.notes.end(note_id, OLGA, NOW, refusal="present")
        await unit.notes.confirm(note_id, OLGA, NOW)
        note = await unit.notes.note(note_id)
        assert (note.refusal, note.confirmed_at, note.waits) == ("present", None, False)


async def test_a_certificate_stands_until_it_is_erased_and_is_taken_once(school: Database) -> None:
    async with school.writing() as unit:
        page, note_id = await added(unit), await unit.notes.add(replace(NOTE, from_family=True))
        await unit.notes.add(NOTE)
        await unit.notes.certify(note_id, (page,))
        for at in (NOW, NOW + timedelta(days=1)):
            await unit.notes.accept(note_id, at)
        kept = await unit.notes.note(note_id)
        assert (kept.certificate, kept.accepted_at) == ((page,), NOW)
        assert await unit.notes.certified_before(NOW, 10) == ()
        assert await unit.notes.certified_before(NOW + timedelta(days=1), 10) == (kept,)
        await unit.notes.certify(note_id, ())
        assert await unit.notes.certified_before(NOW + timedelta(days=1), 10) == ()
