"""Differences in the words of the school: whose record it is, what it was and what it becomes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from core.exchange.difference import Difference, FieldChange, TableDifference
from core.exchange.model import (
    ClassKey,
    DatedRecord,
    GroupKey,
    PersonKey,
    Record,
    RoomKey,
    SchoolData,
    SubjectKey,
    Table,
)
from core.people.model import Name

Names = Mapping[object, str]


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
    """Every difference, table by table: what ends, what changes, what is new."""
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
    key = (*record.slot, *record.value) if isinstance(record, DatedRecord) else record.key
    return tuple(dict.fromkeys(_said(part, names) for part in key if part is not None))


def _shown(change: FieldChange, names: Names) -> FieldChange:
    return FieldChange(change.field, _said(change.old, names), _said(change.new, names))


def _said(value: object, names: Names) -> str:
    match value:
        case None:
            return ""
        case ClassKey():
            return value.title
        case GroupKey():
            return f"{value.school_class.title}, {names.get(value.subject, value.subject.text)}: {value.title}"
        case PersonKey() | SubjectKey() | RoomKey():
            return names.get(value, value.text)
        case Name():
            return value.full
        case tuple():
            return "; ".join(_said(part, names) for part in value)
    return str(value)


def _names(snapshots: tuple[SchoolData, ...]) -> Names:
    names: dict[object, str] = {}
    for data in snapshots:
        names |= {row.person: row.name.full for row in data.people}
        names |= {row.subject: row.name for row in data.subjects}
        names |= {row.room: row.number for row in data.rooms}
    return names
