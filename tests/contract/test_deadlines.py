"""Facts that decide duties and the ledger of duties, in memory and in both databases."""

import asyncio
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from core.deadlines.model import About, Due, Duty, Event, Leave, Occasion, Span
from core.deadlines.ticking import remind
from core.journal.periods.model import Course, NewPeriodMark, SheetKey
from core.journal.ports import NewAttendance
from core.notifications.model import Kind, Selection
from core.notifications.preferences import Choices
from core.people.model import Role
from core.unit_of_work import Database
from tests.contract.school import (
    BEGAN,
    CLASS_5A,
    CLASS_6B,
    DIRECTOR,
    GROUP_2,
    IGOR,
    MATHS,
    MOVED_ON,
    NINA,
    NOW,
    OLGA,
    SCHOOL,
    SOFIA,
    TODAY,
    YESTERDAY,
)
from tests.contract.writing import begun, linked

DUE = Due(
    duty=Duty.LESSON,
    about=About(CLASS_5A, None, MATHS, TODAY, 2),
    person_id=OLGA,
    opens=TODAY,
    urged=TODAY,
    due=TODAY,
    escalates=TODAY + timedelta(days=3),
)
OTHER = replace(DUE, about=About(class_id=CLASS_5A, day=TODAY), duty=Duty.REASONS)
LATER = NOW + timedelta(hours=1)


