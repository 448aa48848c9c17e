"""What is due: of whom, about what, until when, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Self

from core.ids import ChatKey, ClassId, DutyId, GroupId, PersonId, SubjectId
from core.people.model import Grant, Name


class Duty(StrEnum):
    """What a regulation asks of staff (domain.md §4.1). `core.deadlines.sources` finds what is due of each."""

    LESSON = "lesson"
    """A lesson that took place is recorded (B01, B02)."""
    REASONS = "reasons"
    """The reasons of a day's absences are given by the class teacher (B09)."""
    ROSTER = "roster"
    """The class list is checked every month (A22)."""
    REMARK = "remark"
    """A remark about the journal is mended (F04)."""
    RECHECK = "recheck"
    """What teachers have mended is looked at (F04)."""
    VERIFY = "verify"
    """The diary of the month before is verified (G02-G04)."""
    CHECK = "check"
    """The journal of the month before is checked (F01, F05)."""
    PERIOD = "period"
    """The marks of a period are given (B23, B24)."""
    PRELIMINARY = "preliminary"
    """The class teacher hands in a report before a period ends (M08)."""
    WEEKLY = "weekly"
    """The week's report on work with the diary (K01, K02)."""
    ADOPTION = "adoption"
    """A report on the adoption of the diary, by a list of dates (J06)."""
    ACTIVATION = "activation"
    """So many per cent of families connected by a date (K03-K05)."""
    BACKUP = "backup"
    """A copy of the database (L01)."""
    EXPORT = "export"
    """The whole school year is sent to the portal (C04, C05)."""
    CONSENTS = "consents"
    """Families are asked for their written consent (O01, P20)."""
    APPLICATIONS = "applications"
    """Applications wait for a decision (E07)."""
    QUESTIONS = "questions"
    """Questions to the administrators wait longer than they should (A28)."""


TEACHING = frozenset({Duty.LESSON, Duty.REASONS, Duty.ROSTER, Duty.PERIOD, Duty.PRELIMINARY, Duty.REMARK, Duty.VERIFY})
"""Nobody is reminded of these on days on which nobody has lessons."""
BY_HAND = frozenset({Duty.PRELIMINARY, Duty.WEEKLY, Duty.ADOPTION, Duty.ACTIVATION, Duty.BACKUP, Duty.EXPORT})
"""Only their person can say that these are done."""
SILENT = frozenset({Duty.APPLICATIONS})
"""These are on the list, and reminded of elsewhere (`core.applications.reception`)."""


@dataclass(frozen=True, slots=True)
class About:
    """What a duty is about; what is not of it stays empty. Two duties of a kind about the same are one."""

    class_id: ClassId | None = None
    group_id: GroupId | None = None
    subject_id: SubjectId | None = None
    day: date | None = None
    number: int | None = None
    code: str | None = None

    @property
    def key(self) -> str:
        """The same as a text."""
        parts = (self.class_id, self.group_id, self.subject_id, self.day, self.number, self.code)
        return ":".join("" if part is None else str(part) for part in parts)

    @classmethod
    def of(cls, key: str) -> Self:
        """The duty's matter again."""
        of, group, subject, day, number, code = key.split(":", 5)
        return cls(
            ClassId(int(of)) if of else None,
            GroupId(int(group)) if group else None,
            SubjectId(int(subject)) if subject else None,
            date.fromisoformat(day) if day else None,
            int(number) if number else None,
            code or None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """Something that somebody is to do. `due` is the last day in time; from `urged` on its person is reminded.

    After `escalates` those who oversee it hear of it. `count`: of how many pupils, where it is about several.
    """

    duty: Duty
    about: About
    person_id: PersonId
    opens: date
    urged: date
    due: date
    escalates: date
    count: int = 1

    @property
    def key(self) -> tuple[str, str, PersonId]:
        """What makes it that duty and no other."""
        return self.duty.value, self.about.key, self.person_id

    def overdue(self, today: date) -> bool:
        """Whether its last day has passed."""
        return today > self.due

    def escalated(self, today: date) -> bool:
        """Whether it waits so long that others hear of it."""
        return today > self.escalates


@dataclass(frozen=True, slots=True)
class Kept:
    """A duty as the ledger holds it while it is open."""

    id: DutyId
    duty: Duty
    about: About
    person_id: PersonId
    opened_at: datetime
    reminded_at: datetime | None = None
    reminders: int = 0
    snoozed_to: date | None = None

    @property
    def key(self) -> tuple[str, str, PersonId]:
        """As `Due.key`."""
        return self.duty.value, self.about.key, self.person_id


class Event(StrEnum):
    """What became of a duty. `DONE`: it is done, or nothing asks for it any more."""

    OPENED = "opened"
    REMINDED = "reminded"
    SNOOZED = "snoozed"
    ESCALATED = "escalated"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Past:
    """An event of a duty's history; `person_id` is whom it concerns."""

    event: Event
    at: datetime
    person_id: PersonId | None = None


class Occasion(StrEnum):
    """When in a day somebody is reminded."""

    MORNING = "morning"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands of a lesson: which kinds of text («held», «topic»…)."""

    about: About
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which somebody is on a list, both included; open-ended without the last."""

    first: date
    last: date | None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Rolls:
    """On which days classes and groups have anybody on their lists: no empty class is asked for anything."""

    classes: Mapping[ClassId, tuple[Span, ...]]
    groups: Mapping[GroupId, tuple[Span, ...]]

    def anyone(self, class_id: ClassId, group_id: GroupId | None, day: date) -> bool:
        """Whether there is a pupil to be taught."""
        spans = self.classes.get(class_id, ()) if group_id is None else self.groups.get(group_id, ())
        return any(day in span for span in spans)


@dataclass(frozen=True, slots=True)
class Unexplained:
    """How many pupils of a class were absent on a day without a reason."""

    class_id: ClassId
    day: date
    pupils: int


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody of the staff is away from a day to a day, both included; `deputy_id` stands in."""

    person_id: PersonId
    from_day: date
    to_day: date
    deputy_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with a function of the day."""

    person_id: PersonId
    name: Name
    grant: Grant


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's reminder of a day: its moment by the school's clock, the chats, until when it is worth sending."""

    person_id: PersonId
    occasion: Occasion
    at: time
    chats: tuple[ChatKey, ...]


class Section(StrEnum):
    """Where a line stands on the screen."""

    OVERDUE = "overdue"
    TODAY = "today"
    LATER = "later"
    HANDED = "handed"
    """Of others, and so long overdue that it is told here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A duty, or several of a kind as one, in names: for a screen and for the evening's message."""

    section: Section
    duty: Duty
    about: About
    due: date
    title: str
    subject: str = ""
    group: str | None = None
    owner: str | None = None
    owner_id: PersonId | None = None
    count: int = 1
