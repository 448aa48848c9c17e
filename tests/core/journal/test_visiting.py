"""What teachers say themselves of a lesson: whose it was, and that it was held."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.calendar.changes.arranging import Act, Wish, decide
from core.calendar.changes.errors import LessonGoneError, SameTeacherError
from core.calendar.changes.model import Why
from core.errors import DomainError, ForbiddenError, NotFoundError
from core.ids import PersonId
from core.journal.drafts import REACH
from core.journal.errors import LessonSubstitutedError, NoSuchLessonError
from core.journal.taps.lessons import own_day
from core.journal.taps.model import LessonRef
from core.journal.taps.service import open_lesson
from core.journal.visiting import colleagues, hold, offer, restore
from core.people.model import Grant, Role
from tests.contract.school import CLASS_5A, CLASS_6B, IGOR, MARIA, MATHS, NINA, NOW, OLGA, TODAY, TOMORROW
from tests.core.calendar.changes.test_arranging import DEPUTY
from tests.core.journal.conftest import World

MATHS_5A = LessonRef(CLASS_5A, None, MATHS, TODAY, 2)
MATHS_6B = LessonRef(CLASS_6B, None, MATHS, TODAY, 4)


async def test_a_lesson_that_is_said_to_be_held_opens_and_no_other(world: World) -> None:
    igor = await world.actor(IGOR)
    with pytest.raises(NoSuchLessonError):
        await open_lesson(world.database, igor, MATHS_6B, NOW)
    draft = await hold(world.database, igor, MATHS_6B, NOW)
    assert (draft.reading.class_title, draft.reading.substitute_for) == ("6Б", OLGA)
    day = await own_day(world.database, igor, TODAY, NOW)
    assert [(one.class_title, one.slot.number) for one in day.lessons] == [("5А", 3), ("6Б", 4)]
    with pytest.raises(NoSuchLessonError):
        await open_lesson(world.database, igor, MATHS_5A, NOW)


async def test_who_is_replaced_sees_it_and_enters_it_no_more(world: World) -> None:
    await hold(world.database, await world.actor(NINA), MATHS_5A, NOW)
    olga = await world.actor(OLGA)
    day = await own_day(world.database, olga, TODAY, NOW)
    assert [one.other and one.other.id for one in day.lessons] == [NINA, None]
    with pytest.raises(LessonSubstitutedError):
        await open_lesson(world.database, olga, MATHS_5A, NOW)


@pytest.mark.parametrize(
    ("who", "ref", "refusal"),
    [
        pytest.param(OLGA, MATHS_5A, SameTeacherError, id="an own lesson"),
        pytest.param(NINA, replace(MATHS_5A, number=5), LessonGoneError, id="no lesson"),
        pytest.param(NINA, replace(MATHS_5A, day=TOMORROW), LessonGoneError, id="to come"),
        pytest.param(MARIA, MATHS_5A, ForbiddenError, id="a guardian"),
    ],
)
async def test_what_cannot_be_held(world: World, who: PersonId, ref: LessonRef, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        await hold(world.database, await world.actor(who), ref, NOW)
    assert await world.actions() == []


async def test_an_operator_does_not_say_it_for_the_teacher(world: World) -> None:
    """Not even one who teaches: the lesson would be the operator's."""
    operator = replace(await world.actor(IGOR), types_for=NINA)
    for grants in (operator.grants, operator.grants | {Grant(Role.OPERATOR)}):
        actor = replace(operator, grants=grants)
        with pytest.raises(ForbiddenError):
            await hold(world.database, actor, MATHS_5A, NOW)
    assert await world.actions() == []


async def test_nobody_takes_it_from_the_substitute(world: World) -> None:
    await hold(world.database, await world.actor(NINA), MATHS_5A, NOW)
    with pytest.raises(LessonGoneError):
        await hold(world.database, await world.actor(IGOR), MATHS_5A, NOW)


async def test_colleagues_are_those_with_lessons_that_nobody_holds(world: World) -> None:
    igor = await world.actor(IGOR)
    found = await colleagues(world.database, igor, TODAY, NOW)
    assert {person.id for person, _ in found.lessons} == {OLGA, NINA}
    await hold(world.database, await world.actor(NINA), MATHS_5A, NOW)
    assert [slot.number for slot in (await colleagues(world.database, igor, TODAY, NOW)).of(OLGA)] == [4]
    with pytest.raises(LessonGoneError):
        await offer(world.database, igor, MATHS_5A, NOW)
    with pytest.raises(ForbiddenError):
        await colleagues(world.database, await world.actor(MARIA), TODAY, NOW)


async def test_who_asks_may_turn_to_the_next_days_and_who_says_it_may_not(world: World) -> None:
    igor, schools = await world.actor(IGOR), world.database.directories.schools
    assert (await colleagues(world.database, igor, TODAY, NOW)).near == ()
    schools[:] = [replace(one, profile_overrides={"declared_substitutions": False}) for one in schools]
    assert (await colleagues(world.database, igor, TODAY, NOW)).near == (TOMORROW,)
    last = TODAY + REACH
    assert (await colleagues(world.database, igor, last, NOW)).near == (last - timedelta(days=1),)
    assert (await colleagues(world.database, igor, last + timedelta(days=9), NOW)).day.day == last


async def test_a_cancelled_lesson_is_brought_back_by_its_teacher_only(world: World) -> None:
    await decide(world.database, DEPUTY, Wish(Act.CANCEL, MATHS_5A, Why.EVENT), NOW)
    with pytest.raises(LessonGoneError):
        await restore(world.database, await world.actor(NINA), MATHS_5A, NOW)
    with pytest.raises((ForbiddenError, NotFoundError)):
        await restore(world.database, await world.actor(MARIA), MATHS_5A, NOW)
    draft = await restore(world.database, await world.actor(OLGA), MATHS_5A, NOW)
    assert draft.reading.number == 2
    assert await world.actions() == ["timetable.changed", "timetable.restored"]
