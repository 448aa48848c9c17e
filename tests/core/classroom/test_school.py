"""The school's day in figures."""

from datetime import timedelta

import pytest

from core.classroom.model import ClassCounts, SchoolDay
from core.classroom.school import school_day
from core.errors import ForbiddenError
from core.ids import PersonId
from core.journal.model import Reason
from core.journal.quick_entry.model import DraftAbsence, DraftLateness
from core.people.model import Grant, Role
from tests.contract.school import ARTYOM, BEGAN, LEV, MARIA, NINA, NOW, OLGA, SOFIA
from tests.core.journal.conftest import World
from tests.fakes.directories import Days, Function


async def look(world: World, ahead: timedelta = timedelta()) -> SchoolDay:
    world.database.directories.functions.append(Function(NINA, Grant(Role.DEPUTY), Days(BEGAN)))
    return await school_day(world.database, await world.actor(NINA), NOW + ahead)


def counts(day: SchoolDay, title: str) -> ClassCounts:
    return next(one for one in day.classes if one.of.title == title)


@pytest.mark.parametrize("person", [NINA, OLGA, MARIA])
async def test_teachers_and_guardians_do_not_see_the_school(world: World, person: PersonId) -> None:
    with pytest.raises(ForbiddenError):
        await school_day(world.database, await world.actor(person), NOW)


async def test_absences_by_class(world: World) -> None:
    away = (DraftAbsence(SOFIA), DraftAbsence(ARTYOM, Reason.ILLNESS))
    await world.say(absences=away, lateness=(DraftLateness(LEV),))
    day = await look(world)
    found = counts(day, "5А")
    assert (found.listed, found.missing, found.unexplained, found.late) == (6, 2, 1, 1)
    assert (found.unentered, found.lessons) == (2, 3)
    assert (counts(day, "6Б").missing, counts(day, "6Б").unentered) == (0, 0)


async def test_a_day_without_lessons(world: World) -> None:
    """rosariosis #206: nothing is missing in holidays."""
    day = await look(world, timedelta(days=15))
    assert {(one.lessons, one.unentered) for one in day.classes} == {(0, 0)}
