"""Figures for reports from the database."""

from storage.reporting.tables import ReportingTables

__all__ = ["ReportingTables"]
