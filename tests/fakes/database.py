"""A database in memory: its units roll back unless committed, as those of `storage` do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar

from core.errors import RepeatedError
from tests.fakes.applications import MemoryApplications
from tests.fakes.approvals import MemoryApprovals
from tests.fakes.attachments import MemoryAttachments
from tests.fakes.audit import MemoryAudit
from tests.fakes.calendar import MemoryCalendar
from tests.fakes.changes import MemoryChanges
from tests.fakes.consents import MemoryConsents
from tests.fakes.consultations import MemoryConsultations
from tests.fakes.conversations import MemoryConversations
from tests.fakes.correspondence import MemoryCorrespondence
from tests.fakes.deadlines import MemoryDeadlines, MemoryDuties
from tests.fakes.diary import MemoryDiary
from tests.fakes.directories import Directories
from tests.fakes.entry import MemoryEntry
from tests.fakes.exchange import NoExchange
from tests.fakes.feeds import MemoryFeeds
from tests.fakes.groups import MemoryGroups
from tests.fakes.hints import MemoryHints
from tests.fakes.journal import MemoryJournal
from tests.fakes.links import MemoryLinks
from tests.fakes.notes import MemoryNotes
from tests.fakes.notices import MemoryNotices
from tests.fakes.operators import MemoryOperators
from tests.fakes.outbox import MemoryOutbox
from tests.fakes.people import MemoryPeople
from tests.fakes.periods import MemoryPeriods
from tests.fakes.preferences import MemoryPreferences
from tests.fakes.reporting import MemoryReporting
from tests.fakes.roster import MemoryRoster
from tests.fakes.senders import MemorySenders
from tests.fakes.staff import MemoryStaff
from tests.fakes.state import State
from tests.fakes.supervision import MemorySupervision

T = TypeVar("T")


@dataclass
class Shared:
    """What every handle of one database sees."""

    state: State = field(default_factory=State)
    writer: asyncio.Lock = field(default_factory=asyncio.Lock)


class MemoryUnit:
    """A copy of the state and the repositories on it."""

    def __init__(self, directories: Directories, shared: Shared, update: Hashable | None) -> None:
        self._shared = shared
        self._update = update
        self._state = shared.state.copy()
        directories = self._state.staff.over(self._state.applications.over(directories))
        self.people = MemoryPeople(directories, self._state)
        self.consents = MemoryConsents(directories, self._state.consents)
        self.staff = MemoryStaff(directories, self._state.staff)
        self.groups = MemoryGroups(directories, self._state.groups)
        self.roster = MemoryRoster(self._state.roster)
        self.calendar = MemoryCalendar(directories, self._state.changes)
        self.changes = MemoryChanges(directories, self._state.changes, self._state.journal)
        self.entry = MemoryEntry(directories, self._state)
        self.journal = MemoryJournal(directories, self._state.journal)
        self.attachments = MemoryAttachments(self._state.attachments)
        self.notes = MemoryNotes(self._state.notes)
        self.applications = MemoryApplications(directories, self._state.applications, self._state.links.chats)
        self.approvals = MemoryApprovals(directories, self._state.journal, self._state.approvals)
        self.periods = MemoryPeriods(directories, self._state.journal, self._state.periods)
        self.diary = MemoryDiary(directories, self._state.journal, self._state.periods, self._state.diary)
        self.feeds = MemoryFeeds(self._state.feeds)
        self.operators = MemoryOperators(self._state.operators)
        self.hints = MemoryHints(self._state.hints, self._state.journal)
        self.deadlines = MemoryDeadlines(directories, self._state)
        self.duties = MemoryDuties(directories, self._state.duties)
        self.reporting = MemoryReporting(directories, self._state)
        self.notices = MemoryNotices(directories, self._state)
        self.supervision = MemorySupervision(directories, self._state.journal, self._state.supervision)
        self.outbox = MemoryOutbox(directories, self._state)
        self.links = MemoryLinks(directories, self._state.links, self.outbox)
        self.correspondence = MemoryCorrespondence(directories, self._state.letters, self._state.outbox)
        self.consultations = MemoryConsultations(directories, self._state.consultations, self._state.outbox)
        self.conversations = MemoryConversations(self._state.conversations)
        self.senders = MemorySenders(self._state.senders)
        self.preferences = MemoryPreferences(self._state.preferences)
        self.audit = MemoryAudit(self._state.audit)
        self.exchange = NoExchange()

    async def commit(self) -> None:
        if self._update is not None:
            if self._update in self._state.handled:
                raise RepeatedError
            self._state.handled |= {self._update}
        self._shared.state = self._state.copy()


@dataclass(frozen=True)
class MemoryDatabase:
    """Directories that are never written and a state that units copy; what was changed of them stands in the state.

    One writer at a time, as with SQLite.
    """

    directories: Directories
    shared: Shared = field(default_factory=Shared)
    update: Hashable | None = None

    def for_update(self, update: Hashable) -> Self:
        """The same database for the handling of one update: its effect can be written once only."""
        return replace(self, update=update)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[MemoryUnit]:
        yield MemoryUnit(self.directories, self.shared, None)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[MemoryUnit]:
        async with self.shared.writer:
            yield MemoryUnit(self.directories, self.shared, self.update)

    async def run(self, work: Callable[[MemoryUnit], Awaitable[T]]) -> T:
        async with self.writing() as unit:
            result = await work(unit)
            await unit.commit()
            return result
