"""What may be asked for, and what becomes of it. A request is decided once and kept as it was made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from core.calendar.changes.model import Why
from core.ids import ClassId, DraftId, GroupId, LessonId, PeriodMarkId, PersonId, RequestId, SchoolId, SubjectId
from core.journal.changes import Change
from core.journal.model import Order
from core.journal.taps.model import LessonRef
from core.people.details import Detail
from core.people.model import Name


class State(StrEnum):
    """Where a request stands. `OUTDATED`: it was allowed when the journal said something else, or was closed."""

    WAITING = "waiting"
    ALLOWED = "allowed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class Correction:
    """Changes of a lesson that was recorded (P12, B27, B29)."""

    changes: tuple[Change, ...]
    what: Literal["correction"] = "correction"


@dataclass(frozen=True, slots=True)
class LateEntry:
    """A lesson to be recorded after its time; allowed, its teacher may write it (P11)."""

    days: int
    what: Literal["late_entry"] = "late_entry"


@dataclass(frozen=True, slots=True)
class PeriodCorrection:
    """Another mark of a period for a pupil who has one; `mark_id` is the one that stood when it was asked for (P12)."""

    class_id: ClassId
    subject_id: SubjectId
    period: str
    pupil_id: PersonId
    mark_id: PeriodMarkId
    old: str
    new: str
    what: Literal["period_correction"] = "period_correction"


@dataclass(frozen=True, slots=True)
class DataChange:
    """Another value of what the school keeps of a person; the class teacher of the class decides (A23).

    `old` is what the directory said when it was asked for; both are written as `Details.value` writes them.
    """

    person_id: PersonId
    class_id: ClassId
    detail: Detail
    old: str
    new: str
    what: Literal["data_change"] = "data_change"


@dataclass(frozen=True, slots=True)
class Substitution:
    """A colleague's lesson that the asker would hold, where the school alone assigns substitutions (B11).

    The lesson as the timetable had it when it was asked for, and whose it was; `why` becomes the substitution's.
    `busy`: the asker had an own lesson at that time, and who decides knows it.
    """

    class_id: ClassId
    group_id: GroupId | None
    subject_id: SubjectId
    day: date
    number: int
    teacher_id: PersonId
    why: Why
    busy: bool = False
    what: Literal["substitution"] = "substitution"

    @property
    def ref(self) -> LessonRef:
        """The lesson as a button names it."""
        return LessonRef(self.class_id, self.group_id, self.subject_id, self.day, self.number)


Matter = Correction | LateEntry | PeriodCorrection | DataChange | Substitution
"""What is asked for; each kind knows how it is carried out (`matters.py`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRequest:
    """A request to be made: who asks for what, why, about which lesson and with which draft."""

    school_id: SchoolId
    asker_id: PersonId
    asked_at: datetime
    reason: str
    matter: Matter
    lesson_id: LessonId | None = None
    draft_id: DraftId | None = None
    order: Order | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it stands. `answer` is what was said when it was refused."""

    id: RequestId
    made: NewRequest
    state: State = State.WAITING
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    answer: str | None = None

    @property
    def waiting(self) -> bool:
        """Whether nobody has decided."""
        return self.state is State.WAITING

    @property
    def withdrawn(self) -> bool:
        """Whether the asker took it back."""
        return self.state is State.WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A request with all that people need to decide it or to hear of it. `names` are those of the pupils in it."""

    request: Request
    asker: Name
    decider: Name | None = None
    class_title: str = ""
    subject_name: str = ""
    day: date | None = None
    number: int | None = None
    names: Mapping[PersonId, Name] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnRequests:
    """What a teacher asked for about a lesson and what still waits; the pupils as the teacher's screens name them."""

    requests: tuple[Request, ...] = ()
    names: Mapping[PersonId, str] = field(default_factory=dict)
