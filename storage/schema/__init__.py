"""The tables, by area of the core. Migrations must equal them."""

from storage.schema import (
    approvals,
    attachments,
    audit,
    calendar,
    changes,
    correspondence,
    digests,
    hints,
    journal,
    links,
    notes,
    notifications,
    operators,
    people,
    periods,
    preferences,
    roster,
)
from storage.schema.base import metadata

__all__ = [
    "approvals",
    "attachments",
    "audit",
    "calendar",
    "changes",
    "correspondence",
    "digests",
    "hints",
    "journal",
    "links",
    "metadata",
    "notes",
    "notifications",
    "operators",
    "people",
    "periods",
    "preferences",
    "roster",
]
