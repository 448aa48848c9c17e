"""CalendarRepository over plain collections."""

from collections.abc import Mapping
from datetime import date

from core.calendar.changes.model import KeptChange
from core.calendar.model import Calendar, Subject
from core.errors import NotFoundError
from core.ids import ChangeId, ClassId, PersonId, SchoolId
from core.journal.quick_entry.model import PlanItem
from tests.fakes.changes import touches
from tests.fakes.directories import Days, Directories, Year


class MemoryCalendar:
    """Answers from the directories, and from the changes of one unit."""

    def __init__(self, directories: Directories, changes: Mapping[ChangeId, KeptChange]) -> None:
        self._of = directories
        self._changes = changes

    async def subjects(self, school_id: SchoolId) -> tuple[Subject, ...]:
        own = [subject for of_school, subject in self._of.subjects if of_school == school_id]
        return tuple(sorted(own, key=lambda subject: subject.name))

    async def taught_classes(self, teacher_id: PersonId, day: date) -> tuple[ClassId, ...]:
        by_load = {one.class_id for one in self._of.loads if one.teacher_id == teacher_id and day in one.days}
        by_timetable = {
            entry.class_id
            for entry in self._of.entries
            if entry.teacher_id == teacher_id and day in Days(entry.from_day, entry.to_day)
        }
        return tuple(sorted(by_load | by_timetable))

    async def visited_classes(self, teacher_id: PersonId, first: date, last: date) -> tuple[ClassId, ...]:
        held = [(one.made.class_id, one.made.now) for one in self._changes.values() if one.ended_at is None]
        own = {of for of, now in held if now and now.teacher_id == teacher_id and first <= now.day <= last}
        return tuple(sorted(own))

    async def calendar(
        self,
        school_id: SchoolId,
        class_ids: tuple[ClassId, ...],
        day: date,
        first: date | None = None,
        last: date | None = None,
    ) -> Calendar:
        year = self._year(school_id, day)
        first, last = first or year.days.first, last or year.days.last or date.max
        standing = [one for one in self._changes.values() if one.ended_at is None and touches(one, first, last)]
        terms = [term for of_year, term in self._of.terms if of_year == year]
        return Calendar(
            year.days.first,
            year.days.last or date.max,
            tuple(sorted(terms, key=lambda term: term.from_day)),
            tuple(bell for of_school, bell in self._of.bells if of_school == school_id),
            tuple(entry for entry in self._of.entries if entry.class_id in class_ids),
            tuple(one.change for one in standing if one.made.class_id in class_ids),
        )

    async def plan(self, class_ids: tuple[ClassId, ...]) -> tuple[PlanItem, ...]:
        own = [item for item in self._of.plan if item.class_id in class_ids]
        return tuple(sorted(own, key=lambda item: item.position))

    def _year(self, school_id: SchoolId, day: date) -> Year:
        begun = [year for year in self._of.years if year.school_id == school_id and year.days.first <= day]
        if not begun:
            raise NotFoundError
        return max(begun, key=lambda year: year.days.first)
