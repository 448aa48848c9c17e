"""Who keeps the groups of a class, what a move does to lessons before and after it, what each group's teacher sees."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import ForbiddenError, NotFoundError
from core.ids import GroupId, PersonId, SubjectId
from core.journal.errors import NotYourLessonError
from core.journal.model import LessonKey, LessonRecord
from core.journal.readings import context_of, listed
from core.journal.recording import record_lesson
from core.people.groups.errors import GroupDayError, NotInClassError
from core.people.groups.model import ClassGroups
from core.people.groups.service import class_groups, kept_classes, move_pupil
from core.people.model import Actor, Grant, Role
from tests.contract.school import (
    ARTYOM,
    CLASS_5A,
    CLASS_6B,
    CLASS_ELSEWHERE,
    DANIIL,
    EGOR,
    ENGLISH,
    GROUP_1,
    GROUP_2,
    IGOR,
    LEV,
    MATHS,
    NINA,
    NOW,
    OLGA,
    SCHOOL,
    SOFIA,
    TODAY,
    TOMORROW,
    YESTERDAY,
)
from tests.core.journal.conftest import GRACE, World, mark, saying, world

__all__ = ["world"]

TUESDAY_BEFORE = TODAY - timedelta(days=7)


async def moved(world: World, pupil_id: PersonId, group_id: GroupId | None, **changes: object) -> ClassGroups:
    asked = {"class_id": CLASS_5A, "subject_id": ENGLISH, "day": TODAY} | changes
    return await move_pupil(
        world.database,
        await world.actor(),
        asked["class_id"],  # type: ignore[arg-type]
        asked["subject_id"],  # type: ignore[arg-type]
        pupil_id,
        group_id,
        asked["day"],  # type: ignore[arg-type]
        NOW,
    )


def members(shown: ClassGroups) -> dict[PersonId, GroupId | None]:
    (english,) = shown.subjects
    return {one.pupil.id: one.group_id for one in english.members}


def english(group_id: GroupId, day: object = TODAY) -> LessonKey:
    return LessonKey(SCHOOL, CLASS_5A, group_id, ENGLISH, day, 3)  # type: ignore[arg-type]


async def on_list(world: World, teacher: PersonId, key: LessonKey) -> set[PersonId]:
    """The pupils whom a teacher's lesson of that day has."""
    async with world.database.reading() as unit:
        return set(listed(await context_of(unit, teacher, NOW), key))


async def test_the_class_teacher_sees_every_pupil_and_who_is_in_no_group(world: World) -> None:
    shown = await class_groups(world.database, await world.actor(), CLASS_5A, None, NOW)
    (subject,) = shown.subjects
    assert (shown.of.title, shown.day, subject.subject_name) == ("5А", TODAY, "Английский язык")
    assert members(shown)[SOFIA] == GROUP_1
    assert members(shown)[LEV] is None
    assert (subject.count(GROUP_1), subject.count(GROUP_2), subject.count(None)) == (1, 2, 3)


async def test_a_move_holds_from_its_day_and_yesterday_keeps_its_list(world: World) -> None:
    """icc #169 of another kind: the list of a lesson is that of its day."""
    shown = await moved(world, SOFIA, GROUP_2)
    assert members(shown)[SOFIA] == GROUP_2
    assert await on_list(world, IGOR, english(GROUP_2)) == {ARTYOM, DANIIL, SOFIA}
    assert await on_list(world, NINA, english(GROUP_1)) == set()
    assert await on_list(world, NINA, english(GROUP_1, TUESDAY_BEFORE)) == {SOFIA}
    assert await world.actions() == ["group.moved"]


async def test_a_move_may_be_planned_and_taken_back(world: World) -> None:
    await moved(world, SOFIA, GROUP_2, day=TOMORROW)
    assert members(await class_groups(world.database, await world.actor(), CLASS_5A, None, NOW))[SOFIA] == GROUP_1
    assert members(await class_groups(world.database, await world.actor(), CLASS_5A, TOMORROW, NOW))[SOFIA] == GROUP_2
    await moved(world, SOFIA, GROUP_1)
    assert members(await class_groups(world.database, await world.actor(), CLASS_5A, TOMORROW, NOW))[SOFIA] == GROUP_1


async def test_the_same_twice_is_one(world: World) -> None:
    await moved(world, SOFIA, GROUP_2)
    await moved(world, SOFIA, GROUP_2)
    assert await world.actions() == ["group.moved"]


