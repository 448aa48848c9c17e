"""What a file changes in a school, table by table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.exchange.keys import Table
from core.exchange.records import DatedRecord, Record


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a record before and after."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that is mended in place."""

    old: Record
    new: Record
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """A record that held until this day, included, and holds no more."""

    record: DatedRecord
    to_day: date


@dataclass(frozen=True, slots=True)
class TableDifference:
    """The changes of one table.

    `withdrawn` were to begin on the day of the import or later, so they never held and leave no history. `absent` is
    how many records the database has that the file says nothing about: they stay as they are.
    """

    added: tuple[Record, ...] = ()
    changed: tuple[Changed, ...] = ()
    ended: tuple[Ended, ...] = ()
    withdrawn: tuple[DatedRecord, ...] = ()
    absent: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.ended or self.withdrawn)


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes of a school. It is false if the database says already what the file says."""

    tables: Mapping[Table, TableDifference] = field(default_factory=dict)
    kept: int = 0
    """Pupils whose group in a subject the file has otherwise, and the school has defined itself."""

    def __bool__(self) -> bool:
        return any(self.tables.values())

    def of(self, table: Table) -> TableDifference:
        """The changes of one table."""
        return self.tables.get(table, TableDifference())
