"""Groups that the school has defined itself: a file does not undo them (A24)."""

from collections.abc import Collection, Sequence
from datetime import date

from core.exchange.dated_records import MemberRecord
from core.exchange.keys import PersonKey, SubjectKey


def with_groups_by_hand(
    present: Sequence[MemberRecord], file: Sequence[MemberRecord], left: Collection[tuple[object, ...]], today: date
) -> tuple[tuple[MemberRecord, ...], int]:
    """What the file is taken to say of groups, and for how many pupils and subjects it would have said otherwise.

    Where the last word about a pupil and a subject was a person's, that stands in the place of the file's; a pupil
    who leaves the class (`left`) leaves its groups all the same.
    """
    by_hand = {_place(row) for row in _last_words(present) if row.by_hand and row.slot not in left}
    said = tuple(row for row in file if _place(row) not in by_hand)
    named = {row.slot for row in file}
    stands = tuple(row for row in present if _place(row) in by_hand and row.slot in named and _holds(row, today))
    now = {(*_place(row), row.group) for row in stands}
    differs = {_place(row) for row in file if _place(row) in by_hand and (*_place(row), row.group) not in now}
    return (*said, *stands), len(differs)


def _place(row: MemberRecord) -> tuple[PersonKey, object, SubjectKey]:
    """A pupil's group in one subject of one class."""
    return row.pupil, row.group.school_class, row.group.subject


def _last_words(rows: Sequence[MemberRecord]) -> Sequence[MemberRecord]:
    """Of each place the membership that began last."""
    found: dict[object, MemberRecord] = {}
    for row in sorted(rows, key=lambda row: row.from_day):
        found[_place(row)] = row
    return tuple(found.values())


def _holds(row: MemberRecord, today: date) -> bool:
    return row.to_day is None or row.to_day >= today
