"""What the operator and the metrics ask of the outbox, over plain collections."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from core.ids import OutboxId, SchoolId
from core.notifications.model import COUNTED, OPEN, Backlog, Kind, Priority, Row, Selection, Standing, State
from tests.fakes.state import LinkState, OutboxState

_UNSENT = (State.FAILED, State.UNREACHABLE, State.EXPIRED)


class MemoryUpkeep:
    """The part of the outbox that looks after its rows."""

    _state: OutboxState
    _links: LinkState

    async def find(
        self, school_id: SchoolId, selection: Selection, limit: int, below: OutboxId | None = None
    ) -> tuple[Standing, ...]:
        found = [row for row in self._selected(school_id, selection) if below is None or row.id < below]
        return tuple(self._standing(row) for row in sorted(found, key=lambda row: -row.id)[:limit])

    async def reopen(self, row_ids: tuple[OutboxId, ...], at: datetime, expires_at: datetime) -> None:
        for row in [self._state.rows[row_id] for row_id in row_ids]:
            if row.state in _UNSENT:
                planned = replace(row.planned, not_before=at, expires_at=expires_at)
                self._state.put(replace(row, planned=planned, state=State.PENDING, attempts=0, reason=None), at)
                self._state.times[row.id] = replace(self._state.times[row.id], first_due=at)

    async def purge(self, school_id: SchoolId, selection: Selection, notices_before: datetime, limit: int) -> int:
        followed = {row.planned.follows for row in self._state.rows.values()}
        selected = [
            row
            for row in self._selected(school_id, selection)
            if row.planned.notice_id is None or self._state.times[row.id].changed_at < notices_before
        ]
        free = [row.id for row in selected if row.state not in OPEN and row.id not in followed][:limit]
        for row_id in free:
            del self._state.rows[row_id], self._state.times[row_id]
        return len(free)

    async def backlog(self, at: datetime, most: int = COUNTED) -> tuple[Backlog, ...]:
        rows = [row for row in self._state.rows.values() if row.state in OPEN and row.planned.kind is not Kind.QUEUE]
        found = []
        for place in sorted(set(map(self._place, rows))):
            own = [row for row in rows if self._place(row) == place]
            due = [moment for row in own if (moment := self._state.times[row.id].first_due) <= at]
            found.append(Backlog(*place, min(len(own), most), min(len(due), most), min(due, default=None)))
        return tuple(found)

    def _place(self, row: Row) -> tuple[SchoolId, str, Priority]:
        """By what the backlog is counted."""
        bot = self._links.chats[row.planned.chat_key].address.bot
        return row.planned.school_id, bot, row.planned.priority

    def _selected(self, school_id: SchoolId, selection: Selection) -> Iterator[Row]:
        for row in self._state.rows.values():
            here = row.planned.school_id == school_id and row.state in selection.states
            old = selection.before is None or self._state.times[row.id].changed_at < selection.before
            if here and old and (selection.ids is None or row.id in selection.ids):
                yield row

    def _standing(self, row: Row) -> Standing:
        times = self._state.times[row.id]
        return Standing(row, times.created_at, times.changed_at, times.first_due)
