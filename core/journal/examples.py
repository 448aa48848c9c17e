"""Examples of the language for a teacher: about an own class, with the names of today (B01)."""

from datetime import datetime

from core.calendar.changes.declaring import may_declare
from core.ids import ClassId
from core.journal.hands import author
from core.journal.quick_entry.examples import About, Example, examples
from core.journal.readings import context_of
from core.people.model import Actor
from core.unit_of_work import Database


async def own_examples(
    database: Database, actor: Actor, now: datetime, class_id: ClassId | None = None
) -> tuple[Example, ...]:
    """What this teacher may write, word for word, rather of this class; empty for who has held no lessons yet."""
    async with database.reading() as unit:
        found = examples(await context_of(unit, author(actor), now), class_id)
        declares = may_declare(actor, await unit.people.school(actor.school_id))
    return tuple(one for one in found if declares or one.about is not About.SUBSTITUTIONS)
