"""What correspondence is made of: threads, their letters, and the hours in which staff take them (H01-H07)."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from core.ids import ClassId, LetterId, PersonId, ReportId, SchoolId, ThreadId
from core.journal.attachments.model import Attachment
from core.people.model import Name, Person, School


@dataclass(frozen=True, slots=True)
class Desk:
    """Whether somebody of the staff takes letters, and from when to when by the school's clock, Sundays aside.

    Hours that end when they begin are all day long, Sundays too. `welcomes` is a guardian's: whether teachers of a
    subject may write to them first.
    """

    accepts: bool = False
    opens: time = time(9)
    closes: time = time(19)
    welcomes: bool = True

    @property
    def all_day(self) -> bool:
        """Whether a letter comes at any time."""
        return self.opens == self.closes


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Who may be written to about a pupil: subjects that they teach, whether they lead the class or the school."""

    person: Person
    subjects: tuple[str, ...] = ()
    leads: bool = False
    directs: bool = False
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class Taught:
    """A pupil whom somebody teaches, or whose class they lead."""

    class_id: ClassId
    pupil_id: PersonId
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """What one guardian and one of the staff write to each other about one pupil. Nobody else reads it."""

    id: ThreadId
    school_id: SchoolId
    guardian_id: PersonId
    staff_id: PersonId
    pupil_id: PersonId
    guardian_muted: bool = False
    staff_muted: bool = False
    blocked_at: datetime | None = None
    block_reason: str | None = None

    def muted_for(self, person_id: PersonId) -> bool:
        """Whether this side gets no messages of the thread into the chat."""
        return self.staff_muted if person_id == self.staff_id else self.guardian_muted

    def other(self, person_id: PersonId) -> PersonId:
        """The other side."""
        return self.guardian_id if person_id == self.staff_id else self.staff_id


@dataclass(frozen=True, slots=True)
class ThreadCard:
    """A thread with names, the pupil's class, and how many letters its reader has not opened.

    `read_as_staff`: its reader is the one of the school.
    """

    thread: Thread
    guardian: Name
    staff: Name
    pupil: Name
    class_title: str
    unread: int = 0
    read_as_staff: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it was written; before `due_at` it is not brought into the chat of the other side."""

    id: LetterId
    thread_id: ThreadId
    author_id: PersonId
    text: str
    written_at: datetime
    due_at: datetime
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """That somebody wrote then, with so many files."""

    at: datetime
    files: int = 0


@dataclass(frozen=True, slots=True)
class LetterNews:
    """A letter on its way into a chat. `to_staff`: it goes to the school. `first`: it is the first of its thread."""

    letter: Letter
    card: ThreadCard
    to_staff: bool
    first: bool


class Fate(StrEnum):
    """What has become of a letter: in the chat of the other side, waiting for its hour, on its way, only here."""

    DELIVERED = "delivered"
    WAITS = "waits"
    ON_ITS_WAY = "on_its_way"
    ONLY_HERE = "only_here"


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter as one side sees it; `fate` of own letters only."""

    letter: Letter
    own: bool
    fate: Fate | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A thread as one side sees it. `reads_as_staff`: the reader is the one of the school.

    `closed`: nothing more can be written, for the two have nothing to do with each other any more.
    """

    school: School
    card: ThreadCard
    letters: tuple[Shown, ...]
    number: int
    more: bool
    reads_as_staff: bool
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter that was written. `waits_until` where the hours of the other side hold it back.

    `joined`: a file of an album went to the letter that the first one made.
    """

    school: School
    card: ThreadCard
    letter: Letter
    reads_as_staff: bool
    waits_until: datetime | None
    has_chat: bool
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Mailbox:
    """All threads of the actor, the latest first, each with who reads it."""

    school: School
    threads: tuple[ThreadCard, ...]
    desk: Desk | None = None
    welcomes: bool | None = None
    """Whether teachers of a subject may write first to the guardian who reads; None for who is none."""
    writes_first: bool = False
    """Whether the reader may write to families first."""
    obliged: bool = False
    """Whether the school's rules say that letters are taken, whatever is switched."""


@dataclass(frozen=True, slots=True)
class Report:
    """A complaint of one side about a thread, as far as it was written by then."""

    id: ReportId
    thread_id: ThreadId
    reporter_id: PersonId
    last: LetterId
    at: datetime
    reason: str = ""
    looked_at: datetime | None = None
    closed_at: datetime | None = None
    passed_at: datetime | None = None
    """When the director was let judge it too."""
    outcome: str | None = None
    """The word with which it was closed: a code or own words."""


@dataclass(frozen=True, slots=True)
class ReportCard:
    """A complaint on the list."""

    report: Report
    card: ThreadCard


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What a coordinator reads of a complaint: the last letters before it, the latest last."""

    school: School
    report: Report
    card: ThreadCard
    letters: tuple[Letter, ...]
