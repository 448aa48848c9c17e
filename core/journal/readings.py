"""The reading of a draft against the school, with what the journal and the absence notes say, and what was tapped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.ids import PersonId, SchoolId
from core.journal.attachments.rules import with_files
from core.journal.context import load_context
from core.journal.errors import DraftClosedError
from core.journal.model import LessonKey, LessonRecord
from core.journal.notes.roll import PRESENT, against, foretold
from core.journal.ports import StoredDraft
from core.journal.quick_entry.assignments import next_of_plan
from core.journal.quick_entry.model import Answers, EntryContext, LessonDraft
from core.journal.quick_entry.naming import colleague, naming_of
from core.journal.quick_entry.service import interpret
from core.journal.required import Missing, missing_in
from core.journal.rules import is_of, known_key
from core.journal.taps.model import Attends, Taps
from core.journal.taps.rules import laid_over
from core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Read:
    """A reading with what it was made against. `names` is the lesson's list, empty while the lesson is not known."""

    reading: LessonDraft
    context: EntryContext
    record: LessonRecord | None
    names: Mapping[PersonId, str]
    coming: tuple[date, ...]


async def context_of(unit: UnitOfWork, teacher_id: PersonId, moment: datetime) -> EntryContext:
    """What a teacher's words of that moment are read against."""
    teacher = await unit.people.person(teacher_id)
    school = await unit.people.school(teacher.school_id)
    return await load_context(unit, school, teacher, moment.astimezone(school.zone))


async def reread(unit: UnitOfWork, draft: StoredDraft, context: EntryContext | None = None) -> Read:
    """The draft read again with its answers and taps, as of the moment it was written."""
    context = context or await context_of(unit, draft.author_id, draft.moment)
    base = _words(draft, context) if draft.text else only_lesson(draft.reading)
    return await completed(unit, draft.school_id, base, context, draft.answers, draft.taps)


def _words(draft: StoredDraft, context: EntryContext) -> LessonDraft:
    readings = interpret(draft.text, context, draft.answers).drafts
    if draft.part >= len(readings):
        raise DraftClosedError(state="changed")
    return readings[draft.part]


def only_lesson(reading: LessonDraft) -> LessonDraft:
    """The same lesson, of which nothing is said."""
    return LessonDraft(
        class_id=reading.class_id,
        class_title=reading.class_title,
        group_id=reading.group_id,
        group_title=reading.group_title,
        subject_id=reading.subject_id,
        subject_name=reading.subject_name,
        day=reading.day,
        number=reading.number,
        late_days=reading.late_days,
        substitute_for=reading.substitute_for,
    )


async def completed(
    unit: UnitOfWork, school_id: SchoolId, base: LessonDraft, context: EntryContext, answers: Answers, taps: Taps
) -> Read:
    """What was tapped, and what is known already: homework to repeat, marks given before, who is away by a note."""
    key = known_key(school_id, base)
    if key is None:
        return Read(with_files(base, taps.files, None, (), context.content_mode), context, None, {}, ())
    names, coming = listed(context, key), coming_days(context, key)
    record = await unit.journal.lesson(key)
    reading = laid_over(base, taps, names, record, coming, answers)
    reading = with_files(reading, taps.files, record, coming, context.content_mode)
    reminders = (*_instead_of(context, key, reading), *await _reminders(unit, key, reading, record))
    reading = replace(reading, notes=(*reading.notes, *reminders))
    absence_notes = await unit.notes.standing(tuple(names), key.day, key.day)
    reading = foretold(reading, absence_notes, record, names, {**answers, **_against_notes(taps)})
    return Read(_reminded(reading, context, key, record), context, record, names, coming)


def _reminded(reading: LessonDraft, context: EntryContext, key: LessonKey, record: LessonRecord | None) -> LessonDraft:
    """What will be missing is said before it is recorded, with what the plan has to fill it."""
    missing = missing_in(context.required, reading, record)
    item = next_of_plan(context, key.class_id, key.subject_id) if Missing.TOPIC in missing else None
    return replace(reading, missing=missing, planned=item.topic if item else None)


def _instead_of(context: EntryContext, key: LessonKey, reading: LessonDraft) -> Sequence[tuple[str, str]]:
    """For whom the lesson is held: as it was assigned, or as it will be declared with the record (B11)."""
    name = next((colleague(one, context.content_mode) for one in context.staff if one.id == reading.substitute_for), "")
    if not name:
        return ()
    assigned = any(is_of(slot, key) and slot.teacher_id == context.teacher.id for slot in context.slots)
    return (("substitute" if assigned else "declares", name),)


async def _reminders(
    unit: UnitOfWork, key: LessonKey, reading: LessonDraft, record: LessonRecord | None
) -> Sequence[tuple[str, str]]:
    notes = []
    if reading.same_homework:
        previous = await unit.journal.previous_homework(key)
        notes.append(("same_homework", previous.text if previous else ""))
    given = {mark.pupil_id: mark.value for mark in record.marks} if record else {}
    again = [mark.pupil_id for mark in reading.marks if mark.pupil_id in given]
    return notes + [("has_mark", f"{reading.names[pupil]}: {given[pupil]}") for pupil in again]


def _against_notes(taps: Taps) -> dict[str, str]:
    """A tap «на уроке» is a word against a note."""
    return {against(pupil): PRESENT for pupil, where in taps.presence.items() if where is Attends.HERE}


def coming_days(context: EntryContext, key: LessonKey) -> tuple[date, ...]:
    """The days of the next lessons of this class and subject."""
    course = (key.class_id, key.group_id, key.subject_id)
    held = {one.day for one in context.slots if (one.class_id, one.group_id, one.subject_id) == course}
    return tuple(sorted(day for day in held if day > key.day))


def listed(context: EntryContext, key: LessonKey) -> dict[PersonId, str]:
    """The names of the lesson's pupils on its day, of the group if it has one."""
    of = next((one for one in context.classes if one.school_class.id == key.class_id), None)
    if of is None:
        return {}
    names = naming_of(of, context.content_mode).names
    there = (one.pupil.id for one in of.pupils if one.on(key.day) and one.learns_in(key.group_id, key.day))
    return {pupil: names[pupil] for pupil in there}
