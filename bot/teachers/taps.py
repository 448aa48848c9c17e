"""What the buttons of a lesson entered by taps carry. Each names what is to be, so that a double tap is one."""

from datetime import date
from enum import StrEnum
from typing import Any, Self

from aiogram.filters.callback_data import CallbackData

from core.ids import ClassId, GroupId, SubjectId
from core.journal.taps.model import Attends, LessonRef

NO_CONTROL = -1


class OpenDay(CallbackData, prefix="day"):
    """The lessons of a day, as its ordinal; 0 is today."""

    day: int = 0


class OpenLesson(CallbackData, prefix="les"):
    """A lesson of the list. `group` 0 is the whole class."""

    class_id: int
    group: int
    subject: int
    day: int
    number: int

    @classmethod
    def of(cls, ref: LessonRef, **more: Any) -> Self:
        """The button of a lesson."""
        day = ref.day.toordinal()
        return cls(
            class_id=ref.class_id, group=ref.group_id or 0, subject=ref.subject_id, day=day, number=ref.number, **more
        )

    def ref(self) -> LessonRef:
        """The lesson that is meant."""
        group = GroupId(self.group) if self.group else None
        day = day_of(self.day) or date.min
        return LessonRef(ClassId(self.class_id), group, SubjectId(self.subject), day, self.number)


class StandIn(OpenLesson, prefix="sti"):
    """A colleague's lesson that the teacher says to hold; with `sure`, after it was asked."""

    sure: bool = False


class AskToStandIn(OpenLesson, prefix="stw"):
    """Ask a deputy for a colleague's lesson, and why."""

    why: str


class BringBack(OpenLesson, prefix="back"):
    """An own lesson that was held though it is cancelled."""


class ChooseColleague(CallbackData, prefix="stc"):
    """Whose lesson of a day the teacher holds, to be chosen."""

    day: int
    page: int = 0


class StandFor(CallbackData, prefix="stf"):
    """A colleague's lessons of a day."""

    teacher: int
    day: int


class AttachTo(OpenLesson, prefix="fl"):
    """The lesson to which a file, with its album, belongs."""

    file: int


class OpenFiles(CallbackData, prefix="fls"):
    """What is attached to a draft."""

    draft: int


class TakeOff(CallbackData, prefix="fx"):
    """A file that is not to be attached to a draft."""

    draft: int
    file: int


class OpenRoll(CallbackData, prefix="roll"):
    """The list of the lesson; taps on pupils give `value`, or say where they are if it is empty."""

    draft: int
    value: str = ""
    page: int = 0


class TapPresence(CallbackData, prefix="at"):
    """Where a pupil is to be from now on."""

    draft: int
    pupil: int
    to: Attends
    page: int


class TapMark(CallbackData, prefix="mk"):
    """A mark to be given, or to be taken off."""

    draft: int
    pupil: int
    value: str
    given: bool
    page: int


class OpenPaints(CallbackData, prefix="pts"):
    """What a tap on a pupil may say besides the commonest."""

    draft: int
    page: int


class TapPaint(CallbackData, prefix="pt"):
    """What was chosen is said of a pupil, or taken off."""

    draft: int
    pupil: int
    paint: str
    on: bool
    page: int


class TapNotHeld(CallbackData, prefix="nh"):
    """The lesson did not take place: why, as a code; empty asks, "-" takes it back, "t" waits for typed words."""

    draft: int
    why: str = ""


class TapEveryone(CallbackData, prefix="all"):
    """All are at the lesson."""

    draft: int
    page: int


class OpenControls(CallbackData, prefix="ctls"):
    """The school's list of works, to choose what the tapped marks are for."""

    draft: int
    value: str


class TapControl(CallbackData, prefix="ctl"):
    """A work by its place in the school's list; -1 for none. `value` is the mark to go on with."""

    draft: int
    place: int
    value: str


class Text(StrEnum):
    """What is done about topic and homework."""

    SHOW = "s"
    PLANNED = "p"
    TYPE_TOPIC = "t"
    TYPE_HOMEWORK = "h"
    NO_HOMEWORK = "n"
    AS_LAST_TIME = "l"
    FILL_TOPIC = "f"
    FILL_NONE = "z"


class TapText(CallbackData, prefix="txt"):
    """Topic and homework of the lesson."""

    draft: int
    what: Text


class TapDue(CallbackData, prefix="due"):
    """The day for which the homework is, as its ordinal."""

    draft: int
    day: int


def day_of(ordinal: int) -> date | None:
    """The day behind a button; None for today and for a number that is no day."""
    return date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else None
