"""Screens of teachers: one message becomes a lesson in the journal."""
