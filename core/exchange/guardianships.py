"""Who stands for whom: what a file ends, and what it does not bring back (A10, D04)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from core.exchange.dated import Slot, holds_from
from core.exchange.dated_records import GuardianshipRecord
from core.exchange.difference import Ended, TableDifference
from core.exchange.mending import mended


def guardianship_difference(
    present: Sequence[GuardianshipRecord], file: Sequence[GuardianshipRecord], today: date
) -> TableDifference:
    """The changes, pair by pair. What the file leaves out, a pair or a cell, stays as it is."""
    had: dict[Slot, list[GuardianshipRecord]] = defaultdict(list)
    for row in present:
        had[row.slot].append(row)
    changes = [_pair(had.get(row.slot, []), row, today) for row in file]
    said = {row.slot for row in file}
    absent = [row for row in present if row.slot not in said and holds_from(row, today)]
    return TableDifference(
        added=tuple(record for change in changes for record in change.added),
        changed=tuple(record for change in changes for record in change.changed),
        ended=tuple(record for change in changes for record in change.ended),
        absent=len(absent) if file else 0,
    )


def _pair(had: Sequence[GuardianshipRecord], said: GuardianshipRecord, today: date) -> TableDifference:
    current = next((row for row in had if holds_from(row, today)), None)
    if current is None:
        return TableDifference(added=_begun(had, said, today))
    last = None if _tells_of_earlier(said, current) else said.to_day
    if last is not None and last < today:
        return TableDifference(ended=(Ended(current, last),))
    change = mended(current, said, said.DETAIL if last is None else (*said.DETAIL, "to_day"))
    return TableDifference(changed=(change,) if change else ())


def _tells_of_earlier(said: GuardianshipRecord, current: GuardianshipRecord) -> bool:
    """Whether the file names the end of an earlier time, after which the two were connected anew."""
    anew = current.from_day > said.from_day
    return anew and said.to_day is not None and said.to_day < current.from_day


def _begun(had: Sequence[GuardianshipRecord], said: GuardianshipRecord, today: date) -> tuple[GuardianshipRecord, ...]:
    """A pair that is new; one that has ended begins again only if a file ended it and says until when it holds now."""
    if not had:
        return (said,) if said.to_day is None or said.to_day >= said.from_day else ()
    again = said.to_day is not None and said.to_day >= today and not any(row.by_hand for row in had)
    return (replace(said, from_day=max(said.from_day, today)),) if again else ()
