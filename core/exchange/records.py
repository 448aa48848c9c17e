"""What a record is: a row by natural keys, mended in place or holding on days."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table by natural keys. `KEY` names the fields that say which one it is.

    `FIRST` names those that count only when it is first written: later the school itself may have changed them.
    """

    KEY: ClassVar[tuple[str, ...]]
    FIRST: ClassVar[tuple[str, ...]] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same record in a file and in the database."""
        return tuple(getattr(self, name) for name in self.KEY)


@dataclass(frozen=True, slots=True)
class DatedRecord(Record):
    """A record that holds on days. A change ends it and begins another: yesterday keeps what it had.

    `SLOT` names what can hold a record or several at a time: a pupil, the load of a class in a subject, a lesson of the
    week. Two records of a slot are the same one if they agree in `VALUE`; `DETAIL` may be mended in place.
    """

    SLOT: ClassVar[tuple[str, ...]]
    VALUE: ClassVar[tuple[str, ...]]
    DETAIL: ClassVar[tuple[str, ...]] = ()
    from_day: date
    to_day: date | None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it from every other row, ended ones too."""
        return (*self.slot, *self.value, self.from_day)

    @property
    def slot(self) -> tuple[object, ...]:
        """The place that it takes."""
        return tuple(getattr(self, name) for name in self.SLOT)

    @property
    def value(self) -> tuple[object, ...]:
        """What stands in that place."""
        return tuple(getattr(self, name) for name in self.VALUE)

    def mendable(self, *, changed: bool) -> tuple[str, ...]:  # noqa: ARG002
        """The fields that may be mended in place; `changed` if the slot has held another record before."""
        return self.DETAIL
