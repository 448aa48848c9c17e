"""The directories of a school in the database."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotFoundError
from core.ids import ClassId, GroupId, PersonId, SchoolId, SubjectId
from core.people.details import Details
from core.people.model import (
    Actor,
    Child,
    Enrolled,
    Grant,
    Group,
    Membership,
    Person,
    Role,
    School,
    SchoolClass,
)
from storage.consented import AGREED, IS_LATEST, LATEST
from storage.names import to_name
from storage.rights import locked_school
from storage.rows import PERSON_COLUMNS, SCHOOL_COLUMNS, by_name, holds_on, person_columns, to_person, to_school
from storage.schema.people import (
    class_group,
    enrolment,
    group_member,
    guardianship,
    person,
    role_grant,
    school,
    school_class,
    school_year,
    staff,
)

_BY_NAME = by_name(person)


class PeopleTables:
    """PeopleRepository on a connection."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def schools(self) -> tuple[School, ...]:
        """Every school of this database, by number."""
        rows = await self._connection.execute(sa.select(*SCHOOL_COLUMNS).order_by(school.c.number, school.c.id))
        return tuple(to_school(row) for row in rows)

    async def school(self, school_id: SchoolId) -> School:
        """One school."""
        row = await self._one(sa.select(*SCHOOL_COLUMNS).where(school.c.id == school_id))
        return to_school(row)

    async def school_to_change(self, school_id: SchoolId) -> School:
        """One school, locked until the unit of work ends."""
        return to_school(await self._one(locked_school(*SCHOOL_COLUMNS).where(school.c.id == school_id)))

    async def save_school(self, changed: School) -> None:
        """Everything that a school may change of itself."""
        values = {
            "short_name": changed.short_name,
            "full_name": changed.full_name,
            "time_zone": changed.time_zone,
            "profile": changed.profile,
            "profile_overrides": dict(changed.profile_overrides),
            "content_mode": changed.content_mode,
        }
        await self._connection.execute(school.update().where(school.c.id == changed.id).values(values))

    async def person(self, person_id: PersonId) -> Person:
        """One person."""
        return to_person(await self._one(sa.select(*PERSON_COLUMNS).where(person.c.id == person_id)))

    async def details(self, person_id: PersonId) -> Details:
        """What is kept of a person."""
        return _details(await self._one(sa.select(*_DETAILS).where(person.c.id == person_id)))

    async def details_to_change(self, person_id: PersonId) -> Details:
        """The same, locked until the unit of work ends."""
        return _details(await self._one(sa.select(*_DETAILS).where(person.c.id == person_id).with_for_update()))

    async def save_details(self, person_id: PersonId, details: Details) -> None:
        """Keep these in place of what was kept."""
        name = details.name
        values = {
            "surname": name.surname,
            "given_name": name.given,
            "patronymic": name.patronymic,
            "birth_date": details.born,
            "phone": details.phone,
            "email": details.email,
        }
        await self._connection.execute(person.update().where(person.c.id == person_id).values(values))

    async def actor(self, person_id: PersonId, day: date) -> Actor:
        """A person with the functions of that day: those granted, and being a guardian or a pupil."""
        someone = await self.person(person_id)
        granted = sa.select(role_grant.c.role, role_grant.c.class_id).where(
            role_grant.c.person_id == person_id, holds_on(role_grant, day)
        )
        none = sa.cast(sa.null(), role_grant.c.class_id.type)
        guards = sa.select(sa.literal(Role.GUARDIAN.value), none).where(
            guardianship.c.guardian_id == person_id, holds_on(guardianship, day)
        )
        learns = sa.select(sa.literal(Role.PUPIL.value), none).where(
            enrolment.c.pupil_id == person_id, holds_on(enrolment, day)
        )
        rows = await self._connection.execute(granted.union(guards, learns))
        grants = frozenset(Grant(Role(row.role), row.class_id) for row in rows)
        return Actor(someone.school_id, person_id, someone.name, grants)

    async def children(self, guardian_id: PersonId, day: date) -> tuple[Child, ...]:
        """Own children of that day with their classes."""
        enrolled = sa.and_(enrolment.c.pupil_id == person.c.id, holds_on(enrolment, day))
        query = (
            sa.select(*PERSON_COLUMNS, school_class.c.grade, school_class.c.letter, AGREED)
            .select_from(guardianship.join(person, person.c.id == guardianship.c.pupil_id))
            .outerjoin(enrolment, enrolled)
            .outerjoin(school_class, school_class.c.id == enrolment.c.class_id)
            .outerjoin(LATEST, IS_LATEST)
            .where(guardianship.c.guardian_id == guardian_id, holds_on(guardianship, day))
            .order_by(school_class.c.grade.nulls_last(), school_class.c.letter, *_BY_NAME)
        )
        rows = await self._connection.execute(query)
        return tuple(_child(row) for row in rows)

    async def pupil(self, person_id: PersonId, day: date) -> Child | None:
        """A person with the class of that day."""
        query = (
            sa.select(*PERSON_COLUMNS, school_class.c.grade, school_class.c.letter)
            .select_from(enrolment.join(person, person.c.id == enrolment.c.pupil_id))
            .join(school_class, school_class.c.id == enrolment.c.class_id)
            .where(enrolment.c.pupil_id == person_id, holds_on(enrolment, day))
            .limit(1)
        )
        row = (await self._connection.execute(query)).first()
        return Child(to_person(row), f"{row.grade}{row.letter}") if row else None

    async def classes(self, school_id: SchoolId, day: date) -> tuple[SchoolClass, ...]:
        """The classes of the school year of that day."""
        query = (
            sa.select(school_class.c.id, school_class.c.grade, school_class.c.letter)
            .join(school_year, school_year.c.id == school_class.c.year_id)
            .where(school_year.c.school_id == school_id, holds_on(school_year, day))
            .order_by(school_class.c.grade, school_class.c.letter)
        )
        return tuple(_class(row) for row in await self._connection.execute(query))

    async def staff(self, school_id: SchoolId, day: date) -> tuple[Person, ...]:
        """The people employed that day."""
        query = (
            sa.select(*PERSON_COLUMNS)
            .join(staff, staff.c.person_id == person.c.id)
            .where(staff.c.school_id == school_id, holds_on(staff, day))
            .order_by(*_BY_NAME)
        )
        return tuple(to_person(row) for row in await self._connection.execute(query))

    async def holders(self, school_id: SchoolId, role: Role, day: date) -> tuple[Person, ...]:
        """The people to whom a function is granted that day."""
        granted = sa.exists().where(
            role_grant.c.person_id == person.c.id, role_grant.c.role == role.value, holds_on(role_grant, day)
        )
        query = sa.select(*PERSON_COLUMNS).where(person.c.school_id == school_id, granted).order_by(*_BY_NAME)
        return tuple(to_person(row) for row in await self._connection.execute(query))

    async def class_teachers(self, class_id: ClassId, day: date) -> tuple[Person, ...]:
        """The class teachers of a class."""
        leading = sa.select(role_grant.c.person_id).where(
            role_grant.c.class_id == class_id,
            role_grant.c.role == Role.CLASS_TEACHER.value,
            holds_on(role_grant, day),
        )
        rows = await self._connection.execute(
            sa.select(*PERSON_COLUMNS).where(person.c.id.in_(leading)).order_by(*_BY_NAME)
        )
        return tuple(to_person(row) for row in rows)

    async def staff_member(self, school_id: SchoolId, number_or_name: str) -> Person | None:
        """An employee by staff number or full name, if exactly one."""
        full = person.c.surname + " " + person.c.given_name + sa.func.coalesce(" " + person.c.patronymic, "")
        wanted = " ".join(number_or_name.split())
        query = (
            sa.select(*PERSON_COLUMNS)
            .join(staff, staff.c.person_id == person.c.id)
            .where(staff.c.school_id == school_id, (staff.c.number == wanted) | (full == wanted))
            .limit(2)
        )
        rows = (await self._connection.execute(query)).all()
        return to_person(rows[0]) if len(rows) == 1 else None

    async def staff_numbers(self, school_id: SchoolId) -> dict[PersonId, str]:
        """Staff numbers of those who have one."""
        query = sa.select(staff.c.person_id, staff.c.number).where(
            staff.c.school_id == school_id, staff.c.number.is_not(None)
        )
        return {PersonId(row.person_id): row.number for row in await self._connection.execute(query)}

    async def class_pupils(self, class_ids: tuple[ClassId, ...]) -> dict[ClassId, tuple[Enrolled, ...]]:
        """The lists of classes with days and groups."""
        memberships = await self._memberships(class_ids)
        query = (
            sa.select(*PERSON_COLUMNS, enrolment.c.class_id, enrolment.c.from_day, enrolment.c.to_day)
            .join(enrolment, enrolment.c.pupil_id == person.c.id)
            .where(enrolment.c.class_id.in_(class_ids))
            .order_by(*_BY_NAME)
        )
        lists: defaultdict[ClassId, list[Enrolled]] = defaultdict(list)
        for row in await self._connection.execute(query):
            groups = tuple(memberships[ClassId(row.class_id), PersonId(row.id)])
            lists[ClassId(row.class_id)].append(Enrolled(to_person(row), row.from_day, row.to_day, groups))
        return {class_id: tuple(lists[class_id]) for class_id in class_ids}

    async def _memberships(
        self, class_ids: tuple[ClassId, ...]
    ) -> defaultdict[tuple[ClassId, PersonId], list[Membership]]:
        query = (
            sa.select(class_group.c.class_id, group_member)
            .join(class_group, class_group.c.id == group_member.c.group_id)
            .where(class_group.c.class_id.in_(class_ids))
            .order_by(group_member.c.from_day)
        )
        found: defaultdict[tuple[ClassId, PersonId], list[Membership]] = defaultdict(list)
        for row in await self._connection.execute(query):
            membership = Membership(GroupId(row.group_id), row.from_day, row.to_day)
            found[ClassId(row.class_id), PersonId(row.pupil_id)].append(membership)
        return found

    async def class_groups(self, class_ids: tuple[ClassId, ...]) -> dict[ClassId, tuple[Group, ...]]:
        """The groups of classes."""
        query = (
            sa.select(class_group)
            .where(class_group.c.class_id.in_(class_ids))
            .order_by(class_group.c.subject_id, class_group.c.title)
        )
        groups = [_group(row) for row in await self._connection.execute(query)]
        return {class_id: tuple(_of_class(groups, class_id)) for class_id in class_ids}

    async def class_guardians(self, class_id: ClassId, day: date) -> tuple[tuple[Person, tuple[Person, ...]], ...]:
        """Guardians of a class, each with own children in it."""
        pupil, guardian = person.alias("pupil"), person.alias("guardian")
        query = (
            sa.select(*person_columns(pupil, "pupil"), *person_columns(guardian, "guardian"))
            .select_from(enrolment.join(pupil, pupil.c.id == enrolment.c.pupil_id))
            .join(guardianship, guardianship.c.pupil_id == pupil.c.id)
            .join(guardian, guardian.c.id == guardianship.c.guardian_id)
            .where(enrolment.c.class_id == class_id, holds_on(enrolment, day), holds_on(guardianship, day))
            .order_by(*by_name(pupil), guardian.c.id)
        )
        children: dict[Person, list[Person]] = {}
        for row in await self._connection.execute(query):
            children.setdefault(to_person(row, "guardian"), []).append(to_person(row, "pupil"))
        return tuple((guardian, tuple(own)) for guardian, own in children.items())

    async def _one(self, query: sa.Select[Any]) -> Any:
        row = (await self._connection.execute(query)).first()
        if row is None:
            raise NotFoundError
        return row


def _child(row: Any) -> Child:
    title = f"{row.grade}{row.letter}" if row.grade else None
    return Child(to_person(row), title, None if row.agreed is None else bool(row.agreed))


_DETAILS = tuple(person.c[name] for name in ("surname", "given_name", "patronymic", "birth_date", "phone", "email"))


def _details(row: Any) -> Details:
    return Details(to_name(row), row.birth_date, row.phone, row.email)


def _class(row: Any) -> SchoolClass:
    return SchoolClass(ClassId(row.id), row.grade, row.letter)


def _group(row: Any) -> Group:
    return Group(GroupId(row.id), ClassId(row.class_id), SubjectId(row.subject_id), row.title)


def _of_class(groups: Iterable[Group], class_id: ClassId) -> Iterable[Group]:
    return (group for group in groups if group.class_id == class_id)
