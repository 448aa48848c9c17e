"""What the school's time is made of."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from core.ids import ClassId, GroupId, PersonId, SubjectId


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

    def running(self, moment: datetime) -> bool:
        """Whether the lesson is going on at this local moment."""
        if self.day != moment.date() or self.starts is None or self.ends is None:
            return False
        return self.starts <= moment.time() <= self.ends


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that decides which lessons a date has."""

    year_from: date
    year_to: date
    terms: tuple[Term, ...]
    bells: tuple[Bell, ...]
    entries: tuple[TimetableEntry, ...]
