"""The groups of a class on a day, and what has to change for a pupil to be in another."""

from dataclasses import dataclass
from datetime import date

from core.ids import GroupId, SubjectId
from core.people.model import Group, Membership, Person, SchoolClass


@dataclass(frozen=True, slots=True)
class Member:
    """A pupil of the class with the group of the day, or None; `past` are all the days in groups of the subject."""

    pupil: Person
    name: str
    group_id: GroupId | None
    past: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True)
class SubjectGroups:
    """A subject that is taught in groups, with every pupil of the class."""

    subject_id: SubjectId
    subject_name: str
    groups: tuple[Group, ...]
    members: tuple[Member, ...]

    def count(self, group_id: GroupId | None) -> int:
        """How many pupils are in a group, or in none."""
        return sum(member.group_id == group_id for member in self.members)


@dataclass(frozen=True, slots=True)
class ClassGroups:
    """A class's groups as they are on `day`, which is `today` or a day to come."""

    of: SchoolClass
    today: date
    day: date
    subjects: tuple[SubjectGroups, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What a pupil's change of group does: memberships that get another last day, those that never held, a new one."""

    ended: tuple[tuple[Membership, date | None], ...] = ()
    withdrawn: tuple[Membership, ...] = ()
    added: Membership | None = None

    def __bool__(self) -> bool:
        return bool(self.ended or self.withdrawn or self.added)
