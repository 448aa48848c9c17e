"""What the buttons of period marks carry. Keys in it are checked again against the actor."""

from typing import Self

from aiogram.filters.callback_data import CallbackData

from core.ids import ClassId, GroupId, SubjectId
from core.journal.periods.model import Course, SheetKey


class OpenPeriod(CallbackData, prefix="per"):
    """The own courses for a period."""

    code: str


class _OfSheet(CallbackData, prefix="_"):
    """A sheet: class, group or 0, subject, period; and the page of its list."""

    of: int
    group: int
    subject: int
    code: str
    page: int = 0

    @property
    def key(self) -> SheetKey:
        """The sheet that is meant."""
        group = GroupId(self.group) if self.group else None
        return SheetKey(Course(ClassId(self.of), group, SubjectId(self.subject)), self.code)

    @classmethod
    def about(cls, key: SheetKey, page: int = 0, **more: object) -> Self:
        """The button's data for a sheet."""
        course = key.course
        place = {"of": course.class_id, "group": course.group_id or 0, "subject": course.subject_id, "code": key.code}
        return cls.model_validate({**place, "page": page, **more})


class OpenSheet(_OfSheet, prefix="ps"):
    """The pupils of a sheet."""


class AcceptProposed(_OfSheet, prefix="pa"):
    """Take what is proposed for all who have nothing yet."""


class Confirm(_OfSheet, prefix="pc"):
    """Record what was chosen."""


class OpenPeriodPupil(_OfSheet, prefix="pp"):
    """One pupil of a sheet."""

    pupil: int


class ChoosePeriodMark(_OfSheet, prefix="pv"):
    """The value for a pupil; empty takes back what was chosen."""

    pupil: int
    value: str


class OpenClassMarks(CallbackData, prefix="pk"):
    """A class's marks by subjects; without a code for the period that is being closed."""

    of: int
    code: str = ""


class CorrectPeriodMark(_OfSheet, prefix="pr"):
    """Why a mark that was recorded becomes another, as a code."""

    pupil: int
    value: str
    reason: str


class TypePeriodReason(_OfSheet, prefix="pt"):
    """The next message says why."""

    pupil: int
    value: str


class WithdrawPeriodRequest(_OfSheet, prefix="pw"):
    """Take the own request about a pupil's mark back."""

    pupil: int
    request: int


class AskClosing(OpenClassMarks, prefix="pz"):
    """«Закрыть период»: is it meant?"""


class ClosePeriod(OpenClassMarks, prefix="pzy"):
    """It is meant."""
