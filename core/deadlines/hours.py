"""When in the evening somebody is reminded: the school's hour, or the person's own."""

from dataclasses import replace
from datetime import time

from core.deadlines.profiles import profile_of
from core.deadlines.staffing import STAFF
from core.errors import NotFoundError
from core.people.model import Actor
from core.unit_of_work import Database


async def evening(database: Database, actor: Actor, chosen: time | None = None) -> tuple[time | None, time]:
    """The own hour, if there is one, and the school's; what is chosen now becomes the own one.

    It is the hour of the evening digest, too: one person has one evening. NotFoundError for who is no staff.
    """
    if actor.person_id is None or not actor.holds(*STAFF):
        raise NotFoundError
    async with database.writing() as unit:
        usual = profile_of(await unit.people.school(actor.school_id)).remind_evening
        own = await unit.preferences.choices(actor.school_id, actor.person_id)
        if chosen is None:
            return own.digest_at, usual
        await unit.preferences.save(actor.school_id, actor.person_id, replace(own, digest_at=chosen))
        await unit.commit()
    return chosen, usual
