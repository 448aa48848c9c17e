"""A teacher's own lessons: of a day with their state, and one of them behind a button."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from core.calendar.changes.declaring import teaches
from core.calendar.model import Slot
from core.ids import LessonId, SchoolId
from core.journal.context import BACK
from core.journal.drafts import REACH
from core.journal.errors import FutureLessonError, LessonCancelledError, LessonSubstitutedError, NoSuchLessonError
from core.journal.hands import author, in_hand
from core.journal.model import LessonKey, LessonRecord
from core.journal.ports import StoredDraft
from core.journal.quick_entry.model import EntryContext, LessonDraft
from core.journal.readings import context_of
from core.journal.rules import known_key
from core.journal.taps.model import LessonRef, OwnDay, OwnLesson
from core.journal.taps.rules import progress
from core.people.model import Actor
from core.unit_of_work import Database


async def own_day(database: Database, actor: Actor, day: date | None, now: datetime) -> OwnDay:
    """The own lessons of a day with their state (B01); of today if the day is none that may be opened."""
    async with database.reading() as unit:
        context = await context_of(unit, author(actor), now)
        wanted = day if day in _days(context) else context.moment.date()
        slots = [slot for slot in _concerning(context) if slot.day == wanted]
        records = await unit.journal.lessons_on(tuple({slot.class_id for slot in slots}), wanted)
        drafts = in_hand(await unit.journal.open_drafts(author(actor), now - REACH), actor)
        requests = await unit.approvals.about([record.id for record in records])
    asked = {one.made.lesson_id for one in requests if one.made.asker_id == author(actor)}
    lessons = tuple(_own(context, actor.school_id, slot, records, drafts, asked) for slot in slots)
    return OwnDay(wanted, lessons, *_neighbours(context, wanted), teaches(actor))


def own_slots(context: EntryContext) -> list[Slot]:
    """The teacher's own lessons, by day and number."""
    return [slot for slot in context.slots if slot.teacher_id == context.teacher.id]


def _concerning(context: EntryContext) -> list[Slot]:
    """The own lessons, those that a colleague holds for the teacher, and those that are cancelled."""
    given = [slot for slot in context.slots if slot.instead_of == context.teacher.id]
    own = [*own_slots(context), *given, *context.cancelled]
    return sorted(own, key=lambda slot: (slot.day, slot.number))


def own_slot(context: EntryContext, ref: LessonRef) -> Slot:
    """The own lesson that a button names.

    NoSuchLessonError if it is another's or none: both look the same. FutureLessonError before its day.
    LessonCancelledError and LessonSubstitutedError for what would have been the teacher's own.
    """
    slot = next((slot for slot in _concerning(context) if _ref(slot) == ref), None)
    if slot is None:
        raise NoSuchLessonError
    if slot in context.cancelled:
        raise LessonCancelledError
    if slot.instead_of == context.teacher.id:
        raise LessonSubstitutedError
    if slot.day > context.moment.date():
        raise FutureLessonError
    return slot


def reading_of(context: EntryContext, slot: Slot) -> LessonDraft:
    """A lesson of which nothing is said yet."""
    of = next(one for one in context.classes if one.school_class.id == slot.class_id)
    days = (context.moment.date() - slot.day).days
    return LessonDraft(
        class_id=slot.class_id,
        class_title=of.school_class.title,
        group_id=slot.group_id,
        group_title=next((group.title for group in of.groups if group.id == slot.group_id), None),
        subject_id=slot.subject_id,
        subject_name=next((one.name for one in context.subjects if one.id == slot.subject_id), None),
        day=slot.day,
        number=slot.number,
        late_days=days if days > context.grace_days else 0,
        substitute_for=slot.instead_of,
    )


def key_of(school_id: SchoolId, slot: Slot) -> LessonKey:
    """The lesson of a slot."""
    return LessonKey(school_id, slot.class_id, slot.group_id, slot.subject_id, slot.day, slot.number)


def lesson_before(context: EntryContext, key: LessonKey) -> LessonKey | None:
    """The latest earlier lesson of the same class, group and subject."""
    course = (key.class_id, key.group_id, key.subject_id)
    same = [one for one in context.slots if (one.class_id, one.group_id, one.subject_id) == course]
    earlier = [one for one in same if (one.day, one.number) < (key.day, key.number)]
    return key_of(key.school_id, earlier[-1]) if earlier else None


def _days(context: EntryContext) -> list[date]:
    """The days that may be opened: today, and those of the last weeks that had own lessons."""
    today = context.moment.date()
    first = today - BACK
    return sorted({today, *(slot.day for slot in _concerning(context) if first <= slot.day < today)})


def _neighbours(context: EntryContext, day: date) -> tuple[date | None, date | None]:
    days = _days(context)
    earlier = max((one for one in days if one < day), default=None)
    return earlier, min((one for one in days if one > day), default=None)


def _own(
    context: EntryContext,
    school_id: SchoolId,
    slot: Slot,
    records: Iterable[LessonRecord],
    drafts: Iterable[StoredDraft],
    asked: Collection[LessonId | None],
) -> OwnLesson:
    key, reading = key_of(school_id, slot), reading_of(context, slot)
    record = next((one for one in records if one.key == key), None)
    state = progress(record, slot.day, context.moment.date(), context.required)
    drafted = any(known_key(school_id, one.reading) == key for one in drafts)
    title, subject = reading.class_title or "", reading.subject_name or ""
    waits = record is not None and record.id in asked
    other = slot.instead_of if slot.instead_of != context.teacher.id else slot.teacher_id
    colleague = next((one for one in context.staff if one.id == other), None)
    cancelled = slot in context.cancelled
    return OwnLesson(slot, title, reading.group_title, subject, state, drafted, waits, cancelled, colleague)


def _ref(slot: Slot) -> LessonRef:
    return LessonRef(slot.class_id, slot.group_id, slot.subject_id, slot.day, slot.number)
