"""A record with what a file says differently about it."""

from collections.abc import Iterable
from dataclasses import replace

from core.exchange.difference import Changed, FieldChange
from core.exchange.records import Record

_BLANK = (None, "", ())


def mended(old: Record, new: Record, names: Iterable[str]) -> Changed | None:
    """The change of these fields, or None. A blank cell says nothing, so it erases nothing."""
    changes = tuple(
        FieldChange(name, getattr(old, name), getattr(new, name))
        for name in names
        if getattr(new, name) not in _BLANK and getattr(new, name) != getattr(old, name)
    )
    if not changes:
        return None
    return Changed(old, replace(old, **{change.field: change.new for change in changes}), changes)
