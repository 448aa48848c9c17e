"""Hints after a record: the next trick of the language, with the teacher's own class, each shown once (B01)."""
