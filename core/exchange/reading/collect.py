"""Rows that become one record each, none of them twice."""

from collections.abc import Callable
from typing import TypeVar

from core.exchange.problems import Code, Problems
from core.exchange.reading.layout import Page
from core.exchange.reading.rows import RowReader, each_row
from core.exchange.records import Record

R = TypeVar("R", bound=Record)


def collect(page: Page | None, problems: Problems, build: Callable[[RowReader], R], *, at: str) -> tuple[R, ...]:
    """The records of a sheet. A repeated one is noted in the column `at`, with the row where it stood first."""
    found: dict[tuple[object, ...], R] = {}
    rows: dict[tuple[object, ...], int] = {}
    for row in each_row(page, problems):
        record = build(row)
        if not row.sound:
            continue
        if record.key in found:
            row.refuse(at, Code.DUPLICATE_ROW, first_row=rows[record.key])
        found.setdefault(record.key, record)
        rows.setdefault(record.key, row.number)
    return tuple(found.values())
