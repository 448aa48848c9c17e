"""Outcomes written to the database in groups."""

import asyncio
from dataclasses import dataclass, field

import structlog

from bot.delivery.meter import Meter
from core.errors import StorageError
from core.ids import ChatKey
from core.notifications.model import Result
from core.unit_of_work import Database

FAREWELL = 10.0
"""How many seconds, after the end was asked for, a database that is down is still waited for."""

_LONGEST_WAIT = 5.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Note:
    """The outcome of a row; `lost`: the chat cannot be written to any more; `moved`: it has this address now."""

    result: Result
    lost: ChatKey | None = None
    moved: tuple[ChatKey, str] | None = None


@dataclass(slots=True)
class _Group:
    notes: list[Note] = field(default_factory=list)
    filled: asyncio.Event = field(default_factory=asyncio.Event)
    written: asyncio.Event = field(default_factory=asyncio.Event)


class Recorder:
    """Collects outcomes while a group is being written, then writes them in one unit."""

    def __init__(self, database: Database, owner: str, meter: Meter) -> None:
        self._database = database
        self._owner = owner
        self._meter = meter
        self._group = _Group()
        self._closing = asyncio.Event()

    async def put(self, *notes: Note) -> None:
        """Have outcomes written; returns when they are."""
        if not notes:
            return
        group = self._group
        group.notes += notes
        group.filled.set()
        await group.written.wait()

    def close(self) -> None:
        """Let `run` end once everything is written."""
        self._closing.set()
        self._group.filled.set()

    async def run(self) -> None:
        """Write groups as they fill, until closed."""
        while not self._closing.is_set() or self._group.notes:
            await self._group.filled.wait()
            await asyncio.sleep(0)  # those that are ready at this very moment join the group
            group, self._group = self._group, _Group()
            await self._write_for_sure(group)
            group.written.set()

    async def _write_for_sure(self, group: _Group) -> None:
        """Try until the database takes it: what was sent and not recorded would be sent again."""
        wait = 0.1
        while group.notes:
            try:
                await self._write(group.notes)
            except StorageError as error:
                log.warning("delivery.record_failed", error=error.code, rows=len(group.notes))
            else:
                self._meter.recorded(note.result for note in group.notes)
                return
            if self._closing.is_set() and wait >= FAREWELL:
                log.error("delivery.outcomes_lost", rows=len(group.notes))
                return
            await asyncio.sleep(min(wait, _LONGEST_WAIT))
            wait *= 2

    async def _write(self, notes: list[Note]) -> None:
        async with self._database.writing() as unit:
            await unit.outbox.record(self._owner, tuple(note.result for note in notes))
            for note in notes:
                if note.lost is not None:
                    await unit.outbox.chat_lost(note.lost, note.result.at, note.result.reason or "")
                if note.moved is not None:
                    await unit.outbox.chat_moved(*note.moved)
            await unit.commit()
