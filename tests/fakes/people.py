"""PeopleRepository over plain collections."""

from dataclasses import replace
from datetime import date

from core.errors import NotFoundError
from core.ids import ClassId, PersonId, SchoolId
from core.people.details import Details
from core.people.model import Actor, Child, Enrolled, Grant, Group, Membership, Person, Role, School, SchoolClass
from tests.fakes.directories import Directories, by_name
from tests.fakes.groups import group_days
from tests.fakes.state import State


class MemoryPeople:
    """Answers from the directories."""

    def __init__(self, directories: Directories, state: State) -> None:
        self._of = directories
        self._changed = state.schools
        self._groups = state.groups
        self._consents = state.consents
        self._details = state.details

    def _who(self, person_id: PersonId) -> Person:
        """The person as imported, under the name that stands now."""
        person, details = self._of.people[person_id], self._details.get(person_id)
        return replace(person, name=details.name) if details else person

    async def details(self, person_id: PersonId) -> Details:
        person = await self.person(person_id)
        return self._details.get(person_id) or Details(person.name)

    async def details_to_change(self, person_id: PersonId) -> Details:
        return await self.details(person_id)

    async def save_details(self, person_id: PersonId, details: Details) -> None:
        self._details[person_id] = details

    async def schools(self) -> tuple[School, ...]:
        schools = (self._changed.get(school.id, school) for school in self._of.schools)
        return tuple(sorted(schools, key=lambda school: school.number))

    async def school(self, school_id: SchoolId) -> School:
        for school in await self.schools():
            if school.id == school_id:
                return school
        raise NotFoundError

    async def school_to_change(self, school_id: SchoolId) -> School:
        return await self.school(school_id)

    async def save_school(self, school: School) -> None:
        self._changed[school.id] = school

    async def person(self, person_id: PersonId) -> Person:
        if person_id not in self._of.people:
            raise NotFoundError
        return self._who(person_id)

    async def actor(self, person_id: PersonId, day: date) -> Actor:
        someone = await self.person(person_id)
        grants = {one.grant for one in self._of.functions if one.person_id == person_id and day in one.days}
        if any(one.guardian_id == person_id and day in one.days for one in self._of.guardianships):
            grants.add(Grant(Role.GUARDIAN))
        if self._class_on(person_id, day):
            grants.add(Grant(Role.PUPIL))
        return Actor(someone.school_id, person_id, someone.name, frozenset(grants))

    async def children(self, guardian_id: PersonId, day: date) -> tuple[Child, ...]:
        own = [
            (self._class_on(one.pupil_id, day), self._who(one.pupil_id), self._consents.agreed(one))
            for one in self._of.guardianships
            if one.guardian_id == guardian_id and day in one.days
        ]
        own.sort(key=lambda one: (_by_class(one[0]), by_name(one[1])))
        return tuple(Child(pupil, of.title if of else None, agreed) for of, pupil, agreed in own)

    async def pupil(self, person_id: PersonId, day: date) -> Child | None:
        found = self._class_on(person_id, day)
        return Child(self._who(person_id), found.title) if found else None

    async def classes(self, school_id: SchoolId, day: date) -> tuple[SchoolClass, ...]:
        found = [
            one.school_class for one in self._of.classes if one.year.school_id == school_id and day in one.year.days
        ]
        return tuple(sorted(found, key=_by_class))

    async def staff(self, school_id: SchoolId, day: date) -> tuple[Person, ...]:
        employed = [one for one in self._of.employments if one.school_id == school_id and day in one.days]
        return tuple(sorted((self._who(one.person_id) for one in employed), key=by_name))

    async def holders(self, school_id: SchoolId, role: Role, day: date) -> tuple[Person, ...]:
        holding = {one.person_id for one in self._of.functions if one.grant.role is role and day in one.days}
        people = [self._who(person_id) for person_id in holding]
        return tuple(sorted((person for person in people if person.school_id == school_id), key=by_name))

    async def class_teachers(self, class_id: ClassId, day: date) -> tuple[Person, ...]:
        grant = Grant(Role.CLASS_TEACHER, class_id)
        leading = {one.person_id for one in self._of.functions if one.grant == grant and day in one.days}
        return tuple(sorted((self._who(person_id) for person_id in leading), key=by_name))

    async def staff_member(self, school_id: SchoolId, number_or_name: str) -> Person | None:
        wanted = " ".join(number_or_name.split())
        found = [
            self._who(one.person_id)
            for one in self._of.employments
            if one.school_id == school_id and wanted in (one.number, self._who(one.person_id).name.full)
        ]
        return found[0] if len(found) == 1 else None

    async def staff_numbers(self, school_id: SchoolId) -> dict[PersonId, str]:
        return {one.person_id: one.number for one in self._of.employments if one.school_id == school_id and one.number}

    async def class_pupils(self, class_ids: tuple[ClassId, ...]) -> dict[ClassId, tuple[Enrolled, ...]]:
        return {class_id: self._list(class_id) for class_id in class_ids}

    async def class_groups(self, class_ids: tuple[ClassId, ...]) -> dict[ClassId, tuple[Group, ...]]:
        groups = sorted(self._of.groups, key=lambda group: (group.subject_id, group.title))
        return {class_id: tuple(group for group in groups if group.class_id == class_id) for class_id in class_ids}

    async def class_guardians(self, class_id: ClassId, day: date) -> tuple[tuple[Person, tuple[Person, ...]], ...]:
        pupils = [one.pupil for one in self._list(class_id) if one.on(day)]
        children: dict[PersonId, list[Person]] = {}
        for pupil in pupils:
            for guardian_id in self._guardians(pupil.id, day):
                children.setdefault(guardian_id, []).append(pupil)
        return tuple((self._who(guardian_id), tuple(own)) for guardian_id, own in children.items())

    def _guardians(self, pupil_id: PersonId, day: date) -> list[PersonId]:
        found = [one for one in self._of.guardianships if one.pupil_id == pupil_id and day in one.days]
        return sorted(one.guardian_id for one in found)

    def _class_on(self, pupil_id: PersonId, day: date) -> SchoolClass | None:
        found = [one for one in self._of.enrolments if one.pupil_id == pupil_id and day in one.days]
        return self._of.class_of(found[0].class_id) if found else None

    def _list(self, class_id: ClassId) -> tuple[Enrolled, ...]:
        rows = [one for one in self._of.enrolments if one.class_id == class_id]
        rows.sort(key=lambda one: self._of.named(one.pupil_id))
        return tuple(
            Enrolled(
                self._who(one.pupil_id),
                one.days.first,
                one.days.last,
                self._memberships(class_id, one.pupil_id),
            )
            for one in rows
        )

    def _memberships(self, class_id: ClassId, pupil_id: PersonId) -> tuple[Membership, ...]:
        groups = {group.id for group in self._of.groups if group.class_id == class_id}
        own = [one for one in group_days(self._of, self._groups, pupil_id) if one.group_id in groups]
        own.sort(key=lambda one: one.days.first)
        return tuple(Membership(one.group_id, one.days.first, one.days.last) for one in own)


def _by_class(school_class: SchoolClass | None) -> tuple[int, str]:
    """By grade and letter; those in no class come last."""
    return (school_class.grade, school_class.letter) if school_class else (12, "")
