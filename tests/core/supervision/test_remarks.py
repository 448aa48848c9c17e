"""Checks and remarks as use cases: who may, what follows what, who is told, who left."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.calendar.model import Calendar
from core.deadlines.model import Duty, Leave, Section
from core.deadlines.service import todo
from core.errors import ForbiddenError, NotFoundError
from core.ids import ChatKey, PersonId, RemarkId
from core.notifications.model import Kind, Operation
from core.people.model import Actor, Grant, Role
from core.supervision import checking, closing, remarks, rules
from core.supervision.errors import (
    CheckEarlyError,
    CheckNothingError,
    PaperCountError,
    RemarkSettledError,
    RemarkTextError,
)
from core.supervision.model import Count, Event, Flaw, NewRemark, Page, State
from core.supervision.remarks import Draft
from tests.contract.school import (
    BEGAN,
    CLASS_4A,
    CLASS_5A,
    CLASS_6B,
    DIRECTOR,
    ENGLISH,
    IGOR,
    MARIA,
    MATHS,
    NINA,
    NOW,
    OLGA,
    SCHOOL,
    SECRETARY,
    TODAY,
)
from tests.contract.writing import linked
from tests.core.journal.conftest import World
from tests.fakes.directories import Days, Function

OCTOBER = date(2026, 10, 1)
PAGE = Page(CLASS_5A, MATHS, OCTOBER)
FRIDAY = NOW + timedelta(days=3)
"""Mathematics on Thursday was not recorded."""
NOVEMBER = datetime(2026, 11, 3, 9, 0, tzinfo=NOW.tzinfo)


@pytest.fixture
async def begun(world: World) -> World:
    """Olga recorded Tuesday; the director is there all year; Olga and the director have chats."""
    functions = world.database.directories.functions
    functions[:] = [one for one in functions if one.person_id != DIRECTOR]
    functions.append(Function(DIRECTOR, Grant(Role.DIRECTOR), Days(BEGAN)))
    await world.say(topic="Дроби", no_homework=True)
    async with world.database.writing() as unit:
        await linked(unit, OLGA, 901)
        await linked(unit, DIRECTOR, 902)
        await unit.commit()
    return world


async def actor(world: World, person_id: PersonId = DIRECTOR) -> Actor:
    return await world.actor(person_id, TODAY + timedelta(days=3))


async def send(world: World, draft: Draft | None = None, by: PersonId = DIRECTOR) -> RemarkId:
    made = await remarks.send(world.database, await actor(world, by), draft or Draft(PAGE), FRIDAY)
    assert len(made) == 1
    return made[0]


async def told(world: World) -> list[tuple[ChatKey, str, Operation]]:
    """Rows about remarks."""
    rows = [row.planned for row in await world.rows() if row.planned.kind is Kind.REMARK]
    return [(one.chat_key, (one.content or {})["event"], one.operation) for one in rows]


async def test_the_month_the_class_and_the_page_tell_the_same(begun: World) -> None:
    who = await actor(begun)
    month = await checking.month(begun.database, who, FRIDAY)
    assert [(of.title, one.findings) for of, one in month.classes] == [("5А", 3), ("6Б", 1)]
    view = await checking.of_class(begun.database, who, CLASS_5A, OCTOBER, FRIDAY)
    assert [(one.subject, one.findings) for one in view.lines] == [("Английский язык", 2), ("Математика", 1)]
    page = await checking.page(begun.database, who, PAGE, FRIDAY)
    (finding,) = page.findings
    assert (finding.matter.flaw, finding.matter.day) == (Flaw.UNFILLED, TODAY + timedelta(days=2))
    assert (page.lessons, page.recorded, page.dues[0]) == (2, 1, date(2026, 10, 20))


async def test_a_remark_goes_round(begun: World) -> None:
    remark_id, teacher, director = await send(begun), await actor(begun, OLGA), await actor(begun)
    await begun.deliver(FRIDAY)
    assert (await remarks.fixed(begun.database, teacher, remark_id, FRIDAY)).remark.state is State.FIXED
    await begun.deliver(FRIDAY)
    await remarks.give_back(begun.database, director, remark_id, "Темы нет", FRIDAY + timedelta(days=7))
    story = await remarks.accept(begun.database, director, remark_id, FRIDAY + timedelta(days=7))
    assert [one.event for one in story.past] == [Event.MADE, Event.FIXED, Event.RETURNED, Event.ACCEPTED]
    assert story.remark.made.due == date(2026, 11, 3), "counted again from the day on which it went back"
    found = await told(begun)
    sent = [(event, operation) for _, event, operation in found]
    assert sent.count(("made", Operation.SEND)) == sent.count(("returned", Operation.SEND)) == 1
    assert ("fixed", Operation.EDIT) in sent
    assert ("accepted", Operation.EDIT) in sent
    actions = [one for one in await begun.actions() if one.startswith("remark")]
    assert actions == ["remark.made", "remark.fixed", "remark.returned", "remark.accepted"]


async def test_what_was_remarked_is_not_remarked_twice(begun: World) -> None:
    await send(begun)
    with pytest.raises(CheckNothingError):
        await send(begun)
    month = await checking.month(begun.database, await actor(begun), FRIDAY)
    assert [(one.findings, one.remarks) for of, one in month.classes if of.title == "5А"] == [(2, 1)]


async def test_two_teachers_of_a_page_get_a_remark_each(begun: World) -> None:
    made = await remarks.send(begun.database, await actor(begun), Draft(Page(CLASS_5A, ENGLISH, OCTOBER)), FRIDAY)
    found, _ = await remarks.listed(begun.database, await actor(begun), FRIDAY)
    assert len(made) == 2
    assert {(one.made.teacher_id, one.group) for one in found} == {(NINA, "1 группа"), (IGOR, "2 группа")}


async def test_a_remark_taken_back_before_it_was_sent_never_comes(begun: World) -> None:
    remark_id = await send(begun)
    story = await remarks.withdraw(begun.database, await actor(begun), remark_id, FRIDAY)
    assert story.remark.state is State.WITHDRAWN
    rows = [row for row in await begun.rows() if row.planned.kind is Kind.REMARK]
    assert [row.state.value for row in rows] == ["superseded"]
    assert (await remarks.listed(begun.database, await actor(begun), FRIDAY))[0] == ()


@pytest.mark.parametrize("step", [remarks.fixed, remarks.accept, remarks.withdraw])
async def test_what_is_decided_stays_so(begun: World, step: object) -> None:
    remark_id = await send(begun)
    await remarks.accept(begun.database, await actor(begun), remark_id, FRIDAY)
    who = await actor(begun, OLGA if step is remarks.fixed else DIRECTOR)
    with pytest.raises(RemarkSettledError):
        await step(begun.database, who, remark_id, FRIDAY)  # type: ignore[operator]


@pytest.mark.parametrize("text", ["", "  ", "а" * 1001, "а" * 5000])
async def test_words_are_wanted_and_not_too_many(begun: World, text: str) -> None:
    with pytest.raises(RemarkTextError):
        await send(begun, Draft(PAGE, text=text))
    assert await told(begun) == []


async def test_own_words_go_to_who_held_the_lessons_last(begun: World) -> None:
    remark_id = await send(begun, Draft(PAGE, text=" Темы не по плану ", due=1))
    made = (await remarks.story(begun.database, await actor(begun), remark_id, FRIDAY)).remark.made
    assert (made.teacher_id, made.text, made.matters, made.due) == (OLGA, "Темы не по плану", (), date(2026, 10, 17))


@pytest.mark.parametrize("who", [OLGA, NINA, SECRETARY, MARIA])
async def test_only_deputies_and_the_director_write_remarks_and_close(begun: World, who: PersonId) -> None:
    other = await actor(begun, who)
    for work in (
        remarks.send(begun.database, other, Draft(PAGE), FRIDAY),
        closing.close(begun.database, other, PAGE, FRIDAY),
        closing.close_clean(begun.database, other, CLASS_5A, OCTOBER, FRIDAY),
        closing.put_paper(begun.database, other, PAGE, "1 2", FRIDAY),
    ):
        with pytest.raises(ForbiddenError):
            await work


@pytest.mark.parametrize("who", [NINA, SECRETARY, MARIA])
async def test_a_remark_is_nobody_elses_to_see(begun: World, who: PersonId) -> None:
    remark_id, other = await send(begun), await actor(begun, who)
    assert (await remarks.listed(begun.database, other, FRIDAY))[0] == []
    for work in (
        remarks.story(begun.database, other, remark_id, FRIDAY),
        remarks.fixed(begun.database, other, remark_id, FRIDAY),
        remarks.answer(begun.database, other, remark_id, "Нет", FRIDAY),
        remarks.accept(begun.database, other, remark_id, FRIDAY),
        remarks.withdraw(begun.database, other, remark_id, FRIDAY),
        checking.page(begun.database, other, PAGE, FRIDAY),
        checking.of_class(begun.database, other, CLASS_5A, OCTOBER, FRIDAY),
    ):
        with pytest.raises(NotFoundError):
            await work


async def test_the_teacher_does_not_decide_nor_the_director_mend(begun: World) -> None:
    remark_id = await send(begun)
    for step, who in ((remarks.accept, OLGA), (remarks.withdraw, OLGA), (remarks.fixed, DIRECTOR)):
        with pytest.raises(NotFoundError):
            await step(begun.database, await actor(begun, who), remark_id, FRIDAY)


async def test_a_class_teacher_sees_only_the_own_class(begun: World) -> None:
    leader = await actor(begun, OLGA)
    month = await checking.month(begun.database, leader, FRIDAY)
    assert [of.title for of, _ in month.classes] == ["5А"]
    with pytest.raises(NotFoundError):
        await checking.of_class(begun.database, leader, CLASS_6B, OCTOBER, FRIDAY)
    with pytest.raises(ForbiddenError):
        await checking.month(begun.database, await actor(begun, NINA), FRIDAY)


async def checked(world: World) -> list[str]:
    """The subjects of 5А that were checked."""
    view = await checking.of_class(world.database, await actor(world), CLASS_5A, OCTOBER, NOVEMBER)
    return [one.subject for one in view.lines if one.check]


async def test_a_page_is_closed_once(begun: World) -> None:
    assert await closing.close(begun.database, await actor(begun), PAGE, NOVEMBER)
    assert not await closing.close(begun.database, await actor(begun), PAGE, NOVEMBER)
    assert [one for one in await begun.actions() if one == "check.closed"] == ["check.closed"]
    assert await checked(begun) == ["Математика"]
    with pytest.raises(NotFoundError):
        await closing.close(begun.database, await actor(begun), Page(CLASS_6B, ENGLISH, OCTOBER), NOVEMBER)


async def test_a_month_that_runs_is_looked_at_and_not_closed(begun: World) -> None:
    """What is still to come would never be looked at."""
    for work in (
        closing.close(begun.database, await actor(begun), PAGE, FRIDAY),
        closing.close_clean(begun.database, await actor(begun), CLASS_5A, OCTOBER, FRIDAY),
        closing.close(begun.database, await actor(begun), PAGE, datetime(2026, 10, 31, 20, tzinfo=NOW.tzinfo)),
    ):
        with pytest.raises(CheckEarlyError) as refused:
            await work
        assert refused.value.data == {"day": date(2026, 11, 1)}
    assert await checked(begun) == []
    evening = datetime(2026, 10, 31, 21, tzinfo=NOW.tzinfo)
    assert await closing.close(begun.database, await actor(begun), PAGE, evening), "it is the first in Moscow"


async def test_what_was_closed_in_error_is_open_again(begun: World) -> None:
    await closing.close(begun.database, await actor(begun), PAGE, NOVEMBER)
    with pytest.raises(ForbiddenError):
        await closing.reopen(begun.database, await actor(begun, OLGA), PAGE, NOVEMBER)
    assert await closing.reopen(begun.database, await actor(begun), PAGE, NOVEMBER)
    assert not await closing.reopen(begun.database, await actor(begun), PAGE, NOVEMBER)
    assert [one for one in await begun.actions() if one.startswith("check.")] == ["check.closed", "check.reopened"]
    assert await checked(begun) == []
    assert await closing.close(begun.database, await actor(begun), PAGE, NOVEMBER)


async def test_pages_without_findings_are_closed_together(begun: World) -> None:
    assert await closing.close_clean(begun.database, await actor(begun), CLASS_5A, OCTOBER, NOVEMBER) == 0
    schools = begun.database.directories.schools
    schools[:] = [replace(one, profile_overrides={"period_least_marks": 0}) for one in schools]
    for day in (15, 20, 22):
        moment = datetime(2026, 10, day, 12, tzinfo=NOW.tzinfo)
        await begun.say(moment, day=moment.date(), topic=f"Урок {day}", no_homework=True)
    assert await closing.close_clean(begun.database, await actor(begun), CLASS_5A, OCTOBER, NOVEMBER) == 1


@pytest.mark.parametrize("text", ["", "пять", "5", "1 2 3", "12345 1", "-"])
def test_the_paper_journal_is_two_numbers(text: str) -> None:
    with pytest.raises(PaperCountError):
        closing.paper_count(text)


async def test_of_a_teacher_who_left_the_remark_goes_to_who_teaches_now(begun: World) -> None:
    remark_id = await send(begun)
    directories = begun.database.directories
    directories.functions[:] = [one for one in directories.functions if one.person_id != OLGA]
    with pytest.raises(NotFoundError):
        await remarks.fixed(begun.database, await actor(begun, NINA), remark_id, FRIDAY)
    taken = [e for e in directories.entries if (e.class_id, e.subject_id) == (CLASS_5A, MATHS)]
    for one in taken:
        directories.entries.remove(one)
        directories.entries.append(type(one)(CLASS_5A, 5, None, MATHS, NINA, one.weekday, 2, None, BEGAN, one.to_day))
    story = await remarks.fixed(begun.database, await actor(begun, NINA), remark_id, FRIDAY)
    assert story.remark.state is State.FIXED


async def test_of_a_teacher_who_left_and_has_no_successor_those_who_check_decide(begun: World) -> None:
    remark_id = await send(begun)
    directories = begun.database.directories
    directories.functions[:] = [one for one in directories.functions if one.person_id != OLGA]
    for one in [e for e in directories.entries if e.teacher_id == OLGA]:
        directories.entries.remove(one)
    who = await actor(begun)
    found = [one for one in (await todo(begun.database, who, FRIDAY)).lines if one.duty is Duty.REMARK]
    assert [(one.about.code, one.section) for one in found] == [(str(remark_id), Section.TODAY)]
    story = await remarks.story(begun.database, who, remark_id, FRIDAY)
    assert (story.vacant, story.executes, story.judges) == (True, False, True)
    assert (await remarks.accept(begun.database, who, remark_id, FRIDAY)).remark.state is State.ACCEPTED
    assert [one for one in (await todo(begun.database, who, FRIDAY)).lines if one.duty is Duty.REMARK] == []


async def away(world: World, deputy: PersonId | None) -> None:
    """Olga is ill this week and the next; somebody stands in for her, or nobody."""
    async with world.database.writing() as unit:
        await unit.deadlines.add_leave(SCHOOL, Leave(OLGA, TODAY, TODAY + timedelta(days=14), deputy))
        await linked(unit, NINA, 904)
        await unit.commit()


async def test_who_stands_in_mends_what_their_list_asks_for(begun: World) -> None:
    await away(begun, NINA)
    remark_id, nina = await send(begun), await actor(begun, NINA)
    assert {event for chat, event, _ in await told(begun) if await owner(begun, chat) == NINA} == {"made"}
    (line,) = [one for one in (await todo(begun.database, nina, FRIDAY)).lines if one.duty is Duty.REMARK]
    assert line.owner == "Смирнова Ольга Викторовна"
    assert [one.id for one in (await remarks.listed(begun.database, nina, FRIDAY))[0]] == [remark_id]
    assert (await remarks.story(begun.database, nina, remark_id, FRIDAY)).executes
    assert (await remarks.fixed(begun.database, nina, remark_id, FRIDAY)).remark.state is State.FIXED
    after = FRIDAY + timedelta(days=14)
    assert (await remarks.listed(begun.database, await begun.actor(NINA, after.date()), after))[0] == []


@pytest.mark.parametrize("checks", [True, False])
async def test_for_who_checks_and_is_away_only_somebody_who_checks_hears(begun: World, *, checks: bool) -> None:
    """Others could neither open it nor decide."""
    remark_id = await send(begun)
    if checks:
        begun.database.directories.functions.append(Function(NINA, Grant(Role.DEPUTY), Days(BEGAN)))
    async with begun.database.writing() as unit:
        await unit.deadlines.add_leave(SCHOOL, Leave(DIRECTOR, TODAY, TODAY + timedelta(days=14), NINA))
        await linked(unit, NINA, 904)
        await unit.commit()
    await remarks.fixed(begun.database, await actor(begun, OLGA), remark_id, FRIDAY)
    heard = {await owner(begun, chat) for chat, event, _ in await told(begun) if event == "fixed"}
    assert heard == ({NINA} if checks else {DIRECTOR})


async def test_without_a_leave_nobody_stands_in(begun: World) -> None:
    """The denial twin: of those who are named for nobody, and of another's leave."""
    await away(begun, IGOR)
    remark_id = await send(begun)
    for step in (remarks.story, remarks.fixed):
        with pytest.raises(NotFoundError):
            await step(begun.database, await actor(begun, NINA), remark_id, FRIDAY)


