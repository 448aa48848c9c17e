"""Reading the log of actions: who, what, when (L10)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.audit.model import ChainedLine, Wanted
from core.errors import ForbiddenError
from core.ids import PersonId
from core.people.model import Actor, Person, Role
from core.people.staff.model import Employee
from core.unit_of_work import Database

READERS = (Role.ADMINISTRATOR, Role.DIRECTOR, Role.DATA_OFFICER)
"""Who reads it: those who act, who answers for the school, and who answers for personal data (N02, N07)."""
PAGE = 8


class Area(StrEnum):
    """What a line is about, by the first word of its action."""

    ALL = "all"
    STAFF = "staff"
    ACCESS = "access"
    SCHOOL = "school"
    JOURNAL = "journal"
    FAMILIES = "families"


BEGINNINGS: dict[Area, tuple[str, ...]] = {
    Area.ALL: (),
    Area.STAFF: ("staff", "operator", "duty"),
    Area.ACCESS: ("code", "access", "link", "calendar"),
    Area.SCHOOL: ("school", "outbox", "timetable", "group", "roster", "notice", "question", "faq", "entry"),
    Area.JOURNAL: ("lesson", "mark", "period", "draft", "note", "approval", "check", "remark", "verify"),
    Area.FAMILIES: ("application", "consent", "guardianship", "letters", "person"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which lines are wanted: of an area, of the last days, of one person who acted; older than a number."""

    area: Area = Area.ALL
    days: int = 0
    person_id: PersonId | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Lines, the latest first, with those of the staff whom they name; the number from which older ones follow."""

    lines: tuple[ChainedLine, ...]
    staff: dict[PersonId, Person]
    older: int | None


async def read(database: Database, actor: Actor, wish: Filter, now: datetime) -> Page:
    """A page of the log of the actor's school. ForbiddenError for who may not read it."""
    _check(actor)
    since = now - timedelta(days=wish.days) if wish.days else None
    wanted = Wanted(BEGINNINGS[wish.area], wish.person_id, since, wish.before)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        found = await unit.audit.latest(school.id, wanted, PAGE + 1)
        employees = await unit.staff.employees(school.id, school.today(now))
    lines = found[:PAGE]
    named = {one.person.id: one.person for one in employees}
    return Page(lines, named, lines[-1].number if len(found) > PAGE else None)


async def people(database: Database, actor: Actor, now: datetime) -> tuple[Employee, ...]:
    """The staff, whose lines may be asked for. ForbiddenError."""
    _check(actor)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        return await unit.staff.employees(school.id, school.today(now))


def _check(actor: Actor) -> None:
    if not actor.holds(*READERS):
        raise ForbiddenError
