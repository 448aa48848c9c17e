"""Pure decisions of the journal."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, timedelta

from core.calendar.model import Slot
from core.deadlines.profiles import CorrectionPolicy, Profile
from core.ids import PersonId, SchoolId
from core.journal.controls import WRITTEN
from core.journal.errors import (
    CorrectionForbiddenError,
    CorrectionReasonNeededError,
    DraftChangedError,
    FutureLessonError,
    LateReasonNeededError,
    LessonCancelledError,
    LessonSubstitutedError,
    MarkScaleError,
    NoSuchLessonError,
    NothingToRecordError,
    NotYourLessonError,
    PeriodMarksError,
    UnansweredError,
    UndoTooLateError,
)
from core.journal.model import LessonKey
from core.journal.notes.errors import NoteReasonNeededError
from core.journal.notes.model import Stated
from core.journal.ports import NewAttendance, NewMark
from core.journal.quick_entry.model import DraftAbsence, DraftLateness, DraftMark, DraftRemark, LessonDraft

SCALE = ("2", "3", "4", "5", "н/а", "зач", "незач", "осв")
"""What may be given as a mark (formats.md §6); 1 is asked about and then taken as written."""


def lesson_key(school_id: SchoolId, reading: LessonDraft) -> LessonKey:
    """The lesson that a reading is about. UnansweredError while something is open, PeriodMarksError if it is none."""
    if reading.questions:
        raise UnansweredError(count=len(reading.questions))
    if reading.period:
        raise PeriodMarksError
    key = known_key(school_id, reading)
    if key is None:
        raise UnansweredError(count=1)
    return key


def known_key(school_id: SchoolId, reading: LessonDraft) -> LessonKey | None:
    """The lesson that a reading names, or None while class, subject, date or number are open."""
    if reading.class_id is None or reading.subject_id is None or reading.day is None or reading.number is None:
        return None
    return LessonKey(school_id, reading.class_id, reading.group_id, reading.subject_id, reading.day, reading.number)


def check_content(reading: LessonDraft) -> None:
    """NothingToRecordError for a draft that names a lesson and says nothing about it."""
    if not says_something(reading):
        raise NothingToRecordError


def says_something(reading: LessonDraft) -> bool:
    """Whether a reading says anything that the journal could hold."""
    said = (
        reading.topic,
        reading.homework,
        reading.attachments,
        reading.marks,
        reading.absences,
        reading.lateness,
        reading.remarks,
        reading.exempt,
        reading.present,
        reading.corrections,
    )
    return any(said) or reading.no_homework or reading.all_present or not reading.held


def check_there(reading: LessonDraft, pupils: Collection[PersonId]) -> None:
    """Somebody may have left the class, or the group, since the draft was made: DraftChangedError."""
    if not _named(reading) <= {*pupils}:
        raise DraftChangedError


def _named(reading: LessonDraft) -> frozenset[PersonId]:
    """Everybody of whom something is said."""
    facts: tuple[DraftMark | DraftAbsence | DraftLateness | DraftRemark, ...]
    facts = (*reading.marks, *reading.absences, *reading.lateness, *reading.remarks)
    told = {fact.pupil_id for fact in facts if fact.pupil_id is not None}
    return frozenset({*told, *reading.exempt, *reading.present})


def check_slot(
    key: LessonKey,
    slots: tuple[Slot, ...],
    cancelled: tuple[Slot, ...],
    teacher_id: PersonId,
    substitute_for: PersonId | None,
) -> Slot:
    """The lesson as the timetable of that date has it: this teacher's own, or of who is named as replaced (A14, B11).

    NoSuchLessonError, LessonCancelledError, LessonSubstitutedError for who is replaced in it, NotYourLessonError.
    """
    slot = next((slot for slot in slots if is_of(slot, key)), None)
    if slot is None:
        gone = any(is_of(slot, key) and slot.teacher_id in (teacher_id, substitute_for) for slot in cancelled)
        raise (LessonCancelledError if gone else NoSuchLessonError)
    if slot.teacher_id == teacher_id or substitute_for == slot.teacher_id:
        return slot
    raise (LessonSubstitutedError if slot.instead_of == teacher_id else NotYourLessonError)


def check_day(key: LessonKey, today: date, profile: Profile, reason: str | None) -> int:
    """Days since the lesson. A future one is refused; one past the grace days needs a reason (P11, B19-B22)."""
    days = (today - key.day).days
    if days < 0:
        raise FutureLessonError
    if days > profile.entry_grace_days and profile.late_entry_needs_reason and not reason:
        raise LateReasonNeededError(days=days)
    return days


def for_work(profile: Profile, reading: LessonDraft) -> Profile:
    """The profile with the days that a written work is checked as its grace, where its marks are all that is said."""
    written = bool(reading.marks) and all(mark.control in WRITTEN for mark in reading.marks)
    others = (reading.topic, reading.homework, reading.absences, reading.lateness, reading.corrections)
    if not written or any(others) or reading.no_homework:
        return profile
    return replace(profile, entry_grace_days=max(profile.entry_grace_days, profile.written_work_days))


def check_undo(entered: datetime, now: datetime, grace: timedelta) -> None:
    """An entry is taken back within the grace time only: after it, families are being told."""
    if now >= entered + grace:
        raise UndoTooLateError


def is_free(profile: Profile, own: bool, entered: datetime, now: datetime) -> bool:
    """The author corrects a slip freely for some minutes; what somebody else said, never (P12, B27)."""
    return own and now - entered <= profile.free_correction


def check_correction(profile: Profile, reason: str | None) -> None:
    """A correction that is not free needs a reason, or is forbidden: CorrectionReasonNeededError and the like (P12)."""
    if profile.correction is CorrectionPolicy.FORBID:
        raise CorrectionForbiddenError
    if not reason:
        raise CorrectionReasonNeededError(policy=profile.correction.value)


def check_value(value: str) -> None:
    """MarkScaleError for what is no mark at all."""
    if value not in SCALE:
        raise MarkScaleError(value=value)


def new_marks(reading: LessonDraft, day: date, announced: date) -> tuple[NewMark, ...]:
    """The marks of a reading without questions, in the order written: of a work of that day, announced on another."""
    return tuple(
        NewMark(
            mark.pupil_id,
            mark.value,
            mark.control,
            mark.control_text or reading.control_text,
            day,
            announced=announced if mark.control in WRITTEN else day,
        )
        for mark in reading.marks
        if mark.pupil_id is not None
    )


def new_attendance(reading: LessonDraft) -> tuple[NewAttendance, ...]:
    """Absences, lateness, exemptions and presence of a reading; the last word about a pupil holds.

    «Болеет с 14 по 16» on the 13th says nothing of the lesson of the 13th.
    """
    facts: dict[PersonId, NewAttendance] = {pupil: NewAttendance(pupil, "present") for pupil in reading.present}
    for absence in reading.absences:
        if absence.pupil_id is not None and (absence.foretold or speaks_of_lesson(reading)):
            reason = absence.why.value if absence.why else None
            note_id = absence.note.id if absence.note else None
            facts[absence.pupil_id] = NewAttendance(absence.pupil_id, "absent", reason, note_id=note_id)
    for late in reading.lateness:
        if late.pupil_id is not None:
            facts[late.pupil_id] = NewAttendance(late.pupil_id, "late", minutes=late.minutes)
    return tuple(facts.values()) + tuple(NewAttendance(pupil, "exempt") for pupil in reading.exempt)


def stated_note(reading: LessonDraft) -> Stated | None:
    """The note that «болеет с 12 по 16» makes (B09), or None without such days. NoteReasonNeededError without why."""
    away = next((absence for absence in reading.absences if not absence.foretold), None)
    if reading.absence_period is None or away is None or away.pupil_id is None:
        return None
    if away.reason is None:
        raise NoteReasonNeededError
    first, last = reading.absence_period
    return Stated(pupil_id=away.pupil_id, first_day=first, last_day=last, reason=away.reason)


def speaks_of_lesson(reading: LessonDraft) -> bool:
    """Whether an absence that was stated is one of this lesson: «болеет с 14 по 16» may not be."""
    days = reading.absence_period
    return days is None or reading.day is None or days[0] <= reading.day <= days[1]


def is_of(slot: Slot, key: LessonKey) -> bool:
    """Whether a lesson of the timetable is this one."""
    return (slot.class_id, slot.group_id, slot.subject_id, slot.day, slot.number) == (
        key.class_id,
        key.group_id,
        key.subject_id,
        key.day,
        key.number,
    )
