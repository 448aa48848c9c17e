"""SupervisionRepository on a connection."""

from storage.supervision.tables import SupervisionTables

__all__ = ["SupervisionTables"]
