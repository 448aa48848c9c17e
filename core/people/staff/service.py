"""Looking at the staff: the list, and one employee (A17)."""

from datetime import datetime

from core.errors import NotFoundError
from core.ids import PersonId
from core.people.model import Actor
from core.people.staff import rules
from core.people.staff.functions import functions_of
from core.people.staff.model import Card, Employee
from core.unit_of_work import Database


async def staff_list(database: Database, actor: Actor, now: datetime, words: str = "") -> tuple[Employee, ...]:
    """The staff of today by name; with words only those whom they name. ForbiddenError."""
    rules.rights(actor)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        return rules.found_by(await unit.staff.employees(school.id, school.today(now)), words)


async def card(database: Database, actor: Actor, person_id: PersonId, now: datetime) -> Card:
    """One employee. ForbiddenError, or NotFoundError for who is not of this staff."""
    rights = rules.rights(actor)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        today = school.today(now)
        staff = await unit.staff.employees(school.id, today)
        employee = employee_of(staff, person_id)
        people = {one.person.id: one.person for one in staff}
        leaves = [one for one in await unit.deadlines.leaves_from(school.id, today) if one.person_id == person_id]
        return Card(
            employee=employee,
            school=school,
            today=today,
            classes=await unit.people.classes(school.id, today),
            leaves=tuple((one, people.get(one.deputy_id) if one.deputy_id else None) for one in leaves),
            functions=functions_of(school.profile),
            year_ends=rules.year_ends(today),
            rights=rights,
        )


def employee_of(staff: tuple[Employee, ...], person_id: PersonId) -> Employee:
    """One of the staff. NotFoundError."""
    found = next((one for one in staff if one.person.id == person_id), None)
    if found is None:
        raise NotFoundError
    return found
