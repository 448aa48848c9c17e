"""Absence notes: stated once, ended by being withdrawn or replaced, never changed or deleted."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.ids import EntryId, NoteId, PersonId, SchoolId
from core.journal.model import Absence, Reason
from core.people.model import Person, SchoolClass


class Source(StrEnum):
    """Who says that the pupil is away."""

    TEACHER = "teacher"
    GUARDIAN = "guardian"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a note says: the days, both included, and the numbers of the lessons; without numbers, all of them."""

    pupil_id: PersonId
    first_day: date
    last_day: date
    reason: Reason
    source: Source = Source.TEACHER
    lessons: frozenset[int] = frozenset()

    def covers(self, day: date, number: int) -> bool:
        """Whether it speaks of this lesson."""
        return self.first_day <= day <= self.last_day and (not self.lessons or number in self.lessons)

    @property
    def foretells(self) -> bool:
        """Whether the pupil is expected to be away; playing truant is established lesson by lesson."""
        return self.reason is not Reason.UNEXCUSED


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNote:
    """A note to be kept: who entered it, when, and with which entry of a lesson, if it came in a lesson's message."""

    school_id: SchoolId
    stated: Stated
    entered_by: PersonId
    entered_at: datetime
    entry_id: EntryId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceNote:
    """A note that was kept. It stands until `ended_at`; `replaced_by` is the note that took its place."""

    id: NoteId
    made: NewNote
    ended_at: datetime | None = None
    ended_by: PersonId | None = None
    replaced_by: NoteId | None = None

    @property
    def stated(self) -> Stated:
        """What it says."""
        return self.made.stated


@dataclass(frozen=True, slots=True)
class Away:
    """A pupil who is missing today or has a note: today's absences by lesson, the notes that run or will run.

    `name` is as far as the school lets names go on a teacher's screen.
    """

    pupil: Person
    name: str
    absences: tuple[Absence, ...]
    notes: tuple[AbsenceNote, ...]

    @property
    def unexplained(self) -> bool:
        """Whether an absence of today waits for its reason (B09)."""
        return any(absence.fact.reason is None for absence in self.absences)


@dataclass(frozen=True, slots=True)
class ClassDay:
    """A class today as its class teacher sees it: who is away, by name."""

    of: SchoolClass
    day: date
    away: tuple[Away, ...]

    def pupil(self, pupil_id: PersonId) -> Away | None:
        """One of those who are away."""
        return next((one for one in self.away if one.pupil.id == pupil_id), None)
