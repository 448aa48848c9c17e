"""Applications, whom they enter into the directories, of what staff are reminded; in memory and in both databases."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from core.applications.model import Application, Event, Form, Question, Relation, State, Waits
from core.applications.reception import remind
from core.errors import NotFoundError
from core.ids import ApplicationId, ChatKey, PersonId, SchoolId
from core.notifications.model import Kind
from core.people.model import Name
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import (
    BEGAN,
    BELOVA,
    DIRECTOR,
    DMITRY,
    ELSEWHERE,
    GUARDIAN_ELSEWHERE,
    MARIA,
    NOW,
    OLGA,
    SCHOOL,
    SECRETARY,
    SOFIA,
    TODAY,
    TOMORROW,
    YESTERDAY,
)
from tests.contract.writing import BOT, address, linked

FORM = Form(
    Name("Ёлкин", "Пётр", "Иванович"),
    Name("Ёлкина", "Софья"),
    "5А",
    Relation.TRUSTEE,
    "+79211234567",
    "2026-1",
    datetime(2026, 10, 12, 20, 15, tzinfo=UTC),
    "7800100999",
)
LATER, HOUR = NOW + timedelta(days=1), timedelta(hours=1)


async def chat_key(unit: UnitOfWork, chat: int = 700) -> ChatKey:
    return (await unit.links.ensure_chat(address(chat))).key


async def put(
    unit: UnitOfWork, number: int | None, *, chat: int = 700, school: SchoolId = SCHOOL, **more: object
) -> Application:
    """One of a chat; sent under this number, or (None) still being filled."""
    sent = {"state": State.RECEIVED, "received_at": NOW, "asked": None} if number else {}
    made = Application(id=ApplicationId(0), school_id=school, chat_key=await chat_key(unit, chat), changed_at=NOW)
    made = replace(made, number=number, **{**sent, **more})  # type: ignore[arg-type]
    return replace(made, id=await unit.applications.add(made))


async def test_one_is_kept_as_it_was_filled_and_moved_on(school: Database) -> None:
    async with school.writing() as unit:
        made = await put(unit, None, form=FORM, asked=Question.PHONE)
        await unit.commit()
    async with school.writing() as unit:
        assert await unit.applications.application(made.id) == made
        moved = replace(
            made,
            state=State.REGISTERED,
            asked=None,
            number=7,
            received_at=NOW,
            checked_at=NOW,
            checked_by=OLGA,
            register_number=3,
            registered_at=LATER,
            registered_by=OLGA,
            changed_at=LATER,
        )
        await unit.applications.save(moved)
        await unit.commit()
    decided = replace(
        moved, state=State.CONNECTED, decided_at=LATER, decided_by=OLGA, guardian_id=MARIA, pupil_id=SOFIA
    )
    async with school.writing() as unit:
        assert await unit.applications.application(made.id) == moved
        await unit.applications.save(decided)
        assert await unit.applications.application(made.id) == decided
    async with school.reading() as unit:
        assert await unit.applications.application(made.id) == moved  # it was not committed
        with pytest.raises(NotFoundError):
            await unit.applications.application(ApplicationId(404))


async def test_a_chat_fills_one_form_and_sees_what_it_sent_for_itself(school: Database) -> None:
    async with school.writing() as unit:
        own, other = await chat_key(unit), await chat_key(unit, 701)
        assert await unit.applications.filling(own) is None
        await put(unit, None, state=State.EXPIRED)
        form = await put(unit, None)
        first, second = await put(unit, 1), await put(unit, 2, state=State.REFUSED, reason="no_passport")
        await put(unit, 3, typed_by=OLGA)
        elsewhere = await put(unit, 4, chat=701)
        assert await unit.applications.filling(own) == form
        assert await unit.applications.filling(other) is None
        assert await unit.applications.of_chat(own) == (second, first)
        assert await unit.applications.of_chat(other) == (elsewhere,)
        assert (await unit.applications.chat(own)).address == address(700)
        with pytest.raises(NotFoundError):
            await unit.applications.chat(ChatKey(404))


async def test_the_register_of_a_school(school: Database) -> None:
    async with school.writing() as unit:
        assert await unit.applications.last_numbers(SCHOOL) == (0, 0)
        assert await unit.applications.schools_waiting() == ()
        await put(unit, None)
        second = await put(unit, 2, chat=701, register_number=5, registered_at=NOW, state=State.REGISTERED)
        first = await put(unit, 1, chat=702, received_at=NOW - timedelta(days=2))
        gone = await put(unit, 3, chat=703, state=State.WITHDRAWN)
        other = await put(unit, 9, chat=704, school=ELSEWHERE, state=State.CONNECTED)
        assert await unit.applications.sent(SCHOOL) == (first, second, gone)
        assert await unit.applications.waiting(SCHOOL) == (first, second)
        assert await unit.applications.sent(ELSEWHERE) == (other,)
        assert await unit.applications.schools_waiting() == (SCHOOL,)
        assert await unit.applications.last_numbers(SCHOOL) == (3, 5)
        assert await unit.applications.last_numbers(ELSEWHERE) == (9, 0)
        assert await unit.applications.sent_since(SCHOOL, NOW - timedelta(days=1)) == 2
        assert await unit.applications.sent_since(SCHOOL, NOW) == 0


async def test_the_guardians_of_a_school_on_a_day(school: Database) -> None:
    async with school.reading() as unit:
        found = await unit.applications.guardians(SCHOOL, TODAY)
        later = await unit.applications.guardians(SCHOOL, TOMORROW)
        elsewhere = await unit.applications.guardians(ELSEWHERE, TODAY)
    keys = [one.id for one in found]
    assert keys[0] == BELOVA
    assert keys.index(DMITRY) < keys.index(MARIA)
    assert len(keys) == len(set(keys))
    assert BELOVA not in {one.id for one in later}
    assert [one.id for one in elsewhere] == [GUARDIAN_ELSEWHERE]


async def test_a_guardian_whom_the_directories_did_not_know(school: Database) -> None:
    name = Name("Ёлкин", "Пётр", "Иванович")
    async with school.writing() as unit:
        made = await unit.applications.add_guardian(SCHOOL, name, "+79211234567")
        assert (made.school_id, made.name, made.uid) == (SCHOOL, name, None)
        assert made.id not in {one.id for one in await unit.applications.guardians(SCHOOL, TODAY)}
        await unit.applications.give_uid(made, "7800100999")
        await unit.applications.add_guardianship(made, SOFIA, Relation.OTHER, TODAY, "3")
        await unit.commit()
    async with school.reading() as unit:
        assert (await unit.people.person(made.id)).uid == "7800100999"
        assert [one.id for one in await unit.links.people_with_uid("7800100999")] == [made.id]
        assert [one.pupil.id for one in await unit.people.children(made.id, TODAY)] == [SOFIA]
        assert await unit.people.children(made.id, YESTERDAY) == ()
        assert made.id in {one.id for one in await unit.applications.guardians(SCHOOL, TODAY)}
        actor = await unit.people.actor(made.id, TODAY)
    assert [grant.role.value for grant in actor.grants] == ["guardian"]


async def test_a_guardianship_ends_for_one_and_may_begin_anew(school: Database) -> None:
    async def children(day: date = TODAY) -> dict[PersonId, int]:
        async with school.reading() as unit:
            return {one: len(await unit.people.children(one, day)) for one in (MARIA, DMITRY)}

    async with school.writing() as unit:
        await unit.applications.end_guardianship(MARIA, SOFIA, YESTERDAY, DIRECTOR)
        await unit.commit()
    assert await children() == {MARIA: 0, DMITRY: 1}
    assert await children(YESTERDAY) == {MARIA: 1, DMITRY: 1}
    for _ in range(2):  # connected, ended and connected again on one day
        async with school.writing() as unit:
            mother = await unit.people.person(MARIA)
            await unit.applications.add_guardianship(mother, SOFIA, Relation.MOTHER, TODAY, "7")
            await unit.commit()
        assert await children() == {MARIA: 1, DMITRY: 1}
        async with school.writing() as unit:
            await unit.applications.end_guardianship(MARIA, SOFIA, YESTERDAY, DIRECTOR)
            await unit.commit()
        assert await children() == {MARIA: 0, DMITRY: 1}


async def test_what_is_not_committed_enters_nobody(school: Database) -> None:
    async with school.writing() as unit:
        made = await unit.applications.add_guardian(SCHOOL, Name("Ёлкин", "Пётр"), None)
        await unit.applications.add_guardianship(made, SOFIA, None, BEGAN, "1")
    async with school.reading() as unit:
        assert await unit.people.children(PersonId(made.id), TODAY) == ()
        with pytest.raises(NotFoundError):
            await unit.people.person(made.id)


async def test_two_processes_remind_once_and_what_waits_is_counted_when_it_is_told(school: Database) -> None:
    async with school.writing() as unit:
        await linked(unit, SECRETARY, 31)
        late = await put(unit, 1, received_at=NOW - timedelta(days=13), state=State.CHECKED)
        await put(unit, 2, chat=701, state=State.REGISTERED, received_at=NOW - timedelta(days=9))
        await unit.commit()
    assert sum(await asyncio.gather(remind(school, NOW), remind(school, NOW))) >= 1
    async with school.writing() as unit:
        (told,) = await unit.outbox.claim(BOT, "worker", 10, NOW, NOW + HOUR)
        assert (told.kind, told.content, told.empty) == (Kind.RECEPTION, {"event": Event.DUE}, False)
        assert told.waits == Waits(checked=1, registered=1, soon=1, soon_registered=1, overdue=1, late=3)
        await unit.applications.save(replace(late, state=State.REFUSED))
        (left,) = await unit.outbox.claim(BOT, "other", 10, NOW + 2 * HOUR, NOW + 3 * HOUR)
    assert left.waits == Waits(registered=1, soon=1, soon_registered=1)
