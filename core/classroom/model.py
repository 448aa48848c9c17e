"""What a class teacher sees of a day of the class, and a deputy of a day of the school."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.ids import PersonId
from core.journal.model import Absence
from core.journal.notes.model import AbsenceNote
from core.people.model import Person, SchoolClass


@dataclass(frozen=True, slots=True)
class Away:
    """A pupil on a day: the absences by lesson, the notes that run that day; on the screen of today those to come too.

    `name` is as far as the school lets names go on a teacher's screen. `back` is the first day on which somebody with
    an open note was seen at a lesson after it began.
    """

    pupil: Person
    name: str
    absences: tuple[Absence, ...]
    notes: tuple[AbsenceNote, ...]
    back: date | None = None

    @property
    def missed(self) -> bool:
        """Whether there is anything to say: an absence or a note."""
        return bool(self.absences or self.notes)

    @property
    def unexplained(self) -> bool:
        """Whether an absence of the day waits for its reason (B09)."""
        return any(absence.fact.reason is None for absence in self.absences)

    @property
    def open_note(self) -> AbsenceNote | None:
        """The note without a last day, if one stands."""
        return next((note for note in self.notes if note.stated.last_day is None), None)


@dataclass(frozen=True, slots=True)
class Late:
    """A pupil who came late to a lesson; the minutes, if known (B12)."""

    name: str
    number: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark of the day as the teacher wrote it."""

    name: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Unentered:
    """A lesson that is over and of which nothing was recorded, with who is to record it (B01, B18)."""

    number: int
    subject: str
    group: str | None
    teacher: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassDay:
    """A class on a day as its class teacher sees it. `earlier` and `later` are the next school days, if near.

    `own`: whether who looks may say anything of it. `lessons` counts those of the timetable; there are none in holidays
    and at weekends, and `holiday` tells which.
    """

    of: SchoolClass
    day: date
    today: date
    own: bool
    lessons: int
    holiday: bool
    everyone: tuple[Away, ...]
    late: tuple[Late, ...]
    remarks: tuple[Remark, ...]
    unentered: tuple[Unentered, ...]
    subjects: dict[int, str]
    """The names of the subjects by the number of the lesson, for those who were missing."""
    earlier: date | None
    later: date | None
    waiting: int = 0
    """Pupils with absences of the last weeks that wait for a reason."""
    unconfirmed: int = 0
    """Notes of families that wait for the class teacher's word."""

    def pupil(self, pupil_id: PersonId) -> Away | None:
        """One of the day's list."""
        return next((one for one in self.everyone if one.pupil.id == pupil_id), None)

    @property
    def away(self) -> Sequence[Away]:
        """Those with an absence of the day or a note."""
        return [one for one in self.everyone if one.missed]

    @property
    def missing(self) -> Sequence[Away]:
        """Those with an absence of the day."""
        return [one for one in self.everyone if one.absences]

    @property
    def unexplained(self) -> Sequence[Away]:
        """Those of them without a reason."""
        return [one for one in self.everyone if one.unexplained]


@dataclass(frozen=True, slots=True)
class Gaps:
    """The absences of a pupil that wait for a reason, by day (B09). `overdue` are days past the profile's limit."""

    of: SchoolClass
    pupil: Person
    name: str
    absences: tuple[Absence, ...]
    overdue: tuple[date, ...]

    @property
    def days(self) -> tuple[date, ...]:
        """The days, the oldest first."""
        return tuple(dict.fromkeys(absence.key.day for absence in self.absences))


@dataclass(frozen=True, slots=True)
class ClassCounts:
    """A class on a day in figures: on the list, missing, without a reason, late; lessons over and not recorded."""

    of: SchoolClass
    listed: int
    missing: int
    unexplained: int
    late: int
    unentered: int
    lessons: int


@dataclass(frozen=True, slots=True)
class SchoolDay:
    """The school on a day, class by class."""

    day: date
    today: date
    classes: tuple[ClassCounts, ...]
    earlier: date | None
    later: date | None
