"""Linking by code and by UID, its refusals, the news of it, and its end."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFoundError
from core.ids import LinkId
from core.notifications.model import Kind
from core.people.links import service
from core.people.links.devices import own_devices
from core.people.links.errors import (
    CodeExpiredError,
    CodeRevokedError,
    CodeUsedError,
    CodeWrongError,
    TooManyTriesError,
)
from core.people.links.model import Address
from core.people.links.rules import grouped
from core.people.model import Role
from tests.core.people.links.world import (
    CHAT,
    CLASS_TEACHER,
    IRINA,
    IRINA_ELSEWHERE,
    NOW,
    OTHER_CHAT,
    RASHID,
    SVETLANA,
    THIRD_CHAT,
    UIDS,
    World,
)

WRONG = "AAAABBBBCCCC"


async def test_a_code_alone_links_the_chat(world: World) -> None:
    linked = await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    identity = await service.identify(world.database, CHAT, NOW)
    assert linked.person.id == IRINA
    assert [actor.person_id for actor in identity.actors] == [IRINA]
    assert identity.actors[0].holds(Role.GUARDIAN)
    assert [link.id for link in identity.links] == [linked.link_id]


async def test_uid_and_code_link_the_chat(world: World) -> None:
    typed = grouped(await world.code(IRINA)).lower()
    linked = await service.link_by_uid(world.database, CHAT, UIDS[IRINA], typed, NOW)
    assert linked.person.id == IRINA
    assert (await world.actions())[-1] == "link.made"


async def test_a_stranger_is_nobody(world: World) -> None:
    identity = await service.identify(world.database, CHAT, NOW)
    assert identity.is_stranger
    assert identity.chat is None


async def test_the_code_says_which_school_is_meant_by_a_uid_of_two(world: World) -> None:
    code = await world.code(IRINA)
    assert (await service.link_by_uid(world.database, CHAT, UIDS[IRINA_ELSEWHERE], code, NOW)).person.id == IRINA


async def test_the_same_update_again_is_success_again(world: World) -> None:
    code = await world.code(IRINA)
    first = await service.link_by_code(world.database, CHAT, code, NOW)
    again = await service.link_by_code(world.database, CHAT, code, NOW)
    assert (again.link_id, again.again) == (first.link_id, True)
    assert len(await world.rows("account_link")) == 1


async def test_a_second_code_of_the_same_person_makes_no_second_link(world: World) -> None:
    first = await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    code = await world.code(IRINA)
    second = await service.link_by_code(world.database, CHAT, code, NOW)
    assert second.link_id == first.link_id
    with pytest.raises(CodeUsedError):
        await service.link_by_code(world.database, OTHER_CHAT, code, NOW)


async def test_one_chat_speaks_for_a_teacher_and_a_parent(world: World) -> None:
    for person_id in (CLASS_TEACHER, SVETLANA):
        await service.link_by_code(world.database, CHAT, await world.code(person_id), NOW)
    identity = await service.identify(world.database, CHAT, NOW)
    voices = await service.voices(world.database, identity, NOW)
    assert [actor.person_id for actor in identity.actors] == [CLASS_TEACHER, SVETLANA]
    assert [[child.class_title for child in voice.children] for voice in voices] == [[], ["5А"]]


async def test_guardians_are_linked_apart(world: World) -> None:
    await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    await service.link_by_code(world.database, OTHER_CHAT, await world.code(RASHID), NOW)
    theirs = await service.identify(world.database, OTHER_CHAT, NOW)
    children = (await service.voices(world.database, theirs, NOW))[0].children
    assert [actor.person_id for actor in theirs.actors] == [RASHID]
    assert [child.pupil.name.given for child in children] == ["Тимур"]


@pytest.mark.parametrize("uid", [UIDS[IRINA], "7800999999"])
async def test_a_wrong_code_does_not_tell_whether_the_uid_exists(world: World, uid: str) -> None:
    with pytest.raises(CodeWrongError) as refusal:
        await service.link_by_uid(world.database, CHAT, uid, WRONG, NOW)
    assert refusal.value.data == {}


async def test_a_code_of_another_uid_is_a_wrong_code(world: World) -> None:
    with pytest.raises(CodeWrongError):
        await service.link_by_uid(world.database, CHAT, UIDS[RASHID], await world.code(IRINA), NOW)


async def test_neither_a_used_nor_an_expired_code_betrays_another_uid(world: World) -> None:
    code = await world.code(IRINA)
    await service.link_by_code(world.database, OTHER_CHAT, code, NOW)
    with pytest.raises(CodeWrongError):
        await service.link_by_uid(world.database, CHAT, UIDS[RASHID], code, NOW)


async def test_a_code_works_once(world: World) -> None:
    code = await world.code(IRINA)
    await service.link_by_code(world.database, CHAT, code, NOW)
    with pytest.raises(CodeUsedError):
        await service.link_by_code(world.database, OTHER_CHAT, code, NOW)


async def test_a_code_expires(world: World) -> None:
    code = await world.code(IRINA)
    with pytest.raises(CodeExpiredError) as refusal:
        await service.link_by_code(world.database, CHAT, code, NOW + timedelta(days=14))
    assert refusal.value.data == {"expired_at": NOW + timedelta(days=14)}


async def test_a_new_code_revokes_the_older(world: World) -> None:
    older, newer = await world.code(IRINA), await world.code(IRINA)
    with pytest.raises(CodeRevokedError):
        await service.link_by_uid(world.database, CHAT, UIDS[IRINA], older, NOW)
    await service.link_by_uid(world.database, CHAT, UIDS[IRINA], newer, NOW)


async def _fail(world: World, uid: str | None, times: int, chat: str = "100") -> None:
    address = replace(CHAT, chat=chat)
    for _ in range(times):
        with pytest.raises(CodeWrongError):
            await _try_wrong(world, address, uid)


async def _try_wrong(world: World, address: Address, uid: str | None) -> None:
    if uid:
        await service.link_by_uid(world.database, address, uid, WRONG, NOW)
    else:
        await service.link_by_code(world.database, address, WRONG, NOW)


async def test_after_five_failures_a_chat_waits_even_with_a_right_code(world: World) -> None:
    code = await world.code(IRINA)
    await _fail(world, None, 5)
    with pytest.raises(TooManyTriesError) as refusal:
        await service.link_by_code(world.database, CHAT, code, NOW)
    assert refusal.value.data == {"again_at": NOW + timedelta(hours=1)}
    assert (await service.link_by_code(world.database, CHAT, code, NOW + timedelta(hours=1))).person.id == IRINA


async def test_four_failures_do_not_lock(world: World) -> None:
    await _fail(world, UIDS[IRINA], 4)
    await service.link_by_uid(world.database, CHAT, UIDS[IRINA], await world.code(IRINA), NOW)


async def test_failures_of_many_chats_lock_the_uid_but_not_the_deep_link(world: World) -> None:
    code = await world.code(IRINA)
    for chat in range(5):
        await _fail(world, UIDS[IRINA], 1, chat=f"stranger {chat}")
    with pytest.raises(TooManyTriesError):
        await service.link_by_uid(world.database, CHAT, UIDS[IRINA], code, NOW)
    assert (await service.link_by_code(world.database, CHAT, code, NOW)).person.id == IRINA


async def test_the_allowed_failures_can_be_set(world: World) -> None:
    await _fail(world, None, 1)
    with pytest.raises(TooManyTriesError):
        await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW, tries=1)


async def _news(world: World) -> list[tuple[str, int, dict[str, str]]]:
    chats = {row["id"]: row["address"] for row in await world.rows("chat")}
    rows = await world.rows("outbox")
    assert {row["kind"] for row in rows} <= {Kind.LINK.value}
    return [(chats[row["chat_id"]], row["person_id"], row["content"]) for row in rows]


async def test_a_first_link_is_news_to_nobody(world: World) -> None:
    await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    assert await _news(world) == []


async def test_other_chats_of_the_person_are_told(world: World) -> None:
    for chat in (CHAT, OTHER_CHAT):
        await service.link_by_code(world.database, chat, await world.code(SVETLANA), NOW)
    content = {"event": "own_chat", "who": "Бадмаева Светлана Ивановна"}
    assert await _news(world) == [("100", SVETLANA, content)]


async def test_the_other_guardian_is_told_of_the_children_in_common(world: World) -> None:
    await service.link_by_code(world.database, CHAT, await world.code(RASHID), NOW)
    await service.link_by_code(world.database, OTHER_CHAT, await world.code(IRINA), NOW)
    content = {"event": "guardian_chat", "who": "Алиева Ирина Сергеевна", "children": "Алиев Тимур"}
    assert await _news(world) == [("100", RASHID, content)]


async def test_guardians_of_other_children_are_not_told(world: World) -> None:
    await service.link_by_code(world.database, CHAT, await world.code(SVETLANA), NOW)
    await service.link_by_code(world.database, OTHER_CHAT, await world.code(IRINA), NOW)
    assert await _news(world) == []


async def test_a_chat_unlinks_and_may_be_linked_again(world: World) -> None:
    code = await world.code(IRINA)
    linked = await service.link_by_code(world.database, CHAT, code, NOW)
    await service.unlink(world.database, CHAT, linked.link_id, NOW)
    assert (await service.identify(world.database, CHAT, NOW)).is_stranger
    assert (await world.actions())[-1] == "link.ended"
    with pytest.raises(CodeUsedError):
        await service.link_by_code(world.database, CHAT, code, NOW)
    again = await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    assert not again.again


async def test_another_chat_cannot_unlink_it(world: World) -> None:
    linked = await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    await service.link_by_code(world.database, OTHER_CHAT, await world.code(SVETLANA), NOW)
    with pytest.raises(NotFoundError):
        await service.unlink(world.database, OTHER_CHAT, linked.link_id, NOW)
    assert not (await service.identify(world.database, CHAT, NOW)).is_stranger


async def test_one_s_own_other_chat_may_be_unlinked_and_both_hear_of_it(world: World) -> None:
    """The denial twin stands above: a chat of another person may not (0rsk PR #480)."""
    wrong = await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    await service.link_by_code(world.database, OTHER_CHAT, await world.code(IRINA), NOW)
    await service.link_by_code(world.database, THIRD_CHAT, await world.code(IRINA), NOW)
    identity = await service.identify(world.database, OTHER_CHAT, NOW)
    (own,) = await own_devices(world.database, identity)
    assert [one.here for one in own.devices] == [False, True, False]
    await service.unlink(world.database, OTHER_CHAT, wrong.link_id, NOW)
    told = [(chat, content["event"]) for chat, _, content in await _news(world)]
    assert {("100", "ended"), ("300", "own_chat_ended")} <= set(told)
    assert ("200", "own_chat_ended") not in told


async def test_what_waits_for_an_unlinked_chat_is_superseded(world: World) -> None:
    mine = await service.link_by_code(world.database, CHAT, await world.code(RASHID), NOW)
    await service.link_by_code(world.database, THIRD_CHAT, await world.code(RASHID), NOW)
    await service.link_by_code(world.database, OTHER_CHAT, await world.code(IRINA), NOW)
    await service.unlink(world.database, CHAT, mine.link_id, NOW)
    by_chat = {row["address"]: row["id"] for row in await world.rows("chat")}
    states = {(row["chat_id"], row["state"], row["reason"]) for row in await world.rows("outbox")}
    assert states == {(by_chat["100"], "superseded", "unlinked"), (by_chat["300"], "pending", None)}


async def test_what_the_chat_awaits_for_another_person_still_comes(world: World) -> None:
    await service.link_by_code(world.database, CHAT, await world.code(RASHID), NOW)
    other = await service.link_by_code(world.database, CHAT, await world.code(SVETLANA), NOW)
    await service.link_by_code(world.database, OTHER_CHAT, await world.code(IRINA), NOW)
    await service.unlink(world.database, CHAT, other.link_id, NOW)
    assert [(row["person_id"], row["state"]) for row in await world.rows("outbox")] == [(RASHID, "pending")]


async def test_unlinking_what_is_not_there_is_not_found(world: World) -> None:
    with pytest.raises(NotFoundError):
        await service.unlink(world.database, CHAT, LinkId(1), NOW)


async def test_a_block_is_remembered_until_the_chat_is_open_again(world: World) -> None:
    await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    await service.chat_blocked(world.database, CHAT, NOW)
    assert [(row["blocked_at"], row["blocked_why"]) for row in await world.rows("chat")] == [(NOW, "blocked")]
    await service.chat_unblocked(world.database, CHAT)
    assert [(row["blocked_at"], row["blocked_why"]) for row in await world.rows("chat")] == [(None, None)]


async def test_a_block_by_a_stranger_makes_nobody_known(world: World) -> None:
    await service.chat_blocked(world.database, CHAT, NOW)
    assert await world.rows("chat") == []


async def test_linking_opens_a_blocked_chat(world: World) -> None:
    await service.set_language(world.database, CHAT, "en")
    await service.chat_blocked(world.database, CHAT, NOW)
    await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    chat = (await service.identify(world.database, CHAT, NOW)).chat
    assert chat
    assert (chat.blocked_at, chat.language) == (None, "en")


async def test_the_audit_log_holds_ids_only(world: World) -> None:
    linked = await service.link_by_code(world.database, CHAT, await world.code(IRINA), NOW)
    lines = await world.rows("audit_entry")
    chat = (await world.rows("chat"))[0]
    assert [line["action"] for line in lines] == ["code.issued", "link.made"]
    assert lines[1]["data"] == {"link": linked.link_id, "chat": chat["id"]}
    assert lines[1]["subject"] == f"person:{IRINA}"
