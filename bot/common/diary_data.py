"""What the buttons of the diary carry. A day is its ordinal, a child its key; both are checked again when pressed."""

from datetime import date
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from core.diary.model import Asked
from core.errors import NotFoundError

TOMORROW = 1
"""In the place of a day: the day after the one on which the button is pressed. Nobody wants the first day of all."""


class Section(StrEnum):
    """The parts of the diary between which a switch of the child stays."""

    DAY = "d"
    WEEK = "w"
    SUBJECTS = "s"
    CHORES = "h"
    CALENDAR = "l"


class OpenDiary(CallbackData, prefix="dy"):
    """A day of one child; 0 is today, `TOMORROW` tomorrow, on the day on which it is pressed."""

    pupil: int
    day: int = 0


class OpenDiaryWeek(CallbackData, prefix="dyw"):
    """The week of a day."""

    pupil: int
    day: int = 0


class OpenMonth(CallbackData, prefix="dym"):
    """The calendar of the month in which a day lies."""

    pupil: int
    day: int = 0


class PickChild(CallbackData, prefix="dyc"):
    """Look at another child, and remember it."""

    pupil: int
    to: Section
    day: int = 0


class OpenSubjects(CallbackData, prefix="dys"):
    """The subjects of a period, as `named` wrote it down; nothing is the present one."""

    pupil: int
    code: str = ""


class OpenSubject(CallbackData, prefix="dyo"):
    """The marks of a subject in a period."""

    pupil: int
    code: str
    subject: int


class OpenAbsences(CallbackData, prefix="dya"):
    """What was missed in a period."""

    pupil: int
    code: str


class OpenTermMarks(CallbackData, prefix="dyt"):
    """The marks of all periods of the school year in which a day lies; 0 is the present one."""

    pupil: int
    day: int = 0


class OpenNeeded(CallbackData, prefix="dyn"):
    """Which marks are needed for the wanted one."""

    pupil: int
    code: str
    subject: int
    wanted: int


class OpenChart(CallbackData, prefix="dyg"):
    """The picture of the marks of a period in a subject; 0 is all subjects."""

    pupil: int
    code: str
    subject: int = 0


class PaintChart(CallbackData, prefix="dyp"):
    """The same picture, dark or light from now on."""

    pupil: int
    code: str
    subject: int
    dark: bool


class OpenCalendar(CallbackData, prefix="dyl"):
    """The calendar of a child for a telephone."""

    pupil: int


class ChangeFeed(CallbackData, prefix="dyr"):
    """A new address of the calendar, or none any more."""

    pupil: int
    new: bool


class SendCalendar(CallbackData, prefix="dyi"):
    """The calendar as a file."""

    pupil: int


class OpenChores(CallbackData, prefix="dyh"):
    """A page of what is to be done."""

    pupil: int
    page: int = 0


class Tick(CallbackData, prefix="dyk"):
    """Homework is to be done, or not to be."""

    pupil: int
    task: int
    done: bool
    page: int = 0


class SendFile(CallbackData, prefix="dyf"):
    """Send a file of homework into the chat."""

    pupil: int
    task: int
    file: int


def named(asked: Asked) -> str:
    """A period as a button names it: with a day of its school year, so that it opens the same next year too."""
    return f"{asked.code}.{asked.day.toordinal()}"


def asked_by(code: str) -> Asked | None:
    """What `named` wrote; None for the present period. NotFoundError for a button that names no year: it is too old."""
    if not code:
        return None
    name, _, day = code.partition(".")
    if not day.isdecimal() or not 0 < int(day) <= date.max.toordinal():
        raise NotFoundError
    return Asked(date.fromordinal(int(day)), name)
