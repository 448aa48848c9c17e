"""An application for a diary: its form, where it stands, and who did what to it (E01-E08)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from core.ids import ApplicationId, ChatKey, PersonId, SchoolId
from core.people.model import Name, Person


class State(StrEnum):
    """Where an application stands (domain.md §4.4). `EXPIRED`: a form that was never sent."""

    FILLING = "filling"
    RECEIVED = "received"
    CHECKED = "checked"
    REGISTERED = "registered"
    CONNECTED = "connected"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


WAITING = (State.RECEIVED, State.CHECKED, State.REGISTERED)
"""Sent, and not decided."""


class Question(StrEnum):
    """The questions of the form, in their order."""

    GUARDIAN = "guardian"
    CHILD = "child"
    CLASS = "class"
    RELATION = "relation"
    PHONE = "phone"
    CONSENT = "consent"


class Relation(StrEnum):
    """Who the applicant is to the child."""

    MOTHER = "mother"
    FATHER = "father"
    TRUSTEE = "trustee"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Form:
    """The answers. `consent` is the version of the form that was consented to, `consent_at` the moment.

    `uid` is what the portal calls the applicant; staff enter it, and nobody has to (D02, P05).
    """

    guardian: Name | None = None
    child: Name | None = None
    class_title: str | None = None
    relation: Relation | None = None
    phone: str | None = None
    consent: str | None = None
    consent_at: datetime | None = None
    uid: str | None = None

    def answer(self, question: Question) -> object:
        """The answer to a question, or None."""
        return getattr(self, "class_title" if question is Question.CLASS else question.value)

    @property
    def missing(self) -> Question | None:
        """The first question without an answer."""
        return next((one for one in Question if self.answer(one) is None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application as it stands. `chat_key` is where the form was filled; a paper one was typed by `typed_by`.

    `asked` is the question whose answer is awaited. `number` is given when it is sent, `register_number` when it is
    entered into the register of applications (E06). Of the passport nothing is kept but that it was shown (E04).
    """

    id: ApplicationId
    school_id: SchoolId
    chat_key: ChatKey
    changed_at: datetime
    typed_by: PersonId | None = None
    state: State = State.FILLING
    form: Form = field(default_factory=Form)
    asked: Question | None = Question.GUARDIAN
    number: int | None = None
    received_at: datetime | None = None
    checked_at: datetime | None = None
    checked_by: PersonId | None = None
    register_number: int | None = None
    registered_at: datetime | None = None
    registered_by: PersonId | None = None
    decided_at: datetime | None = None
    decided_by: PersonId | None = None
    reason: str | None = None
    guardian_id: PersonId | None = None
    pupil_id: PersonId | None = None

    @property
    def waiting(self) -> bool:
        """Whether it was sent and is not decided."""
        return self.state in WAITING

    @property
    def on_paper(self) -> bool:
        """Whether it was brought on paper and typed by staff (E02)."""
        return self.typed_by is not None


class Difference(StrEnum):
    """In what two spellings of one name differ (E05)."""

    YO = "yo"
    HYPHEN = "hyphen"
    SWAPPED = "swapped"
    TYPO = "typo"
    PATRONYMIC = "patronymic"


Differences = frozenset[Difference]


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil of the directories who may be the child, with the class and in what the names differ.

    Pupils of one class with one full name have a `namesake` number from 1 on, and their guardians tell them apart.
    """

    person: Person
    class_title: str
    differences: Differences = frozenset()
    namesake: int = 0
    guardians: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Guardian:
    """A guardian of the directories who may be the applicant; `of_pupil` are own children among the candidates."""

    person: Person
    differences: Differences = frozenset()
    of_pupils: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """What the directories and other applications say about one."""

    pupils: tuple[Pupil, ...] = ()
    guardians: tuple[Guardian, ...] = ()
    connected: bool = False
    """Whether the applicant is already linked as a guardian of this child."""
    others: tuple[Application, ...] = ()
    """Other applications of the same person for the same child that wait or were connected."""


@dataclass(frozen=True, slots=True)
class Case:
    """An application as its clerk sees it: the day on which it came, and the one by which it must be decided.

    `unreachable`: the applicant has blocked the bot, and hears nothing of it.
    """

    application: Application
    received: date
    due: date
    found: Found = field(default_factory=Found)
    registered_by: Name | None = None
    unreachable: bool = False


class Event(StrEnum):
    """Of what staff hear: new ones, one that a clerk registered, what is due or nearly so, what is overdue."""

    NEW = "new"
    REGISTERED = "registered"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Waits:
    """How many applications wait at a school: by what is done next, and by their time.

    `soon` are to be decided within two days, `soon_registered` those of them that only need to be connected; `overdue`
    should have been decided, the oldest of them `late` days ago.
    """

    received: int = 0
    checked: int = 0
    registered: int = 0
    soon: int = 0
    soon_registered: int = 0
    overdue: int = 0
    late: int = 0

    @property
    def due(self) -> bool:
        """Whether anything is overdue or nearly so."""
        return bool(self.soon or self.overdue)

    def tells(self, event: Event) -> bool:
        """Whether there still is what a push about this would tell."""
        match event:
            case Event.NEW:
                return bool(self.received)
            case Event.REGISTERED:
                return bool(self.registered)
            case Event.DUE:
                return self.due
            case Event.OVERDUE:
                return bool(self.overdue)


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits at a school: the oldest first. `connects`: whether the actor may connect, and not only register."""

    cases: tuple[Case, ...]
    today: date
    connects: bool
    waits: Waits = field(default_factory=Waits)
