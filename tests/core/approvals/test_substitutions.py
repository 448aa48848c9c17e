"""A colleague's lesson that was asked for: what the deputy is told, and what becomes of it if the timetable changes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from core.approvals import service
from core.approvals.model import Request, State, Substitution
from core.calendar.changes.arranging import Act, Wish
from core.calendar.changes.arranging import decide as arrange
from core.calendar.changes.errors import LessonGoneError
from core.calendar.changes.model import Why
from core.calendar.model import Term, TermKind
from core.ids import PersonId
from core.journal.taps.model import LessonRef
from core.journal.visiting import request as ask
from tests.contract.school import (
    BEGAN,
    CLASS_5A,
    CLASS_6B,
    DIRECTOR,
    ENGLISH,
    GROUP_1,
    IGOR,
    MARIA,
    MATHS,
    NINA,
    NOW,
    RETIRED,
    TEACHER_ELSEWHERE,
    TODAY,
    YESTERDAY,
)
from tests.core.calendar.changes.test_arranging import BY_NINA, DEPUTY
from tests.core.journal.conftest import GRACE, World
from tests.core.journal.conftest import world as world
from tests.fakes.directories import Days, Directories

MATHS_5A = LessonRef(CLASS_5A, None, MATHS, TODAY, 2)
ENGLISH_1 = LessonRef(CLASS_5A, GROUP_1, ENGLISH, TODAY, 3)
"""At the same time Igor teaches the other group."""


async def asked(world: World, ref: LessonRef) -> Request:
    """Igor asks for it, at a school that assigns substitutions."""
    of = world.database.directories
    of.schools[:] = [replace(one, profile_overrides={"declared_substitutions": False}) for one in of.schools]
    return (await ask(world.database, await world.actor(IGOR), ref, "colleague_ill", NOW)).card.request


async def decided(world: World, request: Request) -> State:
    """The director allows it."""
    director = await world.actor(DIRECTOR)
    card = await service.decide(world.database, director, request.id, allowed=True, now=NOW, grace=GRACE)
    return card.request.state


async def extra(world: World) -> None:
    """Igor gets a lesson at the time of mathematics in 5А."""
    wish = Wish(Act.EXTRA, LessonRef(CLASS_6B, None, ENGLISH, TODAY, 2), Why.OTHER, teacher=IGOR)
    await arrange(world.database, DEPUTY, wish, NOW)


def busy(request: Request) -> bool:
    matter = request.made.matter
    assert isinstance(matter, Substitution)
    return matter.busy


async def test_a_lesson_at_a_free_hour_is_given(world: World) -> None:
    request = await asked(world, MATHS_5A)
    assert not busy(request)
    assert await decided(world, request) is State.ALLOWED
    assert await world.actions() == ["approval.asked", "timetable.changed", "approval.allowed"]


async def test_who_decides_knows_of_an_own_lesson_at_that_time_and_may_allow_it(world: World) -> None:
    request = await asked(world, ENGLISH_1)
    assert busy(request)
    assert await decided(world, request) is State.ALLOWED


async def test_an_own_lesson_that_came_since_makes_it_outdated(world: World) -> None:
    request = await asked(world, MATHS_5A)
    await extra(world)
    assert await decided(world, request) is State.OUTDATED
    assert await world.actions() == ["approval.asked", "timetable.changed", "approval.outdated"]


def no_timetable(of: Directories) -> None:
    of.entries.clear()


def holidays(of: Directories) -> None:
    year = next(one.year for one in of.classes if one.school_class.id == CLASS_5A)
    of.terms.append((year, Term("Карантин", TermKind.HOLIDAY, TODAY, TODAY, 1, 11)))


def asker_left(of: Directories) -> None:
    left = Days(BEGAN, YESTERDAY)
    of.employments[:] = [replace(one, days=left) if one.person_id == IGOR else one for one in of.employments]


@pytest.mark.parametrize("happened", [no_timetable, holidays, asker_left])
async def test_what_came_between_makes_it_outdated(world: World, happened: Callable[[Directories], None]) -> None:
    request = await asked(world, MATHS_5A)
    happened(world.database.directories)
    assert await decided(world, request) is State.OUTDATED
    assert await world.actions() == ["approval.asked", "approval.outdated"]


@pytest.mark.parametrize("who", [RETIRED, TEACHER_ELSEWHERE, MARIA])
async def test_only_staff_of_that_day_are_given_a_lesson(world: World, who: PersonId) -> None:
    """And its twin: Nina is."""
    with pytest.raises(LessonGoneError):
        await arrange(world.database, DEPUTY, replace(BY_NINA, teacher=who), NOW)
    assert await world.actions() == []
    day = await arrange(world.database, DEPUTY, BY_NINA, NOW)
    assert [slot.teacher_id for slot in day.slots if slot.number == MATHS_5A.number] == [NINA]
