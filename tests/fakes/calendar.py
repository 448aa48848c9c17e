"""CalendarRepository over plain collections."""

from datetime import date

from core.calendar.model import Calendar, Subject
from core.errors import NotFoundError
from core.ids import ClassId, PersonId, SchoolId
from core.journal.quick_entry.model import PlanItem
from tests.fakes.directories import Days, Directories, Year


class MemoryCalendar:
    """Answers from the directories."""

    def __init__(self, directories: Directories) -> None:
        self._of = directories

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

    async def calendar(self, school_id: SchoolId, class_ids: tuple[ClassId, ...], day: date) -> Calendar:
        year = self._year(school_id, day)
        terms = [term for of_year, term in self._of.terms if of_year == year]
        return Calendar(
            year.days.first,
            year.days.last or date.max,
            tuple(sorted(terms, key=lambda term: term.from_day)),
            tuple(bell for of_school, bell in self._of.bells if of_school == school_id),
            tuple(entry for entry in self._of.entries if entry.class_id in class_ids),
        )

    async def plan(self, class_ids: tuple[ClassId, ...]) -> tuple[PlanItem, ...]:
        own = [item for item in self._of.plan if item.class_id in class_ids]
        return tuple(sorted(own, key=lambda item: item.position))

    def _year(self, school_id: SchoolId, day: date) -> Year:
        begun = [year for year in self._of.years if year.school_id == school_id and year.days.first <= day]
        if not begun:
            raise NotFoundError
        return max(begun, key=lambda year: year.days.first)
