"""ChangeRepository over a dictionary."""

from dataclasses import replace
from datetime import date, datetime

from core.calendar.changes.model import KeptChange, NewChange, Substituted
from core.errors import NotFoundError, StorageConflictError
from core.ids import ChangeId, PersonId, SchoolId
from core.journal.model import EntryKind
from tests.fakes.directories import Directories
from tests.fakes.journal_state import JournalState


class MemoryChanges:
    """Reads and writes one copy of the changes."""

    def __init__(self, directories: Directories, changes: dict[ChangeId, KeptChange], journal: JournalState) -> None:
        self._of = directories
        self._changes = changes
        self._journal = journal

    async def add(self, new: NewChange) -> ChangeId:
        if any(_same_lesson(one.made, new) for one in self._changes.values() if one.ended_at is None):
            raise StorageConflictError
        change_id = ChangeId(len(self._changes) + 1)
        grade = self._of.class_of(new.class_id).grade
        self._changes[change_id] = KeptChange(id=change_id, grade=grade, made=new)
        return change_id

    async def change(self, change_id: ChangeId) -> KeptChange:
        if change_id not in self._changes:
            raise NotFoundError
        return self._changes[change_id]

    async def bundled(self, bundle: ChangeId) -> tuple[KeptChange, ...]:
        together = [one for one in self._changes.values() if bundle in (one.id, one.made.bundle)]
        return tuple(one for one in together if one.ended_at is None)

    async def standing(self, school_id: SchoolId, first: date, last: date) -> tuple[KeptChange, ...]:
        own = [one for one in self._changes.values() if one.made.school_id == school_id and one.ended_at is None]
        return tuple(one for one in own if touches(one, first, last))

    async def end(self, change_id: ChangeId, by: PersonId, at: datetime) -> None:
        kept = self._changes[change_id]
        if kept.ended_at is None:
            self._changes[change_id] = replace(kept, ended_at=at, ended_by=by)

    async def substituted(self, school_id: SchoolId, first: date, last: date) -> tuple[Substituted, ...]:
        own = [one for one in self._changes.values() if one.made.school_id == school_id and one.change.substituted]
        lines = [Substituted(one, self._recorded(one)) for one in sorted(own, key=_order) if _held_on(one, first, last)]
        return tuple(line for line in lines if line.recorded or line.kept.ended_at is None)

    def _recorded(self, kept: KeptChange) -> bool:
        made = kept.made
        return any(
            _is_lesson(made, entry.lesson_id, self._journal)
            and made.was is not None
            and made.now is not None
            and (entry.author_id, entry.instead_of) == (made.now.teacher_id, made.was.teacher_id)
            for entry_id, entry in self._journal.entries.items()
            if entry.kind is EntryKind.RECORD and entry_id not in self._journal.taken_back
        )


def touches(kept: KeptChange, first: date, last: date) -> bool:
    """Whether a change takes something from these days, or puts something there."""
    return any(place is not None and first <= place.day <= last for place in (kept.made.was, kept.made.now))


def _held_on(kept: KeptChange, first: date, last: date) -> bool:
    return kept.made.now is not None and first <= kept.made.now.day <= last


def _order(kept: KeptChange) -> tuple[date, int, int, int]:
    now = kept.made.now
    return (now.day, now.number, kept.made.class_id, kept.id) if now else (date.max, 0, 0, 0)


def _same_lesson(one: NewChange, other: NewChange) -> bool:
    return one.was is not None and _lesson(one) == _lesson(other)


def _lesson(new: NewChange) -> tuple[object, ...]:
    was = new.was
    return (new.class_id, new.group_id, was and (was.subject_id, was.day, was.number))


def _is_lesson(made: NewChange, lesson_id: object, journal: JournalState) -> bool:
    now = made.now
    found = next((key for one, (key, _) in journal.lessons.items() if one == lesson_id), None)
    if found is None or now is None:
        return False
    of = (found.class_id, found.group_id, found.subject_id, found.day, found.number)
    return of == (made.class_id, made.group_id, now.subject_id, now.day, now.number)
