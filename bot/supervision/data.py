"""What the buttons of checks and remarks carry. Ids and months are checked again against the actor."""

from datetime import date
from enum import StrEnum
from typing import Self

from aiogram.filters.callback_data import CallbackData

from core.ids import ClassId, GroupId, SubjectId
from core.journal.taps.model import LessonRef
from core.supervision.model import Finding, Flaw, Page
from core.supervision.verified import Scope


class OpenMonth(CallbackData, prefix="jm"):
    """A month of the school, as the ordinal of one of its days; 0 is the one whose check is due."""

    month: int = 0
    page: int = 0


class OpenClassPages(CallbackData, prefix="jc"):
    """The pages of a class."""

    class_id: int
    month: int


class CloseClean(CallbackData, prefix="jk"):
    """All pages of a class without findings were checked."""

    class_id: int
    month: int


class OpenPage(CallbackData, prefix="jp"):
    """A subject of a class."""

    class_id: int
    subject: int
    month: int
    page: int = 0

    @classmethod
    def of(cls, page: Page) -> Self:
        """The button of a page."""
        return cls(class_id=page.class_id, subject=page.subject_id, month=page.month.toordinal())

    def which(self) -> Page:
        """The page that is meant."""
        month = date.fromordinal(self.month) if 0 < self.month <= date.max.toordinal() else date.min
        return Page(ClassId(self.class_id), SubjectId(self.subject), month.replace(day=1))


class ClosePage(OpenPage, prefix="jx"):
    """The page was checked."""


class ReopenPage(OpenPage, prefix="jz"):
    """It is to be checked after all."""


class ChooseTeacher(OpenPage, prefix="jy"):
    """A remark to one of several teachers."""


class TypePaper(OpenPage, prefix="jw"):
    """The next message says what the paper journal has."""


class SendAll(OpenPage, prefix="ja"):
    """A remark about everything that is found, until one of the proposed days."""

    due: int = 0


class OpenFinding(OpenPage, prefix="jf"):
    """One thing that was found. `day` 0 and `number` 0 are none; `group` 0 is the whole class."""

    flaw: Flaw
    group: int = 0
    day: int = 0
    number: int = 0

    @classmethod
    def about(cls, page: Page, one: Finding) -> Self:
        """The button of a finding."""
        matter = one.matter
        return cls(
            class_id=page.class_id,
            subject=page.subject_id,
            month=page.month.toordinal(),
            flaw=matter.flaw,
            group=one.course.group_id or 0,
            day=matter.day.toordinal() if matter.day else 0,
            number=matter.number or 0,
        )

    def names(self, one: Finding) -> bool:
        """Whether it is this finding; its count may have changed."""
        same = OpenFinding.about(self.which(), one)
        return (same.flaw, same.group, same.day, same.number) == (self.flaw, self.group, self.day, self.number)


class SendFinding(OpenFinding, prefix="js"):
    """A remark about it, until one of the proposed days."""

    due: int = 0


class TypeRemark(OpenFinding, prefix="jt"):
    """The next message is a remark: about a finding, or as a whole about the lessons of the page's group."""

    whole: bool = False


class ListRemarks(CallbackData, prefix="rml"):
    """The open remarks, a page at a time."""

    page: int = 0


class OpenRemark(CallbackData, prefix="rmo"):
    """One remark with its history."""

    remark: int


class Act(StrEnum):
    """What is done about a remark."""

    FIXED = "f"
    ANSWER = "a"
    ACCEPT = "y"
    RETURN = "n"
    WITHDRAW = "w"
    SURE = "W"


class ActOnRemark(CallbackData, prefix="rma"):
    """A step of a remark."""

    remark: int
    act: Act


class ListVerified(CallbackData, prefix="vfl"):
    """What is to be verified, a page at a time."""

    page: int = 0


class OpenScope(CallbackData, prefix="vfo"):
    """A course, or with `subject` 0 a class, of a month to be verified."""

    class_id: int
    subject: int
    group: int
    month: int

    @classmethod
    def of(cls, scope: Scope) -> Self:
        """The button of a scope."""
        month = scope.month.toordinal()
        return cls(class_id=scope.class_id, subject=scope.subject_id or 0, group=scope.group_id or 0, month=month)

    def scope(self) -> Scope:
        """The scope that is meant."""
        month = date.fromordinal(self.month) if 0 < self.month <= date.max.toordinal() else date.min
        subject = SubjectId(self.subject) if self.subject else None
        return Scope(ClassId(self.class_id), month.replace(day=1), subject, GroupId(self.group) if self.group else None)


class SignScope(OpenScope, prefix="vfy"):
    """«Верно»."""


class ReportScope(OpenScope, prefix="vfn"):
    """The next message says what is wrong."""


class SendSheet(CallbackData, prefix="rmx"):
    """The remarks of a month as a file."""

    month: int


def lesson_of(text: str) -> LessonRef:
    """A lesson as a row of the outbox carries it."""
    class_id, group, subject, day, number = map(int, text.split(":"))
    group_id = GroupId(group) if group else None
    return LessonRef(ClassId(class_id), group_id, SubjectId(subject), date.fromordinal(day), number)