async def owner(world: World, chat: ChatKey) -> PersonId:
    """Who reads a chat."""
    return next(row.planned.person_id for row in await world.rows() if row.planned.chat_key == chat)


async def test_of_a_year_that_is_over_too_a_remark_goes_back(begun: World) -> None:
    """The class is no more, and the day is counted by this year's calendar."""
    async with begun.database.writing() as unit:
        new = NewRemark(
            school_id=SCHOOL,
            page=Page(CLASS_4A, MATHS, date(2025, 10, 1)),
            group_id=None,
            teacher_id=OLGA,
            author_id=DIRECTOR,
            made_at=NOW - timedelta(days=300),
            due=date(2025, 12, 24),
            text="Темы",
        )
        remark_id = await unit.supervision.add_remark(new)
        await unit.supervision.happened(remark_id, Event.MADE, DIRECTOR, new.made_at, State.SENT)
        await unit.commit()
    await remarks.fixed(begun.database, await actor(begun, OLGA), remark_id, FRIDAY)
    story = await remarks.give_back(begun.database, await actor(begun), remark_id, "Темы нет", FRIDAY)
    assert (story.remark.state, story.remark.made.due) == (State.SENT, date(2026, 10, 20))


async def test_of_a_deputy_who_left_the_others_hear(begun: World) -> None:
    remark_id = await send(begun)
    functions = begun.database.directories.functions
    functions[:] = [one for one in functions if one.person_id != DIRECTOR]
    functions.append(Function(IGOR, Grant(Role.DEPUTY), Days(BEGAN)))
    async with begun.database.writing() as unit:
        chat = await linked(unit, IGOR, 903)
        await unit.commit()
    await remarks.fixed(begun.database, await actor(begun, OLGA), remark_id, FRIDAY)
    assert (chat, "fixed", Operation.SEND) in await told(begun)
    assert (await remarks.accept(begun.database, await actor(begun, IGOR), remark_id, FRIDAY)).remark.state is (
        State.ACCEPTED
    )


