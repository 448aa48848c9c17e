"""A notice: its words, to whom it goes, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from core.ids import ChatKey, ClassId, GroupId, NoticeId, PersonId, SchoolId
from core.journal.attachments.model import Attachment
from core.notices.question import NO_QUESTION, Asking, Question
from core.people.model import Group, Name, Person, SchoolClass


class Reader(StrEnum):
    """Who of the chosen places is told; `STAFF` are all who are employed, whatever places are chosen.

    `ABSENT` are the guardians of pupils of whom an absence is recorded, or was announced, on the day of the sending.
    """

    GUARDIANS = "guardians"
    PUPILS = "pupils"
    CLASS_TEACHERS = "class_teachers"
    STAFF = "staff"
    ABSENT = "absent"


LISTED = "listed"
"""The part of an audience that are adults of a list."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Readers of places together, and `people`, adults who are told whatever else is chosen.

    Places are grades, classes, groups and single pupils; without any, the whole school. `within`: nobody is told but
    for a child of these classes, whatever is chosen; empty for who writes to the whole school.
    """

    readers: frozenset[Reader] = frozenset()
    grades: frozenset[int] = frozenset()
    classes: frozenset[ClassId] = frozenset()
    groups: frozenset[GroupId] = frozenset()
    pupils: frozenset[PersonId] = frozenset()
    people: frozenset[PersonId] = frozenset()
    within: frozenset[ClassId] = frozenset()

    @property
    def everywhere(self) -> bool:
        """Whether no place is chosen: the whole school, or all of `within`."""
        return not (self.grades or self.classes or self.groups or self.pupils)

    @property
    def several(self) -> bool:
        """Whether it has more than one part."""
        return len(self.readers) + bool(self.people) > 1

    @property
    def listed(self) -> int:
        """How many were put on a list by name."""
        return len(self.pupils) + len(self.people)

    @property
    def lasting(self) -> "Audience":
        """The same for a later day: who was absent need not be so any more."""
        readers = {Reader.GUARDIANS if one is Reader.ABSENT else one for one in self.readers}
        return replace(self, readers=frozenset(readers))


@dataclass(frozen=True, slots=True)
class Reach:
    """People of an audience, each counted once. `told` are those with a chat and no consent taken back.

    `unlinked` have no chat, `unasked` no consent to messages; who lacks both is among the latter.
    """

    people: int = 0
    told: int = 0
    chats: int = 0
    unlinked: int = 0
    unasked: int = 0


class Style(StrEnum):
    """How a part of the words looks, in whatever messenger."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strike"
    SPOILER = "spoiler"
    CODE = "code"
    QUOTE = "quote"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the words, counted in characters; a link has its address."""

    style: Style
    start: int
    end: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """What is told. Spans lie within the text, and two of them either hold each other or do not meet."""

    text: str
    spans: tuple[Span, ...] = ()


class State(StrEnum):
    """Where a notice stands. `HELD`: its time came and it could not be sent."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    HELD = "held"
    SENT = "sent"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class NewNotice:
    """What somebody has begun to write. `sender`: the class in whose name it goes; none for the school's."""

    school_id: SchoolId
    author_id: PersonId
    words: Words
    audience: Audience
    sender: str | None
    at: datetime
    question: Question = NO_QUESTION
    files: tuple[Attachment, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether readers are asked anything, be it only that they have read it."""
        return self.question.kind is not Asking.NOTHING


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as it stands. `version` grows with each change, so that what was not seen is not sent.

    `reach` is what it was when it was sent; `shown` the share, in per cent, of which its author was told last.
    """

    id: NoticeId
    made: NewNotice
    state: State
    version: int
    sent_at: datetime | None = None
    reach: Reach = field(default_factory=Reach)
    shown: int | None = None
    reminders: int = 0
    """How often those who had not read it were reminded, the last time at `reminded_at`."""
    reminded_at: datetime | None = None
    send_at: datetime | None = None
    """When a scheduled one goes out, and the chat in which its author scheduled it."""
    chat_key: ChatKey | None = None


class Why(StrEnum):
    """Why a scheduled notice was not sent."""

    AUTHOR = "author"
    NOBODY = "nobody"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of notices by its number from 0, and whether there are more."""

    notices: tuple[Notice, ...]
    number: int
    more: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A draft as its author sees it. `names`: who of the school's people is named in it, where that was looked for.

    `parts`: of an audience with several, people of each, a reader or `LISTED`; somebody may be in several.
    """

    notice: Notice
    reach: Reach
    classes: tuple[SchoolClass, ...]
    readers: tuple[Reader, ...]
    whole_school: bool
    school_name: str
    names: tuple[str, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)
    groups: tuple["GroupPlace", ...] = ()
    """The chosen groups."""


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """A group with its class and subject: «5А · Английский язык, 1 группа»."""

    group: Group
    of: SchoolClass
    subject: str


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the school as of a day: a pupil of a class, one of the staff, a guardian of pupils of classes."""

    person: Person
    of: SchoolClass | None = None
    staff: bool = False
    guards: tuple[SchoolClass, ...] = ()

    @property
    def classes(self) -> frozenset[ClassId]:
        """The classes to which they belong."""
        return frozenset(one.id for one in (*self.guards, *((self.of,) if self.of else ())))


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


@dataclass(frozen=True, slots=True)
class NoticeNews:
    """A notice as a row of the outbox brings it, with the school in whose name it comes.

    With `report` the row tells the author how far the sending is; `trial` is the author's own copy.
    """

    notice: Notice
    school_name: str
    report: Report | None = None
    trial: bool = False
    answered: bool = False
    """Whether its reader has said that it was read, or has answered: by `answer`, its number."""
    answer: int | None = None
    closed: bool = False
    """Whether answers are taken no more."""

    @property
    def waits(self) -> bool:
        """Whether its reader still has to say that it was read, or to answer."""
        return self.takes and not self.answered

    @property
    def takes(self) -> bool:
        """Whether its reader may answer: what was chosen may be changed, that it was read is said once."""
        question = self.notice.made.question
        if self.notice.state is not State.SENT or not self.notice.made.asks or self.closed:
            return False
        return question.choosing or not self.answered
