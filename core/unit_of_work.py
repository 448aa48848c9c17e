"""One transaction over all areas. It rolls back unless committed; commit is a use case's last write."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from core.applications.ports import ApplicationRepository
from core.approvals.ports import ApprovalRepository
from core.audit.ports import AuditLog
from core.calendar.changes.ports import ChangeRepository
from core.calendar.entry.ports import EntryRepository
from core.calendar.ports import CalendarRepository
from core.consents.ports import ConsentRepository
from core.consultations.ports import ConsultationRepository
from core.conversations.ports import ConversationRepository
from core.correspondence.ports import CorrespondenceRepository
from core.deadlines.ports import DeadlineFacts, DutyLedger
from core.diary.feeds.ports import FeedRepository
from core.diary.ports import DiaryRepository
from core.exchange.ports import SchoolExchange
from core.journal.attachments.ports import AttachmentRepository
from core.journal.hints.ports import HintRepository
from core.journal.notes.ports import NoteRepository
from core.journal.operators.ports import OperatorRepository
from core.journal.periods.ports import PeriodRepository
from core.journal.ports import JournalRepository
from core.notices.ports import NoticeRepository
from core.notifications.ports import OutboxRepository, PreferencesRepository, SenderRepository
from core.people.groups.ports import GroupRepository
from core.people.links.ports import LinkRepository
from core.people.ports import PeopleRepository
from core.people.roster.ports import RosterRepository
from core.people.staff.ports import StaffRepository
from core.reporting.ports import ReportingFacts
from core.supervision.ports import SupervisionRepository

T = TypeVar("T")


class UnitOfWork(Protocol):
    """The repositories of one transaction."""

    @property
    def people(self) -> PeopleRepository:
        """Directories."""
        ...

    @property
    def staff(self) -> StaffRepository:
        """Who holds which function."""
        ...

    @property
    def groups(self) -> GroupRepository:
        """Who is in which group."""
        ...

    @property
    def links(self) -> LinkRepository:
        """Chats and links."""
        ...

    @property
    def roster(self) -> RosterRepository:
        """Checks of class lists."""
        ...

    @property
    def calendar(self) -> CalendarRepository:
        """Timetable and subjects."""
        ...

    @property
    def changes(self) -> ChangeRepository:
        """What is otherwise than the weekly timetable."""
        ...

    @property
    def entry(self) -> EntryRepository:
        """The data-entry schedule."""
        ...

    @property
    def journal(self) -> JournalRepository:
        """Drafts and the journal."""
        ...

    @property
    def attachments(self) -> AttachmentRepository:
        """Files that are attached to homework."""
        ...

    @property
    def notes(self) -> NoteRepository:
        """Absence notes."""
        ...

    @property
    def approvals(self) -> ApprovalRepository:
        """Requests that wait for a decision or were decided."""
        ...

    @property
    def periods(self) -> PeriodRepository:
        """Marks of quarters, half-years and the year."""
        ...

    @property
    def diary(self) -> DiaryRepository:
        """What families read, tick off and chose."""
        ...

    @property
    def feeds(self) -> FeedRepository:
        """The addresses of calendars."""
        ...

    @property
    def operators(self) -> OperatorRepository:
        """For whom operators type."""
        ...

    @property
    def hints(self) -> HintRepository:
        """Which hints teachers have seen."""
        ...

    @property
    def correspondence(self) -> CorrespondenceRepository:
        """Letters between families and staff."""
        ...

    @property
    def consultations(self) -> ConsultationRepository:
        """Questions to the administrators, and what is kept for others."""
        ...

    @property
    def conversations(self) -> ConversationRepository:
        """Where conversations stand."""
        ...

    @property
    def applications(self) -> ApplicationRepository:
        """Applications for a diary."""
        ...

    @property
    def consents(self) -> ConsentRepository:
        """The register of consents."""
        ...

    @property
    def deadlines(self) -> DeadlineFacts:
        """What decides which duties are due."""
        ...

    @property
    def duties(self) -> DutyLedger:
        """What was due, and what became of it."""
        ...

    @property
    def reporting(self) -> ReportingFacts:
        """Figures for reports."""
        ...

    @property
    def supervision(self) -> SupervisionRepository:
        """Checks of the journal and remarks."""
        ...

    @property
    def notices(self) -> NoticeRepository:
        """What the school tells many at once."""
        ...

    @property
    def outbox(self) -> OutboxRepository:
        """News on their way."""
        ...

    @property
    def senders(self) -> SenderRepository:
        """Which process sends for which bot."""
        ...

    @property
    def preferences(self) -> PreferencesRepository:
        """What people want to be told of and when."""
        ...

    @property
    def audit(self) -> AuditLog:
        """Who did what."""
        ...

    @property
    def exchange(self) -> SchoolExchange:
        """A whole school in and out."""
        ...

    async def commit(self) -> None:
        """Make it last. RepeatedError if the update that caused it was handled before: nothing is written."""
        ...


class Database(Protocol):
    """Where units of work come from."""

    def reading(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit that is never committed."""
        ...

    def writing(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """A unit that may be committed."""
        ...

    async def run(self, work: Callable[[UnitOfWork], Awaitable[T]]) -> T:
        """Do work in a unit and commit it. The work does not commit, and waits for nothing but its unit."""
        ...
