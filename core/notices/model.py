"""A notice: its words, its states, and as its author sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.ids import ChatKey, NoticeId, PersonId, SchoolId
from core.journal.attachments.model import Attachment
from core.notices.audience import Audience, GroupPlace, Reach, Reader
from core.notices.question import NO_QUESTION, Asking, Question
from core.people.model import SchoolClass


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

    @property
    def length(self) -> int:
        """As a messenger counts it: in UTF-16 units, so that an emoji counts twice."""
        return len(self.text.encode("utf-16-le", "surrogatepass")) // 2


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
    """Why a scheduled notice was not sent. `TAKEN`: it was held, and another made it their own draft."""

    AUTHOR = "author"
    NOBODY = "nobody"
    LATE = "late"
    TERM = "term"
    TAKEN = "taken"


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
    groups: tuple[GroupPlace, ...] = ()
    """The chosen groups."""
