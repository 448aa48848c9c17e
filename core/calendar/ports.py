"""What the timetable and the directories of teaching answer."""

from datetime import date
from typing import Protocol

from core.calendar.model import Calendar, Subject
from core.ids import ClassId, PersonId, SchoolId
from core.journal.quick_entry.model import PlanItem


class CalendarRepository(Protocol):
    """Subjects, timetable, terms, bells and plans."""

    async def subjects(self, school_id: SchoolId) -> tuple[Subject, ...]:
        """The directory of subjects, by name (A11)."""
        ...

    async def taught_classes(self, teacher_id: PersonId, day: date) -> tuple[ClassId, ...]:
        """The classes that a person teaches, by load or timetable, on that day (A14)."""
        ...

    async def visited_classes(self, teacher_id: PersonId, first: date, last: date) -> tuple[ClassId, ...]:
        """The classes in which a person holds a lesson of these days by a change of the timetable (B25)."""
        ...

    async def calendar(
        self,
        school_id: SchoolId,
        class_ids: tuple[ClassId, ...],
        day: date,
        first: date | None = None,
        last: date | None = None,
    ) -> Calendar:
        """The school year of that day with the timetable of these classes and what is changed in it (A15).

        With `first` and `last`, both included, only what is changed on these days; else of the whole year.
        """
        ...

    async def plan(self, class_ids: tuple[ClassId, ...]) -> tuple[PlanItem, ...]:
        """The thematic plans of classes, by position (A16)."""
        ...
