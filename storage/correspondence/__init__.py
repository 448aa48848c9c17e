"""Letters between families and staff: threads, letters, desks, complaints."""

from storage.correspondence.tables import CorrespondenceTables

__all__ = ["CorrespondenceTables"]
