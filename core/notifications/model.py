"""News for people and the rows of the outbox that carry them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from core.applications.model import Event, Waits
from core.approvals.model import Card
from core.consultations.model import ConsultationNews
from core.correspondence.model import LetterNews
from core.ids import ChatKey, EntryId, LessonId, NoticeId, OutboxId, PersonId, SchoolId
from core.journal.attachments.model import Attachment
from core.journal.model import AttendanceFact, Homework, MarkFact, RemarkFact
from core.journal.ports import StoredDraft
from core.notices.news import NoticeNews
from core.notifications.preferences import Topic
from core.people.links.model import Address
from core.people.model import Name


class Kind(StrEnum):
    """What a push is about."""

    LESSON = "lesson"
    DIGEST = "digest"
    TERM = "term"
    LINK = "link"
    QUEUE = "queue"
    APPROVAL = "approval"
    DRAFT = "draft"
    APPLICATION = "application"
    RECEPTION = "reception"
    STAFF_TIMETABLE = "staff_timetable"
    TIMETABLE = "timetable"
    MESSAGE = "message"
    FILES = "files"
    COMPLAINT = "complaint"
    RETURN = "return"
    ROSTER = "roster"
    FAMILY = "family"
    REMINDER = "reminder"
    QUESTION = "question"
    SUMMARY = "summary"
    NOTICE = "notice"
    NOTICE_TRIAL = "notice_trial"
    NOTICE_PROGRESS = "notice_progress"
    NOTICE_REMINDER = "notice_reminder"
    NOTICE_HELD = "notice_held"
    REMARK = "remark"


_NOTICES = frozenset({Kind.NOTICE, Kind.NOTICE_TRIAL, Kind.NOTICE_PROGRESS, Kind.NOTICE_REMINDER, Kind.NOTICE_HELD})


class Priority(IntEnum):
    """The smaller goes first."""

    URGENT = 0
    NORMAL = 10
    BULK = 20


class State(StrEnum):
    """Where a row of the outbox stands. `SENT` always has a message id."""

    PENDING = "pending"
    CLAIMED = "claimed"
    SENT = "sent"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


OPEN = frozenset({State.PENDING, State.CLAIMED})
"""The states of rows that have not ended."""


class Operation(StrEnum):
    """Whether a new message goes out or a delivered one is edited."""

    SEND = "send"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Recipient:
    """A chat that speaks for a person who is told about a pupil."""

    chat_key: ChatKey
    person_id: PersonId
    pupil_id: PersonId


@dataclass(frozen=True, slots=True)
class Planned:
    """A row to be put into the outbox. `dedupe_key` makes a second one nothing.

    Lesson news names the lesson, the pupil, the range of entries and the kinds of news it tells about; its words are
    made when it is sent, from what the journal says then. With `digest`, the key of a row that brings several together,
    it is a part of that one and no row of its own. Other kinds carry their facts in `content`.
    """

    school_id: SchoolId
    chat_key: ChatKey
    person_id: PersonId
    kind: Kind
    dedupe_key: str
    not_before: datetime
    operation: Operation = Operation.SEND
    priority: Priority = Priority.NORMAL
    lesson_id: LessonId | None = None
    pupil_id: PersonId | None = None
    first_entry: EntryId | None = None
    last_entry: EntryId | None = None
    follows: OutboxId | None = None
    content: dict[str, str] | None = None
    expires_at: datetime | None = None
    topics: frozenset[Topic] = frozenset(Topic)
    digest: str | None = None
    notice_id: NoticeId | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A message that stands in the chat. `print` changes with its words; an empty one says nothing of them.

    Of a message that is a file it names the file.
    """

    message_id: str
    print: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the outbox as it stands; with `part`, the key of a part of a digest, one of what that row tells.

    `posted` are the messages of what was too long for one, as far as they were sent; the first has `message_id`.
    """

    id: OutboxId
    planned: Planned
    state: State
    attempts: int = 0
    sent_at: datetime | None = None
    message_id: str | None = None
    reason: str | None = None
    lease_until: datetime | None = None
    part: int | None = None
    posted: tuple[Posted, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A row with its times: when it was made, when it came to its state, when it was first due."""

    row: Row
    created_at: datetime
    changed_at: datetime
    first_due: datetime


@dataclass(frozen=True, slots=True)
class Selection:
    """Which rows of a school are meant: in one of these states, changed before a moment, of these ids."""

    states: frozenset[State] = frozenset(State)
    before: datetime | None = None
    ids: frozenset[OutboxId] | None = None


COUNTED = 1000
"""Rows of one school, bot and priority that are counted before it is simply many: a million take a second to count."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """The open rows of a school, bot and priority: how many, how many of them are due, since when the oldest is.

    Nothing is counted beyond a limit, `COUNTED` unless another is asked: there are at least so many then.
    """

    school_id: SchoolId
    bot: str
    priority: Priority
    waiting: int
    due: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class LessonNews:
    """What a message about one child and one lesson says now.

    A mark may hold earlier values: those ended after `told_at` were seen by the recipient and are shown struck.
    `withdrawn` are marks that were told and then taken back. `entered_at` is when the first of it was entered.
    `corrected` are the other kinds of which something was entered anew after `told_at`.
    """

    child: Name
    class_title: str
    subject_name: str
    day: date
    number: int
    topic: str | None
    homework: Homework | None
    marks: tuple[MarkFact, ...]
    withdrawn: tuple[MarkFact, ...]
    attendance: AttendanceFact | None
    held: bool
    told_at: datetime | None
    entered_at: datetime
    remarks: tuple[RemarkFact, ...] = ()
    corrected: frozenset[Topic] = frozenset()
    pupil_id: PersonId | None = None
    """The child itself, for the buttons that open its diary and answer an absence."""

    @property
    def empty(self) -> bool:
        """Whether nothing is left to tell."""
        facts = (self.homework, self.marks, self.withdrawn, self.attendance, self.remarks)
        return self.held and not any(facts)


@dataclass(frozen=True, slots=True)
class TermMark:
    """A mark of a period; `earlier` are values that the recipient was told and a correction ended since."""

    subject_name: str
    value: str
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TermNews:
    """What a message about one child's marks of a period says now. `code` names the period: «q1», «h2», «y»."""

    child: Name
    class_title: str
    code: str
    marks: tuple[TermMark, ...]


