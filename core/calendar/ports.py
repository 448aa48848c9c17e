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

    async def calendar(self, school_id: SchoolId, class_ids: tuple[ClassId, ...], day: date) -> Calendar:
        """The school year of that day with the timetable of these classes (A15)."""
        ...

    async def plan(self, class_ids: tuple[ClassId, ...]) -> tuple[PlanItem, ...]:
        """The thematic plans of classes, by position (A16)."""
        ...
