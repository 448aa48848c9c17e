"""Whose applications wait: those whom the lists know, and how many they do not (E05, E07)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from core.applications.model import Application
from core.applications.names import compare
from core.ids import ClassId, PersonId
from core.people.model import School
from core.reporting.ports import Relative
from core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Applicants:
    """Guardians of the lists whose application waits, with the day it came; how many are of nobody there."""

    known: Mapping[PersonId, date]
    strangers: int


async def applicants(unit: UnitOfWork, school: School, class_ids: Sequence[ClassId], day: date) -> Applicants:
    """Compare what waits with the lists: two reads."""
    waiting = await unit.applications.waiting(school.id)
    if not waiting:
        return Applicants({}, 0)
    surnames = {one.form.guardian.surname for one in waiting if one.form.guardian is not None}
    return matched(waiting, await unit.reporting.relatives(class_ids, surnames, day), school)


def matched(waiting: Iterable[Application], relatives: Sequence[Relative], school: School) -> Applicants:
    """An application is a guardian's if both names, own and the child's, are the same but for slips (E05)."""
    known: dict[PersonId, date] = {}
    strangers = 0
    for one in waiting:
        meant = [relative.guardian.id for relative in relatives if _means(one, relative)]
        strangers += not meant
        if one.received_at is not None:
            for person_id in meant:
                known.setdefault(person_id, school.today(one.received_at))
    return Applicants(known, strangers)


def _means(application: Application, relative: Relative) -> bool:
    form = application.form
    if form.guardian is None or form.child is None:
        return False
    same_adult = compare(form.guardian, relative.guardian.name) is not None
    return same_adult and compare(form.child, relative.pupil.name) is not None
