"""Employees, the functions that they hold with their days, and when they are away."""

from dataclasses import dataclass
from datetime import date

from core.deadlines.model import Leave
from core.ids import GrantId
from core.people.model import Grant, Person, Role, School, SchoolClass
from core.people.staff.functions import Function


@dataclass(frozen=True, slots=True)
class Held:
    """A function that is or will be held, both days included; open-ended without `to_day`."""

    id: GrantId
    grant: Grant
    from_day: date
    to_day: date | None

    def on(self, day: date) -> bool:
        """Whether it is held that day."""
        return self.from_day <= day and (self.to_day is None or day <= self.to_day)


@dataclass(frozen=True, slots=True)
class Employee:
    """Somebody who is employed or holds a function. `held`: what has not ended by the day that was asked for."""

    person: Person
    position: str = ""
    held: tuple[Held, ...] = ()

    def holds(self, role: Role, day: date) -> bool:
        """Whether a function is held that day."""
        return any(one.grant.role is role and one.on(day) for one in self.held)


@dataclass(frozen=True, slots=True)
class Term:
    """From which day to which, both included; without `to_day` until it is taken back."""

    from_day: date
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class Rights:
    """What whoever looks may change: functions and codes, absences."""

    functions: bool
    leaves: bool


@dataclass(frozen=True, slots=True)
class Card:
    """An employee as those who keep the staff see them."""

    employee: Employee
    school: School
    today: date
    classes: tuple[SchoolClass, ...]
    leaves: tuple[tuple[Leave, Person | None], ...]
    """The absences that have not ended, each with who stands in."""
    functions: tuple[Function, ...]
    """The functions that the regulation of the school names."""
    year_ends: date
    rights: Rights

    def title_of(self, held: Held) -> str | None:
        """The class that a class teacher's function names; None for others and for classes of other years."""
        return next((one.title for one in self.classes if one.id == held.grant.class_id), None)
