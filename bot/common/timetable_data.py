"""What the buttons of the timetable carry: those of families and teachers, and those of who decides about it."""

from aiogram.filters.callback_data import CallbackData


class OpenTimetable(CallbackData, prefix="tt"):
    """A day of the timetable, as its ordinal, of one child; 0 is today, and the first child or the teacher's own."""

    pupil: int = 0
    day: int = 0


class OpenWeek(CallbackData, prefix="ttw"):
    """The week of a day."""

    pupil: int = 0
    day: int = 0


class OpenChanges(CallbackData, prefix="chd"):
    """What is decided about a day; 0 is today."""

    day: int = 0
