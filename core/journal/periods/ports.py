"""What the marks of a period need from outside."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Protocol

from core.ids import ClassId, PersonId, SchoolId, SubjectId
from core.journal.periods.model import Evidence, NewPeriodMark, PeriodMark, SheetKey


class PeriodRepository(Protocol):
    """Marks are added and ended by others, never changed or deleted; a teacher's draft stays until it is confirmed."""

    async def evidence(
        self, class_id: ClassId, subject_id: SubjectId, pupil_ids: Collection[PersonId], first: date, last: date
    ) -> Evidence:
        """What stands of a subject in these days: the pupils' marks, given in whichever class, and the class's lessons.

        Lessons that did not take place count for nothing.
        """
        ...

    async def of_class(self, class_id: ClassId, code: str) -> tuple[PeriodMark, ...]:
        """The marks of a class for a period that stand, of every subject."""
        ...

    async def of_pupils(
        self, pupil_ids: Collection[PersonId], subject_id: SubjectId, class_ids: Collection[ClassId]
    ) -> tuple[PeriodMark, ...]:
        """The marks of pupils in a subject that stand, for every period, given in one of these classes."""
        ...

    async def add(self, marks: Collection[NewPeriodMark]) -> None:
        """Write marks; those that they replace are ended."""
        ...

    async def draft(self, author_id: PersonId, key: SheetKey) -> dict[PersonId, str]:
        """What a teacher has chosen and not confirmed yet; locked until the unit of work ends."""
        ...

    async def save_draft(
        self, school_id: SchoolId, author_id: PersonId, key: SheetKey, chosen: Mapping[PersonId, str], at: datetime
    ) -> None:
        """Keep what a teacher has chosen, in place of what was kept before."""
        ...

    async def drafted(self, author_id: PersonId) -> frozenset[SheetKey]:
        """The sheets on which a teacher has chosen something that is not confirmed."""
        ...
