"""The contest of classes: aggregates only, by a formula that stands on the screen (K06, D07)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from core.people.model import Actor, SchoolClass
from core.reporting import rules
from core.reporting.adoption import View, families_of
from core.reporting.model import Families
from core.unit_of_work import Database

LEAST = 5
"""A class with fewer families takes no part: of four families «75 %» says which one is missing."""


@dataclass(frozen=True, slots=True)
class Place:
    """A class and its place; equal classes share one."""

    place: int
    of: SchoolClass
    families: Families


@dataclass(frozen=True, slots=True)
class Contest:
    """The classes that take part, the best first, and how many are too small."""

    today: date
    places: tuple[Place, ...]
    small: int


async def contest(database: Database, actor: Actor, now: datetime) -> Contest:
    """All classes of the school, for everybody who sees any. ForbiddenError for others."""
    rules.check_sees(actor)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        view = View(school, now, await unit.people.classes(school.id, school.today(now)))
        families = await families_of(unit, view)
    counted = [(of, families[of.id]) for of in view.classes if families[of.id].total]
    return Contest(view.today, ranked(counted), sum(found.total < LEAST for _, found in counted))


def ranked(classes: Iterable[tuple[SchoolClass, Families]]) -> tuple[Place, ...]:
    """By the share of connected families, then by what the week brought; classes that are too small are left out."""
    own = [(of, families) for of, families in classes if families.total >= LEAST]
    ordered = sorted(own, key=lambda one: (*(-figure for figure in _worth(one[1])), one[0].grade, one[0].letter))
    worths = [_worth(families) for _, families in ordered]
    return tuple(Place(worths.index(_worth(families)) + 1, of, families) for of, families in ordered)


def _worth(families: Families) -> tuple[int, int]:
    return families.percent, families.gained
