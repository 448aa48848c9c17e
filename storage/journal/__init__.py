"""The journal in the database: drafts, lessons and their facts."""

from storage.journal.tables import JournalTables

__all__ = ["JournalTables"]
