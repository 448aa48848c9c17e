"""Whom messages do not reach: since when, why, and how much was lost (design: five outcomes, shown to staff)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.ids import ClassId, PersonId
from core.people.model import Actor, Person
from core.people.pupils import lets_pupils_read
from core.reporting import rules
from core.reporting.adoption import View, view_of
from core.reporting.model import Missed, Unreachable, Unreached
from core.reporting.ports import Closed, Lost
from core.unit_of_work import Database, UnitOfWork

LOOKED_BACK = timedelta(days=30)
"""Messages that were lost longer ago interest nobody."""


async def unreached(database: Database, actor: Actor, now: datetime) -> Unreached:
    """Who was linked and cannot be written to, of the school or of the own classes. ForbiddenError for others.

    What was lost though its chat is open is said for the whole school only: there is nobody to call about it.
    """
    rules.check_sees(actor)
    whole = rules.sees_whole(actor)
    async with database.reading() as unit:
        view = await view_of(unit, actor, now)
        closed = await closed_of(unit, view, whole=whole)
        lost = await unit.reporting.lost(view.school.id, now - LOOKED_BACK)
    people = gathered(closed, lost)
    order = {of.id: place for place, of in enumerate(view.classes)}
    return Unreached(
        school=view.school,
        today=view.today,
        titles={of.id: of.title for of in view.classes},
        people=tuple(sorted(people, key=lambda one: (order.get(one.class_id or ClassId(0), len(order)), one.since))),
        missed=_missed(lost, {one.person.id for one in people}) if whole else (),
    )


async def closed_of(unit: UnitOfWork, view: View, *, whole: bool) -> tuple[Closed, ...]:
    """Those of these classes, with the staff of the whole school, whose every chat is closed: at most three reads."""
    found = await unit.reporting.closed_guardians(view.ids, view.today)
    if lets_pupils_read(view.school):
        found += await unit.reporting.closed_pupils(view.ids, view.today)
    return found + (await unit.reporting.closed_staff(view.school.id, view.today) if whole else ())


def gathered(closed: Iterable[Closed], lost: Iterable[Lost]) -> tuple[Unreachable, ...]:
    """A line for each person and class, with all own children there and the messages that did not come. Pure."""
    messages: dict[PersonId, int] = {}
    for one in lost:
        messages[one.person_id] = messages.get(one.person_id, 0) + one.messages
    found: dict[tuple[ClassId | None, PersonId], tuple[Closed, list[Person]]] = {}
    for row in closed:
        _, children = found.setdefault((row.class_id, row.person.id), (row, []))
        children += [row.pupil] if row.pupil is not None else []
    return tuple(
        Unreachable(row.person, row.circle, row.class_id, tuple(children), row.since, row.why, messages.get(person, 0))
        for (_, person), (row, children) in found.items()
    )


def _missed(lost: Iterable[Lost], unreachable: set[PersonId]) -> tuple[Missed, ...]:
    """What was lost in chats that are open, by reason, the most first."""
    found: dict[str, int] = {}
    for one in lost:
        if one.person_id not in unreachable:
            found[one.reason] = found.get(one.reason, 0) + one.messages
    return tuple(Missed(reason, count) for reason, count in sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