def test_the_month_that_is_shown() -> None:
    calendar = Calendar(BEGAN, date(2027, 5, 31), (), (), ())
    assert rules.shown_month(None, date(2026, 11, 9), calendar, 10) == OCTOBER
    assert rules.shown_month(None, date(2026, 11, 11), calendar, 10) == date(2026, 11, 1)
    assert rules.shown_month(None, date(2026, 9, 5), calendar, 10) == date(2026, 9, 1), "nothing was before"
    assert rules.shown_month(date(2027, 1, 5), date(2026, 11, 9), calendar, 10) == OCTOBER, "it has not begun"
    assert rules.last_of(date(2026, 12, 1)) == date(2026, 12, 31)
    assert rules.after(date(2026, 12, 1)) == date(2027, 1, 1)


async def test_what_is_shown_beside_the_paper_is_what_it_is_compared_with(begun: World) -> None:
    """A lesson that was not held is recorded, and stands on no page of the paper journal."""
    thursday = NOW + timedelta(days=2)
    await begun.say(thursday, day=thursday.date(), held=False, not_held_reason="Карантин")
    page = await checking.page(begun.database, await actor(begun), PAGE, FRIDAY)
    assert (page.recorded, page.journal) == (2, Count(1, 0))
    await closing.put_paper(begun.database, await actor(begun), PAGE, "1 0", FRIDAY)
    page = await checking.page(begun.database, await actor(begun), PAGE, FRIDAY)
    assert [one for one in page.findings if one.matter.flaw is Flaw.PAPER] == []
