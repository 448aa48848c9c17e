"""SupervisionRepository over plain collections."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.errors import NotFoundError
from core.ids import ClassId, LessonId, PersonId, RemarkId, SchoolId, SubjectId
from core.journal.model import EntryKind, LessonKey
from core.journal.taps.model import LessonRef
from core.supervision.model import Check, Count, Event, NewRemark, Page, Past, Remark, State, Written
from core.supervision.samples import ABSENT, LATE
from core.supervision.verified import Cell, Verification
from tests.fakes.directories import Directories
from tests.fakes.journal_state import JournalState


@dataclass
class SupervisionState:
    """Checks and counts by page, remarks with what happened to them."""

    checks: dict[Page, Check] = field(default_factory=dict)
    papers: dict[Page, Count] = field(default_factory=dict)
    remarks: dict[RemarkId, Remark] = field(default_factory=dict)
    past: dict[RemarkId, tuple[Past, ...]] = field(default_factory=dict)
    verifications: tuple[Verification, ...] = ()

    def copy(self) -> "SupervisionState":
        """A state of its own for one unit."""
        return SupervisionState(
            self.checks.copy(), self.papers.copy(), self.remarks.copy(), self.past.copy(), self.verifications
        )


class MemorySupervision:
    """Reads the journal, reads and writes one copy of the checks."""

    def __init__(self, of: Directories, journal: JournalState, state: SupervisionState) -> None:
        self._of, self._journal, self._state = of, journal, state

    async def take_turn(self, class_id: ClassId) -> None:
        """One unit writes at a time."""

    async def written(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[Written, ...]:
        found = (self._written(lesson_id, key) for lesson_id, key in self._journal.between(class_ids, first, last))
        return tuple(one for one in found if one.kinds)

    def _written(self, lesson_id: LessonId, key: LessonKey) -> Written:
        record = self._journal.record(lesson_id)
        standing = (one for key, one in self._journal.entries.items() if key not in self._journal.taken_back)
        late = [one.late_days for one in standing if (one.lesson_id, one.kind) == (lesson_id, EntryKind.RECORD)]
        of_subject = [one for one in self._of.plan if (one.class_id, one.subject_id) == (key.class_id, key.subject_id)]
        return Written(
            lesson=LessonRef(key.class_id, key.group_id, key.subject_id, key.day, key.number),
            teacher_id=record.teacher_id,
            kinds=self._journal.kinds(lesson_id),
            positions=tuple(sorted(one.position for one in of_subject if one.topic == record.topic)),
            late_days=min(late, default=0),
            marks=len(record.marks),
            unnamed=sum(one.control is None for one in record.marks),
            unexplained=sum(not one.late and one.reason is None for one in record.attendance),
        )

    async def marked(
        self, class_ids: Collection[ClassId], first: date, last: date
    ) -> Mapping[tuple[ClassId, SubjectId], Mapping[PersonId, int]]:
        found: defaultdict[tuple[ClassId, SubjectId], Counter[PersonId]] = defaultdict(Counter)
        for lesson_id, key in self._journal.between(class_ids, first, last):
            for mark in self._journal.record(lesson_id).marks:
                found[key.class_id, key.subject_id][mark.pupil_id] += 1
        return found

    async def checks(self, class_ids: Collection[ClassId], month: date) -> tuple[Check, ...]:
        return tuple(one for one in self._state.checks.values() if _is_of(one.page, class_ids, month))

    async def add_check(self, check: Check) -> bool:
        return self._state.checks.setdefault(check.page, check) is check

    async def drop_check(self, page: Page) -> bool:
        return self._state.checks.pop(page, None) is not None

    async def paper(self, class_ids: Collection[ClassId], month: date) -> Mapping[Page, Count]:
        return {page: one for page, one in self._state.papers.items() if _is_of(page, class_ids, month)}

    async def put_paper(self, page: Page, count: Count, by: PersonId, at: datetime) -> None:
        self._state.papers[page] = count

    async def add_remark(self, remark: NewRemark) -> RemarkId:
        remark_id = RemarkId(len(self._state.remarks) + 1)
        self._state.remarks[remark_id] = Remark(
            id=remark_id,
            made=remark,
            state=State.SENT,
            changed_at=remark.made_at,
            title=self._of.class_of(remark.page.class_id).title,
            grade=self._of.class_of(remark.page.class_id).grade,
            subject=next(one.name for _, one in self._of.subjects if one.id == remark.page.subject_id),
            group=next((one.title for one in self._of.groups if one.id == remark.group_id), None),
            teacher=self._of.people[remark.teacher_id].name,
            author=self._of.people[remark.author_id].name,
        )
        return remark_id

    async def remark(self, remark_id: RemarkId) -> Remark:
        if remark_id not in self._state.remarks:
            raise NotFoundError
        return self._state.remarks[remark_id]

    async def happened(
        self, remark_id: RemarkId, event: Event, by: PersonId, at: datetime, state: State, text: str | None = None
    ) -> None:
        line = Past(event, at, by, self._of.people[by].name, text)
        self._state.past[remark_id] = (*self._state.past.get(remark_id, ()), line)
        self._state.remarks[remark_id] = replace(self._state.remarks[remark_id], state=state, changed_at=at)

    async def extend(self, remark_id: RemarkId, due: date) -> None:
        old = self._state.remarks[remark_id]
        self._state.remarks[remark_id] = replace(old, made=replace(old.made, due=due))

    async def open_remarks(self, school_id: SchoolId) -> tuple[Remark, ...]:
        found = [one for one in self._of_school(school_id) if one.open]
        return tuple(sorted(found, key=lambda one: (one.made.due, one.id)))

    async def remarks(self, school_id: SchoolId, month: date) -> tuple[Remark, ...]:
        found = (one for one in self._of_school(school_id) if one.made.page.month == month)
        return tuple(one for one in found if one.state is not State.WITHDRAWN)

    async def cells(self, class_id: ClassId, first: date, last: date) -> tuple[Cell, ...]:
        found: list[Cell] = []
        for lesson_id, key in self._journal.between((class_id,), first, last):
            record = self._journal.record(lesson_id)
            ref = LessonRef(key.class_id, key.group_id, key.subject_id, key.day, key.number)
            found += [Cell(ref, one.pupil_id, one.value) for one in record.marks]
            found += [Cell(ref, one.pupil_id, LATE if one.late else ABSENT) for one in record.attendance]
        return tuple(found)

    async def verifications(self, class_ids: Collection[ClassId], month: date) -> tuple[Verification, ...]:
        found = self._state.verifications
        return tuple(one for one in found if one.scope.class_id in class_ids and one.scope.month == month)

    async def add_verification(self, said: Verification) -> None:
        self._state.verifications = (*self._state.verifications, said)

    async def past(self, remark_ids: Collection[RemarkId]) -> Mapping[RemarkId, tuple[Past, ...]]:
        return {one: past for one, past in self._state.past.items() if one in remark_ids}

    def _of_school(self, school_id: SchoolId) -> Iterable[Remark]:
        return (one for one in self._state.remarks.values() if one.made.school_id == school_id)


def _is_of(page: Page, class_ids: Collection[ClassId], month: date) -> bool:
    return page.class_id in class_ids and page.month == month
