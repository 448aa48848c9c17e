"""PeriodRepository over plain collections, and what a message about marks of a period says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from core.ids import ClassId, LessonId, PeriodMarkId, PersonId, SchoolId, SubjectId
from core.journal.model import EntryKind
from core.journal.periods.model import Away, Evidence, GivenMark, HeldLesson, NewPeriodMark, PeriodMark, SheetKey
from core.journal.ports import NewMark
from core.notifications.model import Kind, Planned, TermMark, TermNews
from tests.fakes.directories import Directories
from tests.fakes.journal_state import JournalState


@dataclass
class PeriodState:
    """Marks by key, when each was ended, and drafts by author and sheet."""

    marks: dict[PeriodMarkId, NewPeriodMark] = field(default_factory=dict)
    ended: dict[PeriodMarkId, datetime] = field(default_factory=dict)
    drafts: dict[tuple[PersonId, SheetKey], dict[PersonId, str]] = field(default_factory=dict)

    def copy(self) -> "PeriodState":
        """A state of its own for one unit."""
        return PeriodState(self.marks.copy(), self.ended.copy(), self.drafts.copy())

    def chain(self, mark_id: PeriodMarkId) -> list[PeriodMarkId]:
        """A mark and those before it, the oldest first."""
        found = [mark_id]
        while (before := self.marks[found[0]].replaces) is not None:
            found.insert(0, before)
        return found

    def standing(self) -> list[PeriodMark]:
        """The marks that nothing has replaced."""
        return [self._mark(mark_id) for mark_id in self.marks if mark_id not in self.ended]

    def _mark(self, mark_id: PeriodMarkId) -> PeriodMark:
        new = self.marks[mark_id]
        first = self.marks[self.chain(mark_id)[0]]
        return PeriodMark(mark_id, new.key, new.pupil_id, new.value, new.author_id, new.at, first.at)


class MemoryPeriods:
    """Reads the journal; reads and writes one copy of the marks."""

    def __init__(self, directories: Directories, journal: JournalState, state: PeriodState) -> None:
        self._of = directories
        self._journal = journal
        self._state = state

    async def evidence(
        self, class_id: ClassId, subject_id: SubjectId, pupil_ids: Collection[PersonId], first: date, last: date
    ) -> Evidence:
        known = [(lesson_id, key) for lesson_id, (key, _) in self._journal.lessons.items()]
        of_subject = [one for one in known if one[1].subject_id == subject_id and first <= one[1].day <= last]
        of_subject.sort(key=lambda one: (one[1].day, one[1].number))
        marks = [fact for lesson_id, _ in of_subject for fact in self._journal.marks.standing(lesson_id)]
        own = [(lesson_id, key) for lesson_id, key in of_subject if key.class_id == class_id]
        away = [(key, fact) for lesson_id, key in own for fact in self._journal.attendance.standing(lesson_id)]
        return Evidence(
            tuple(
                GivenMark(fact.value.pupil_id, fact.value.value, self._weight(self._journal.marks.first(fact).value))
                for fact in marks
                if fact.value.pupil_id in pupil_ids
            ),
            tuple(
                HeldLesson(key.group_id, key.day, key.number) for lesson_id, key in own if self._took_place(lesson_id)
            ),
            tuple(
                Away(fact.value.pupil_id, key.day, key.number, fact.value.kind == "exempt")
                for key, fact in away
                if fact.value.kind in ("absent", "exempt") and fact.value.pupil_id in pupil_ids
            ),
        )

    async def of_class(self, class_id: ClassId, code: str) -> tuple[PeriodMark, ...]:
        wanted = (class_id, code)
        return tuple(mark for mark in self._state.standing() if (mark.key.course.class_id, mark.key.code) == wanted)

    async def of_pupils(
        self, pupil_ids: Collection[PersonId], subject_id: SubjectId, class_ids: Collection[ClassId]
    ) -> tuple[PeriodMark, ...]:
        of_subject = [mark for mark in self._state.standing() if mark.key.course.subject_id == subject_id]
        return tuple(one for one in of_subject if one.pupil_id in pupil_ids and one.key.course.class_id in class_ids)

    async def add(self, marks: Collection[NewPeriodMark]) -> None:
        for new in marks:
            if new.replaces is not None:
                self._state.ended.setdefault(new.replaces, new.at)
            self._state.marks[PeriodMarkId(len(self._state.marks) + 1)] = new

    async def draft(self, author_id: PersonId, key: SheetKey) -> dict[PersonId, str]:
        return dict(self._state.drafts.get((author_id, key), {}))

    async def save_draft(
        self,
        school_id: SchoolId,
        author_id: PersonId,
        key: SheetKey,
        chosen: Mapping[PersonId, str],
        at: datetime,
    ) -> None:
        self._state.drafts[author_id, key] = dict(chosen)

    async def drafted(self, author_id: PersonId) -> frozenset[SheetKey]:
        return frozenset(key for (author, key), chosen in self._state.drafts.items() if author == author_id and chosen)

    def _weight(self, first: NewMark) -> Decimal:
        kinds = {kind.name: kind.weight for _, kind in self._of.control_kinds}
        return Decimal(str(kinds.get(first.control or "", 1)))

    def _took_place(self, lesson_id: LessonId) -> bool:
        recorded = [
            entry_id
            for entry_id, new in self._journal.entries.items()
            if new.lesson_id == lesson_id and new.kind is EntryKind.RECORD and entry_id not in self._journal.taken_back
        ]
        held, _ = self._journal.held.last(lesson_id) or (True, None)
        return bool(recorded) and held


def terms_of(directories: Directories, state: PeriodState, row: Planned, told_at: datetime | None) -> TermNews | None:
    """The news of a row; None if it is about no period."""
    if row.kind is not Kind.TERM or row.pupil_id is None or row.content is None:
        return None
    class_id, code = ClassId(int(row.content["class"])), row.content["period"]
    since = datetime.fromisoformat(row.content["since"])
    own = [one for one in state.standing() if (one.pupil_id, one.key.course.class_id) == (row.pupil_id, class_id)]
    marks = [one for one in own if one.key.code == code and since <= one.first_at]
    told = [one for one in marks if told_at is None or one.first_at <= told_at]
    names = {subject.id: subject.name for _, subject in directories.subjects}
    shown = [TermMark(names[one.key.course.subject_id], one.value, _seen(state, one, told_at)) for one in told]
    child, title = directories.people[row.pupil_id].name, directories.class_of(class_id).title
    return TermNews(child, title, code, tuple(sorted(shown, key=lambda one: one.subject_name)))


def _seen(state: PeriodState, mark: PeriodMark, told_at: datetime | None) -> tuple[str, ...]:
    old = state.chain(mark.id)[:-1]
    return tuple(state.marks[one].value for one in old if told_at is not None and state.ended[one] > told_at)
