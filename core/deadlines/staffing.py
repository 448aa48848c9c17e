"""Who answers for what on a day: functions, leaves and who stands in, who can be told at all. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from core.deadlines.model import Due, Duty, Holder, Leave
from core.ids import ChatKey, ClassId, PersonId
from core.people.model import Name, Role

STAFF = (
    Role.TEACHER,
    Role.CLASS_TEACHER,
    Role.DEPUTY,
    Role.DIRECTOR,
    Role.COORDINATOR,
    Role.ADMINISTRATOR,
    Role.CLERK,
)
"""They have duties, and a screen of what they are to do."""
OVERSEERS = (Role.DEPUTY, Role.DIRECTOR, Role.ADMINISTRATOR)
"""Who hears of what waits too long: the first of these functions of which anybody is there."""
_STEPS = 3
"""Deputies of deputies who are away themselves; beyond, nobody stands in."""


@dataclass(frozen=True)
class Staffing:
    """The staff of a day."""

    holders: Sequence[Holder]
    leaves: Sequence[Leave] = ()
    chats: Mapping[PersonId, tuple[ChatKey, ...]] | None = None
    """Who can be written to; None where nobody is asked."""

    @cached_property
    def _leaders(self) -> Mapping[ClassId, tuple[PersonId, ...]]:
        found: dict[ClassId, tuple[PersonId, ...]] = {}
        for one in self.holders:
            if one.grant.role is Role.CLASS_TEACHER and one.grant.class_id is not None:
                found[one.grant.class_id] = (*found.get(one.grant.class_id, ()), one.person_id)
        return found

    @cached_property
    def _away(self) -> Mapping[PersonId, Leave]:
        return {one.person_id: one for one in self.leaves}

    @cached_property
    def _top(self) -> frozenset[PersonId]:
        """The deputies; where none of them can be told, the director, then the administrators."""
        told = (self._there(self.holding(role)) for role in OVERSEERS)
        return next((people for people in told if people), frozenset())

    @cached_property
    def _names(self) -> Mapping[PersonId, Name]:
        return {one.person_id: one.name for one in self.holders}

    @cached_property
    def employed(self) -> frozenset[PersonId]:
        """Who holds any function."""
        return frozenset(one.person_id for one in self.holders)

    def holding(self, *roles: Role) -> tuple[PersonId, ...]:
        """Who holds one of these functions."""
        return tuple(dict.fromkeys(one.person_id for one in self.holders if one.grant.role in roles))

    def leading(self, class_id: ClassId) -> tuple[PersonId, ...]:
        """The class teachers of a class."""
        return self._leaders.get(class_id, ())

    def is_away(self, person_id: PersonId) -> bool:
        """Whether somebody is on leave."""
        return person_id in self._away

    def stands_in(self, person_id: PersonId) -> PersonId | None:
        """Who does somebody's duties: the same person, or the deputy named for the leave; None if nobody is there."""
        for _ in range(_STEPS):
            leave = self._away.get(person_id)
            if leave is None:
                return person_id
            if leave.deputy_id is None:
                return None
            person_id = leave.deputy_id
        return None

    def behind(self, person_id: PersonId) -> tuple[PersonId, ...]:
        """Somebody, and those in whose place they stand."""
        return (person_id, *(one for one in self._away if self.stands_in(one) == person_id))

    def led(self, person_id: PersonId) -> tuple[ClassId, ...]:
        """The classes of a class teacher."""
        return tuple(of for of, people in self._leaders.items() if person_id in people)

    def overseers(self, due: Due) -> frozenset[PersonId]:
        """Who hears of it when it waits too long: deputies, and of a lesson the class teacher too (B18).

        Of what those who check the journal leave the director hears (F05).
        """
        if due.duty in (Duty.CHECK, Duty.RECHECK):
            return self._there(self.holding(Role.DIRECTOR)) - {due.person_id}
        of = due.about.class_id
        beside = self._there(self.leading(of)) if due.duty is Duty.LESSON and of is not None else frozenset[PersonId]()
        return (self._top | beside) - {due.person_id, self.stands_in(due.person_id)}

    def name(self, person_id: PersonId) -> Name | None:
        """What somebody with a function is called."""
        return self._names.get(person_id)

    def _there(self, people: Iterable[PersonId]) -> frozenset[PersonId]:
        """Those who are there and can be told, or who stand in for them."""
        present = {self.stands_in(one) for one in people} - {None}
        return frozenset(one for one in present if one and (self.chats is None or self.chats.get(one)))
