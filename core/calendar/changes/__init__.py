"""What is otherwise than the weekly timetable: substitutions, lessons cancelled, moved and added (B11, B25)."""
