"""What keeping the staff needs from outside."""

from datetime import date
from typing import Protocol

from core.ids import GrantId, PersonId, SchoolId
from core.people.model import Grant
from core.people.staff.model import Employee, Term


class StaffRepository(Protocol):
    """Employees and their functions. Absences are the deadlines' facts."""

    async def employees(self, school_id: SchoolId, day: date) -> tuple[Employee, ...]:
        """Who is employed that day, or holds a function then or later; by name, with functions not ended by then."""
        ...

    async def grant(self, school_id: SchoolId, person_id: PersonId, grant: Grant, term: Term) -> None:
        """A function is held for a term."""
        ...

    async def end(self, grant_id: GrantId, last: date | None) -> None:
        """A function is held until this day, included; without one it never was."""
        ...
