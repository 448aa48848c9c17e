"""Requests for approval, in memory and in both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.approvals.model import Correction, DataChange, LateEntry, NewRequest, Request, State, Substitution
from core.calendar.changes.model import Why
from core.errors import NotFoundError
from core.ids import MarkId, RequestId
from core.journal.changes import (
    Change,
    HeldChange,
    HomeworkChange,
    MarkChange,
    Presence,
    PresenceChange,
    TopicChange,
)
from core.journal.model import Homework, Order, Reason
from core.notifications.model import Kind, Planned, Priority
from core.people.details import Detail
from core.unit_of_work import Database
from tests.contract.school import (
    ARTYOM,
    CLASS_5A,
    DIRECTOR,
    ELSEWHERE,
    MARIA,
    NOW,
    OLGA,
    SCHOOL,
    SOFIA,
    TODAY,
    TOMORROW,
)
from tests.contract.writing import BOT, LESSON, begun, linked

CHANGES: tuple[Change, ...] = (
    MarkChange(SOFIA, MarkId(7), "5", None, "Тест"),
    PresenceChange(ARTYOM, Presence("absent", Reason.ILLNESS), Presence("late", minutes=10)),
    TopicChange("Дроби", "Проценты"),
    HomeworkChange(Homework("№ 1", True, TOMORROW), Homework("", False)),
    HeldChange(True, False, "карантин"),
)
NEW = NewRequest(
    school_id=SCHOOL, asker_id=OLGA, asked_at=NOW, reason="slip", matter=Correction(CHANGES), order=Order("12-к", TODAY)
)


async def test_a_request_is_kept_as_it_was_made(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, _ = await begun(unit)
        made = replace(NEW, lesson_id=lesson_id)
        request_id = await unit.approvals.add(made)
        await unit.commit()
    async with school.reading() as unit:
        kept = Request(id=request_id, made=made)
        assert await unit.approvals.waiting(SCHOOL) == (kept,)
        assert await unit.approvals.about((lesson_id,)) == (kept,)
        assert await unit.approvals.of_lesson(LESSON) == (kept,)
        assert await unit.approvals.waiting(ELSEWHERE) == ()
        assert await unit.approvals.about(()) == ()


async def test_there_is_no_such_request(school: Database) -> None:
    async with school.writing() as unit:
        with pytest.raises(NotFoundError):
            await unit.approvals.request(RequestId(99))
        assert await unit.approvals.cards((RequestId(99),)) == ()
        assert await unit.approvals.cards(()) == ()


async def test_a_request_is_decided_once(school: Database) -> None:
    async with school.writing() as unit:
        request_id = await unit.approvals.add(NEW)
        await unit.approvals.decide(request_id, State.REFUSED, DIRECTOR, NOW, "нет оснований")
        await unit.approvals.decide(request_id, State.ALLOWED, OLGA, NOW + timedelta(days=1))
        found = await unit.approvals.request(request_id)
        assert (found.state, found.decided_by, found.decided_at) == (State.REFUSED, DIRECTOR, NOW)
        assert found.answer == "нет оснований"
        assert await unit.approvals.waiting(SCHOOL) == ()


async def test_a_card_has_names_and_the_lesson(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, _ = await begun(unit)
        first = await unit.approvals.add(replace(NEW, lesson_id=lesson_id))
        second = await unit.approvals.add(replace(NEW, matter=LateEntry(5)))
        await unit.approvals.decide(first, State.ALLOWED, DIRECTOR, NOW)
        card, bare = await unit.approvals.cards((second, first))
        assert (card.class_title, card.subject_name, card.day, card.number) == ("5А", "Математика", TODAY, 2)
        assert (card.asker.surname, card.decider and card.decider.surname) == ("Смирнова", "Гусева")
        assert {pupil: name.surname for pupil, name in card.names.items()} == {SOFIA: "Ёлкина", ARTYOM: "Иванов"}
        assert (bare.class_title, bare.day, bare.names, bare.decider) == ("", None, {}, None)


async def test_a_card_of_a_substitution_has_the_lesson_and_its_teacher(school: Database) -> None:
    matter = Substitution(CLASS_5A, None, LESSON.subject_id, TODAY, 2, OLGA, Why.ILLNESS, busy=True)
    async with school.writing() as unit:
        new = replace(NEW, asker_id=DIRECTOR, reason="colleague_ill", matter=matter, order=None)
        request_id = await unit.approvals.add(new)
        (card,) = await unit.approvals.cards((request_id,))
    assert card.request.made == new
    assert (card.class_title, card.subject_name, card.day, card.number) == ("5А", "Математика", TODAY, 2)
    assert [name.surname for name in card.names.values()] == ["Смирнова"]


async def test_a_push_about_a_request_is_claimed_with_it(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, DIRECTOR, 1)
        request_id = await unit.approvals.add(NEW)
        content = {"request": str(request_id), "event": "asked"}
        row = Planned(SCHOOL, chat, DIRECTOR, Kind.APPROVAL, "approval:1", NOW, priority=Priority.URGENT)
        await unit.outbox.enqueue((replace(row, content=content), replace(row, content=content, dedupe_key="2")), NOW)
        assert [one.planned.dedupe_key for one in await unit.outbox.with_keys({"2", "none"})] == ["2"]
        (first,) = await unit.outbox.claim(BOT, "a", 1, NOW, NOW + timedelta(minutes=1))
        assert first.approval
        assert first.approval.request.id == request_id
        assert not first.empty
        await unit.approvals.decide(request_id, State.ALLOWED, OLGA, NOW)
        (second,) = await unit.outbox.claim(BOT, "a", 1, NOW, NOW + timedelta(minutes=1))
        assert second.empty, "nothing is left to ask"


async def test_what_a_person_asked_for_of_late_and_what_waits(school: Database) -> None:
    matter = DataChange(SOFIA, CLASS_5A, Detail.PHONE, "", "+79211234567")
    async with school.writing() as unit:
        old = replace(NEW, asker_id=MARIA, asked_at=NOW - timedelta(days=2), matter=matter, order=None)
        waits = await unit.approvals.add(old)
        over = await unit.approvals.add(old)
        await unit.approvals.decide(over, State.WITHDRAWN, MARIA, NOW)
        new = await unit.approvals.add(replace(old, asked_at=NOW))
        await unit.approvals.decide(new, State.ALLOWED, OLGA, NOW)
        await unit.approvals.add(NEW)
        found = await unit.approvals.of_asker(MARIA, NOW - timedelta(days=1))
        assert [one.id for one in found] == [waits, new]
        assert found[0].made.matter == matter
        (card,) = await unit.approvals.cards((waits,))
        assert (card.class_title, card.subject_name, card.names[SOFIA].surname) == ("5А", "", "Ёлкина")
