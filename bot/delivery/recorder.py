"""Outcomes written to the database in groups."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from bot.delivery.meter import Meter
from bot.delivery.turnstile import pause
from core.errors import StorageError
from core.ids import ChatKey
from core.notifications.model import Result
from core.unit_of_work import Database, UnitOfWork

FAREWELL = 10.0
"""How many seconds, after the end was asked for, a database that is down is still waited for."""

GATHERING = 0.01
"""How many seconds outcomes wait for others: a commit costs as much for a hundred as for one."""

UNWRITTEN = 128
"""How many outcomes may wait to be written before nothing more is sent: a kill would repeat them."""

_LONGEST_WAIT = 5.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Note:
    """The outcome of a row; `lost`: the chat cannot be written to any more; `moved`: it has this address now."""

    result: Result
    lost: ChatKey | None = None
    moved: tuple[ChatKey, str] | None = None


class Recorder:
    """Collects outcomes for a moment, and while a group is being written, then writes them in one unit.

    `written` is called each time a group is written. Once `stopping` is set, a database that is down is waited for
    no longer than `farewell` seconds, or those who wait here would never end.
    """

    def __init__(
        self,
        database: Database,
        owner: str,
        meter: Meter,
        written: Callable[[], None],
        stopping: asyncio.Event,
        farewell: float = FAREWELL,
    ) -> None:
        self._database = database
        self._stopping = stopping
        self._farewell = farewell
        self._owner = owner
        self._meter = meter
        self._written = written
        self._notes: list[Note] = []
        self._unwritten = 0
        self._filled = asyncio.Event()
        self._relieved = asyncio.Event()
        self._closing = asyncio.Event()
        self._done = asyncio.Event()

    def put(self, notes: Sequence[Note]) -> None:
        """Have outcomes written soon."""
        if notes:
            self._notes += notes
            self._unwritten += len(notes)
            self._filled.set()

    async def keep(self, note: Note) -> None:
        """Have an outcome written; returns when it is."""
        self.put((note,))
        await self._done.wait()

    async def room(self) -> None:
        """Wait while as many outcomes are unwritten as may be."""
        while self._unwritten >= UNWRITTEN:
            self._relieved.clear()
            await self._relieved.wait()

    def close(self) -> None:
        """Let `run` end once everything is written."""
        self._closing.set()
        self._filled.set()

    async def run(self) -> None:
        """Write groups as they fill, until closed."""
        while not self._closing.is_set() or self._notes:
            await self._filled.wait()
            await pause(self._closing, GATHERING)
            self._filled.clear()
            notes, self._notes = self._notes, []
            done, self._done = self._done, asyncio.Event()
            await self._write_for_sure(notes)
            done.set()
            self._unwritten -= len(notes)
            self._relieved.set()
            self._written()

    async def _write_for_sure(self, notes: list[Note]) -> None:
        """Try until the database takes it: what was sent and not recorded would be sent again."""
        wait = 0.1
        while notes:
            try:
                await self._database.run(lambda unit: self._write(unit, notes))
            except StorageError as error:
                log.warning("delivery.record_failed", error=error.code, rows=len(notes))
            else:
                self._meter.recorded(note.result for note in notes)
                return
            if self._stopping.is_set() and wait >= self._farewell:
                log.error("delivery.outcomes_lost", rows=len(notes))
                return
            await asyncio.sleep(min(wait, _LONGEST_WAIT))
            wait *= 2

    async def _write(self, unit: UnitOfWork, notes: list[Note]) -> None:
        await unit.outbox.record(self._owner, tuple(note.result for note in notes))
        for note in notes:
            if note.lost is not None:
                await unit.outbox.chat_lost(note.lost, note.result.at, note.result.reason or "")
            if note.moved is not None:
                await unit.outbox.chat_moved(*note.moved)
