"""StaffRepository over plain collections: what was given or ended stands in the state."""

from dataclasses import dataclass, field, replace
from datetime import date

from core.ids import GrantId, PersonId, SchoolId
from core.people.model import Grant
from core.people.staff.model import Employee, Held, Term
from tests.fakes.directories import Days, Directories, Function, by_name

_GIVEN = 10_000
"""Where the keys of functions begin that were given."""

_NEVER = Days(date.max, date.min)
"""The days of a function that is gone: its place in the list stays, since that is its key."""


@dataclass
class StaffState:
    """Functions that were given beside those of the directories, and the days of functions that were changed."""

    given: list[Function] = field(default_factory=list)
    days: dict[int, Days] = field(default_factory=dict)

    def copy(self) -> "StaffState":
        """A state of its own for one unit."""
        return StaffState(self.given.copy(), self.days.copy())

    def over(self, directories: Directories) -> Directories:
        """The directories of one unit with these functions; what was given stands behind, its place keeps."""
        functions = [*directories.functions, *self.given]
        if self.days:
            keyed = ((_key(place, len(directories.functions)), one) for place, one in enumerate(functions))
            functions = [replace(one, days=self.days.get(key, one.days)) for key, one in keyed]
        return replace(directories, functions=functions)


def _key(place: int, known: int) -> int:
    """Tests put functions into the directories at any time, so what was given is counted apart."""
    return place if place < known else _GIVEN + place - known


class MemoryStaff:
    """Reads the directories of its unit, which its state lies over, and writes both."""

    def __init__(self, of: Directories, state: StaffState) -> None:
        self._of = of
        self._state = state
        self._known = len(of.functions) - len(state.given)

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
            Held(GrantId(_key(place, self._known)), one.grant, one.days.first, one.days.last)
            for place, one in rows
            if one.person_id == person_id and (one.days.last is None or one.days.last >= day)
        ]
        return tuple(sorted(held, key=lambda one: (one.from_day, one.grant.role, one.id)))

    async def grant(self, school_id: SchoolId, person_id: PersonId, grant: Grant, term: Term) -> None:
        function = Function(person_id, grant, Days(term.from_day, term.to_day))
        self._state.given.append(function)
        self._of.functions.append(function)

    async def end(self, grant_id: GrantId, last: date | None) -> None:
        place = grant_id if grant_id < _GIVEN else grant_id - _GIVEN + self._known
        old = self._of.functions[place]
        days = _NEVER if last is None else Days(old.days.first, last)
        self._state.days[grant_id] = days
        self._of.functions[place] = replace(old, days=days)
