"""JournalRepository on a connection."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotFoundError
from core.ids import ClassId, DraftId, EntryId, LessonId, MarkId, PersonId, SchoolId, SubjectId
from core.journal.model import Absence, ControlKind, EntryKind, Homework, LessonKey, LessonRecord
from core.journal.ports import Entry, NewAttendance, NewEntry, NewMark, StoredDraft
from storage.attachments import from_files
from storage.journal import drafts, lessons
from storage.journal.undoing import end_facts_of
from storage.schema.journal import (
    attendance,
    control,
    control_kind,
    entry,
    lesson,
    lesson_text,
    mark,
    remark,
)


class JournalTables:
    """Facts are inserted and ended. There is no statement here that deletes or overwrites one."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def control_kinds(self, school_id: SchoolId) -> tuple[ControlKind, ...]:
        """The school's kinds of control."""
        query = sa.select(control_kind).where(control_kind.c.school_id == school_id).order_by(control_kind.c.id)
        rows = await self._connection.execute(query)
        return tuple(ControlKind(row.name, float(row.weight), tuple(row.aliases)) for row in rows)

    async def topics_recorded(self, class_ids: tuple[ClassId, ...]) -> Mapping[tuple[ClassId, SubjectId], int]:
        """How many lessons of each class and subject have a topic."""
        query = (
            sa.select(lesson.c.class_id, lesson.c.subject_id, sa.func.count())
            .join(lesson_text, lesson_text.c.lesson_id == lesson.c.id)
            .where(lesson.c.class_id.in_(class_ids), lesson_text.c.kind == "topic", _stands(lesson_text))
            .group_by(lesson.c.class_id, lesson.c.subject_id)
        )
        rows = await self._connection.execute(query)
        return {(ClassId(class_id), SubjectId(subject_id)): count for class_id, subject_id, count in rows}

    async def add_draft(self, draft: StoredDraft, at: datetime) -> DraftId:
        """Keep a new draft."""
        return await drafts.add(self._connection, draft, at)

    async def drafts_from(self, source: str) -> tuple[StoredDraft, ...]:
        """The drafts of a message."""
        return await drafts.by_source(self._connection, source)

    async def open_drafts(self, author_id: PersonId, since: datetime) -> tuple[StoredDraft, ...]:
        """The open drafts of a teacher."""
        return await drafts.open_of(self._connection, author_id, since)

    async def unconfirmed(self, author_id: PersonId, since: datetime) -> tuple[StoredDraft, ...]:
        """What operators typed for a teacher and waits for the teacher's word."""
        return await drafts.unconfirmed_of(self._connection, author_id, since)

    async def draft(self, draft_id: DraftId) -> StoredDraft:
        """One draft."""
        return await drafts.by_id(self._connection, draft_id)

    async def change_draft(self, draft: StoredDraft, at: datetime) -> None:
        """Keep what changed in a draft."""
        await drafts.change(self._connection, draft, at)

    async def renew_draft(self, draft: StoredDraft, at: datetime) -> None:
        """Keep the new text of an edited message."""
        await drafts.renew(self._connection, draft, at)

    async def lesson(self, key: LessonKey) -> LessonRecord | None:
        """The lesson, if anything was ever written."""
        return await lessons.read(self._connection, lessons.matches(key))

    async def lesson_by_id(self, lesson_id: LessonId) -> LessonRecord:
        """The lesson by its key."""
        record = await lessons.read(self._connection, lesson.c.id == lesson_id)
        if record is None:
            raise NotFoundError
        return record

    async def lessons_on(self, class_ids: tuple[ClassId, ...], day: date) -> tuple[LessonRecord, ...]:
        """The lessons of classes on a day."""
        of_day = sa.and_(lesson.c.class_id.in_(class_ids), lesson.c.day == day)
        return tuple(page.record for page in (await lessons.pages(self._connection, of_day)).values())

    async def ensure_lesson(self, key: LessonKey, teacher_id: PersonId) -> LessonId:
        """The lesson's key, made if need be: another transaction may make it at the same moment."""
        locked = sa.select(lesson.c.id).where(lessons.matches(key)).with_for_update()
        found = await self._connection.scalar(locked)
        if found is None:
            await self._connection.execute(self._insert_once(lesson, asdict(key) | {"teacher_id": teacher_id}))
            found = (await self._connection.execute(locked)).scalar_one()
        return LessonId(found)

    def _insert_once(self, table: sa.Table, values: dict[str, Any]) -> sa.Insert:
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        return insert(table).values(values).on_conflict_do_nothing()

    async def previous_homework(self, key: LessonKey) -> Homework | None:
        """The homework of the latest earlier lesson."""
        query = (
            sa.select(lesson_text)
            .join(lesson, lesson.c.id == lesson_text.c.lesson_id)
            .where(
                lesson.c.class_id == key.class_id,
                lesson.c.subject_id == key.subject_id,
                lessons.same_group(lesson.c.group_id, key.group_id),
                sa.tuple_(lesson.c.day, lesson.c.number) < sa.tuple_(sa.literal(key.day), sa.literal(key.number)),
                lesson_text.c.kind == "homework",
                _stands(lesson_text),
            )
            .order_by(lesson.c.day.desc(), lesson.c.number.desc())
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return lessons.to_homework(row) if row else None

    async def add_entry(self, new: NewEntry) -> EntryId:
        """A new entry."""
        values = {
            "lesson_id": new.lesson_id,
            "kind": new.kind.value,
            "author_id": new.author_id,
            "typed_by_id": new.typed_by_id,
            "at": new.at,
            "late_days": new.late_days,
            "reason": new.reason,
            "approved_by_id": new.approved_by,
            "instead_of_id": new.instead_of,
        }
        made = await self._connection.execute(entry.insert().values(values).returning(entry.c.id))
        return EntryId(made.scalar_one())

    async def entry(self, entry_id: EntryId) -> Entry:
        """One entry."""
        row = (await self._connection.execute(sa.select(entry).where(entry.c.id == entry_id))).first()
        if row is None:
            raise NotFoundError
        instead_of = PersonId(row.instead_of_id) if row.instead_of_id else None
        lesson_id, kind = LessonId(row.lesson_id), EntryKind(row.kind)
        return Entry(EntryId(row.id), lesson_id, kind, PersonId(row.author_id), row.at, instead_of)

    async def set_topic(self, lesson_id: LessonId, entry_id: EntryId, topic: str) -> None:
        """A topic in place of an earlier one."""
        await self._set_text(lesson_id, entry_id, ("topic",), {"kind": "topic", "text": topic})

    async def set_homework(self, lesson_id: LessonId, entry_id: EntryId, homework: Homework) -> None:
        """Homework, or an explicit none, in place of an earlier one."""
        kinds = ("homework", "no_homework")
        files = from_files(homework.attachments)
        values = {"kind": kinds[not homework.given], "text": homework.text, "due": homework.due, "attachments": files}
        await self._set_text(lesson_id, entry_id, kinds, values)

    async def set_held(self, lesson_id: LessonId, entry_id: EntryId, held: bool, reason: str | None) -> None:
        """Whether it took place."""
        kinds = ("held", "not_held")
        await self._set_text(lesson_id, entry_id, kinds, {"kind": kinds[not held], "text": reason or ""})

    async def add_marks(self, lesson_id: LessonId, entry_id: EntryId, marks: tuple[NewMark, ...]) -> None:
        """Marks, one control for each kind and text; those that they replace are ended and keep their control."""
        old = {new.replaces: new for new in marks if new.replaces is not None}
        controls = await self._add_controls(lesson_id, entry_id, [new for new in marks if new.replaces is None])
        kept = await self._controls_of(list(old))
        await self._end(mark, mark.c.id.in_(old), entry_id)
        rows = [_mark_row(new, entry_id, kept, controls) for new in marks]
        if rows:
            await self._connection.execute(mark.insert(), rows)

    async def end_mark(self, mark_id: MarkId, entry_id: EntryId) -> None:
        """End a mark."""
        await self._end(mark, mark.c.id == mark_id, entry_id)

    async def set_attendance(self, lesson_id: LessonId, entry_id: EntryId, facts: tuple[NewAttendance, ...]) -> None:
        """Attendance in place of what stood about the same pupils."""
        pupils = [fact.pupil_id for fact in facts]
        await self._end(attendance, (attendance.c.lesson_id == lesson_id) & attendance.c.pupil_id.in_(pupils), entry_id)
        rows = [
            {
                "lesson_id": lesson_id,
                "entry_id": entry_id,
                "pupil_id": fact.pupil_id,
                "kind": fact.kind,
                "reason": fact.reason,
                "minutes": fact.minutes,
                "note_id": fact.note_id,
            }
            for fact in facts
        ]
        if rows:
            await self._connection.execute(attendance.insert(), rows)

    async def absences(self, pupil_ids: tuple[PersonId, ...], first: date, last: date) -> tuple[Absence, ...]:
        """Absences that stand."""
        return await lessons.absences(self._connection, pupil_ids, first, last)

    async def seen(self, pupil_ids: tuple[PersonId, ...], first: date, last: date) -> tuple[tuple[PersonId, date], ...]:
        """Who was at a lesson when."""
        return await lessons.seen(self._connection, pupil_ids, first, last)

    async def add_remarks(
        self, lesson_id: LessonId, entry_id: EntryId, remarks: tuple[tuple[PersonId, str], ...]
    ) -> None:
        """Remarks to pupils."""
        rows = [
            {"lesson_id": lesson_id, "entry_id": entry_id, "pupil_id": pupil, "text": text} for pupil, text in remarks
        ]
        if rows:
            await self._connection.execute(remark.insert(), rows)

    async def undo(self, undone: EntryId, by: EntryId) -> None:
        """End what an entry said; bring back what it had ended."""
        await end_facts_of(self._connection, undone, by)

    async def _set_text(
        self, lesson_id: LessonId, entry_id: EntryId, kinds: Sequence[str], values: dict[str, Any]
    ) -> None:
        same = (lesson_text.c.lesson_id == lesson_id) & lesson_text.c.kind.in_(kinds)
        await self._end(lesson_text, same, entry_id)
        await self._connection.execute(lesson_text.insert().values(lesson_id=lesson_id, entry_id=entry_id, **values))

    async def _end(self, table: sa.Table, condition: sa.ColumnElement[bool], entry_id: EntryId) -> None:
        await self._connection.execute(table.update().where(condition, _stands(table)).values(ended_entry_id=entry_id))

    async def _add_controls(
        self, lesson_id: LessonId, entry_id: EntryId, marks: Sequence[NewMark]
    ) -> dict[tuple[str | None, str | None], int]:
        wanted = dict.fromkeys((new.control, new.control_text) for new in marks)
        weights = await self._weights(lesson_id)
        made: dict[tuple[str | None, str | None], int] = {}
        for kind, text in wanted:
            values = {"lesson_id": lesson_id, "entry_id": entry_id, "kind": kind, "text": text}
            row = control.insert().values(weight=weights.get(kind or "", 1), **values).returning(control.c.id)
            made[kind, text] = (await self._connection.execute(row)).scalar_one()
        return made

    async def _weights(self, lesson_id: LessonId) -> dict[str, Any]:
        query = (
            sa.select(control_kind.c.name, control_kind.c.weight)
            .join(lesson, lesson.c.school_id == control_kind.c.school_id)
            .where(lesson.c.id == lesson_id)
        )
        return {row.name: row.weight for row in await self._connection.execute(query)}

    async def _controls_of(self, mark_ids: list[MarkId]) -> dict[int, int]:
        rows = await self._connection.execute(sa.select(mark.c.id, mark.c.control_id).where(mark.c.id.in_(mark_ids)))
        return {row.id: row.control_id for row in rows}


def _stands(table: sa.Table) -> sa.ColumnElement[bool]:
    return table.c.ended_entry_id.is_(None)


def _mark_row(
    new: NewMark,
    entry_id: EntryId,
    kept: Mapping[int, int],
    controls: Mapping[tuple[str | None, str | None], int],
) -> dict[str, Any]:
    control_id = controls[new.control, new.control_text] if new.replaces is None else kept[new.replaces]
    return {
        "control_id": control_id,
        "pupil_id": new.pupil_id,
        "entry_id": entry_id,
        "value": new.value,
        "work_day": new.day,
        "announced_on": new.announced or new.day,
        "replaces_id": new.replaces,
    }
