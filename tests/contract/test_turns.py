"""Schools take turns within a priority, and a bot's sender takes the rows of its own chats alone."""

from datetime import timedelta

from core.ids import ChatKey, SchoolId
from core.notifications.model import Kind, Priority
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import DMITRY, ELSEWHERE, MARIA, NOW, SCHOOL, SOFIA
from tests.contract.writing import BOT, begun, claimed, keys, linked, news, put

EARLIER = NOW - timedelta(hours=1)
LEASE = NOW + timedelta(minutes=1)


async def broadcast(unit: UnitOfWork, chat: ChatKey, school: SchoolId, count: int, **changes: object) -> None:
    """Rows of a school, named after it and numbered from 0."""
    rows = [news(chat, f"{school}:{n}", school_id=school, priority=Priority.BULK, **changes) for n in range(count)]
    await put(unit, *rows)


async def test_schools_take_turns_whichever_came_first(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await broadcast(unit, chat, SCHOOL, 9, not_before=EARLIER)
        await broadcast(unit, chat, ELSEWHERE, 3)
        assert await claimed(unit, limit=4) == ["1:0", "2:0", "1:1", "2:1"]
        assert (await claimed(unit, limit=4))[:3] == ["1:2", "2:2", "1:3"]


async def test_a_turn_goes_to_the_school_after_the_last(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await broadcast(unit, chat, SCHOOL, 3)
        await broadcast(unit, chat, ELSEWHERE, 3)
        taken = [await _after(unit, after) for after in (None, SCHOOL, ELSEWHERE, SchoolId(99))]
    assert taken == ["1:0", "2:0", "1:1", "1:2"]


async def test_a_turn_does_not_go_before_what_is_more_urgent(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await broadcast(unit, chat, ELSEWHERE, 3, not_before=EARLIER)
        await put(unit, *(news(chat, f"mark {n}") for n in range(3)))
        assert await claimed(unit, limit=2) == ["mark 0", "mark 1"]
        assert (await claimed(unit, limit=2))[0] == "mark 2"


async def test_a_school_whose_rows_are_not_due_or_held_takes_no_turn(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await broadcast(unit, chat, SCHOOL, 3, not_before=LEASE)
        await broadcast(unit, chat, ELSEWHERE, 3)
        assert await claimed(unit) == ["2:0", "2:1", "2:2"]
        assert await claimed(unit) == []
        assert await claimed(unit, LEASE, owner="b") == ["1:0", "1:1", "1:2"]


async def test_a_bot_takes_the_rows_of_its_own_chats(school: Database) -> None:
    async with school.writing() as unit:
        own, other = await linked(unit, MARIA, 1), await linked(unit, DMITRY, 1, bot="2")
        await put(unit, news(own, "own"), news(other, "other", not_before=EARLIER, expires_at=NOW))
        assert await unit.outbox.next_due(BOT) == NOW
        assert await unit.outbox.next_due("2") == EARLIER
        assert await unit.outbox.next_due("3") is None
        assert await claimed(unit, LEASE) == ["own"]
        assert await claimed(unit, NOW, bot="2") == ["other"]


async def test_a_digest_has_the_bot_of_its_chat(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1, bot="2")
        lesson_id, entry_id = await begun(unit)
        about = {"lesson_id": lesson_id, "pupil_id": SOFIA, "first_entry": entry_id, "last_entry": entry_id}
        await put(unit, news(chat, "part", kind=Kind.LESSON, digest="evening", content=None, **about))
        assert await claimed(unit) == []
        assert await claimed(unit, bot="2") == ["evening"]


async def _after(unit: UnitOfWork, after: SchoolId | None) -> str:
    (one,) = await unit.outbox.claim(BOT, "a", 1, NOW, LEASE, after)
    return (await keys(unit, [one]))[0]
