"""Differences in the words of the school: whose record it is, what it was and what it becomes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.exchange.difference import Difference, FieldChange, TableDifference
from core.exchange.keys import ClassKey, GroupKey, PersonKey, RoomKey, SubjectKey, Table
from core.exchange.model import SchoolData
from core.exchange.reading.values import WEEKDAYS
from core.exchange.records import DatedRecord, Record
from core.people.model import Name

Names = Mapping[object, str]

_WEEKDAY = frozenset({"weekday", "first_weekday"})
_NOT_NAMED = frozenset({"to_day"})


class Change(StrEnum):
    """What happens to a record."""

    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Line:
    """One difference to show. `what` names the record by the parts of its key: a person, a class, a number."""

    table: Table
    change: Change
    what: tuple[str, ...]
    fields: tuple[FieldChange, ...] = ()


def lines_of(difference: Difference, *snapshots: SchoolData) -> tuple[Line, ...]:
    """Every difference, table by table: what ends, what changes, what is new. The last snapshot's names are used."""
    names = _names(snapshots)
    return tuple(line for table in Table for line in _table(table, difference.of(table), names))


def _table(table: Table, difference: TableDifference, names: Names) -> Iterator[Line]:
    for ended in difference.ended:
        yield Line(table, Change.ENDED, _what(ended.record, names))
    for withdrawn in difference.withdrawn:
        yield Line(table, Change.ENDED, _what(withdrawn, names))
    for changed in difference.changed:
        yield Line(table, Change.CHANGED, _what(changed.old, names), tuple(_shown(f, names) for f in changed.fields))
    for added in difference.added:
        yield Line(table, Change.ADDED, _what(added, names))


def _what(record: Record, names: Names) -> tuple[str, ...]:
    fields = (*record.SLOT, *record.VALUE) if isinstance(record, DatedRecord) else record.KEY
    parts = [(name, getattr(record, name)) for name in fields if name not in _NOT_NAMED]
    said = (_weekday(part) if name in _WEEKDAY else _said(part, names) for name, part in parts if part is not None)
    return tuple(dict.fromkeys(str(part) for part in said))


def _shown(change: FieldChange, names: Names) -> FieldChange:
    return FieldChange(change.field, _said(change.old, names), _said(change.new, names))


def _weekday(number: int) -> str:
    return WEEKDAYS[number]


def _said(value: object, names: Names) -> object:
    """A key as the name behind it; days, numbers and texts as they are."""
    match value:
        case ClassKey():
            return value.title
        case GroupKey():
            return f"{value.school_class.title}, {names.get(value.subject, value.subject.text)}: {value.title}"
        case PersonKey() | SubjectKey() | RoomKey():
            return names.get(value, value.text)
        case Name():
            return value.full
        case tuple():
            return "; ".join(str(_said(part, names)) for part in value)
    return value


def _names(snapshots: tuple[SchoolData, ...]) -> Names:
    names: dict[object, str] = {}
    for data in snapshots:
        names |= {row.person: row.name.full for row in data.people}
        names |= {row.subject: row.name for row in data.subjects}
        names |= {row.room: row.number for row in data.rooms}
    return names
