"""Who gets an address of a calendar, and whom it serves until when."""

import pytest

from core.diary.feeds import service
from core.errors import NotFoundError
from core.ids import PersonId
from core.people.links.codes import withdraw_access
from core.people.links.model import Address
from core.people.model import Actor, console
from core.unit_of_work import UnitOfWork
from tests.contract.school import ARTYOM, MARIA, NOW, OLGA, SCHOOL, SOFIA, TODAY, made_up_school
from tests.fakes.database import MemoryDatabase

SECRET, OTHER = "a" * 32, "b" * 32


@pytest.fixture
async def database() -> MemoryDatabase:
    """Sofia's mother has a chat."""
    made = MemoryDatabase(made_up_school())
    async with made.writing() as unit:
        await _link(unit)
        await unit.commit()
    return made


async def _link(unit: UnitOfWork) -> None:
    chat = await unit.links.ensure_chat(Address("telegram", "1", "7"))
    await unit.links.add_link(chat.key, MARIA, NOW)


async def actor(database: MemoryDatabase, person_id: PersonId) -> Actor:
    async with database.reading() as unit:
        return await unit.people.actor(person_id, TODAY)


async def test_an_address_serves_until_it_is_replaced_or_revoked_and_each_act_is_noted(
    database: MemoryDatabase,
) -> None:
    mother = await actor(database, MARIA)
    await service.issue(database, mother, SOFIA, SECRET, NOW)
    found = await service.served(database, SECRET, NOW)
    assert found.pages.diary.own.child.pupil.id == SOFIA
    assert (await service.own_feed(database, mother, SOFIA, NOW)).made_at == NOW
    await service.issue(database, mother, SOFIA, OTHER, NOW)
    await _is_gone(database, SECRET)
    await service.revoke(database, mother, SOFIA, NOW)
    await _is_gone(database, OTHER)
    await service.revoke(database, mother, SOFIA, NOW)
    async with database.reading() as unit:
        lines = [one.line.action for one in await unit.audit.lines(SCHOOL)]
    assert [one for one in lines if one.startswith("calendar")] == [
        "calendar.issued",
        "calendar.issued",
        "calendar.revoked",
    ]
    async with database.reading() as unit:
        assert not any(SECRET in repr(one) or OTHER in repr(one) for one in await unit.audit.lines(SCHOOL))


@pytest.mark.parametrize(("who", "child"), [(MARIA, ARTYOM), (OLGA, SOFIA)])
async def test_no_address_for_a_child_who_is_not_ones_own(
    database: MemoryDatabase, who: PersonId, child: PersonId
) -> None:
    stranger = await actor(database, who)
    for refused in (
        service.issue(database, stranger, child, SECRET, NOW),
        service.revoke(database, stranger, child, NOW),
        service.own_feed(database, stranger, child, NOW),
        service.pages(database, stranger, child, NOW),
    ):
        with pytest.raises(NotFoundError):
            await refused
    await _is_gone(database, SECRET)


async def test_a_lost_telephone_ends_the_address_for_good(database: MemoryDatabase) -> None:
    """Also when the person is linked again: the address may be in other hands."""
    mother = await actor(database, MARIA)
    await service.issue(database, mother, SOFIA, SECRET, NOW)
    async with database.reading() as unit:
        school = await unit.people.school(mother.school_id)
    await withdraw_access(database, console(school), MARIA, NOW)
    async with database.writing() as unit:
        await _link(unit)
        await unit.commit()
    await _is_gone(database, SECRET)


async def test_who_left_the_bot_or_is_no_guardian_any_more_serves_nobody(database: MemoryDatabase) -> None:
    mother = await actor(database, MARIA)
    await service.issue(database, mother, SOFIA, SECRET, NOW)
    async with database.writing() as unit:
        ((link, _),) = await unit.links.links_to(MARIA)
        await unit.links.end_link(link.id, NOW, "unlinked")
        await unit.commit()
    await _is_gone(database, SECRET)
    async with database.writing() as unit:
        await _link(unit)
        await unit.commit()
    assert await service.served(database, SECRET, NOW)
    database.directories.guardianships.clear()
    await _is_gone(database, SECRET)


@pytest.mark.parametrize("secret", ["", "a", "a" * 31, "a" * 33, "../" + "a" * 29, "я" * 32, "b" * 32])
async def test_what_is_no_address_is_not_there(database: MemoryDatabase, secret: str) -> None:
    await _is_gone(database, secret)


async def _is_gone(database: MemoryDatabase, secret: str) -> None:
    with pytest.raises(NotFoundError):
        await service.served(database, secret, NOW)
