"""Changes of the timetable as they are kept: who decided them, when and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.calendar.model import Change, Place
from core.ids import ChangeId, ClassId, GroupId, PersonId, SchoolId


class Why(StrEnum):
    """Why the timetable is otherwise; the code only, never a diagnosis (B25)."""

    ILLNESS = "i"
    TRIP = "t"
    COURSES = "c"
    FAMILY = "f"
    EVENT = "e"
    OTHER = "o"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChange:
    """A change to be kept. `was` is the lesson by the weekly timetable, `now` how it takes place.

    `declared`: by the teacher who holds the lesson. `replaces` is what stood about this lesson before. `bundle` names
    the first of several that are decided together and end together.
    """

    school_id: SchoolId
    class_id: ClassId
    group_id: GroupId | None
    was: Place | None
    now: Place | None
    why: Why
    made_by: PersonId
    made_at: datetime
    declared: bool = False
    replaces: ChangeId | None = None
    bundle: ChangeId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptChange:
    """A change as it stands: it is ended once, by somebody who revoked it or decided otherwise."""

    id: ChangeId
    grade: int
    made: NewChange
    ended_at: datetime | None = None
    ended_by: PersonId | None = None

    @property
    def change(self) -> Change:
        """What it makes of the lesson."""
        made = self.made
        return Change(self.id, made.class_id, self.grade, made.group_id, made.was, made.now)


@dataclass(frozen=True, slots=True)
class Substituted:
    """A line of the journal of substitutions (B25). `recorded`: the substitute wrote the lesson into the journal."""

    kept: KeptChange
    recorded: bool
