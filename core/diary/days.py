"""The diary by days: the lessons as they take place, and what the journal says of the child in each (D01, D06)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar.model import Day, Lesson, Slot
from core.calendar.timetable import days_of
from core.diary import rules
from core.diary.access import Schooling, own_schooling
from core.diary.model import Diary, DiaryDay, Held, Task
from core.errors import NotFoundError
from core.ids import PersonId, SubjectId, TaskId
from core.journal.model import LessonKey, LessonRecord
from core.people.model import Actor
from core.unit_of_work import Database

FAR = timedelta(days=20 * 365)
"""Nobody learns at one school for longer."""


async def diary(
    database: Database,
    actor: Actor,
    pupil_id: PersonId,
    first: date | None,
    count: int,
    now: datetime,
    *,
    written: bool = True,
) -> Diary:
    """So many days of an own child from that day on; from today, or from the last day of a child who left.

    Without `written` it is only the lessons that there are: a month of a class is much to read for a calendar.

    NotFoundError for other children, and for days before the school's first year or far away. KeptFromChatError for
    what is written, where the school lets nothing of it out.
    """
    async with database.reading() as unit:
        of = await own_schooling(unit, actor, pupil_id, now, written=written)
        begin = first or of.left or of.today
        if abs(begin - of.today) > FAR:
            raise NotFoundError
        last = begin + timedelta(days=count - 1)
        class_ids = tuple({of.place(begin)[0].id: None, of.place(last)[0].id: None})
        school = of.own.school
        calendar = await unit.calendar.calendar(school.id, class_ids, last, begin, last)
        planned = await days_of(unit, school, class_ids, begin, count, lambda slot: _is_own(of, slot), calendar)
        records = await unit.diary.lessons(class_ids, begin, last) if written else ()
        subjects = {one.id: one.name for one in await unit.calendar.subjects(school.id)}
        tasks = await unit.diary.tasks(class_ids, begin) if written else ()
        updated = await unit.diary.updated(class_ids)
    own = [rules.own_part(one, pupil_id) for one in records if _is_own(of, one.key)]
    journal = _Written(own, [one for one in tasks if _is_own(of, one)], subjects)
    grade = of.place(last)[0].grade
    days = tuple(journal.day(one, rules.holiday_on(calendar, grade, one.day)) for one in planned)
    return Diary(of.own, of.today, calendar.year_from, calendar.year_to, days, updated, of.left)


def _is_own(of: Schooling, lesson: Slot | LessonKey | Task) -> bool:
    return of.learns(lesson.class_id, lesson.group_id, lesson.day)


@dataclass(frozen=True, slots=True)
class _Written:
    """What stands in the journal of some days, the child's part of it only."""

    records: Sequence[LessonRecord]
    tasks: Sequence[Task]
    subjects: Mapping[SubjectId, str]

    def day(self, planned: Day, holiday: str | None) -> DiaryDay:
        """A date. What is written about a lesson that the timetable does not know any more stands there too."""
        rest = {_place(one.key): one for one in self.records if one.key.day == planned.day}
        due = {one.id: one for one in self.tasks if one.due == planned.day}
        lessons = [self._lesson(one, rest.pop(_place(one.slot), None), due) for one in planned.lessons]
        lessons += [self._lesson(self._unplanned(one), one, due) for one in rest.values()]
        lessons.sort(key=lambda one: one.lesson.slot.number)
        return DiaryDay(planned.day, tuple(lessons), holiday)

    def _lesson(self, lesson: Lesson, record: LessonRecord | None, due: dict[TaskId, Task]) -> Held:
        """A lesson with what is to be ready for it: of two lessons of a subject, for the first that takes place."""
        wanted = [one for one in due.values() if one.subject_id == lesson.slot.subject_id and not lesson.gone]
        return Held(lesson, record, tuple(due.pop(one.id) for one in wanted))

    def _unplanned(self, record: LessonRecord) -> Lesson:
        key = record.key
        slot = Slot(key.class_id, key.group_id, key.subject_id, record.teacher_id, key.day, key.number)
        return Lesson(slot, "", None, self.subjects.get(key.subject_id, ""), None)


def _place(lesson: Slot | LessonKey) -> tuple[object, ...]:
    return lesson.class_id, lesson.group_id, lesson.subject_id, lesson.number
