"""For whom an operator types, and in whose hands a typed entry is."""

from dataclasses import dataclass

from core.ids import PersonId
from core.journal.ports import StoredDraft
from core.journal.writing import Recorded
from core.people.model import Actor


@dataclass(frozen=True, slots=True)
class Choice:
    """A teacher to type for, by the name that the school lets into the messenger."""

    id: PersonId
    named: str


@dataclass(frozen=True, slots=True)
class Turn:
    """An operator at work: `actor` is the operator, who types for the teacher of this name."""

    actor: Actor
    named: str


@dataclass(frozen=True, slots=True)
class OperatorDesk:
    """The teacher for whom an operator types now, if any, and those of before, the latest first."""

    teacher: Choice | None
    recent: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Hands:
    """Who typed an entry, and for whom, by the names that the school lets into the messenger."""

    operator: str
    author: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What became of an operator's entry: it waits for its teacher, or was written at once as `recorded`."""

    draft: StoredDraft
    recorded: Recorded | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A person may type for teachers no more, and this many drafts ended with that."""

    drafts: int
