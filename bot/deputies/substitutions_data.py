"""What the buttons of decisions about lessons carry. Ids are looked up again when a button is pressed."""

from datetime import date
from typing import Any, Self

from aiogram.filters.callback_data import CallbackData

from bot.teachers.taps import OpenLesson, day_of
from core.calendar.changes.arranging import Act, Wish
from core.calendar.changes.model import Why
from core.ids import ClassId, GroupId, PersonId, SubjectId
from core.journal.taps.model import LessonRef


class ChooseAbsent(CallbackData, prefix="cha"):
    """Which teacher of a day is absent, to be chosen."""

    day: int


class OpenTeacher(CallbackData, prefix="cht"):
    """The lessons of a teacher's day."""

    teacher: int
    day: int


class ChooseClass(CallbackData, prefix="chc"):
    """Which class, to be chosen."""

    day: int


class OpenClass(CallbackData, prefix="chk"):
    """The lessons of a class; with `adding`, which lesson it gets more."""

    class_id: int
    day: int
    adding: bool = False


class OpenSlot(OpenLesson, prefix="chl"):
    """A lesson of the day and what can be decided about it."""


class Plan(CallbackData, prefix="chp"):
    """A decision as far as it is chosen: what is empty is asked next. `shift` counts days from the lesson's own."""

    act: Act
    class_id: int
    group: int
    subject: int
    day: int
    number: int
    teacher: int = 0
    as_subject: int = 0
    shift: int = -99
    to_number: int = 0
    why: str = ""
    sure: bool = False

    @classmethod
    def of(cls, act: Act, ref: LessonRef, **more: Any) -> Self:
        """The beginning of a decision about a lesson."""
        return cls(
            act=act,
            class_id=ref.class_id,
            group=ref.group_id or 0,
            subject=ref.subject_id,
            day=ref.day.toordinal(),
            number=ref.number,
            **more,
        )

    def ref(self) -> LessonRef:
        """The lesson that is meant."""
        group = GroupId(self.group) if self.group else None
        day = day_of(self.day) or date.min
        return LessonRef(ClassId(self.class_id), group, SubjectId(self.subject), day, self.number)

    def to_day(self) -> date | None:
        """The day to which the lesson is moved, once it is chosen."""
        return day_of(self.day + self.shift) if self.shift != NOT_CHOSEN else None

    def wish(self) -> Wish:
        """The decision."""
        return Wish(
            self.act,
            self.ref(),
            reason_of(self.why),
            PersonId(self.teacher) if self.teacher else None,
            SubjectId(self.as_subject) if self.as_subject else None,
            self.to_day(),
            self.to_number or None,
        )


NOT_CHOSEN = -99
"""The shift of a plan whose day is not chosen yet."""


class GiveDay(CallbackData, prefix="chg"):
    """A whole day of a teacher for one substitute, as far as it is chosen."""

    absent: int
    day: int
    substitute: int = 0
    why: str = ""
    sure: bool = False


class OpenChange(CallbackData, prefix="cho"):
    """One decision."""

    change: int
    day: int


class Revoke(CallbackData, prefix="chr"):
    """Let the weekly timetable hold again."""

    change: int


class OpenJournal(CallbackData, prefix="chj"):
    """The journal of substitutions of a month, named by one of its days; with `file`, as a workbook."""

    day: int
    file: bool = False


def reason_of(code: str) -> Why:
    """The reason behind a button; an unknown one counts as another reason."""
    return Why(code) if code in {one.value for one in Why} else Why.OTHER
