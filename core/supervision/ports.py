"""What checks of the journal need from outside: facts of many classes in a few reads, checks and remarks."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Protocol

from core.ids import ClassId, PersonId, RemarkId, SchoolId, SubjectId
from core.supervision.model import Check, Count, Event, NewRemark, Page, Past, Remark, State, Written
from core.supervision.verified import Cell, Verification


class SupervisionRepository(Protocol):
    """Reads do not grow in number with classes. Checks are made once; of remarks everything that happened is kept."""

    async def take_turn(self, class_id: ClassId) -> None:
        """Wait until nobody else writes remarks about this class, and let them wait until the unit of work ends.

        It comes before everything else that a unit writes or locks.
        """
        ...

    async def written(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[Written, ...]:
        """The lessons of these days of which anything was written."""
        ...

    async def marked(
        self, class_ids: Collection[ClassId], first: date, last: date
    ) -> Mapping[tuple[ClassId, SubjectId], Mapping[PersonId, int]]:
        """How many marks stand for lessons of these days, by class, subject and pupil."""
        ...

    async def checks(self, class_ids: Collection[ClassId], month: date) -> tuple[Check, ...]:
        """The pages of a month that were checked."""
        ...

    async def add_check(self, check: Check) -> bool:
        """A page was checked; False if somebody did that before, whose check stays."""
        ...

    async def drop_check(self, page: Page) -> bool:
        """A page is not checked after all; whether it was."""
        ...

    async def paper(self, class_ids: Collection[ClassId], month: date) -> Mapping[Page, Count]:
        """What was counted in the paper journal."""
        ...

    async def put_paper(self, page: Page, count: Count, by: PersonId, at: datetime) -> None:
        """Another count of a page in place of the one before."""
        ...

    async def add_remark(self, remark: NewRemark) -> RemarkId:
        """Keep a new remark, which waits for its teacher."""
        ...

    async def remark(self, remark_id: RemarkId) -> Remark:
        """One remark, locked until the unit of work ends. NotFoundError if there is none."""
        ...

    async def happened(
        self, remark_id: RemarkId, event: Event, by: PersonId, at: datetime, state: State, text: str | None = None
    ) -> None:
        """Something happened to a remark, which leads to this state."""
        ...

    async def extend(self, remark_id: RemarkId, due: date) -> None:
        """Another last day for a remark."""
        ...

    async def open_remarks(self, school_id: SchoolId) -> tuple[Remark, ...]:
        """The remarks of a school that wait for somebody, those due first first."""
        ...

    async def remarks(self, school_id: SchoolId, month: date) -> tuple[Remark, ...]:
        """All remarks about a month, in the order in which they were made, without those taken back."""
        ...

    async def cells(self, class_id: ClassId, first: date, last: date) -> tuple[Cell, ...]:
        """The marks, absences and latenesses that stand in a class's lessons of these days."""
        ...

    async def verifications(self, class_ids: Collection[ClassId], month: date) -> tuple[Verification, ...]:
        """What was said when the diary was verified, the oldest first (G02, G03)."""
        ...

    async def add_verification(self, said: Verification) -> None:
        """Keep what somebody said."""
        ...

    async def past(self, remark_ids: Collection[RemarkId]) -> Mapping[RemarkId, tuple[Past, ...]]:
        """What happened to each of these, the oldest first."""
        ...
