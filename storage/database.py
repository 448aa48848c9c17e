"""Engines, transactions and the unit of work, on SQLite and PostgreSQL alike."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from core.errors import RepeatedError
from storage.applications import ApplicationTable
from storage.approvals import ApprovalTable
from storage.attachments import AttachmentTables
from storage.audit import AuditTable
from storage.calendar import CalendarTables
from storage.changes import ChangeTable
from storage.consents import ConsentTable
from storage.consultations import ConsultationTables
from storage.conversations import ConversationTable
from storage.correspondence import CorrespondenceTables
from storage.deadlines import FactTables, LedgerTables
from storage.diary import DiaryTables
from storage.direct import DirectRunner
from storage.entry import EntryTable
from storage.errors import translated
from storage.exchange import ExchangeTables
from storage.feeds import FeedTable
from storage.groups import GroupTable
from storage.hints import HintTables
from storage.journal import JournalTables
from storage.links import LinkTables
from storage.notes import NoteTable
from storage.notices import NoticeTables
from storage.notifications import OutboxTable
from storage.notifications.preferences import PreferencesTable
from storage.notifications.senders import SenderTable
from storage.operators import OperatorTable
from storage.people import PeopleTables
from storage.periods import PeriodTables
from storage.reporting import ReportingTables
from storage.roster import RosterTable
from storage.schema.notifications import handled_update
from storage.staff import StaffTables
from storage.supervision import SupervisionTables

_WRITES = "peremena_writes"
_POSTGRES = {"jit": "off"}
"""Our statements touch few rows; compiling one that looks costly to the planner takes a second of each look."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class UpdateKey:
    """A messenger's update: a bot and its number."""

    bot: str
    update_id: int


class Unit:
    """One transaction and the repositories on it."""

    def __init__(self, connection: AsyncConnection, update: UpdateKey | None) -> None:
        self.connection = connection
        self.people = PeopleTables(connection)
        self.staff = StaffTables(connection)
        self.groups = GroupTable(connection)
        self.roster = RosterTable(connection)
        self.links = LinkTables(connection)
        self.calendar = CalendarTables(connection)
        self.changes = ChangeTable(connection)
        self.entry = EntryTable(connection)
        self.journal = JournalTables(connection)
        self.attachments = AttachmentTables(connection)
        self.notes = NoteTable(connection)
        self.approvals = ApprovalTable(connection)
        self.periods = PeriodTables(connection)
        self.diary = DiaryTables(connection)
        self.feeds = FeedTable(connection)
        self.operators = OperatorTable(connection)
        self.hints = HintTables(connection)
        self.correspondence = CorrespondenceTables(connection)
        self.consultations = ConsultationTables(connection)
        self.conversations = ConversationTable(connection)
        self.applications = ApplicationTable(connection)
        self.consents = ConsentTable(connection)
        self.deadlines = FactTables(connection)
        self.duties = LedgerTables(connection)
        self.reporting = ReportingTables(connection)
        self.supervision = SupervisionTables(connection)
        self.notices = NoticeTables(connection)
        self.outbox = OutboxTable(connection)
        self.senders = SenderTable(connection)
        self.preferences = PreferencesTable(connection)
        self.audit = AuditTable(connection)
        self.exchange = ExchangeTables(connection)
        self._update = update

    async def commit(self) -> None:
        """Make it last, together with the number of the update that caused it."""
        if self._update is not None:
            await self._mark_handled(self._update)
        await self.connection.commit()

    async def _mark_handled(self, update: UpdateKey) -> None:
        row = {"bot": update.bot, "update_id": update.update_id, "at": datetime.now(UTC)}
        try:
            await self.connection.execute(handled_update.insert().values(row))
        except sa.exc.IntegrityError as error:
            raise RepeatedError from error


@dataclass(frozen=True)
class Database:
    """A database that is open. SQLite has one writer at a time: writers wait for each other here, not in its locks."""

    engine: AsyncEngine
    writer: asyncio.Lock | None = None
    direct: DirectRunner | None = None
    update: UpdateKey | None = None

    @classmethod
    def open(cls, url: str) -> Self:
        """Open by SQLAlchemy's address. Nothing is connected yet."""
        if not url.startswith("sqlite"):
            return cls(create_async_engine(url, pool_pre_ping=True, connect_args={"server_settings": _POSTGRES}))
        engine = create_async_engine(url)
        in_one_go = sa.create_engine(engine.url.set(drivername="sqlite"))
        _prepare_sqlite(engine.sync_engine)
        _prepare_sqlite(in_one_go)
        return cls(engine, asyncio.Lock(), DirectRunner(in_one_go, **{_WRITES: True}))

    def for_update(self, update: UpdateKey) -> Self:
        """The same database for the handling of one update: its effect can be written once only."""
        return replace(self, update=update)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        """A unit that is never committed."""
        with translated():
            async with self.engine.connect() as connection:
                yield Unit(connection, None)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Unit]:
        """A unit that may be committed; on SQLite it holds the writer's turn."""
        with translated():
            async with self._turn(), self.engine.connect() as connection:
                await connection.execution_options(**{_WRITES: True})
                yield Unit(connection, self.update)

    async def run(self, work: Callable[[Unit], Awaitable[T]]) -> T:
        """Do work that waits for nothing but its unit, and commit it; on SQLite much cheaper than a unit held open."""

        if self.direct is None:
            async with self.writing() as unit:
                return await _committed(work, unit)
        with translated():
            async with self._turn():
                return await self.direct.run(lambda connection: _committed(work, Unit(connection, self.update)))

    async def forget_updates(self, before: datetime) -> int:
        """Forget updates that the messenger no longer repeats; how many."""
        async with self.writing() as unit:
            done = await unit.connection.execute(handled_update.delete().where(handled_update.c.at < before))
            await unit.connection.commit()
            return done.rowcount

    async def close(self) -> None:
        """Close every connection."""
        if self.direct is not None:
            await self.direct.close()
        await self.engine.dispose()

    def _turn(self) -> AbstractAsyncContextManager[None]:
        return self.writer or nullcontext()


async def _committed(work: Callable[[Unit], Awaitable[T]], unit: Unit) -> T:
    result = await work(unit)
    await unit.commit()
    return result


def _prepare_sqlite(engine: sa.Engine) -> None:
    """WAL, foreign keys, a busy timeout, and transactions that begin where we say.

    The driver would begin a transaction only at the first write; a unit that reads and then writes would see two
    states and could fail to upgrade its lock. So units begin themselves, writers with IMMEDIATE.
    """

    @sa.event.listens_for(engine, "connect")
    def connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
