"""Marks of a quarter, a half-year and the year: proposed from what stands in the journal, given by the teacher."""
