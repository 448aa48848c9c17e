"""Deadlines in the database: the facts that decide them, and the ledger of duties."""

from storage.deadlines.facts import FactTables
from storage.deadlines.ledger import LedgerTables

__all__ = ["FactTables", "LedgerTables"]
