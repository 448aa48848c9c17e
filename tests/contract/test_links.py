"""Chats, links, codes and tries: what the fake promises as the tables do.

That linking itself works on both engines is held by the tests of the storage.
"""

from dataclasses import replace
from datetime import timedelta

from core.ids import OutboxId
from core.notifications.model import Kind, Planned, State
from core.people.links.model import Chat, Code, Link
from core.unit_of_work import Database
from tests.contract.school import DMITRY, ELSEWHERE, GUARDIAN_ELSEWHERE, MARIA, NOW, OLGA, PETROVA, SCHOOL
from tests.contract.writing import BOT, address, counted, linked

LATER = NOW + timedelta(minutes=1)
CODE = Code(MARIA, "hash", OLGA, NOW, LATER)


async def test_a_chat_is_known_by_its_whole_address(school: Database) -> None:
    async with school.writing() as unit:
        assert await unit.links.chat(address(1)) is None
        made = await unit.links.ensure_chat(address(1))
        assert made == Chat(made.key, address(1))
        assert await unit.links.ensure_chat(address(1)) == await unit.links.chat(address(1)) == made
        for other in (replace(address(1), bot="2"), replace(address(1), channel="max"), address(2)):
            assert await unit.links.chat(other) is None
            assert (await unit.links.ensure_chat(other)).key != made.key


async def test_a_chat_keeps_its_language_and_its_block(school: Database) -> None:
    async with school.writing() as unit:
        made = await unit.links.ensure_chat(address(1))
        await unit.links.set_language(made.key, "en")
        await unit.links.set_blocked(made.key, NOW, "blocked")
        assert await unit.links.chat(address(1)) == replace(made, language="en", blocked_at=NOW)
        await unit.links.set_blocked(made.key, None)
        assert await unit.links.chat(address(1)) == replace(made, language="en")


async def test_active_links_are_seen_from_both_ends_oldest_first(school: Database) -> None:
    async with school.writing() as unit:
        chat = await unit.links.ensure_chat(address(1))
        first = await unit.links.add_link(chat.key, PETROVA, NOW)
        second = await unit.links.add_link(chat.key, GUARDIAN_ELSEWHERE, LATER)
        tablet = await linked(unit, PETROVA, 2)
        assert await unit.links.links_of(address(1)) == (
            Link(first, chat.key, PETROVA, SCHOOL, NOW),
            Link(second, chat.key, GUARDIAN_ELSEWHERE, ELSEWHERE, LATER),
        )
        found = await unit.links.links_to(PETROVA)
        assert found[0][0].id == first
        assert [known.address for _, known in found] == [address(1), address(2)]
        assert [known.key for _, known in found] == [chat.key, tablet]
        assert await unit.links.links_of(address(3)) == ()


async def test_an_ended_link_is_gone_with_what_waited_for_it(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await unit.links.add_link(chat, DMITRY, NOW)
        rows = [Planned(SCHOOL, chat, person, Kind.LINK, str(person), NOW) for person in (MARIA, DMITRY)]
        await unit.outbox.enqueue(tuple(rows), NOW)
        mine, his = await unit.links.links_of(address(1))
        await unit.links.end_link(mine.id, LATER, "unlinked")
        await unit.links.end_link(mine.id, LATER, "unlinked")
        assert await unit.links.links_of(address(1)) == (his,)
        assert await unit.links.links_to(MARIA) == ()
        assert await counted(unit) == {State.SUPERSEDED: 1, State.PENDING: 1}
        (left,) = await unit.outbox.claim(BOT, "a", 10, NOW, LATER)
        assert left.id == OutboxId(2)
        again = await unit.links.add_link(chat, MARIA, LATER)
        assert [link.id for link in await unit.links.links_of(address(1))] == [his.id, again]


async def test_a_code_is_found_by_its_hash_and_used_once(school: Database) -> None:
    async with school.writing() as unit:
        chat = await unit.links.ensure_chat(address(1))
        assert await unit.links.code("hash") is None
        await unit.links.add_code(CODE)
        assert await unit.links.code("hash") == CODE
        await unit.links.use_code("hash", chat.key, LATER)
        assert await unit.links.code("hash") == replace(CODE, used_at=LATER, used_by=chat.key)


async def test_only_unused_codes_of_the_person_are_revoked(school: Database) -> None:
    async with school.writing() as unit:
        chat = await unit.links.ensure_chat(address(1))
        await unit.links.add_code(replace(CODE, person_id=DMITRY, code_hash="his"))
        for code_hash in ("hash", "second", "used"):
            await unit.links.add_code(replace(CODE, code_hash=code_hash))
        await unit.links.use_code("used", chat.key, NOW)
        assert await unit.links.revoke_codes(MARIA, LATER) == 2
        assert await unit.links.revoke_codes(MARIA, LATER) == 0
        revoked = [await unit.links.code(code_hash) for code_hash in ("hash", "second", "used", "his")]
        assert [code.revoked_at if code else None for code in revoked] == [LATER, LATER, None, None]


async def test_a_uid_is_one_persons_in_each_school(school: Database) -> None:
    async with school.reading() as unit:
        assert [one.id for one in await unit.links.people_with_uid("7800100021")] == [MARIA, GUARDIAN_ELSEWHERE]
        assert await unit.links.people_with_uid("7800999999") == ()


async def test_tries_are_counted_after_a_moment_the_latest_first(school: Database) -> None:
    async with school.writing() as unit:
        one, other = await unit.links.ensure_chat(address(1)), await unit.links.ensure_chat(address(2))
        await unit.links.add_try(one.key, "7800100021", NOW)
        await unit.links.add_try(one.key, None, LATER)
        await unit.links.add_try(other.key, "7800100021", LATER)
        before = NOW - timedelta(seconds=1)
        assert await unit.links.tries_of_chat(one.key, before) == (LATER, NOW)
        assert await unit.links.tries_of_chat(one.key, NOW) == (LATER,)
        assert await unit.links.tries_of_uid("7800100021", before) == (LATER, NOW)
        assert await unit.links.tries_of_uid("7800999999", before) == ()


async def test_of_several_people_the_links_and_the_last_codes_are_read_at_once(school: Database) -> None:
    async with school.writing() as unit:
        chat = await unit.links.ensure_chat(address(1))
        first = await unit.links.add_link(chat.key, MARIA, NOW)
        over = await unit.links.add_link(chat.key, DMITRY, NOW)
        await unit.links.end_link(over, LATER, "unlinked")
        assert [link.id for link in await unit.links.active((MARIA, DMITRY))] == [first]
        assert await unit.links.active(()) == ()
        for code_hash in ("old", "new"):
            await unit.links.add_code(replace(CODE, code_hash=code_hash))
        await unit.links.add_code(replace(CODE, person_id=DMITRY, code_hash="his"))
        await unit.links.use_code("new", chat.key, LATER)
        last = await unit.links.last_codes((MARIA, PETROVA))
        assert last == {MARIA: replace(CODE, code_hash="new", used_at=LATER, used_by=chat.key)}
        assert await unit.links.last_codes(()) == {}
