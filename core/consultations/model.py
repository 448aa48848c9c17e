"""What a consultation is made of: a question, what was said to and fro, and what is kept for others (A28)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.ids import ChatKey, ConsultationId, FaqId, PersonId, SchoolId, WordsId
from core.journal.attachments.model import Attachment
from core.people.model import Name, Role, School


class State(StrEnum):
    """Where a question stands. A closed one waits again when its asker goes on."""

    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewQuestion:
    """Who asks, from which chat, in which language. `asker_id` is None for who is not connected."""

    school_id: SchoolId
    chat_key: ChatKey
    asker_id: PersonId | None
    language: str | None
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it stands. `since`: when its asker wrote what waits now, or last wrote.

    `taken_by` has said that they are about to answer; it keeps nobody else from it.
    """

    id: ConsultationId
    made: NewQuestion
    state: State
    since: datetime
    taken_by: PersonId | None = None
    taken_at: datetime | None = None

    @property
    def waiting(self) -> bool:
        """Whether nobody has answered."""
        return self.state is State.WAITING

    @property
    def of_stranger(self) -> bool:
        """Whether it was asked from a chat that spoke for nobody."""
        return self.made.asker_id is None


@dataclass(frozen=True, slots=True)
class Words:
    """What one side wrote, words or files or both. `author_id` is None for an asker who is not connected."""

    id: WordsId
    question_id: ConsultationId
    author_id: PersonId | None
    by_staff: bool
    text: str
    at: datetime
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A question with names, what it began with, and the last that either side wrote."""

    question: Question
    first: Words
    last: Words
    asker: Name | None = None
    taken_by: Name | None = None
    answered_by: Name | None = None
    """Who of the school wrote last, if anybody did."""


@dataclass(frozen=True, slots=True)
class Page:
    """A question with all that was said of late, the oldest first; `roles` are the asker's functions today."""

    school: School
    card: Card
    words: tuple[Words, ...]
    roles: frozenset[Role] = frozenset()
    reachable: bool = True
    """Whether an answer reaches a chat of the asker."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Words that were sent, and how many chats were told of them. `joined`: a file went to those of its album."""

    page: Page
    told: int
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What those who answer find: what waits, the oldest first, and what was answered of late."""

    school: School
    cards: tuple[Card, ...]
    waiting: int
    overdue: int


@dataclass(frozen=True, slots=True)
class ConsultationNews:
    """A question as a row of the outbox finds it when it is sent; `words` are those that it brings."""

    card: Card
    words: Words


class Audience(StrEnum):
    """For whom an answer is kept."""

    FAMILIES = "families"
    STAFF = "staff"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFaq:
    """A question and its answer as they are to be kept. Until it is `shown`, only its editors see it."""

    school_id: SchoolId
    author_id: PersonId
    question: str
    answer: str
    audience: Audience
    language: str
    at: datetime
    source_id: ConsultationId | None = None
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Faq:
    """A kept question with its answer; how many readers it helped."""

    id: FaqId
    made: NewFaq
    helped: int = 0


@dataclass(frozen=True, slots=True)
class FaqPage:
    """A kept answer as its editor sees it: people of the school whom its words name."""

    faq: Faq
    named: tuple[str, ...]
