"""Records that hold on days: a change ends the old one and begins the new one, and yesterday keeps what it had."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from core.exchange.difference import Ended, TableDifference
from core.exchange.mending import mended
from core.exchange.records import DatedRecord

D = TypeVar("D", bound=DatedRecord)
Slot = tuple[object, ...]

_ONE_DAY = timedelta(days=1)


def dated_difference(
    present: Sequence[D], file: Sequence[D], today: date, year: str, *, emptied: frozenset[Slot] = frozenset()
) -> TableDifference:
    """The changes, slot by slot. A slot that the file does not name stays as it is, unless it is `emptied`."""
    had, said = _by_slot(present), _by_slot(file)
    changes = [_slot(had.get(slot, ()), rows, today) for slot, rows in said.items()]
    changes += [_emptied(had.get(slot, ()), today) for slot in sorted(emptied - said.keys(), key=repr)]
    return TableDifference(
        added=tuple(record for change in changes for record in change.added),
        changed=tuple(record for change in changes for record in change.changed),
        ended=tuple(record for change in changes for record in change.ended),
        withdrawn=tuple(record for change in changes for record in change.withdrawn),
        absent=_absent(had, said, today, year, emptied) if file else 0,
    )


def _slot(present: Sequence[D], file: Sequence[D], today: date) -> TableDifference:
    current = [row for row in present if holds_from(row, today)]
    same = {row.value: row for row in current}
    values = {row.value for row in file}
    stops = {row: _stop(row, file, today) for row in current if row.value not in values}
    replaced = {row: stop for row, stop in stops.items() if stop is not None}
    # What made room for a record that is now replaced in turn comes back; what the school has ended does not.
    new = [row for row in file if row.value not in same and (replaced or not _was_ended(row, present, today))]
    mends = [mended(same[row.value], row, row.mendable(changed=len(present) > 1)) for row in file if row.value in same]
    ended, withdrawn = _stopped(replaced)
    return TableDifference(
        added=tuple(_beginning(row, replaced, today) for row in new),
        changed=tuple(mend for mend in mends if mend is not None),
        ended=ended,
        withdrawn=withdrawn,
    )


def _emptied(present: Sequence[D], today: date) -> TableDifference:
    ended, withdrawn = _stopped({row: today for row in present if holds_from(row, today)})
    return TableDifference(ended=ended, withdrawn=withdrawn)


def _stopped(stops: dict[D, date]) -> tuple[tuple[Ended, ...], tuple[D, ...]]:
    """What ends before its stop, and what would have begun no earlier and so never held."""
    ended = tuple(Ended(row, stop - _ONE_DAY) for row, stop in stops.items() if row.from_day < stop)
    return ended, tuple(row for row, stop in stops.items() if row.from_day >= stop)


def _stop(row: D, file: Iterable[D], today: date) -> date | None:
    """The day from which the file says otherwise, if it does so while the record holds."""
    return min((max(new.from_day, today) for new in file if _overlap(row, new)), default=None)


def _beginning(row: D, replaced: dict[D, date], today: date) -> D:
    """A record that takes another's place begins no earlier than the import; one in an empty place as it says."""
    takes_place = any(_overlap(row, old) for old in replaced)
    return replace(row, from_day=max(row.from_day, today)) if takes_place else row


def _was_ended(row: D, present: Iterable[D], today: date) -> bool:
    """Whether the school has ended this very record: a file that has not heard of it does not revive it."""
    ended = (old for old in present if old.value == row.value and not holds_from(old, today))
    return any(old.to_day is not None and old.to_day >= row.from_day for old in ended)


def _absent(
    had: dict[Slot, list[D]], said: dict[Slot, list[D]], today: date, year: str, emptied: frozenset[Slot]
) -> int:
    left = (rows for slot, rows in had.items() if slot not in said and slot not in emptied)
    return sum(holds_from(row, today) and getattr(row, "year", year) == year for rows in left for row in rows)


def _by_slot(rows: Iterable[D]) -> dict[Slot, list[D]]:
    slots: dict[Slot, list[D]] = defaultdict(list)
    for row in rows:
        slots[row.slot].append(row)
    return slots


def holds_from(row: DatedRecord, today: date) -> bool:
    """Whether it holds today or will."""
    return row.to_day is None or row.to_day >= today


def _overlap(one: DatedRecord, other: DatedRecord) -> bool:
    return (one.to_day is None or other.from_day <= one.to_day) and (
        other.to_day is None or one.from_day <= other.to_day
    )
