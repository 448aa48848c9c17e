"""DiaryRepository over plain collections."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from core.diary.model import Choice, OwnMark, Task
from core.ids import ClassId, PersonId, TaskId
from core.journal.model import LessonRecord
from core.journal.periods.model import PeriodMark
from core.people.model import SchoolClass
from tests.fakes.directories import Directories
from tests.fakes.journal_state import JournalState
from tests.fakes.periods import PeriodState


@dataclass
class DiaryState:
    """Ticks as (person, pupil, task), and the last choice of each person."""

    ticks: set[tuple[PersonId, PersonId, TaskId]] = field(default_factory=set)
    choices: dict[PersonId, Choice] = field(default_factory=dict)

    def copy(self) -> "DiaryState":
        """A state of its own for one unit."""
        return DiaryState(self.ticks.copy(), self.choices.copy())


class MemoryDiary:
    """Reads the journal; reads and writes one copy of the ticks and choices."""

    def __init__(
        self, directories: Directories, journal: JournalState, periods: PeriodState, state: DiaryState
    ) -> None:
        self._of = directories
        self._journal = journal
        self._periods = periods
        self._state = state

    async def classes_of(self, pupil_id: PersonId) -> tuple[SchoolClass, ...]:
        own = [one for one in self._of.enrolments if one.pupil_id == pupil_id]
        own.sort(key=lambda one: one.days.first, reverse=True)
        return tuple(dict.fromkeys(self._of.class_of(one.class_id) for one in own))

    async def lessons(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[LessonRecord, ...]:
        found = [self._journal.record(lesson_id) for lesson_id in self._journal.lessons]
        own = [one for one in found if one.key.class_id in class_ids and first <= one.key.day <= last]
        return tuple(sorted(own, key=lambda one: (one.key.day, one.key.number)))

    async def marks(self, pupil_id: PersonId, first: date, last: date) -> tuple[OwnMark, ...]:
        weights = {kind.name: kind.weight for _, kind in self._of.control_kinds}
        found = []
        for fact in self._journal.marks:
            key, _ = self._journal.lessons[fact.lesson_id]
            if fact.stands and fact.value.pupil_id == pupil_id and first <= key.day <= last:
                said = self._journal.marks.first(fact).value
                weight = Decimal(str(weights.get(said.control or "", 1)))
                mark = OwnMark(key.subject_id, key.day, fact.value.value, weight, said.control, said.control_text)
                found.append((key.day, key.number, fact.id, mark))
        return tuple(mark for *_, mark in sorted(found, key=lambda one: one[:3]))

    async def period_marks(self, pupil_id: PersonId, begins: date) -> tuple[PeriodMark, ...]:
        of_year = {one.school_class.id for one in self._of.classes if one.year.days.first == begins}
        own = [one for one in self._periods.standing() if one.pupil_id == pupil_id]
        return tuple(one for one in own if one.key.course.class_id in of_year)

    async def tasks(self, class_ids: Collection[ClassId], since: date) -> tuple[Task, ...]:
        found = []
        for fact in self._journal.homework:
            key, _ = self._journal.lessons[fact.lesson_id]
            given = fact.stands and fact.value.given and key.class_id in class_ids
            if given and (fact.value.due or key.day) >= since:
                place = (key.class_id, key.group_id, key.subject_id, key.day)
                said = fact.value
                found.append(Task(TaskId(fact.id), *place, said.due, said.text, said.attachments))
        return tuple(found)

    async def updated(self, class_ids: Collection[ClassId]) -> datetime | None:
        of = {lesson_id for lesson_id, (key, _) in self._journal.lessons.items() if key.class_id in class_ids}
        return max((one.at for one in self._journal.entries.values() if one.lesson_id in of), default=None)

    async def ticked(self, person_id: PersonId, pupil_id: PersonId, task_ids: Collection[TaskId]) -> frozenset[TaskId]:
        return frozenset(one for one in task_ids if (person_id, pupil_id, one) in self._state.ticks)

    async def tick(self, person_id: PersonId, pupil_id: PersonId, task_id: TaskId, done_at: datetime | None) -> None:
        change = self._state.ticks.add if done_at else self._state.ticks.discard
        change((person_id, pupil_id, task_id))

    async def choices(self, person_ids: Collection[PersonId]) -> tuple[Choice, ...]:
        found = [one for person_id, one in self._state.choices.items() if person_id in person_ids]
        return tuple(sorted(found, key=lambda one: one.at, reverse=True))

    async def choose(self, choice: Choice) -> None:
        self._state.choices[choice.person_id] = choice
