"""Figures of how the diary is taken up, in memory and in both databases."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.applications.model import Application, Form, State
from core.errors import ForbiddenError, NotFoundError
from core.ids import ApplicationId, ChatKey
from core.journal.ports import NewAttendance
from core.notifications.model import Outcome, Result
from core.people.links.model import Code
from core.people.model import Actor, Grant, Name, Role
from core.reporting.adoption import adoption
from core.reporting.calling import calls
from core.reporting.model import Circle, Families, Funnel, Stage, Step
from core.reporting.ports import Reach, Since, Wish
from core.reporting.summary import Scope, Summary
from core.reporting.summing import shown
from core.reporting.unreached import unreached
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import (
    ARTYOM,
    CLASS_5A,
    CLASS_6B,
    DANIIL,
    DMITRY,
    ELSEWHERE,
    IVANOVA,
    LEV,
    MARIA,
    NOW,
    OLEG,
    OLGA,
    PETROVA,
    SCHOOL,
    SIDOROVA,
    SOFIA,
    TODAY,
)
from tests.contract.writing import BOT, LESSON, address, begun, entry, keys, linked, news, put

CLASSES = (CLASS_5A, CLASS_6B)
WEEK, MONTH = NOW - timedelta(days=7), NOW - timedelta(days=28)
SINCE = Since(TODAY - timedelta(days=6), datetime(2026, 10, 6, 21, tzinfo=UTC))
COORDINATOR = Actor(SCHOOL, OLGA, Name("Смирнова", "Ольга"), frozenset({Grant(Role.COORDINATOR)}))
DEPUTY = replace(COORDINATOR, grants=frozenset({Grant(Role.DEPUTY)}))
LEADING = replace(COORDINATOR, grants=frozenset({Grant(Role.CLASS_TEACHER, CLASS_5A)}))


async def came(unit: UnitOfWork, person_id: int, chat: int, days_ago: int) -> ChatKey:
    """Somebody who linked a chat so many days ago."""
    made = await unit.links.ensure_chat(address(chat))
    await unit.links.add_link(made.key, person_id, NOW - timedelta(days=days_ago))  # type: ignore[arg-type]
    return made.key


async def peopled(unit: UnitOfWork) -> None:
    """Maria is active, Petrova of twins is only linked, Ivanova has a code, Sidorova blocked the bot."""
    await unit.links.used(await came(unit, MARIA, 700, 60), TODAY)
    await unit.links.used(await came(unit, PETROVA, 701, 20), TODAY - timedelta(days=7))
    await unit.links.add_code(Code(IVANOVA, "hash", OLGA, NOW, NOW + timedelta(days=14)))
    await unit.links.set_blocked(await came(unit, SIDOROVA, 702, 30), NOW - timedelta(days=2), "blocked")


async def test_everybody_stands_at_one_stage(school: Database) -> None:
    async with school.writing() as unit:
        await peopled(unit)
        await unit.commit()
    found = await adoption(school, COORDINATOR, NOW)
    assert Counter(dict(found.of(Circle.GUARDIANS).stages)) == Counter(
        {Stage.ACTIVE: 1, Stage.LINKED: 1, Stage.ISSUED: 1, Stage.UNREACHABLE: 1, Stage.NOTHING: 3}
    )
    fifth = next(one for one in found.classes if one.of.id == CLASS_5A)
    assert (fifth.guardians.total, fifth.guardians.connected, fifth.guardians.at(Stage.UNREACHABLE)) == (5, 2, 0)
    assert found.of(Circle.STAFF).total == 4
    assert found.of(Circle.PUPILS) == Funnel()  # this school lets no pupils read


async def test_families_now_and_before(school: Database) -> None:
    async with school.writing() as unit:
        await peopled(unit)
        found = await unit.reporting.families(CLASSES, TODAY, WEEK, MONTH)
        first = (NOW - timedelta(days=60)).date()
        assert found[CLASS_5A] == Families(6, 1, 3, 3, 1, first)
        assert found[CLASS_6B] == Families(1, 0, 0, 1, 1, (NOW - timedelta(days=30)).date())
        assert await unit.reporting.families((), TODAY, WEEK, MONTH) == {}


async def test_a_link_that_was_ended_counts_while_it_stood(school: Database) -> None:
    async with school.writing() as unit:
        await came(unit, MARIA, 700, 40)
        (link,) = await unit.links.links_of(address(700))
        await unit.links.end_link(link.id, NOW - timedelta(days=10), "unlinked")
        found = (await unit.reporting.families(CLASSES, TODAY, WEEK, MONTH))[CLASS_5A]
        assert (found.now, found.week_ago, found.month_ago) == (0, 0, 1)
        assert await unit.reporting.reach((MARIA,)) == {}


async def test_a_visit_makes_active_and_an_older_one_changes_nothing(school: Database) -> None:
    async with school.writing() as unit:
        chat = await came(unit, MARIA, 700, 60)
        await unit.links.used(chat, TODAY - timedelta(days=6))
        await unit.links.used(chat, TODAY - timedelta(days=9))
        counted = await unit.reporting.guardians(CLASSES, TODAY, SINCE, ())
        assert [one.people for one in counted if one.standing.recent] == [1, 1]
        await linked(unit, DMITRY, 703)  # linking today is a visit
        counted = await unit.reporting.guardians(CLASSES, TODAY, SINCE, ())
        assert sum(one.people for one in counted if one.standing.recent and one.class_id is None) == 2


async def test_a_guardian_of_two_classes_is_one_person(school: Database) -> None:
    async with school.writing() as unit:
        await unit.applications.add_guardianship(await unit.people.person(MARIA), OLEG, None, TODAY, "1")
        counted = await unit.reporting.guardians(CLASSES, TODAY, SINCE, ())
    by_class = sum(one.people for one in counted if one.class_id is not None)
    together = sum(one.people for one in counted if one.class_id is None)
    assert (by_class, together) == (8, 7)


async def test_an_application_is_its_guardians(school: Database) -> None:
    form = Form(guardian=Name("Елкин", "Дмитрий", "Павлович"), child=Name("Ёлкина", "Софья"), class_title="5А")
    async with school.writing() as unit:
        chat = (await unit.links.ensure_chat(address(710))).key
        sent = Application(
            id=ApplicationId(0), school_id=SCHOOL, chat_key=chat, changed_at=NOW, state=State.RECEIVED, form=form,
            asked=None, number=1, received_at=NOW - timedelta(days=3),
        )  # fmt: skip
        await unit.applications.add(sent)
        other = replace(form, child=Name("Никто", "Никита"))
        await unit.applications.add(replace(sent, form=other, number=2))
        await unit.commit()
    found = await adoption(school, COORDINATOR, NOW)
    assert (found.of(Circle.GUARDIANS).at(Stage.APPLIED), found.strangers) == (1, 1)
    listed = await calls(school, COORDINATOR, CLASS_5A, NOW)
    (sofia,) = [one for one in listed.calls if one.pupil_id == SOFIA]
    assert (sofia.step, sofia.since, sofia.guardians) == (Step.DECIDE, TODAY - timedelta(days=3), 2)


async def test_who_is_to_be_called_first_waited_longest(school: Database) -> None:
    async with school.writing() as unit:
        await peopled(unit)
        await unit.commit()
    found = await calls(school, LEADING, CLASS_5A, NOW)
    steps = {one.pupil_id: one.step for one in found.calls}
    assert steps[ARTYOM] is Step.HELP
    assert steps[DANIIL] is Step.ENTER
    assert not {SOFIA, LEV} & steps.keys()
    assert list(found.calls) == sorted(found.calls, key=lambda one: one.since)
    assert (found.issues, found.decides) == (True, False)


async def test_a_class_teacher_sees_the_own_class_and_nobody_else_anything(school: Database) -> None:
    found = await adoption(school, LEADING, NOW)
    assert [one.of.id for one in found.classes] == [CLASS_5A]
    assert (found.whole, found.of(Circle.STAFF).total, found.aims) == (False, 0, ())
    with pytest.raises(NotFoundError):
        await calls(school, LEADING, CLASS_6B, NOW)
    teacher = replace(LEADING, grants=frozenset({Grant(Role.TEACHER)}))
    for refused in (adoption(school, teacher, NOW), calls(school, teacher, CLASS_5A, NOW)):
        with pytest.raises(ForbiddenError):
            await refused


async def test_reach_says_since_when(school: Database) -> None:
    async with school.writing() as unit:
        await peopled(unit)
        found = await unit.reporting.reach((MARIA, SIDOROVA, IVANOVA))
        assert found == {MARIA: Reach(True), SIDOROVA: Reach(False, NOW - timedelta(days=2))}


async def test_whom_messages_do_not_reach_and_what_they_missed(school: Database) -> None:
    async with school.writing() as unit:
        await peopled(unit)
        chat = await unit.links.ensure_chat(address(702))
        await put(unit, news(chat.key, "lost", person_id=SIDOROVA), news(chat.key, "told", person_id=MARIA))
        (one, other) = await unit.outbox.claim(BOT, "a", 10, NOW, NOW + timedelta(minutes=1))
        by_key = dict(zip(await keys(unit, (one, other)), (one, other), strict=True))
        failed = Result(by_key["told"].id, Outcome.FAILED, NOW, reason="too_long")
        await unit.outbox.record("a", (Result(by_key["lost"].id, Outcome.UNREACHABLE, NOW, reason="blocked"), failed))
        await unit.commit()
    found = await unreached(school, COORDINATOR, NOW)
    (blocked,) = found.people
    assert (blocked.person.id, blocked.class_id, [child.id for child in blocked.children]) == (
        SIDOROVA,
        CLASS_6B,
        [OLEG],
    )
    assert (blocked.since, blocked.why, blocked.messages) == (NOW - timedelta(days=2), "blocked", 1)
    assert [(one.reason, one.messages) for one in found.missed] == [("too_long", 1)]
    assert (await unreached(school, LEADING, NOW)).people == ()


async def test_somebody_in_several_lists_is_one_person_whom_nothing_reaches(school: Database) -> None:
    async with school.writing() as unit:
        for guardian in (MARIA, OLGA):  # a mother of two classes, an employee whose child learns here
            await unit.applications.add_guardianship(await unit.people.person(guardian), OLEG, None, TODAY, "1")
            await unit.links.set_blocked(await came(unit, guardian, 700 + guardian, 9), NOW, "blocked")
        await unit.commit()
    found = await unreached(school, COORDINATOR, NOW)
    lines = sorted((one.person.id, one.class_id or 0) for one in found.people)
    assert lines == sorted([(MARIA, CLASS_5A), (MARIA, CLASS_6B), (OLGA, CLASS_6B), (OLGA, 0)])
    assert found.persons == 2
    for reader, scope in ((COORDINATOR, Scope.DAY), (DEPUTY, Scope.MONTH)):
        summary = (await shown(school, reader, scope, NOW)).period
        assert isinstance(summary, Summary)
        assert summary.unreachable == 2


async def test_when_lessons_were_first_recorded(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        assert await unit.reporting.recorded(CLASSES, TODAY, TODAY) == ()
        await unit.journal.set_held(lesson_id, first, True, None)
        later = await entry(unit, lesson_id, NOW + timedelta(days=1))
        await unit.journal.set_held(lesson_id, later, False, "нет учителя")
        ((of, at),) = await unit.reporting.recorded(CLASSES, TODAY, TODAY)
        assert (of.class_id, of.number, at) == (CLASS_5A, 2, NOW)
        assert await unit.reporting.recorded((CLASS_6B,), TODAY, TODAY) == ()


async def test_each_pupil_and_day_of_absence_is_counted_once(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        away = (NewAttendance(SOFIA, "absent"), NewAttendance(LEV, "absent", "Б"), NewAttendance(DANIIL, "late"))
        await unit.journal.set_attendance(lesson_id, first, away)
        other, second = await begun(unit, replace(LESSON, number=4))
        await unit.journal.set_attendance(other, second, (NewAttendance(SOFIA, "absent"),))
        assert await unit.reporting.absent(CLASSES, TODAY, TODAY) == (2, 1)
        assert await unit.reporting.absent((CLASS_6B,), TODAY, TODAY) == (0, 0)


async def test_a_month_that_is_over_tells_of_lessons_that_nobody_can_mend_any_more(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await unit.journal.set_held(lesson_id, first, True, None)  # and no topic, no homework
        await came(unit, MARIA, 700, 0)
        await unit.commit()
    later = NOW + timedelta(days=60)
    found = (await shown(school, DEPUTY, Scope.MONTH, later, TODAY)).period
    assert not isinstance(found, Summary)
    days = {one.day: one for one in found.lessons}
    assert (min(days), days[TODAY].in_time) == (TODAY, 0)
    assert found.sums.missing == found.sums.total > 1
    assert (found.families.now, found.families.week_ago) == (1, 0)
    with pytest.raises(NotFoundError):
        await shown(school, DEPUTY, Scope.MONTH, later, TODAY - timedelta(days=400))


async def test_wishes_are_kept_and_forgotten_once(school: Database) -> None:
    week, day = Wish(OLGA, Scope.WEEK), Wish(OLGA, Scope.DAY)
    async with school.writing() as unit:
        said = [await unit.reporting.wish(SCHOOL, one, True, NOW) for one in (week, week, day)]
        assert said == [True, False, True]
        assert await unit.reporting.wishes(SCHOOL) == (day, week)
        assert await unit.reporting.wish(SCHOOL, week, False, NOW)
        assert not await unit.reporting.wish(SCHOOL, week, False, NOW)
        assert await unit.reporting.wishes(SCHOOL) == (day,)
        assert await unit.reporting.wishes(ELSEWHERE) == ()
