"""Telling those who keep the lists what a class teacher found wrong."""

from datetime import datetime

from core.notifications.model import Kind, Planned
from core.people.model import Name, Person, School, SchoolClass
from core.people.roster.model import NewCheck
from core.people.roster.rules import RECEIVERS
from core.unit_of_work import UnitOfWork


async def tell_of_error(
    unit: UnitOfWork, school: School, of: SchoolClass, check: NewCheck, by: Name, now: datetime
) -> None:
    """A row for each chat of the coordinators and administrators; who is both is told once."""
    facts = {"title": of.title, "who": by.full, "text": check.text or "", "month": check.month.isoformat()}
    people: dict[int, Person] = {}
    for role in RECEIVERS:
        people |= {one.id: one for one in await unit.people.holders(school.id, role, school.today(now))}
    chats = [(one.id, chat.key) for one in people.values() for _, chat in await unit.links.links_to(one.id)]
    rows = tuple(
        Planned(
            school.id,
            chat_key,
            person_id,
            Kind.ROSTER,
            f"roster:{of.id}:{chat_key}:{now.isoformat()}",
            now,
            content=facts,
        )
        for person_id, chat_key in chats
    )
    await unit.outbox.enqueue(rows, now)
