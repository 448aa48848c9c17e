"""What the buttons of the diary carry. A day is its ordinal, a child its key; both are checked again when pressed."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData


class Section(StrEnum):
    """The parts of the diary between which a switch of the child stays."""

    DAY = "d"
    WEEK = "w"
    SUBJECTS = "s"
    CHORES = "h"


class OpenDiary(CallbackData, prefix="dy"):
    """A day of one child; 0 is today."""

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
    """The subjects of a period; no code is the present one."""

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
    """The marks of all periods."""

    pupil: int


class OpenNeeded(CallbackData, prefix="dyn"):
    """Which marks are needed for the wanted one."""

    pupil: int
    code: str
    subject: int
    wanted: int


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
