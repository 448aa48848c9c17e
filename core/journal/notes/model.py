"""Absence notes: stated once, ended by being withdrawn or replaced, never changed or deleted."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.ids import EntryId, NoteId, PersonId, SchoolId
from core.journal.attachments.model import Attachment
from core.journal.model import Reason


class Source(StrEnum):
    """Who says that the pupil is away."""

    TEACHER = "teacher"
    GUARDIAN = "guardian"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a note says: the days, both included, and the numbers of the lessons; without numbers, all of them.

    Without a last day it is open: it holds until somebody says on which day the pupil came back.
    """

    pupil_id: PersonId
    first_day: date
    last_day: date | None
    reason: Reason
    source: Source = Source.TEACHER
    lessons: frozenset[int] = frozenset()

    def covers(self, day: date, number: int) -> bool:
        """Whether it speaks of this lesson."""
        return self.first_day <= day <= self.until and (not self.lessons or number in self.lessons)

    @property
    def until(self) -> date:
        """The last day, or the end of time."""
        return date.max if self.last_day is None else self.last_day

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
    from_family: bool = False
    """Entered by a guardian: it holds at once, and waits for the class teacher's word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceNote:
    """A note that was kept. It stands until `ended_at`; `replaced_by` is the note that took its place.

    `comment` is what the guardian added, `refusal` why the class teacher did not accept it: a code or own words.
    """

    id: NoteId
    made: NewNote
    comment: str | None = None
    confirmed_at: datetime | None = None
    confirmed_by: PersonId | None = None
    refusal: str | None = None
    ended_at: datetime | None = None
    ended_by: PersonId | None = None
    replaced_by: NoteId | None = None
    certificate: tuple[Attachment, ...] = ()
    accepted_at: datetime | None = None
    """When the class teacher took the certificate."""

    @property
    def stated(self) -> Stated:
        """What it says."""
        return self.made.stated

    @property
    def waits(self) -> bool:
        """Whether it is a family's word that the class teacher has not confirmed."""
        return self.made.from_family and self.confirmed_at is None and self.ended_at is None
