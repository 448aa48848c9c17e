"""Whom to call: families of a class that are not connected, those first who have waited longest, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.applications.rules import CLERKS
from core.ids import ClassId, PersonId
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.naming import naming_of
from core.people.links.model import Code
from core.people.links.rules import issues_to_class
from core.people.model import Actor, Enrolled, School
from core.reporting import rules
from core.reporting.adoption import View, counted_of, families_of, of_class, only, view_of
from core.reporting.applicants import Applicants, applicants
from core.reporting.model import Call, Calls, Step
from core.reporting.ports import Reach
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Guardian:
    """What is known of a guardian who is not connected."""

    applied: date | None
    reach: Reach | None
    code: Code | None


async def calls(database: Database, actor: Actor, class_id: ClassId, now: datetime) -> Calls:
    """A class and its families to be called. NotFoundError for another's class."""
    rules.check_sees(actor)
    rules.check_sees_class(actor, class_id)
    async with database.reading() as unit:
        view = only(await view_of(unit, actor, now), class_id)
        waiting = await applicants(unit, view.school, view.ids, view.today)
        counted = await counted_of(unit, view, waiting, whole=False)
        families = await families_of(unit, view)
        found = await _unconnected(unit, view, waiting)
    return Calls(
        school=view.school,
        today=view.today,
        of=of_class(view.classes[0], counted, families[class_id]),
        calls=found,
        issues=issues_to_class(actor, class_id),
        decides=actor.holds(*CLERKS),
    )


async def _unconnected(unit: UnitOfWork, view: View, waiting: Applicants) -> tuple[Call, ...]:
    (of,) = view.classes
    listed = (await unit.people.class_pupils((of.id,)))[of.id]
    adults = await unit.people.class_guardians(of.id, view.today)
    ids = tuple(guardian.id for guardian, _ in adults)
    reach, codes = await unit.reporting.reach(ids), await unit.links.last_codes(ids)
    families: dict[PersonId, list[Guardian]] = {}
    for guardian, children in adults:
        known = Guardian(waiting.known.get(guardian.id), reach.get(guardian.id), codes.get(guardian.id))
        for child in children:
            families.setdefault(child.id, []).append(known)
    names = naming_of(ClassList(of, listed), view.school.content_mode).names
    today = (one for one in listed if one.on(view.today))
    found = (_call(one, families.get(one.pupil.id, []), names, view) for one in today)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.since))


def _call(one: Enrolled, family: list[Guardian], names: Mapping[PersonId, str], view: View) -> Call | None:
    if any(guardian.reach is not None and guardian.reach.reachable for guardian in family):
        return None
    step, since = next_step(family, one.from_day, view.school, view.now)
    return Call(one.pupil.id, names[one.pupil.id], since, step, len(family))


def next_step(family: list[Guardian], listed: date, school: School, now: datetime) -> tuple[Step, date]:
    """What to do about a family of which nobody is connected, and since when that waits. Pure."""
    applied = [one.applied for one in family if one.applied is not None]
    if applied:
        return Step.DECIDE, min(applied)
    blocked = [one.reach.blocked_at for one in family if one.reach is not None and one.reach.blocked_at is not None]
    if blocked:
        return Step.UNBLOCK, school.today(max(blocked))
    codes = [one.code for one in family if one.code is not None]
    good = [code for code in codes if code.used_at is None and code.revoked_at is None and code.expires_at > now]
    if codes:
        issued = min(code.issued_at for code in good or codes)
        return (Step.HELP if good else Step.RENEW), school.today(issued)
    return (Step.HAND_OUT if family else Step.ENTER), listed
