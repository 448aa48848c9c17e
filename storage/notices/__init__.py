"""Notices in the database."""

from storage.notices.tables import NoticeTables

__all__ = ["NoticeTables"]