async def test_out_of_all_groups(world: World) -> None:
    assert members(await moved(world, SOFIA, None))[SOFIA] is None
    assert await on_list(world, NINA, english(GROUP_1)) == set()


async def test_what_is_refused(world: World) -> None:
    with pytest.raises(GroupDayError):
        await moved(world, SOFIA, GROUP_2, day=YESTERDAY)
    with pytest.raises(NotInClassError):
        await moved(world, EGOR, GROUP_2)
    for changes in ({"subject_id": MATHS}, {"subject_id": SubjectId(99)}):
        with pytest.raises(NotFoundError):
            await moved(world, SOFIA, GROUP_2, **changes)
    with pytest.raises(NotFoundError):
        await moved(world, SOFIA, GroupId(99))
    assert await world.actions() == []


def holding(actor: Actor, role: Role) -> Actor:
    return replace(actor, grants=frozenset({Grant(role)}))


async def test_another_teacher_keeps_no_groups_and_a_coordinator_keeps_all(world: World) -> None:
    """The denial twin: also for the class teacher of another class, and for a class of another school."""
    nina = await world.actor(NINA)
    with pytest.raises(ForbiddenError):
        await class_groups(world.database, nina, CLASS_5A, None, NOW)
    with pytest.raises(ForbiddenError):
        await move_pupil(world.database, nina, CLASS_5A, ENGLISH, SOFIA, GROUP_2, TODAY, NOW)
    with pytest.raises(ForbiddenError):
        await moved(world, SOFIA, GROUP_2, class_id=CLASS_6B)
    assert await kept_classes(world.database, nina, NOW) == ()
    coordinator = holding(nina, Role.COORDINATOR)
    assert [one.title for one in await kept_classes(world.database, coordinator, NOW)] == ["5А", "6Б"]
    shown = await move_pupil(world.database, coordinator, CLASS_5A, ENGLISH, SOFIA, GROUP_2, TODAY, NOW)
    assert members(shown)[SOFIA] == GROUP_2
    with pytest.raises(NotFoundError):
        await class_groups(world.database, coordinator, CLASS_ELSEWHERE, None, NOW)


async def written(world: World, teacher: PersonId, group_id: GroupId, **said: object) -> None:
    reading = saying(group_id=group_id, subject_id=ENGLISH, subject_name="Английский язык", number=3, **said)
    draft_id = await world.draft(reading, author=teacher)
    await record_lesson(world.database, await world.actor(teacher), draft_id, NOW, GRACE)


async def record(world: World, group_id: GroupId) -> LessonRecord:
    async with world.database.reading() as unit:
        found = await unit.journal.lesson(english(group_id))
    assert found
    return found


async def test_each_groups_teacher_keeps_records_of_the_own_group(world: World) -> None:
    """B26: marks, homework and the roll of one group are no concern of the other's lesson at the same hour."""
    await written(world, NINA, GROUP_1, marks=(mark(SOFIA),), homework="WB p. 23", topic="Food")
    await written(world, IGOR, GROUP_2, marks=(mark(ARTYOM, "4"),), homework="SB p. 5", topic="Travel")
    first, second = await record(world, GROUP_1), await record(world, GROUP_2)
    assert (first.teacher_id, second.teacher_id) == (NINA, IGOR)
    assert [one.pupil_id for one in first.marks] == [SOFIA]
    assert [one.pupil_id for one in second.marks] == [ARTYOM]
    assert first.homework is not None
    assert second.homework is not None
    assert (first.homework.text, second.homework.text) == ("WB p. 23", "SB p. 5")
    assert (first.topic, second.topic) == ("Food", "Travel")
    told = set(await world.told())
    assert {pupil for _, pupil in told} == {SOFIA, ARTYOM}
    assert await on_list(world, NINA, english(GROUP_1)) == {SOFIA}
    assert await on_list(world, IGOR, english(GROUP_2)) == {ARTYOM, DANIIL}


async def test_a_group_is_not_written_by_the_other_groups_teacher(world: World) -> None:
    """The denial twin."""
    for teacher, group_id in ((NINA, GROUP_2), (IGOR, GROUP_1), (OLGA, GROUP_1)):
        with pytest.raises(NotYourLessonError):
            await written(world, teacher, group_id, homework="WB p. 23")
