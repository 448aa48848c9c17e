"""Whose timetable one may see, and what stands in it."""

import pytest

from core.calendar.changes.arranging import Act, Wish, decide
from core.calendar.changes.model import Why
from core.calendar.timetable import of_child, of_teacher
from core.diary.access import families
from core.errors import NotFoundError
from core.ids import PersonId
from core.people.model import Actor
from tests.contract.school import ARTYOM, IGOR, LEV, MARIA, NINA, NOW, OLGA, PETROVA, SOFIA, TODAY, TOMORROW
from tests.core.calendar.changes.test_arranging import BY_NINA, DEPUTY, MATHS_5A, database
from tests.fakes.database import MemoryDatabase

__all__ = ["database"]


async def actor(database: MemoryDatabase, person_id: PersonId) -> Actor:
    async with database.reading() as unit:
        return await unit.people.actor(person_id, TODAY)


async def test_a_child_has_the_lessons_of_own_groups(database: MemoryDatabase) -> None:
    found = await of_child(database, await actor(database, MARIA), SOFIA, None, 1, NOW)
    (day,) = found.days
    assert [(one.slot.number, one.subject, one.slot.teacher_id) for one in day.lessons] == [
        (2, "Математика", OLGA),
        (3, "Английский язык", NINA),
    ]


async def test_what_is_gone_stays_in_its_place(database: MemoryDatabase) -> None:
    await decide(database, DEPUTY, Wish(Act.MOVE, MATHS_5A, Why.OTHER, day=TOMORROW, number=5), NOW)
    found = await of_child(database, await actor(database, MARIA), SOFIA, TODAY, 2, NOW)
    today, tomorrow = ([(one.slot.number, one.gone) for one in day.lessons] for day in found.days)
    assert (today, tomorrow) == ([(2, True), (3, False)], [(5, False)])


@pytest.mark.parametrize("pupil_id", [ARTYOM, LEV, PersonId(99)])
async def test_another_familys_child_is_not_there(database: MemoryDatabase, pupil_id: PersonId) -> None:
    with pytest.raises(NotFoundError):
        await of_child(database, await actor(database, MARIA), pupil_id, None, 1, NOW)


async def test_who_is_no_guardian_has_no_children(database: MemoryDatabase) -> None:
    assert await families(database, (await actor(database, NINA),), NOW) == ()
    assert len(await families(database, (await actor(database, PETROVA),), NOW)) == 2
    with pytest.raises(NotFoundError):
        await of_child(database, await actor(database, NINA), SOFIA, None, 1, NOW)


async def test_a_teacher_sees_own_lessons_and_those_given_away(database: MemoryDatabase) -> None:
    await decide(database, DEPUTY, BY_NINA, NOW)
    (nina,) = (await of_teacher(database, await actor(database, NINA), None, 1, NOW)).days
    (olga,) = (await of_teacher(database, await actor(database, OLGA), None, 1, NOW)).days
    (igor,) = (await of_teacher(database, await actor(database, IGOR), None, 1, NOW)).days
    assert [(one.slot.number, one.slot.instead_of) for one in nina.lessons] == [(2, OLGA), (3, None)]
    assert (2, NINA) in [(one.slot.number, one.slot.teacher_id) for one in olga.lessons]
    assert [one.slot.number for one in igor.lessons] == [3]


async def test_who_teaches_nobody_has_no_own_timetable(database: MemoryDatabase) -> None:
    with pytest.raises(NotFoundError):
        await of_teacher(database, await actor(database, MARIA), None, 1, NOW)
