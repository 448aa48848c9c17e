"""Matters of a remark as plain values, as a row of a database or of the outbox carries them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from core.supervision.model import Flaw, Matter


def packed(matters: Iterable[Matter]) -> list[list[Any]]:
    """Flaw, day, number and count of each."""
    return [[one.flaw.value, one.day and one.day.isoformat(), one.number, one.count] for one in matters]


def unpacked(rows: Iterable[Sequence[Any]]) -> tuple[Matter, ...]:
    """The matters again."""
    return tuple(
        Matter(Flaw(flaw), date.fromisoformat(day) if day else None, number, count) for flaw, day, number, count in rows
    )
