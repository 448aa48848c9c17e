"""What is shown of checks and remarks: the school's month, a class, a page, a remark with its history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.ids import GroupId, PersonId
from core.people.model import SchoolClass
from core.supervision.model import Check, Count, Finding, Page, Past, Remark, State


@dataclass(frozen=True, slots=True)
class Story:
    """A remark with its history, as one reader sees it.

    `executes`: it is theirs to mend. `judges`: they decide whether it is mended. `vacant`: its teacher has left, and
    nobody teaches that course any more.
    """

    remark: Remark
    past: tuple[Past, ...]
    today: date
    executes: bool
    judges: bool
    content_mode: str
    vacant: bool = False

    @property
    def overdue(self) -> bool:
        """Whether it should have been mended by now."""
        return self.remark.state is State.SENT and self.today > self.remark.made.due


@dataclass(frozen=True, slots=True)
class Progress:
    """How many pages there are, how many were checked, how many findings without a remark, how many open remarks."""

    pages: int = 0
    checked: int = 0
    findings: int = 0
    remarks: int = 0

    @property
    def done(self) -> bool:
        """Whether nothing is left to look at."""
        return self.checked >= self.pages


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month of the whole school, class by class. `fixed` remarks wait to be looked at again, `older` are open ones
    about months before (F04)."""

    month: date
    today: date
    classes: tuple[tuple[SchoolClass, Progress], ...]
    fixed: int = 0
    older: int = 0
    earlier: date | None = None
    later: date | None = None

    @property
    def over(self) -> bool:
        """Whether the month is, so that its pages may be checked."""
        return (self.today.year, self.today.month) > (self.month.year, self.month.month)

    @property
    def total(self) -> Progress:
        """All classes together."""
        each = [one for _, one in self.classes]
        return Progress(
            sum(one.pages for one in each),
            sum(one.checked for one in each),
            sum(one.findings for one in each),
            sum(one.remarks for one in each),
        )


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """A page of a class: how many findings without a remark, how many open remarks, and whether it was checked."""

    page: Page
    subject: str
    findings: int
    remarks: int
    check: Check | None

    @property
    def clean(self) -> bool:
        """Whether it may be checked without a look: nothing is found, nothing waits."""
        return self.check is None and not self.findings and not self.remarks


@dataclass(frozen=True, slots=True)
class ClassView:
    """The pages of a class in a month. `checks`: whether the reader may check them; `over`: whether the month is."""

    of: SchoolClass
    month: date
    lines: tuple[SubjectLine, ...]
    checks: bool
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """A page with all that a deputy decides by. Lessons and `recorded` count those that are over.

    `journal` is what the paper journal is compared with. `over`: the month is, so that the page may be checked.
    """

    page: Page
    of: SchoolClass
    subject: str
    lessons: int
    recorded: int
    journal: Count
    findings: tuple[Finding, ...]
    remarks: tuple[Remark, ...]
    check: Check | None
    checked_by: str | None
    paper: Count | None
    teachers: Mapping[PersonId, str]
    groups: Mapping[GroupId, str] = field(default_factory=dict)
    dues: tuple[date, ...] = ()
    """Days that are proposed as the last one of a remark, the usual one first."""
    owners: Mapping[GroupId | None, PersonId] = field(default_factory=dict)
    """Whose the lessons of the page are, by group."""
    checks: bool = False
    over: bool = False

    def told(self, one: Finding) -> Remark | None:
        """The remark about a finding: an open one before one that was closed."""
        about = [remark for remark in self.remarks if remark.covers(one)]
        return min(about, key=lambda remark: not remark.open, default=None)

    def addressee(self, group_id: GroupId | None) -> tuple[GroupId | None, PersonId] | None:
        """Whose the lessons of the group are; where the page has one teacher, they; None where one is to be named."""
        if group_id in self.owners:
            return group_id, self.owners[group_id]
        if len({*self.owners.values()}) != 1:
            return None
        (of_group, teacher_id), *others = self.owners.items()
        return None if others else of_group, teacher_id

    @property
    def untold(self) -> tuple[Finding, ...]:
        """What was found and nobody has remarked."""
        return tuple(one for one in self.findings if self.told(one) is None)
