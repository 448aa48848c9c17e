"""Days in groups, changed and read back, in memory and in both databases."""

from core.people.groups.rules import move
from core.people.model import Membership
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import (
    BEGAN,
    CLASS_5A,
    DANIIL,
    GROUP_1,
    GROUP_2,
    MOVED_ON,
    OLGA,
    SOFIA,
    TODAY,
    TOMORROW,
    YESTERDAY,
)


async def groups(unit: UnitOfWork, pupil_id: object = SOFIA) -> tuple[Membership, ...]:
    listed = (await unit.people.class_pupils((CLASS_5A,)))[CLASS_5A]
    return next(one.groups for one in listed if one.pupil.id == pupil_id)


async def test_a_move_ends_one_membership_and_begins_another(school: Database) -> None:
    async with school.writing() as unit:
        await unit.groups.lock(SOFIA)
        await unit.groups.apply(SOFIA, move(await groups(unit), GROUP_2, TODAY), OLGA)
        await unit.commit()
    async with school.reading() as unit:
        assert await groups(unit) == (Membership(GROUP_1, BEGAN, YESTERDAY), Membership(GROUP_2, TODAY, None))
        assert len(await groups(unit, DANIIL)) == 2


async def test_what_never_held_is_gone_and_what_was_to_end_goes_on(school: Database) -> None:
    async with school.writing() as unit:
        await unit.groups.apply(SOFIA, move(await groups(unit), GROUP_2, TOMORROW), OLGA)
        await unit.groups.apply(SOFIA, move(await groups(unit), GROUP_1, TODAY), OLGA)
        assert await groups(unit) == (Membership(GROUP_1, BEGAN, None),)


async def test_nothing_lasts_without_a_commit(school: Database) -> None:
    async with school.writing() as unit:
        await unit.groups.apply(DANIIL, move(await groups(unit, DANIIL), None, TODAY), OLGA)
        assert (await groups(unit, DANIIL))[-1] == Membership(GROUP_2, MOVED_ON, YESTERDAY)
    async with school.reading() as unit:
        assert (await groups(unit, DANIIL))[-1] == Membership(GROUP_2, MOVED_ON, None)
