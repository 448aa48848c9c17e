"""Notices: what the school, or a class teacher, tells many at once."""
