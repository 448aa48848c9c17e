"""DeadlineFacts and DutyLedger over plain collections."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeVar

from core.deadlines.model import (
    About,
    Due,
    Entered,
    Event,
    Holder,
    Kept,
    Leave,
    Occasion,
    Past,
    Rolls,
    Span,
    Unexplained,
)
from core.ids import ChatKey, ClassId, DutyId, LessonId, PersonId, SchoolId, SubjectId
from core.journal.model import LessonKey
from tests.fakes.directories import Days, Directories

if TYPE_CHECKING:
    from tests.fakes.state import State


@dataclass
class DutyState:
    """Duties with their schools and whether they are open, their events, turns that were taken, leaves."""

    kept: dict[DutyId, tuple[SchoolId, Kept, bool]] = field(default_factory=dict)
    events: dict[tuple[DutyId, Event, str], Past] = field(default_factory=dict)
    turns: dict[tuple[PersonId, Occasion, date], SchoolId] = field(default_factory=dict)
    leaves: dict[tuple[PersonId, date], tuple[SchoolId, Leave]] = field(default_factory=dict)
    cells: dict[PersonId, Mapping[str, str]] = field(default_factory=dict)
    dues: dict[DutyId, date] = field(default_factory=dict)
    closed: frozenset[DutyId] = frozenset()

    def copy(self) -> "DutyState":
        """A state of its own for one unit."""
        return DutyState(
            self.kept.copy(),
            self.events.copy(),
            self.turns.copy(),
            self.leaves.copy(),
            self.cells.copy(),
            self.dues.copy(),
            self.closed,
        )


class MemoryDeadlines:
    """Reads the directories and the journal."""

    def __init__(self, of: Directories, state: "State") -> None:
        self._of, self._journal, self._links, self._state = of, state.journal, state.links, state.duties
        self._periods, self._chosen = state.periods, state.preferences

    async def entered(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[Entered, ...]:
        found = (self._entered(lesson_id, key) for lesson_id, key in self._journal.between(class_ids, first, last))
        return tuple(one for one in found if one.kinds)

    def _entered(self, lesson_id: LessonId, key: LessonKey) -> Entered:
        of = About(key.class_id, key.group_id, key.subject_id, key.day, key.number)
        return Entered(of, self._journal.kinds(lesson_id))

    async def began(self, school_id: SchoolId, first: date) -> datetime | None:
        lessons = {
            one
            for one, (key, _) in self._journal.lessons.items()
            if (key.school_id, key.day >= first) == (school_id, True)
        }
        return min((one.at for one in self._journal.entries.values() if one.lesson_id in lessons), default=None)

    async def rolls(self, class_ids: Collection[ClassId]) -> Rolls:
        classes = _gathered((one.class_id, one.days) for one in self._of.enrolments if one.class_id in class_ids)
        own = {one.id for one in self._of.groups if one.class_id in class_ids}
        groups = _gathered((one.group_id, one.days) for one in self._of.group_days if one.group_id in own)
        return Rolls(classes, groups)

    async def unexplained(self, class_ids: Collection[ClassId], first: date, last: date) -> tuple[Unexplained, ...]:
        found: defaultdict[tuple[date, ClassId], set[PersonId]] = defaultdict(set)
        for lesson_id, key in self._journal.between(class_ids, first, last):
            for fact in self._journal.attendance.standing(lesson_id):
                if fact.value.kind == "absent" and fact.value.reason is None:
                    found[key.day, key.class_id].add(fact.value.pupil_id)
        return tuple(Unexplained(of, day, len(pupils)) for (day, of), pupils in sorted(found.items()))

    async def period_marks(
        self, class_ids: Collection[ClassId], codes: Collection[str]
    ) -> Mapping[tuple[ClassId, SubjectId, str], frozenset[PersonId]]:
        found: defaultdict[tuple[ClassId, SubjectId, str], set[PersonId]] = defaultdict(set)
        for mark in self._periods.standing():
            course, code = mark.key.course, mark.key.code
            if course.class_id in class_ids and code in codes:
                found[course.class_id, course.subject_id, code].add(mark.pupil_id)
        return {key: frozenset(pupils) for key, pupils in found.items()}

    async def own_hours(self, school_id: SchoolId) -> Mapping[PersonId, time]:
        chosen = ((person, one.digest_at) for (school, person), one in self._chosen.items() if school == school_id)
        return {person: hour for person, hour in chosen if person is not None and hour is not None}

    async def holders(self, school_id: SchoolId, day: date) -> tuple[Holder, ...]:
        held = [one for one in self._of.functions if day in one.days and self._of.school_of(one.person_id) == school_id]
        held.sort(key=lambda one: (self._of.named(one.person_id), one.grant.role, one.grant.class_id or 0))
        return tuple(Holder(one.person_id, self._of.people[one.person_id].name, one.grant) for one in held)

    async def chats(self, school_id: SchoolId, day: date) -> Mapping[PersonId, tuple[ChatKey, ...]]:
        holding = {one.person_id for one in await self.holders(school_id, day)}
        found: defaultdict[PersonId, dict[ChatKey, None]] = defaultdict(dict)
        for link in self._links.active():
            if link.person_id in holding and self._links.chats[link.chat_key].blocked_at is None:
                found[link.person_id][link.chat_key] = None
        return {person_id: tuple(keys) for person_id, keys in found.items()}

    async def slots(self, school_id: SchoolId) -> Mapping[PersonId, Mapping[str, str]]:
        return {one: cells for one, cells in self._state.cells.items() if self._of.school_of(one) == school_id}

    async def leaves(self, school_id: SchoolId, day: date) -> tuple[Leave, ...]:
        own = [leave for school, leave in self._state.leaves.values() if school == school_id]
        found = [leave for leave in own if leave.from_day <= day <= leave.to_day]
        return tuple(sorted(found, key=lambda leave: leave.from_day, reverse=True))

    async def leaves_from(self, school_id: SchoolId, day: date) -> tuple[Leave, ...]:
        own = [leave for school, leave in self._state.leaves.values() if school == school_id and leave.to_day >= day]
        return tuple(sorted(own, key=lambda leave: (leave.from_day, leave.person_id)))

    async def add_leave(self, school_id: SchoolId, leave: Leave) -> None:
        self._state.leaves[leave.person_id, leave.from_day] = school_id, leave

    async def end_leave(self, person_id: PersonId, from_day: date) -> bool:
        return self._state.leaves.pop((person_id, from_day), None) is not None


class MemoryDuties:
    """Reads and writes one copy of the state."""

    def __init__(self, of: Directories, state: DutyState) -> None:
        self._of, self._state = of, state

    async def open(self, school_id: SchoolId, dues: Collection[Due], at: datetime) -> None:
        by_key = {kept.key: (duty_id, is_open) for duty_id, (_, kept, is_open) in self._state.kept.items()}
        for due in dues:
            known, is_open = by_key.get(due.key, (None, False))
            if is_open:
                continue
            duty_id = known or DutyId(len(self._state.kept) + 1)
            kept = Kept(duty_id, due.duty, due.about, due.person_id, at)
            self._state.kept[duty_id] = school_id, kept, True
            self._state.dues[duty_id] = due.due
            self._happened(duty_id, Event.OPENED, at)

    async def standing(self, school_id: SchoolId) -> tuple[Kept, ...]:
        return tuple(kept for school, kept, is_open in self._state.kept.values() if is_open and school == school_id)

    async def of_person(self, person_id: PersonId) -> tuple[Kept, ...]:
        return tuple(kept for _, kept, is_open in self._state.kept.values() if is_open and kept.person_id == person_id)

    async def done(self, duties: Collection[DutyId], at: datetime) -> None:
        for duty_id in duties:
            school, kept, _ = self._state.kept[duty_id]
            self._state.kept[duty_id] = school, kept, False
            self._happened(duty_id, Event.DONE, at)

    async def reminded(self, told: Collection[tuple[DutyId, PersonId]], occasion: str, at: datetime) -> None:
        for duty_id, person_id in told:
            school, kept, is_open = self._state.kept[duty_id]
            self._state.kept[duty_id] = school, replace(kept, reminded_at=at, reminders=kept.reminders + 1), is_open
            self._happened(duty_id, Event.REMINDED, at, person_id, f"{occasion}:{person_id}")

    async def escalated(self, told: Collection[tuple[DutyId, PersonId]], at: datetime) -> None:
        for duty_id, person_id in told:
            self._happened(duty_id, Event.ESCALATED, at, person_id, str(person_id))

    async def heard(self, school_id: SchoolId) -> frozenset[tuple[DutyId, PersonId]]:
        own = {kept.id for kept in await self.standing(school_id)}
        escalated = [(one, past) for (one, event, _), past in self._state.events.items() if event is Event.ESCALATED]
        return frozenset((one, past.person_id) for one, past in escalated if one in own and past.person_id is not None)

    async def snooze(self, duties: Collection[DutyId], to: date, at: datetime) -> None:
        for duty_id in duties:
            school, kept, is_open = self._state.kept[duty_id]
            self._state.kept[duty_id] = school, replace(kept, snoozed_to=to), is_open
            self._happened(duty_id, Event.SNOOZED, at)

    async def history(self, duties: Collection[DutyId]) -> Mapping[DutyId, tuple[Past, ...]]:
        events = self._state.events.items()
        return {one: tuple(past for (of, _, _), past in events if of == one) for one in duties}

    async def close(self, duties: Collection[DutyId], by: PersonId, at: datetime) -> None:
        await self.done(duties, at)
        self._state.closed |= {*duties}

    async def closed(self, school_id: SchoolId, since: date) -> frozenset[tuple[str, str]]:
        own = [(self._state.kept[one][0], self._state.kept[one][1]) for one in self._state.closed]
        late = [kept for school, kept in own if school == school_id and self._state.dues[kept.id] >= since]
        return frozenset((kept.duty.value, kept.about.key) for kept in late)

    async def had(self, school_id: SchoolId, day: date) -> frozenset[tuple[PersonId, Occasion]]:
        taken = self._state.turns.items()
        return frozenset(
            (person, occasion) for (person, occasion, of), school in taken if (of, school) == (day, school_id)
        )

    async def take(
        self, school_id: SchoolId, turns: Collection[tuple[PersonId, Occasion]], day: date, at: datetime
    ) -> frozenset[tuple[PersonId, Occasion]]:
        free = frozenset((person, one) for person, one in turns if (person, one, day) not in self._state.turns)
        self._state.turns |= {(person, one, day): school_id for person, one in free}
        return free

    def _happened(
        self, duty_id: DutyId, event: Event, at: datetime, person_id: PersonId | None = None, occasion: str = ""
    ) -> None:
        self._state.events.setdefault((duty_id, event, occasion or at.isoformat()), Past(event, at, person_id))


T = TypeVar("T")


def _gathered(pairs: Iterable[tuple[T, Days]]) -> dict[T, tuple[Span, ...]]:
    found: defaultdict[T, dict[Span, None]] = defaultdict(dict)
    for of, days in pairs:
        found[of][Span(days.first, days.last)] = None
    return {of: tuple(spans) for of, spans in found.items()}
