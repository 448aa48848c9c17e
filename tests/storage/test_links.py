"""The tables of links keep the port's promises on both engines, and linking works end to end on each."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import DomainError
from core.ids import ChatKey
from core.people.links import service
from core.people.links.errors import CodeUsedError
from core.people.links.model import Chat, Code, Linked
from storage.database import Database, UpdateKey
from tests.core.people.links.world import (
    ADMINISTRATOR,
    CHAT,
    IRINA,
    NOW,
    OTHER_CHAT,
    RASHID,
    THIRD_CHAT,
    UIDS,
    World,
    filled,
)

CODE = Code(IRINA, "hash", ADMINISTRATOR, NOW, NOW + timedelta(days=14))


@pytest.fixture
async def world(database: Database) -> World:
    return await filled(database)


async def _chat(world: World) -> Chat:
    async with world.database.writing() as unit:
        chat = await unit.links.ensure_chat(CHAT)
        await unit.commit()
    return chat


async def test_a_chat_is_made_known_once(world: World) -> None:
    first, again = await _chat(world), await _chat(world)
    assert first == again == Chat(first.key, CHAT)
    assert len(await world.rows("chat")) == 1


async def test_two_updates_of_a_new_chat_make_one_chat(world: World) -> None:
    both = await asyncio.gather(_chat(world), _chat(world))
    assert both[0] == both[1]


async def test_chats_of_two_bots_are_two(world: World) -> None:
    mine = await _chat(world)
    async with world.database.reading() as unit:
        assert await unit.links.chat(CHAT) == mine
        assert await unit.links.chat(replace(CHAT, bot="2")) is None


async def test_a_chat_keeps_its_language_and_its_block(world: World) -> None:
    chat = await _chat(world)
    async with world.database.writing() as unit:
        await unit.links.set_language(chat.key, "en")
        await unit.links.set_blocked(chat.key, NOW, "blocked")
        assert await unit.links.chat(CHAT) == replace(chat, language="en", blocked_at=NOW)
        await unit.links.set_blocked(chat.key, None)
        assert await unit.links.chat(CHAT) == replace(chat, language="en")


async def test_links_are_found_from_both_ends_until_they_end(world: World) -> None:
    chat = await _chat(world)
    async with world.database.writing() as unit:
        first = await unit.links.add_link(chat.key, IRINA, NOW)
        second = await unit.links.add_link(chat.key, RASHID, NOW)
        assert [link.id for link in await unit.links.links_of(CHAT)] == [first, second]
        assert [(link.id, found) for link, found in await unit.links.links_to(IRINA)] == [(first, chat)]
        await unit.links.end_link(first, NOW, "unlinked")
        assert [link.person_id for link in await unit.links.links_of(CHAT)] == [RASHID]
        assert await unit.links.links_to(IRINA) == ()
        assert await unit.links.add_link(chat.key, IRINA, NOW) not in (first, second)


async def test_a_code_is_found_by_its_hash(world: World) -> None:
    chat = await _chat(world)
    async with world.database.writing() as unit:
        await unit.links.add_code(CODE)
        assert await unit.links.code("hash") == CODE
        assert await unit.links.code("other") is None
        await unit.links.use_code("hash", chat.key, NOW)
        assert await unit.links.code("hash") == replace(CODE, used_at=NOW, used_by=chat.key)


async def test_only_unused_codes_are_revoked_and_only_once(world: World) -> None:
    chat = await _chat(world)
    async with world.database.writing() as unit:
        for name in ("used", "unused"):
            await unit.links.add_code(replace(CODE, code_hash=name, issued_by=None))
        await unit.links.add_code(replace(CODE, person_id=RASHID, code_hash="another's"))
        await unit.links.use_code("used", chat.key, NOW)
        assert [await unit.links.revoke_codes(IRINA, NOW) for _ in range(2)] == [1, 0]
        codes = [await unit.links.code(name) for name in ("used", "unused", "another's")]
        assert [code.revoked_at for code in codes if code] == [None, NOW, None]


async def test_people_are_found_by_uid_in_every_school(world: World) -> None:
    async with world.database.reading() as unit:
        found = await unit.links.people_with_uid(UIDS[IRINA])
        assert [(person.school_id, person.uid) for person in found] == [(1, UIDS[IRINA]), (2, UIDS[IRINA])]
        assert await unit.links.people_with_uid("0") == ()


async def test_tries_are_counted_by_chat_and_by_uid(world: World) -> None:
    chat, earlier = await _chat(world), NOW - timedelta(minutes=30)
    async with world.database.writing() as unit:
        await unit.links.add_try(chat.key, None, NOW - timedelta(hours=1))
        await unit.links.add_try(chat.key, UIDS[IRINA], earlier)
        await unit.links.add_try(chat.key, None, NOW)
        since = NOW - timedelta(hours=1)
        assert await unit.links.tries_of_chat(chat.key, since) == (NOW, earlier)
        assert await unit.links.tries_of_uid(UIDS[IRINA], since) == (earlier,)
        assert await unit.links.tries_of_chat(ChatKey(chat.key + 1), since) == ()


async def test_one_code_links_one_of_two_chats_at_the_same_moment(world: World) -> None:
    code = await world.code(IRINA)
    links = (service.link_by_code(world.database, chat, code, NOW) for chat in (CHAT, OTHER_CHAT))
    done = await asyncio.gather(*links, return_exceptions=True)
    assert {type(result) for result in done} == {Linked, CodeUsedError}


async def test_a_whole_life_of_a_link(world: World) -> None:
    for chat, person_id in ((OTHER_CHAT, RASHID), (CHAT, IRINA), (THIRD_CHAT, IRINA)):
        code = await world.code(person_id)
        await service.link_by_uid(world.database, chat, UIDS[person_id], code, NOW)
    links = (await service.identify(world.database, CHAT, NOW)).links
    await service.unlink(world.database, CHAT, links[0].id, NOW)
    rows = await world.rows("outbox")
    assert [row["content"]["event"] for row in rows] == ["guardian_chat", "own_chat", "guardian_chat", "own_chat_ended"]
    assert [row["state"] for row in rows] == ["pending", "superseded", "pending", "pending"]
    assert (await world.actions()).count("link.made") == 3


async def test_a_repeated_update_is_not_counted_again_but_answered(world: World) -> None:
    database = world.database.for_update(UpdateKey("1", 7))
    refusals: list[str] = []
    for _ in range(2):
        try:
            await service.link_by_code(database, CHAT, "AAAABBBBCCCC", NOW)
        except DomainError as refusal:
            refusals.append(refusal.code)
    assert refusals == ["code_wrong", "code_wrong"]
    assert len(await world.rows("link_try")) == 1
