"""School year, terms, holidays, bells, timetable, and the lessons of a date."""
