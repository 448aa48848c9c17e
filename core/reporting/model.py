"""How far people have come with the diary, in figures; no names but where somebody is to be called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from core.deadlines.profiles import Target
from core.ids import ClassId, PersonId
from core.people.model import Person, School, SchoolClass


class Circle(StrEnum):
    """Who is counted together (K05: a bar for each class and role)."""

    GUARDIANS = "guardians"
    PUPILS = "pupils"
    STAFF = "staff"


class Stage(StrEnum):
    """How far somebody has come (K01: registered, activated, active). Everybody stands at exactly one, the furthest."""

    NOTHING = "nothing"
    """No application, no code: nobody has begun (E02, D12)."""
    APPLIED = "applied"
    """An application waits for a decision (E07)."""
    ISSUED = "issued"
    """A code was handed out; no chat speaks for them (D12)."""
    LINKED = "linked"
    """A chat speaks for them and can be written to, and was not used for a week."""
    ACTIVE = "active"
    """The same, and they wrote or pressed a button within the last seven days."""
    UNREACHABLE = "unreachable"
    """They were linked, and every chat of theirs refuses what the bot sends: the school must speak to them."""


CONNECTED = frozenset({Stage.LINKED, Stage.ACTIVE})
"""Counted as connected against a target: who gets nothing any more is not (K03-K05)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database knows of somebody: the facts that `rules.stage_of` decides by."""

    applied: bool = False
    issued: bool = False
    linked: bool = False
    reachable: bool = False
    recent: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """So many people of a class with equal facts; of all classes together without one, each person once."""

    circle: Circle
    class_id: ClassId | None
    standing: Standing
    people: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many people stand at each stage."""

    stages: tuple[tuple[Stage, int], ...] = ()

    def at(self, stage: Stage) -> int:
        """How many stand there."""
        return dict(self.stages).get(stage, 0)

    @property
    def total(self) -> int:
        """Everybody, each once."""
        return sum(people for _, people in self.stages)

    @property
    def connected(self) -> int:
        """Those whom news reach."""
        return sum(people for stage, people in self.stages if stage in CONNECTED)


@dataclass(frozen=True, slots=True)
class Families:
    """Families of today's pupils, a family for each pupil: connected is one of which a guardian can be written to.

    `week_ago`, `month_ago`: how many of these same families were connected then. `alone`: pupils without a guardian
    in the lists. `first`: the day of the first link of any.
    """

    total: int = 0
    alone: int = 0
    now: int = 0
    week_ago: int = 0
    month_ago: int = 0
    first: date | None = None

    @property
    def percent(self) -> int:
        """Rounded down: 99 while one is missing."""
        return self.now * 100 // self.total if self.total else 0

    @property
    def gained(self) -> int:
        """More than a week ago; fewer, if negative."""
        return self.now - self.week_ago


@dataclass(frozen=True, slots=True)
class OfClass:
    """A class's families and funnels."""

    of: SchoolClass
    families: Families
    guardians: Funnel
    pupils: Funnel


class Outlook(StrEnum):
    """What becomes of a target if the last weeks go on."""

    REACHED = "reached"
    IN_TIME = "in_time"
    LATE = "late"
    NEVER = "never"
    """Nobody came in these weeks, or it would take years."""
    UNKNOWN = "unknown"
    """Too few days since the first link to say anything."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """When so many per cent are reached: the day, where there is one; how many families are missing today."""

    outlook: Outlook
    missing: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """A target of the school's profile with what can be said of it."""

    target: Target
    forecast: Forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """The whole picture for a reader. `whole`: of the school; else of the reader's own classes.

    `strangers`: applications that wait and are of nobody in the lists. `everybody`: what 100 % would take.
    `decides`: whether the reader receives applications.
    """

    school: School
    today: date
    whole: bool
    families: Families
    circles: tuple[tuple[Circle, Funnel], ...]
    classes: tuple[OfClass, ...]
    aims: tuple[Aim, ...]
    everybody: Forecast
    strangers: int = 0
    decides: bool = False

    def of(self, circle: Circle) -> Funnel:
        """The funnel of a circle; an empty one where nobody is counted."""
        return dict(self.circles).get(circle, Funnel())


class Step(StrEnum):
    """What to do about a family that is not connected, the furthest first."""

    DECIDE = "decide"
    """An application waits."""
    UNBLOCK = "unblock"
    """They were connected and their chat refuses the bot."""
    HELP = "help"
    """A code is out and still good: they need a hand."""
    RENEW = "renew"
    """The code does not work any more."""
    HAND_OUT = "hand_out"
    """They never had one."""
    ENTER = "enter"
    """The lists know no guardian of this child."""


@dataclass(frozen=True, slots=True)
class Call:
    """A family to be called: the child as staff may name it, since when they wait, what to do, how many guardians."""

    pupil_id: PersonId
    label: str
    since: date
    step: Step
    guardians: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """A class with its funnels and the families to be called, those first who have waited longest."""

    school: School
    today: date
    of: OfClass
    calls: tuple[Call, ...]
    issues: bool
    """Whether the reader hands out codes to this class."""
    decides: bool
    """Whether the reader receives applications."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Somebody whose every chat refuses what the bot sends: since when, why, how many messages were lost in a month.

    `class_id` and `children` are those of a guardian; a pupil has a class, staff have neither.
    """

    person: Person
    circle: Circle
    class_id: ClassId | None
    children: tuple[Person, ...]
    since: datetime
    why: str | None
    messages: int


@dataclass(frozen=True, slots=True)
class Missed:
    """So many messages of a month were lost for a reason though their chats are open."""

    reason: str
    messages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """Whom messages do not reach, by class and then the longest first; `titles` are those of the reader's classes.

    Who has children in two classes, or works here too, stands in each of these places.
    """

    school: School
    today: date
    titles: Mapping[ClassId, str]
    people: tuple[Unreachable, ...]
    missed: tuple[Missed, ...]

    @property
    def persons(self) -> int:
        """Everybody, each once."""
        return len({one.person.id for one in self.people})
