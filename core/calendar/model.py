"""What the school's time is made of."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from core.ids import ChangeId, ClassId, GroupId, PersonId, SubjectId


class TermKind(StrEnum):
    """What a span of the calendar is (P25)."""

    QUARTER = "четверть"
    HALF_YEAR = "полугодие"
    HOLIDAY = "каникулы"


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of the directory with the abbreviations that people write (A11)."""

    id: SubjectId
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A quarter, a half-year or holidays of a range of grades; both days included."""

    name: str
    kind: TermKind
    from_day: date
    to_day: date
    from_grade: int
    to_grade: int


@dataclass(frozen=True, slots=True)
class Bell:
    """When a lesson of that number begins and ends for these grades on these weekdays (0 = Monday)."""

    number: int
    starts: time
    ends: time
    from_grade: int
    to_grade: int
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class TimetableEntry:
    """One weekly lesson with the days for which it holds. `week` 1 or 2 where weeks alternate."""

    class_id: ClassId
    grade: int
    group_id: GroupId | None
    subject_id: SubjectId
    teacher_id: PersonId
    weekday: int
    number: int
    week: int | None
    from_day: date
    to_day: date
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lesson stands: what is taught, by whom, on which day, by which number, in which room."""

    subject_id: SubjectId
    teacher_id: PersonId
    day: date
    number: int
    room: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise about one lesson of one date than the weekly timetable says (B11, B25).

    `was` is the lesson by the weekly timetable, None for an extra one; `now` is how it takes place, None if it is
    cancelled.
    """

    id: ChangeId
    class_id: ClassId
    grade: int
    group_id: GroupId | None
    was: Place | None
    now: Place | None

    @property
    def cancelled(self) -> bool:
        """Whether the lesson does not take place."""
        return self.now is None

    @property
    def extra(self) -> bool:
        """Whether the weekly timetable knows nothing of it."""
        return self.was is None

    @property
    def substituted(self) -> bool:
        """Whether another teacher holds it."""
        return self.was is not None and self.now is not None and self.was.teacher_id != self.now.teacher_id

    @property
    def moved(self) -> bool:
        """Whether it takes place on another day or as another lesson of the day."""
        if self.was is None or self.now is None:
            return False
        return (self.was.day, self.was.number) != (self.now.day, self.now.number)


@dataclass(frozen=True, slots=True)
class Slot:
    """A lesson of a date, before anything was written about it. Times are the school's own."""

    class_id: ClassId
    group_id: GroupId | None
    subject_id: SubjectId
    teacher_id: PersonId
    day: date
    number: int
    starts: time | None = None
    ends: time | None = None
    room: str | None = None
    change: Change | None = None
    """What made it so, if the weekly timetable did not."""

    @property
    def instead_of(self) -> PersonId | None:
        """Whose lesson it is by the weekly timetable, when somebody else holds it."""
        was = self.change.was if self.change else None
        return was.teacher_id if was and was.teacher_id != self.teacher_id else None

    @property
    def weekly(self) -> bool:
        """Whether the weekly timetable has this subject there, whoever holds it and whenever."""
        return self.change is None or (self.change.was is not None and self.change.was.subject_id == self.subject_id)

    @property
    def owner_id(self) -> PersonId:
        """Whose lesson it is, whoever holds it; of what the weekly timetable does not have, who does."""
        return (self.instead_of if self.weekly else None) or self.teacher_id

    def running(self, moment: datetime) -> bool:
        """Whether the lesson is going on at this local moment."""
        if self.day != moment.date() or self.starts is None or self.ends is None:
            return False
        return self.starts <= moment.time() <= self.ends


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson of a day. `gone`: it does not take place, or not on this day; the slot says what is changed."""

    slot: Slot
    class_title: str
    group_title: str | None
    subject: str
    planned_subject: str | None
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A date with its lessons, those that are gone in their old places."""

    day: date
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that decides which lessons a date has."""

    year_from: date
    year_to: date
    terms: tuple[Term, ...]
    bells: tuple[Bell, ...]
    entries: tuple[TimetableEntry, ...]
    changes: tuple[Change, ...] = ()
    """What stands over the weekly timetable, in the order in which it was decided."""
