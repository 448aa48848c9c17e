"""Corrections of what stands: which of them are free, and how they are written (P12, B27)."""

from collections.abc import Sequence
from datetime import datetime

from core.deadlines.profiles import Profile
from core.ids import EntryId, LessonId, PersonId
from core.journal.changes import (
    Change,
    HeldChange,
    HomeworkChange,
    MarkChange,
    PresenceChange,
    TopicChange,
    attendance,
    source_of,
)
from core.journal.model import Homework, LessonRecord
from core.journal.ports import NewMark
from core.journal.rules import check_value, is_free
from core.unit_of_work import UnitOfWork


async def bound(
    unit: UnitOfWork, profile: Profile, author_id: PersonId, record: LessonRecord, changes: Sequence[Change],
    now: datetime,
) -> tuple[Change, ...]:  # fmt: skip
    """Those of the changes that the author may not make freely any more."""
    sources = {change: source_of(change, record) for change in changes}
    entries = {key: await unit.journal.entry(key) for key in {*sources.values()} if key is not None}

    def free(change: Change) -> bool:
        source = sources[change]
        return source is None or is_free(profile, entries[source].author_id == author_id, entries[source].at, now)

    return tuple(change for change in changes if not free(change))


async def carry_out(unit: UnitOfWork, record: LessonRecord, entry_id: EntryId, changes: Sequence[Change]) -> None:
    """Write changes with an entry. What they end stays, with who, when and why."""
    for change in changes:
        await _carry_out(unit, record, entry_id, change)


async def set_homework(
    unit: UnitOfWork, lesson_id: LessonId, entry_id: EntryId, homework: Homework, now: datetime
) -> None:
    """Another task; the bytes of its files are fetched from now on."""
    await unit.journal.set_homework(lesson_id, entry_id, homework)
    await unit.attachments.want([one.id for one in homework.attachments], now)


async def _carry_out(unit: UnitOfWork, record: LessonRecord, entry_id: EntryId, change: Change) -> None:
    match change:
        case MarkChange():
            await _replace(unit, record, entry_id, change)
        case PresenceChange():
            await unit.journal.set_attendance(record.id, entry_id, (attendance(change),))
        case TopicChange():
            await unit.journal.set_topic(record.id, entry_id, change.new)
        case HomeworkChange():
            await set_homework(unit, record.id, entry_id, change.new, (await unit.journal.entry(entry_id)).at)
        case HeldChange():
            await unit.journal.set_held(record.id, entry_id, change.new, change.new_reason)


async def _replace(unit: UnitOfWork, record: LessonRecord, entry_id: EntryId, change: MarkChange) -> None:
    if change.new is None:
        await unit.journal.end_mark(change.mark_id, entry_id)
        return
    check_value(change.new)
    mark = next(one for one in record.marks if one.id == change.mark_id)
    new = NewMark(mark.pupil_id, change.new, mark.control, mark.control_text, record.key.day, replaces=mark.id)
    await unit.journal.add_marks(record.id, entry_id, (new,))
