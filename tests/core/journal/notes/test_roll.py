"""Who is expected to be away at a lesson, and whose absence a note explains."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.ids import EntryId, LessonId, MarkId, NoteId, PersonId, SchoolId
from core.journal.model import AttendanceFact, LessonRecord, MarkFact, Reason
from core.journal.notes.model import AbsenceNote, NewNote, Stated
from core.journal.notes.roll import ABSENT, PRESENT, against, explained, foretold
from core.journal.quick_entry.model import (
    DraftAbsence,
    DraftCorrection,
    DraftLateness,
    DraftMark,
    DraftRemark,
    LessonDraft,
    NoteReason,
)
from tests.contract.writing import LESSON
from tests.core.journal.conftest import saying

DAY = LESSON.day
ANNA, BORIS, TEACHER = map(PersonId, (11, 12, 1))
NAMES = {ANNA: "Белова Анна", BORIS: "Котов Борис"}
NOTHING = LessonRecord(LessonId(1), LESSON, TEACHER)
FORETOLD = DraftAbsence(ANNA, note=NoteReason(NoteId(1), Reason.ILLNESS), foretold=True)


def note(number: int = 1, pupil: PersonId = ANNA, reason: Reason = Reason.ILLNESS, **stated: object) -> AbsenceNote:
    """A note of the lesson's day."""
    said = Stated(pupil_id=pupil, first_day=DAY, last_day=DAY, reason=reason)
    said = replace(said, **stated)  # type: ignore[arg-type]
    at = datetime(2026, 10, 13, tzinfo=UTC)
    made = NewNote(school_id=SchoolId(1), stated=said, entered_by=TEACHER, entered_at=at)
    return AbsenceNote(id=NoteId(number), made=made)


def roll(
    reading: LessonDraft, *notes: AbsenceNote, record: LessonRecord | None = None, answer: str | None = None
) -> LessonDraft:
    return foretold(reading, notes, record, NAMES, {against(ANNA): answer} if answer else {})


def test_a_pupil_of_whom_nothing_was_said_is_absent_by_the_note() -> None:
    reading = roll(saying(topic="Дроби"), note())
    assert reading.absences == (FORETOLD,)
    assert reading.names[ANNA] == "Белова Анна"


@pytest.mark.parametrize(
    "said",
    [
        {"marks": (DraftMark(ANNA, "5"),)},
        {"lateness": (DraftLateness(ANNA),)},
        {"remarks": (DraftRemark(ANNA, "не готов"),)},
        {"exempt": (ANNA,)},
        {"held": False},
        {"corrections": (DraftCorrection(BORIS, "3", "4"),)},
        {"update": "absence_reason"},
    ],
    ids=lambda said: next(iter(said)),
)
def test_what_the_teacher_said_goes_before_the_note(said: dict[str, object]) -> None:
    assert roll(saying(**said), note()).absences == ()


@pytest.mark.parametrize(
    "record",
    [
        replace(NOTHING, marks=(MarkFact(MarkId(1), ANNA, "5", None, None, EntryId(1)),)),
        replace(NOTHING, attendance=(AttendanceFact(ANNA, False, None, None, EntryId(1)),)),
        replace(NOTHING, present=(ANNA,)),
    ],
    ids=["marked", "absent", "there"],
)
def test_what_the_journal_says_goes_before_the_note(record: LessonRecord) -> None:
    assert roll(saying(topic="Дроби"), note(), record=record).absences == ()


@pytest.mark.parametrize(
    "other",
    [
        note(first_day=date(2026, 10, 14), last_day=date(2026, 10, 16)),
        note(lessons=frozenset({1, 3})),
        note(reason=Reason.UNEXCUSED),
        note(pupil=PersonId(99)),
    ],
    ids=["another day", "other lessons", "truancy foretells nothing", "not on the list"],
)
def test_a_note_that_says_nothing_of_the_lesson(other: AbsenceNote) -> None:
    assert roll(saying(topic="Дроби"), other).absences == ()


def test_the_answer_against_a_note_is_kept_as_a_word_of_the_teacher() -> None:
    there = roll(saying(topic="Дроби"), note(), answer=PRESENT)
    assert (there.absences, there.present) == ((), (ANNA,))
    again = roll(saying(topic="Дроби"), note(), answer=ABSENT)
    assert (again.absences, again.present) == ((FORETOLD,), ())


def test_all_present_is_a_word_against_every_note() -> None:
    reading = roll(saying(all_present=True), note(), note(2, BORIS))
    assert (reading.absences, reading.present) == ((), (ANNA, BORIS))


def test_an_absence_without_a_reason_is_explained() -> None:
    reading = explained(saying(absences=(DraftAbsence(ANNA),)), [note()], None)
    assert [(one.reason, one.why) for one in reading.absences] == [(None, Reason.ILLNESS)]


def test_another_reason_of_the_teachers_stays_a_word_of_its_own() -> None:
    said = saying(absences=(DraftAbsence(ANNA, Reason.UNEXCUSED),))
    assert explained(said, [note()], None) == said


def test_the_last_of_several_notes_holds() -> None:
    reading = explained(saying(absences=(DraftAbsence(ANNA),)), [note(), note(2, reason=Reason.EXCUSED)], None)
    assert reading.absences[0].note == NoteReason(NoteId(2), Reason.EXCUSED)


def test_what_only_a_note_foretold_goes_with_it() -> None:
    stated = DraftAbsence(BORIS, note=NoteReason(NoteId(2), Reason.ILLNESS))
    reading = explained(saying(absences=(FORETOLD, stated)), [], None)
    assert reading.absences == (DraftAbsence(BORIS),)
