"""What the diary needs from outside."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Protocol

from core.diary.model import Choice, OwnMark, Task
from core.ids import ClassId, PersonId, TaskId
from core.journal.model import LessonRecord
from core.journal.periods.model import PeriodMark
from core.people.model import SchoolClass


class DiaryRepository(Protocol):
    """Reads the journal for one child; keeps a person's own ticks and choice."""

    async def classes_of(self, pupil_id: PersonId) -> tuple[SchoolClass, ...]:
        """Every class in which the pupil ever was, the latest first."""
        ...

    async def lessons(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[LessonRecord, ...]:
        """The lessons of these days, both included, about which something was ever written."""
        ...

    async def marks(self, pupil_id: PersonId, first: date, last: date) -> tuple[OwnMark, ...]:
        """The pupil's marks that stand in the lessons of these days, given in whichever class, by date."""
        ...

    async def period_marks(self, pupil_id: PersonId, begins: date) -> tuple[PeriodMark, ...]:
        """The pupil's marks of periods that stand, given in classes of the school year that begins on that day."""
        ...

    async def tasks(self, class_ids: Collection[ClassId], since: date) -> tuple[Task, ...]:
        """The homework that stands and is due since that day, or has no day and was given since then."""
        ...

    async def updated(self, class_ids: Collection[ClassId]) -> datetime | None:
        """When the journal of these classes was last written (D08)."""
        ...

    async def ticked(self, person_id: PersonId, pupil_id: PersonId, task_ids: Collection[TaskId]) -> frozenset[TaskId]:
        """Which of the pupil's tasks this person has ticked off."""
        ...

    async def tick(self, person_id: PersonId, pupil_id: PersonId, task_id: TaskId, done_at: datetime | None) -> None:
        """Tick a task off for this person, or take the tick back."""
        ...

    async def choices(self, person_ids: Collection[PersonId]) -> tuple[Choice, ...]:
        """The children that these people looked at last, the latest choice first."""
        ...

    async def choose(self, choice: Choice) -> None:
        """Keep it in place of the choice before."""
        ...
