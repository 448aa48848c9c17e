"""The outbox in the database."""

from storage.notifications.tables import OutboxTable

__all__ = ["OutboxTable"]
