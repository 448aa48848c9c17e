"""To whom a notice goes: readers of places, people of a list, and whom of them it reaches."""

from dataclasses import dataclass, replace
from enum import StrEnum

from core.ids import ClassId, GroupId, PersonId
from core.people.model import Group, Person, SchoolClass


class Reader(StrEnum):
    """Who of the chosen places is told; `STAFF` are all who are employed, whatever places are chosen.

    `ABSENT` are the guardians of pupils of whom an absence is recorded, or was announced, on the day of the sending.
    """

    GUARDIANS = "guardians"
    PUPILS = "pupils"
    CLASS_TEACHERS = "class_teachers"
    STAFF = "staff"
    ABSENT = "absent"


LISTED = "listed"
"""The part of an audience that are adults of a list."""


@dataclass(frozen=True, slots=True)
class Audience:
    """Readers of places together, and `people`, adults who are told whatever else is chosen.

    Places are grades, classes, groups and single pupils; without any, the whole school. `within`: nobody is told but
    for a child of these classes, whatever is chosen; empty for who writes to the whole school.
    """

    readers: frozenset[Reader] = frozenset()
    grades: frozenset[int] = frozenset()
    classes: frozenset[ClassId] = frozenset()
    groups: frozenset[GroupId] = frozenset()
    pupils: frozenset[PersonId] = frozenset()
    people: frozenset[PersonId] = frozenset()
    within: frozenset[ClassId] = frozenset()

    @property
    def everywhere(self) -> bool:
        """Whether no place is chosen: the whole school, or all of `within`."""
        return not (self.grades or self.classes or self.groups or self.pupils)

    @property
    def several(self) -> bool:
        """Whether it has more than one part."""
        return len(self.readers) + bool(self.people) > 1

    @property
    def listed(self) -> int:
        """How many were put on a list by name."""
        return len(self.pupils) + len(self.people)

    @property
    def anywhere(self) -> "Audience":
        """The same readers and adults of whatever place: who may still be told of what they got once.

        Who was absent need not be so any more.
        """
        readers = {Reader.GUARDIANS if one is Reader.ABSENT else one for one in self.readers}
        return Audience(frozenset(readers), people=self.people)


def not_widened(before: Audience, after: Audience) -> Audience:
    """What is left when places were taken off: with the last of them go their readers, else the whole school's.

    Staff and adults of a list are told whatever places there are.
    """
    if before.everywhere or not after.everywhere:
        return after
    return replace(after, readers=after.readers & {Reader.STAFF})


@dataclass(frozen=True, slots=True)
class Reach:
    """People of an audience, each counted once. `told` are those with a chat and no consent taken back.

    `unlinked` have no chat, `unasked` no consent to messages; who lacks both is among the latter.
    """

    people: int = 0
    told: int = 0
    chats: int = 0
    unlinked: int = 0
    unasked: int = 0


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """A group with its class and subject: «5А · Английский язык, группа 1»."""

    group: Group
    of: SchoolClass
    subject: str


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the school as of a day: a pupil of a class, one of the staff, a guardian of pupils of classes."""

    person: Person
    of: SchoolClass | None = None
    staff: bool = False
    guards: tuple[SchoolClass, ...] = ()

    @property
    def classes(self) -> frozenset[ClassId]:
        """The classes to which they belong."""
        return frozenset(one.id for one in (*self.guards, *((self.of,) if self.of else ())))