@dataclass(frozen=True, slots=True)
class TypedDraft:
    """An entry that an operator typed for a teacher, as a row about it finds it (B17)."""

    draft: StoredDraft
    operator: Name
    author: Name

    def stands_as(self, event: str) -> bool:
        """Whether what the row is to tell is still so."""
        waits = self.draft.state == "open" and self.draft.handed_at is not None
        return waits if event == "handed" else not waits


@dataclass(frozen=True, slots=True)
class Delivery:
    """A claimed row with all that its rendering and sending need, and no more: there are many of them.

    `reason` is why the last try failed. `edits_message` is the message that an edit changes. `posted` are messages that
    stand already, where there may be several: of the news that is edited, or of this row itself after a try that sent a
    part of it. `restated`: the message was gone, and a short one about the correction stands in its place.
    """

    id: OutboxId
    school_id: SchoolId
    chat_key: ChatKey
    kind: Kind
    operation: Operation
    attempts: int
    reason: str | None
    content: dict[str, str] | None
    address: Address
    language: str | None
    time_zone: str
    content_mode: str
    blocked: bool
    edits_message: str | None
    news: LessonNews | None
    digest: tuple[LessonNews, ...] = ()
    """The parts of a digest, in the order in which they were added."""
    posted: tuple[Posted, ...] = ()
    restated: bool = False
    approval: Card | None = None
    """The request of which it tells, as it stands."""
    term: TermNews | None = None
    """The marks of a period, for a row of that kind."""
    typed: TypedDraft | None = None
    """The operator's entry that the row is about, as it stands now."""
    letter: LetterNews | None = None
    """The letter that the row brings; none where its recipient may not read the thread any more."""
    takes_letters: bool = False
    """Whether anybody of the school may be written to here."""
    waits: Waits | None = None
    """The applications that wait at the school, for a row that tells staff of them."""
    to_pupil: bool = False
    """Whether it tells a pupil of the pupil's own."""
    kept_back: bool = False
    """Whether the school, which let the pupil read when the row was made, does not any more (P17)."""
    files: tuple[Attachment, ...] = ()
    """The files that it brings because somebody asked to see them."""
    notice: NoticeNews | None = None
    """The notice that it brings, or of whose sending it tells."""
    consultation: ConsultationNews | None = None
    """The question, or its answer, that it brings."""

    @property
    def empty(self) -> bool:
        """Whether it was to tell of lessons or a period and nothing is left to tell, or to ask for what is decided."""
        if self.kind is Kind.DRAFT:
            return self.typed is None or not self.typed.stands_as((self.content or {})["event"])
        if self.kind is Kind.MESSAGE:
            return self.letter is None
        if self.waits is not None:
            return not self.waits.tells(Event((self.content or {})["event"]))
        if self.kind in _NOTICES:
            return self.notice is None or (self.kind is Kind.NOTICE_REMINDER and not self.notice.waits)
        if self.kind is Kind.FILES:
            return not self.files
        if self._waits is not None:
            return (self.content or {}).get("event") == "asked" and not self._waits
        if self.kind is Kind.TERM:
            return self.term is None or not self.term.marks
        parts = self.digest if self.kind is Kind.DIGEST else (self.news,)
        return all(news is not None and news.empty for news in parts)

    @property
    def _waits(self) -> bool | None:
        """Whether the request or the question that it brings still waits; None if it brings neither."""
        if self.approval is not None:
            return self.approval.request.waiting
        return self.consultation.card.question.waiting if self.consultation is not None else None

    @property
    def told(self) -> tuple[LessonNews, ...]:
        """The news of lessons that it carries, one or those of a digest."""
        return self.digest or (() if self.news is None else (self.news,))

    @property
    def standing(self) -> tuple[Posted, ...]:
        """The messages that this row is to change, in their order."""
        return self.posted or ((Posted(self.edits_message),) if self.edits_message else ())


@dataclass(frozen=True, slots=True)
class SenderLease:
    """Whether the one who asked holds the lease of a bot, how long it still lasts, how long nothing may be sent."""

    held: bool
    left: timedelta
    paused: timedelta


class Outcome(StrEnum):
    """What became of a try to deliver. `PARTLY` ends nothing: the row stays claimed, and more of it is to come."""

    SENT = "sent"
    PARTLY = "partly"
    RETRY = "retry"
    UNREACHABLE = "unreachable"
    FAILED = "failed"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of one row. `retry_at` with RETRY, `message_id` with SENT; `reason` is a code, not a text.

    `posted` are all messages of what was too long for one, with SENT and PARTLY. `restated`: the message to be edited
    was gone, and the one that was sent stands in its place.
    """

    row_id: OutboxId
    outcome: Outcome
    at: datetime
    message_id: str | None = None
    reason: str | None = None
    retry_at: datetime | None = None
    posted: tuple[Posted, ...] = ()
    restated: bool = False
