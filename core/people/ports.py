"""What the school's directories answer."""

from datetime import date
from typing import Protocol

from core.ids import ClassId, PersonId, SchoolId
from core.people.details import Details
from core.people.model import Actor, Child, Enrolled, Group, Person, Role, School, SchoolClass


class PeopleRepository(Protocol):
    """People, classes and who is where on a day.

    Reads, but for a school's own settings and personal details: the import writes the rest.
    """

    async def schools(self) -> tuple[School, ...]:
        """Every school of this database, by number."""
        ...

    async def school(self, school_id: SchoolId) -> School:
        """One school. NotFoundError if there is none."""
        ...

    async def school_to_change(self, school_id: SchoolId) -> School:
        """One school, locked until the unit of work ends. NotFoundError if there is none."""
        ...

    async def save_school(self, school: School) -> None:
        """Keep its names, time zone, profile and content mode in place of what they were; the number stays."""
        ...

    async def actor(self, person_id: PersonId, day: date) -> Actor:
        """A person with the functions of that day. NotFoundError if there is none."""
        ...

    async def person(self, person_id: PersonId) -> Person:
        """One person. NotFoundError if there is none."""
        ...

    async def details(self, person_id: PersonId) -> Details:
        """What is kept of a person. NotFoundError if there is none."""
        ...

    async def details_to_change(self, person_id: PersonId) -> Details:
        """The same, locked until the unit of work ends."""
        ...

    async def save_details(self, person_id: PersonId, details: Details) -> None:
        """Keep these in place of what was kept."""
        ...

    async def children(self, guardian_id: PersonId, day: date) -> tuple[Child, ...]:
        """The children whose guardian this person is that day, by class and name (D04, D07)."""
        ...

    async def pupil(self, person_id: PersonId, day: date) -> Child | None:
        """A person as a pupil with the class of that day; None for who is on no list then (P17)."""
        ...

    async def classes(self, school_id: SchoolId, day: date) -> tuple[SchoolClass, ...]:
        """The classes of the school year of that day, by grade and letter."""
        ...

    async def staff(self, school_id: SchoolId, day: date) -> tuple[Person, ...]:
        """The people employed that day, by name."""
        ...

    async def holders(self, school_id: SchoolId, role: Role, day: date) -> tuple[Person, ...]:
        """The people of the school to whom a function is granted that day, by name."""
        ...

    async def class_teachers(self, class_id: ClassId, day: date) -> tuple[Person, ...]:
        """The class teachers of a class that day, by name."""
        ...

    async def staff_member(self, school_id: SchoolId, number_or_name: str) -> Person | None:
        """An employee by staff number («T1») or by full name; None if there is none or several."""
        ...

    async def staff_numbers(self, school_id: SchoolId) -> dict[PersonId, str]:
        """The staff numbers («T1») of those who have one, whether still employed or not."""
        ...

    async def class_pupils(self, class_ids: tuple[ClassId, ...]) -> dict[ClassId, tuple[Enrolled, ...]]:
        """The lists of classes over the whole year, with days and groups, by name."""
        ...

    async def class_groups(self, class_ids: tuple[ClassId, ...]) -> dict[ClassId, tuple[Group, ...]]:
        """The groups of classes, by subject and title."""
        ...

    async def class_guardians(self, class_id: ClassId, day: date) -> tuple[tuple[Person, tuple[Person, ...]], ...]:
        """Each guardian of a class with own children in it that day, by the children's names (D12)."""
        ...
