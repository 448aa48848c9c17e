"""Lesson records, marks, absences, lateness and their corrections."""
