"""All that use cases write. A unit works on a copy; values are frozen, so that copying the collections is enough."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from core.approvals.model import Request
from core.audit.model import ChainedLine
from core.calendar.changes.model import KeptChange
from core.calendar.entry.model import Row as EntryRow
from core.conversations.model import Step
from core.diary.feeds.model import Feed
from core.ids import ChangeId, ChatKey, LinkId, NoteId, OutboxId, PersonId, RequestId, SchoolId
from core.journal.notes.model import AbsenceNote
from core.notifications.model import Planned, Row
from core.people.details import Details
from core.people.links.model import Chat, Code, Link
from core.people.model import School
from core.people.roster.model import Check
from core.reporting.ports import Wish
from tests.fakes.applications import ApplicationState
from tests.fakes.attachments import FileState
from tests.fakes.consents import ConsentState
from tests.fakes.consultations import ConsultationState
from tests.fakes.correspondence import LetterState
from tests.fakes.deadlines import DutyState
from tests.fakes.diary import DiaryState
from tests.fakes.directories import GroupDays
from tests.fakes.hints import HintState
from tests.fakes.journal_state import JournalState
from tests.fakes.notices import NoticeState
from tests.fakes.operators import Turn
from tests.fakes.periods import PeriodState
from tests.fakes.preferences import Chosen
from tests.fakes.senders import Holder
from tests.fakes.staff import StaffState
from tests.fakes.supervision import SupervisionState


@dataclass
class LinkState:
    """Chats, links, codes by hash, failed tries as (chat, UID, when), last days of use, why chats are closed."""

    chats: dict[ChatKey, Chat] = field(default_factory=dict)
    links: dict[LinkId, Link] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    tries: list[tuple[ChatKey, str | None, datetime]] = field(default_factory=list)
    seen: dict[LinkId, date] = field(default_factory=dict)
    why: dict[ChatKey, str] = field(default_factory=dict)

    def copy(self) -> "LinkState":
        """A state of its own for one unit."""
        return LinkState(
            self.chats.copy(),
            self.links.copy(),
            self.codes.copy(),
            self.tries.copy(),
            self.seen.copy(),
            self.why.copy(),
        )

    def active(self) -> list[Link]:
        """Links that were not ended, oldest first."""
        return [link for link in self.links.values() if link.ended_at is None]


@dataclass(frozen=True)
class Times:
    """When a row was made, when it came to its state, when it was first due."""

    created_at: datetime
    changed_at: datetime
    first_due: datetime


@dataclass
class OutboxState:
    """Rows by key, their times, who holds those that are claimed, parts of digests, and which rows were restated."""

    rows: dict[OutboxId, Row] = field(default_factory=dict)
    times: dict[OutboxId, Times] = field(default_factory=dict)
    owners: dict[OutboxId, str] = field(default_factory=dict)
    parts: dict[int, tuple[OutboxId, Planned]] = field(default_factory=dict)
    restated: frozenset[OutboxId | None] = frozenset()

    def put(self, row: Row, at: datetime) -> None:
        """A new row, or an old one as it is from now on."""
        old = self.times.get(row.id)
        self.rows[row.id] = row
        self.times[row.id] = replace(old, changed_at=at) if old else Times(at, at, row.planned.not_before)

    def copy(self) -> "OutboxState":
        """A state of its own for one unit."""
        return OutboxState(self.rows.copy(), self.times.copy(), self.owners.copy(), self.parts.copy(), self.restated)


@dataclass
class State:
    """All that use cases write."""

    links: LinkState = field(default_factory=LinkState)
    journal: JournalState = field(default_factory=JournalState)
    attachments: FileState = field(default_factory=FileState)
    notes: dict[NoteId, AbsenceNote] = field(default_factory=dict)
    applications: ApplicationState = field(default_factory=ApplicationState)
    approvals: dict[RequestId, Request] = field(default_factory=dict)
    periods: PeriodState = field(default_factory=PeriodState)
    changes: dict[ChangeId, KeptChange] = field(default_factory=dict)
    consents: ConsentState = field(default_factory=ConsentState)
    letters: LetterState = field(default_factory=LetterState)
    diary: DiaryState = field(default_factory=DiaryState)
    feeds: list[Feed] = field(default_factory=list)
    duties: DutyState = field(default_factory=DutyState)
    entry: dict[PersonId, EntryRow] = field(default_factory=dict)
    operators: list[Turn] = field(default_factory=list)
    hints: HintState = field(default_factory=HintState)
    outbox: OutboxState = field(default_factory=OutboxState)
    senders: dict[str, Holder] = field(default_factory=dict)
    preferences: Chosen = field(default_factory=dict)
    audit: list[ChainedLine] = field(default_factory=list)
    schools: dict[SchoolId, School] = field(default_factory=dict)
    details: dict[PersonId, Details] = field(default_factory=dict)
    groups: dict[PersonId, tuple[GroupDays, ...]] = field(default_factory=dict)
    staff: StaffState = field(default_factory=StaffState)
    notices: NoticeState = field(default_factory=NoticeState)
    supervision: SupervisionState = field(default_factory=SupervisionState)
    roster: list[Check] = field(default_factory=list)
    wishes: dict[Wish, SchoolId] = field(default_factory=dict)
    conversations: dict[str, Step] = field(default_factory=dict)
    consultations: ConsultationState = field(default_factory=ConsultationState)
    handled: frozenset[Hashable] = frozenset()

    def copy(self) -> "State":
        """A state of its own for one unit."""
        return State(
            self.links.copy(),
            self.journal.copy(),
            self.attachments.copy(),
            self.notes.copy(),
            self.applications.copy(),
            self.approvals.copy(),
            self.periods.copy(),
            self.changes.copy(),
            self.consents.copy(),
            self.letters.copy(),
            self.diary.copy(),
            self.feeds.copy(),
            self.duties.copy(),
            self.entry.copy(),
            self.operators.copy(),
            self.hints.copy(),
            self.outbox.copy(),
            self.senders.copy(),
            self.preferences.copy(),
            self.audit.copy(),
            self.schools.copy(),
            self.details.copy(),
            self.groups.copy(),
            self.staff.copy(),
            self.notices.copy(),
            self.supervision.copy(),
            self.roster.copy(),
            self.wishes.copy(),
            self.conversations.copy(),
            self.consultations.copy(),
            self.handled,
        )