async def test_what_stands_of_lessons_and_whose_absences_wait(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await unit.journal.set_held(lesson_id, first, True, None)
        await unit.journal.set_topic(lesson_id, first, "Дроби")
        await unit.journal.set_attendance(lesson_id, first, (NewAttendance(SOFIA, "absent"),))
        (entered,) = await unit.deadlines.entered((CLASS_5A, CLASS_6B), YESTERDAY, TODAY)
        assert (entered.about, entered.kinds) == (DUE.about, frozenset({"held", "topic"}))
        assert await unit.deadlines.began(SCHOOL, TODAY) == NOW
        assert await unit.deadlines.began(SCHOOL, TODAY + timedelta(days=1)) is None
        assert await unit.deadlines.entered((CLASS_6B,), YESTERDAY, TODAY) == ()
        (waiting,) = await unit.deadlines.unexplained((CLASS_5A,), TODAY, TODAY)
        assert (waiting.class_id, waiting.day, waiting.pupils) == (CLASS_5A, TODAY, 1)
        await unit.journal.set_attendance(lesson_id, first, (NewAttendance(SOFIA, "absent", "Б"),))
        assert await unit.deadlines.unexplained((CLASS_5A,), TODAY, TODAY) == ()


async def test_lists_of_classes_and_groups_by_day(school: Database) -> None:
    async with school.reading() as unit:
        rolls = await unit.deadlines.rolls((CLASS_5A,))
    assert set(rolls.classes[CLASS_5A]) == {Span(BEGAN, None), Span(BEGAN, YESTERDAY), Span(MOVED_ON, None)}
    assert rolls.anyone(CLASS_5A, GROUP_2, TODAY)
    assert not rolls.anyone(CLASS_6B, None, TODAY)


async def test_functions_of_the_day_and_the_chats_of_who_holds_them(school: Database) -> None:
    async with school.writing() as unit:
        await linked(unit, OLGA, 900)
        await linked(unit, SOFIA, 901)
        blocked = await linked(unit, NINA, 902)
        await unit.links.set_blocked(blocked, NOW)
        held = {(one.person_id, one.grant.role) for one in await unit.deadlines.holders(SCHOOL, TODAY)}
        assert (DIRECTOR, Role.DIRECTOR) in held
        assert (OLGA, Role.DEPUTY) not in held
        assert set(await unit.deadlines.chats(SCHOOL, TODAY)) == {OLGA}


async def test_leaves_of_a_day(school: Database) -> None:
    leave = Leave(OLGA, YESTERDAY, TODAY, NINA)
    async with school.writing() as unit:
        await unit.deadlines.add_leave(SCHOOL, replace(leave, deputy_id=None))
        await unit.deadlines.add_leave(SCHOOL, leave)
        assert await unit.deadlines.leaves(SCHOOL, TODAY) == (leave,)
        assert await unit.deadlines.leaves(SCHOOL, TODAY + timedelta(days=1)) == ()
        assert await unit.deadlines.end_leave(OLGA, YESTERDAY)
        assert not await unit.deadlines.end_leave(OLGA, YESTERDAY)
        assert await unit.deadlines.leaves(SCHOOL, TODAY) == ()


async def test_a_duty_is_opened_once_and_its_history_kept(school: Database) -> None:
    async with school.writing() as unit:
        for _ in range(2):
            await unit.duties.open(SCHOOL, (DUE, OTHER), NOW)
        first, second = await unit.duties.standing(SCHOOL)
        assert (first.key, second.key, first.reminders) == (DUE.key, OTHER.key, 0)
        for _ in range(2):
            await unit.duties.reminded([(first.id, OLGA)], "evening", LATER)
            await unit.duties.escalated([(first.id, DIRECTOR)], LATER)
        await unit.duties.snooze([second.id], TODAY + timedelta(days=3), LATER)
        await unit.duties.done([first.id], LATER + timedelta(hours=1))
        events = [(one.event, one.person_id) for one in (await unit.duties.history([first.id]))[first.id]]
        assert sorted(events, key=str) == sorted(
            [(Event.OPENED, None), (Event.REMINDED, OLGA), (Event.ESCALATED, DIRECTOR), (Event.DONE, None)], key=str
        )
        (left,) = await unit.duties.of_person(OLGA)
        assert (left.id, left.snoozed_to) == (second.id, TODAY + timedelta(days=3))


async def test_a_duty_may_come_back_and_who_has_heard_of_it_is_known(school: Database) -> None:
    async with school.writing() as unit:
        await unit.duties.open(SCHOOL, (DUE,), NOW)
        (kept,) = await unit.duties.standing(SCHOOL)
        await unit.duties.escalated([(kept.id, DIRECTOR)], NOW)
        assert await unit.duties.heard(SCHOOL) == {(kept.id, DIRECTOR)}
        await unit.duties.done([kept.id], NOW)
        assert await unit.duties.heard(SCHOOL) == frozenset()
        await unit.duties.open(SCHOOL, (DUE,), LATER)
        (again,) = await unit.duties.standing(SCHOOL)
        assert (again.id, again.opened_at) == (kept.id, LATER)


async def test_a_turn_of_a_day_is_taken_once(school: Database) -> None:
    turns = [(OLGA, Occasion.EVENING), (NINA, Occasion.EVENING)]
    async with school.writing() as unit:
        assert await unit.duties.take(SCHOOL, turns[:1], TODAY, NOW) == {turns[0]}
        assert await unit.duties.take(SCHOOL, turns, TODAY, NOW) == {turns[1]}
        assert await unit.duties.take(SCHOOL, [], TODAY, NOW) == frozenset()
        assert await unit.duties.had(SCHOOL, TODAY) == {*turns}
        assert await unit.duties.had(SCHOOL, YESTERDAY) == frozenset()


async def test_of_two_processes_one_takes_the_turn(school: Database) -> None:
    turn = (IGOR, Occasion.MORNING)

    async def take(at: datetime, day: date = TODAY) -> int:
        async with school.writing() as unit:
            taken = await unit.duties.take(SCHOOL, [turn], day, at)
            await asyncio.sleep(0)
            await unit.commit()
        return len(taken)

    assert sorted(await asyncio.gather(*(take(NOW) for _ in range(4)))) == [0, 0, 0, 1]


@pytest.mark.parametrize(
    "about", [DUE.about, OTHER.about, About(code="2026-10"), About(class_id=CLASS_5A, code="q1:x")]
)
def test_the_matter_of_a_duty_is_read_back(about: About) -> None:
    assert About.of(about.key) == about


async def test_what_was_said_to_be_done_is_not_asked_for_again(school: Database) -> None:
    async with school.writing() as unit:
        await unit.duties.open(SCHOOL, (DUE, OTHER), NOW)
        first, second = await unit.duties.standing(SCHOOL)
        await unit.duties.close([first.id], OLGA, LATER)
        assert await unit.duties.standing(SCHOOL) == (second,)
        assert await unit.duties.closed(SCHOOL, TODAY) == {(DUE.duty.value, DUE.about.key)}
        assert await unit.duties.closed(SCHOOL, TODAY + timedelta(days=1)) == frozenset()


async def test_who_has_a_mark_of_a_period(school: Database) -> None:
    key = SheetKey(Course(CLASS_5A, None, MATHS), "q1")
    async with school.writing() as unit:
        await unit.periods.add([NewPeriodMark(SCHOOL, key, SOFIA, "5", OLGA, NOW)])
        assert await unit.deadlines.period_marks((CLASS_5A,), {"q1"}) == {(CLASS_5A, MATHS, "q1"): {SOFIA}}
        assert await unit.deadlines.period_marks((CLASS_5A,), {"q2"}) == {}


async def test_the_hours_that_people_chose(school: Database) -> None:
    async with school.writing() as unit:
        await unit.preferences.save(SCHOOL, None, Choices(digest_at=time(19)))
        await unit.preferences.save(SCHOOL, OLGA, Choices(digest_at=time(17, 30)))
        await unit.preferences.save(SCHOOL, NINA, Choices())
        assert await unit.deadlines.own_hours(SCHOOL) == {OLGA: time(17, 30)}


async def test_runs_at_once_on_several_connections_remind_once(school: Database) -> None:
    """A substitute for two processes: each run has its own transactions, and nothing else keeps them apart."""
    evening = NOW + timedelta(hours=5, minutes=30)
    async with school.writing() as unit:
        await linked(unit, OLGA, 900)
        lesson_id, entry = await begun(unit)
        await unit.journal.set_held(lesson_id, entry, held=True, reason=None)
        await unit.commit()
    told = await asyncio.gather(*(remind(school, evening) for _ in range(4)))
    assert sorted(told) == [0, 0, 0, 1]
    async with school.reading() as unit:
        rows = [one.row.planned for one in await unit.outbox.find(SCHOOL, Selection(), 100)]
        events = await unit.duties.history([one.id for one in await unit.duties.of_person(OLGA)])
    assert [(row.kind, row.person_id) for row in rows] == [(Kind.REMINDER, OLGA)]
    became = {tuple(one.event for one in past) for past in events.values()}
    assert became == {(Event.OPENED, Event.REMINDED), (Event.OPENED,)}  # the class list is not urged yet
