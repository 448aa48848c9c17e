"""What became of a notice: by chats, by people, by answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.ids import PersonId
from core.notices.model import Notice
from core.people.model import Name


@dataclass(frozen=True, slots=True)
class Ended:
    """So many chats ended this way."""

    state: str
    reason: str | None
    chats: int


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a notice: people who have it, chats by how they ended, chats that wait."""

    notice: Notice
    delivered: int
    waiting: int
    ended: tuple[Ended, ...]
    read: int = 0
    """People who said that they have read it, or have answered."""
    answers: Mapping[int, int] = field(default_factory=dict)
    """People who have it by the number of their answer."""
    closed: bool = False
    """Whether answers are taken no more."""
    named: bool = True
    """Whether the school lets names of its recipients into the messenger."""

    @property
    def unread(self) -> int:
        """People who have it and have said nothing to it."""
        return max(self.delivered - self.read, 0)

    @property
    def share(self) -> int:
        """Chats that are done with, in per cent."""
        done = sum(one.chats for one in self.ended)
        return 100 * done // max(done + self.waiting, 1) if self.waiting else 100

    @property
    def sent(self) -> int:
        """Chats in which the notice stands."""
        return sum(one.chats for one in self.ended if one.state == "sent")


class End(StrEnum):
    """Where a notice stands for one person."""

    DELIVERED = "delivered"
    WAITING = "waiting"
    FAILED = "failed"
    UNLINKED = "unlinked"
    UNASKED = "unasked"


@dataclass(frozen=True, slots=True)
class OfPupil:
    """A pupil of the audience for whom somebody is told; `own`: the pupil is told."""

    id: PersonId
    name: Name
    title: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One recipient in the report: where it stands and since when, and for which pupils of the audience.

    `reason`: why it failed, as the outbox says. `answer`: its number.
    """

    name: Name
    end: End
    reason: str | None = None
    delivered_at: datetime | None = None
    read_at: datetime | None = None
    pupils: tuple[OfPupil, ...] = ()
    answer: int | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of the pupils, each once."""
        return tuple(dict.fromkeys(one.title for one in self.pupils))

    @property
    def children(self) -> tuple[Name, ...]:
        """A guardian's children."""
        return tuple(one.name for one in self.pupils if not one.own)
