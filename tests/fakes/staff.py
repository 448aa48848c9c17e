"""StaffRepository over plain collections: the functions of a school stand in the state once one was changed."""

from dataclasses import dataclass, replace
from datetime import date

from core.ids import GrantId, PersonId, SchoolId
from core.people.model import Grant
from core.people.staff.model import Employee, Held, Term
from tests.fakes.directories import Days, Directories, Function, by_name

_NEVER = Days(date.max, date.min)
"""The days of a function that is gone: its place in the list stays, since that is its key."""


@dataclass
class StaffState:
    """All functions, as they are now; None as long as they are those of the directories."""

    functions: list[Function] | None = None

    def copy(self) -> "StaffState":
        """A state of its own for one unit."""
        return StaffState(None if self.functions is None else self.functions.copy())

    def over(self, directories: Directories) -> Directories:
        """The directories of one unit, whose functions are written into this state."""
        if self.functions is None:
            self.functions = directories.functions.copy()
        return replace(directories, functions=self.functions)


class MemoryStaff:
    """Reads and writes the directories of its unit."""

    def __init__(self, of: Directories) -> None:
        self._of = of

    async def employees(self, school_id: SchoolId, day: date) -> tuple[Employee, ...]:
        employed = {one.person_id for one in self._of.employments if one.school_id == school_id and day in one.days}
        found = {one.person_id: self._held(one.person_id, day) for one in self._of.functions}
        people = employed | {one for one, held in found.items() if held and self._of.school_of(one) == school_id}
        return tuple(
            Employee(person, "учитель" if person.id in employed else "", found.get(person.id, ()))
            for person in sorted((self._of.people[one] for one in people), key=by_name)
        )

    def _held(self, person_id: PersonId, day: date) -> tuple[Held, ...]:
        rows = enumerate(self._of.functions)
        held = [
            Held(GrantId(place), one.grant, one.days.first, one.days.last)
            for place, one in rows
            if one.person_id == person_id and (one.days.last is None or one.days.last >= day)
        ]
        return tuple(sorted(held, key=lambda one: (one.from_day, one.grant.role, one.id)))

    async def grant(self, school_id: SchoolId, person_id: PersonId, grant: Grant, term: Term) -> None:
        self._of.functions.append(Function(person_id, grant, Days(term.from_day, term.to_day)))

    async def end(self, grant_id: GrantId, last: date | None) -> None:
        old = self._of.functions[grant_id]
        days = _NEVER if last is None else Days(old.days.first, last)
        self._of.functions[grant_id] = replace(old, days=days)
