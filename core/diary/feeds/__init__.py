"""Lessons and homework in a telephone's calendar: by a secret address that can be taken back, or as a file."""
