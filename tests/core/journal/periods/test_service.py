"""A teacher's sheet of a period: choosing, confirming, correcting; whose it is; what families hear."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.approvals.model import Request
from core.approvals.model import State as RequestState
from core.approvals.service import decide
from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId, PersonId
from core.journal.errors import MarkScaleError, OrderNotReadError, UnansweredError
from core.journal.model import Order
from core.journal.periods.asking import Asked, correct_by_order, correct_with_reason
from core.journal.periods.confirming import Confirmed, confirm
from core.journal.periods.errors import (
    NoSuchPeriodError,
    NothingChosenError,
    NotOnSheetError,
    PeriodAlreadyAskedError,
    PeriodNotOpenError,
    PeriodOrderNeededError,
    PeriodReasonNeededError,
)
from core.journal.periods.model import Course, NewPeriodMark, Sheet, SheetKey, State, Wanted, Why
from core.journal.periods.overview import class_marks, readable_classes
from core.journal.periods.own import own_periods
from core.journal.periods.service import accept, choose, sheet, take_words
from core.journal.quick_entry.model import Ask, LessonDraft, Question
from core.notifications.model import Kind, Operation
from core.notifications.preferences import Choices, Mode, Topic
from core.people.model import Actor, Grant, Role
from tests.contract.school import (
    ARTYOM,
    CLASS_5A,
    CLASS_6B,
    CLASS_ELSEWHERE,
    DANIIL,
    EGOR,
    ENGLISH,
    GLEB,
    GROUP_1,
    GROUP_2,
    IGOR,
    LEV,
    MARIA,
    MATHS,
    NINA,
    OLGA,
    SCHOOL,
    SOFIA,
    VERA,
)
from tests.core.journal.conftest import GRACE, World, mark, saying

CLOSING = datetime(2026, 10, 23, 12, tzinfo=UTC)
"""The last Friday of the first quarter."""
OVERDUE = datetime(2026, 10, 28, 12, tzinfo=UTC)
SHEET = SheetKey(Course(CLASS_5A, None, MATHS), "q1")
FIRST_GROUP = SheetKey(Course(CLASS_5A, GROUP_1, ENGLISH), "q1")
SECOND_GROUP = SheetKey(Course(CLASS_5A, GROUP_2, ENGLISH), "q1")
ON_THE_LIST = {SOFIA, LEV, GLEB, DANIIL, ARTYOM, VERA}


async def chosen(world: World, pupil_id: PersonId, value: str | None, now: datetime = CLOSING) -> Sheet:
    return await choose(world.database, await world.actor(), SHEET, pupil_id, value, now)


async def confirmed(world: World, now: datetime = CLOSING) -> Confirmed:
    return await confirm(world.database, await world.actor(), SHEET, now, GRACE)


def values(shown: Sheet) -> dict[PersonId, str]:
    return {line.pupil.id: line.value for line in shown.lines if line.value is not None}


async def marked(world: World) -> None:
    """Three fives for Sofia and three fours for the twins on 13 October."""
    marks = [mark(SOFIA)] * 3 + [mark(twin, "4") for twin in (LEV, GLEB)] * 3
    await world.say(marks=tuple(marks))


async def test_a_sheet_shows_everybody_on_the_list_with_a_proposal(world: World) -> None:
    await marked(world)
    shown = await sheet(world.database, await world.actor(), SHEET, CLOSING)
    assert {line.pupil.id for line in shown.lines} == ON_THE_LIST
    assert (shown.state, shown.of.title, shown.subject_name) == (State.EMPTY, "5А", "Математика")
    sofia = next(line for line in shown.lines if line.pupil.id == SOFIA)
    assert (str(sofia.tally.average), sofia.proposal.value, sofia.tally.lessons) == ("5.00", "5", 1)
    vera = next(line for line in shown.lines if line.pupil.id == VERA)
    assert (vera.proposal.value, vera.proposal.why, vera.joined) == ("н/а", Why.FEW_MARKS, vera.joined)
    assert vera.joined is not None


async def test_what_is_chosen_is_a_draft_until_it_is_confirmed(world: World) -> None:
    shown = await chosen(world, SOFIA, "5")
    assert (shown.state, values(shown)) == (State.DRAFT, {SOFIA: "5"})
    async with world.database.reading() as unit:
        assert await unit.periods.of_class(CLASS_5A, "q1") == ()
    done = await confirmed(world)
    assert (done.recorded, done.sheet.state, done.sheet.waiting) == (1, State.PARTIAL, ())
    async with world.database.reading() as unit:
        (kept,) = await unit.periods.of_class(CLASS_5A, "q1")
    assert (kept.pupil_id, kept.value, kept.author_id, kept.at) == (SOFIA, "5", OLGA, CLOSING)
    assert await world.actions() == ["period.confirmed"]


async def test_accepting_fills_the_rest_and_keeps_what_the_teacher_chose(world: World) -> None:
    await marked(world)
    await chosen(world, SOFIA, "4")
    shown = await accept(world.database, await world.actor(), SHEET, CLOSING)
    assert values(shown) == {SOFIA: "4", LEV: "4", GLEB: "4", DANIIL: "н/а", ARTYOM: "н/а", VERA: "н/а"}
    assert (await confirmed(world)).sheet.state is State.SET
    with pytest.raises(NothingChosenError):
        await confirmed(world)


async def test_a_choice_is_taken_back_and_the_same_value_is_none(world: World) -> None:
    await chosen(world, SOFIA, "5")
    assert values(await chosen(world, SOFIA, None)) == {}
    await chosen(world, SOFIA, "5")
    await confirmed(world)
    assert (await chosen(world, SOFIA, "5")).waiting == ()


async def test_a_correction_supersedes_within_the_free_minutes_and_not_later(world: World) -> None:
    """P12: freely for fifteen minutes; then it is refused when it is tapped, and when it is confirmed."""
    await chosen(world, SOFIA, "5")
    await confirmed(world)
    soon, late = CLOSING + timedelta(minutes=10), CLOSING + timedelta(minutes=16)
    await chosen(world, SOFIA, "4", soon)
    with pytest.raises(PeriodReasonNeededError):
        await confirmed(world, late)
    assert values((await confirmed(world, soon)).sheet) == {SOFIA: "4"}
    with pytest.raises(PeriodReasonNeededError):
        await chosen(world, SOFIA, "3", late)
    assert await world.actions() == ["period.confirmed", "period.confirmed", "period.corrected"]
    async with world.database.reading() as unit:
        line = (await unit.audit.lines(SCHOOL))[-1].line
    assert (line.data["old"], line.data["new"]) == ("5", "4")
    old = world.database.shared.state.periods
    assert [new.value for new in old.marks.values()] == ["5", "4"]


async def test_before_its_last_week_a_quarter_takes_no_marks(world: World) -> None:
    early = datetime(2026, 10, 17, 12, tzinfo=UTC)
    with pytest.raises(PeriodNotOpenError):
        await chosen(world, SOFIA, "5", early)
    with pytest.raises(PeriodNotOpenError):
        await accept(world.database, await world.actor(), SHEET, early)
    shown = await sheet(world.database, await world.actor(), SHEET, early)
    assert (shown.state, len(shown.lines)) == (State.UPCOMING, len(ON_THE_LIST))


async def test_who_left_gets_none_and_nor_does_a_stranger(world: World) -> None:
    for pupil_id in (EGOR, OLGA):
        with pytest.raises(NotOnSheetError):
            await chosen(world, pupil_id, "5")


async def test_a_half_year_is_not_a_fifth_graders(world: World) -> None:
    with pytest.raises(NoSuchPeriodError):
        await sheet(world.database, await world.actor(), replace(SHEET, code="h1"), CLOSING)


async def test_six_is_no_mark(world: World) -> None:
    with pytest.raises(MarkScaleError):
        await chosen(world, SOFIA, "6")


@pytest.mark.parametrize(
    "course",
    [SHEET.course, SECOND_GROUP.course, Course(CLASS_6B, None, MATHS), Course(CLASS_ELSEWHERE, None, MATHS)],
)
async def test_another_teachers_sheet_looks_like_none(world: World, course: Course) -> None:
    """The denial twin: Nina teaches the first English group alone."""
    nina = await world.actor(NINA)
    key = SheetKey(course, "q1")
    with pytest.raises(NotFoundError):
        await sheet(world.database, nina, key, CLOSING)
    with pytest.raises(NotFoundError):
        await choose(world.database, nina, key, SOFIA, "5", CLOSING)
    with pytest.raises(NotFoundError):
        await accept(world.database, nina, key, CLOSING)
    with pytest.raises(NotFoundError):
        await confirm(world.database, nina, key, CLOSING, GRACE)


async def test_each_group_is_its_own_teachers(world: World) -> None:
    """B26: Daniil went from the first group to the second on 5 October; the second's teacher gives the mark."""
    first = await sheet(world.database, await world.actor(NINA), FIRST_GROUP, CLOSING)
    second = await sheet(world.database, await world.actor(IGOR), SECOND_GROUP, CLOSING)
    assert [line.pupil.id for line in first.lines] == [SOFIA]
    assert [line.pupil.id for line in second.lines] == [ARTYOM, DANIIL]
    assert first.group_title == "1 группа"
    with pytest.raises(NotOnSheetError):
        await choose(world.database, await world.actor(NINA), FIRST_GROUP, DANIIL, "5", CLOSING)


async def test_the_own_courses_with_their_state(world: World) -> None:
    await chosen(world, SOFIA, "5")
    own = await own_periods(world.database, await world.actor(), None, CLOSING)
    assert own.period is not None
    assert own.period.code == "q1"
    rows = {(row.title, row.subject_name): (row.state, row.given, row.pupils) for row in own.courses}
    assert rows[("5А", "Математика")] == (State.DRAFT, 0, 6)
    await confirmed(world)
    late = await own_periods(world.database, await world.actor(), "q1", OVERDUE)
    states = {(row.title, row.subject_name): (row.state, row.given) for row in late.courses}
    assert states[("5А", "Математика")] == (State.OVERDUE, 1)
    nothing = await own_periods(world.database, await world.actor(IGOR), "nonsense", CLOSING)
    assert [row.group_title for row in nothing.courses] == ["2 группа"]


async def test_the_year_is_made_of_its_quarters(world: World) -> None:
    """Both quarters of this school are needed before a year is proposed."""
    year, closing = replace(SHEET, code="y"), datetime(2026, 12, 28, 12, tzinfo=UTC)
    second = replace(SHEET, code="q2")
    actor = await world.actor()
    await chosen(world, SOFIA, "4")
    await confirmed(world)
    shown = await sheet(world.database, actor, year, closing)
    assert {line.proposal.why for line in shown.lines} == {Why.UNFINISHED}
    await choose(world.database, actor, second, SOFIA, "5", closing)
    await confirm(world.database, actor, second, closing, GRACE)
    shown = await sheet(world.database, actor, year, closing)
    sofia = next(line for line in shown.lines if line.pupil.id == SOFIA)
    assert sofia.proposal.value == "5"
    assert [(period.code, value) for period, value in sofia.earlier] == [("q1", "4"), ("q2", "5")]


LATE = CLOSING + timedelta(minutes=16)


async def given_five(world: World) -> None:
    await chosen(world, SOFIA, "5")
    await confirmed(world)


async def corrected(world: World, value: str = "4", now: datetime = LATE, actor: Actor | None = None) -> Asked:
    actor = actor or await world.actor()
    return await correct_with_reason(world.database, actor, SHEET, SOFIA, value, "slip", now, GRACE)


def requests(world: World) -> list[Request]:
    return list(world.database.shared.state.approvals.values())


async def test_a_later_correction_is_asked_for_and_made_when_it_is_allowed(world: World) -> None:
    """P12: with a reason and the deputy's approval; the family's message is edited, both names stand in the log."""
    await given_five(world)
    await world.deliver(CLOSING + GRACE)
    asked = await corrected(world)
    assert (asked.waits, values(asked.sheet)) == (True, {SOFIA: "5"})
    (request,) = requests(world)
    director = holding(await world.actor(NINA), Role.DIRECTOR)
    card = await decide(world.database, director, request.id, allowed=True, now=LATE, grace=GRACE)
    assert (card.class_title, card.subject_name, card.request.state.value) == ("5А", "Математика", "allowed")
    assert card.names[SOFIA].given == "Софья"
    assert values(await sheet(world.database, await world.actor(), SHEET, LATE)) == {SOFIA: "4"}
    assert (await world.actions())[-2:] == ["period.corrected", "approval.allowed"]
    edits = [row.planned for row in await world.rows() if row.planned.operation is Operation.EDIT]
    assert {one.chat_key for one in edits} == {world.mother, world.father}
    new = list(world.database.shared.state.periods.marks.values())[-1]
    assert (new.author_id, new.reason) == (OLGA, "slip")


async def test_a_correction_of_what_has_changed_meanwhile_is_outdated(world: World) -> None:
    await given_five(world)
    await corrected(world)
    director = holding(await world.actor(NINA), Role.DIRECTOR)
    async with world.database.writing() as unit:
        (old,) = await unit.periods.of_class(CLASS_5A, "q1")
        await unit.periods.add([NewPeriodMark(SCHOOL, SHEET, SOFIA, "3", OLGA, LATE, replaces=old.id)])
        await unit.commit()
    card = await decide(world.database, director, requests(world)[0].id, allowed=True, now=LATE, grace=GRACE)
    assert card.request.state.value == "outdated"
    assert values(await sheet(world.database, await world.actor(), SHEET, LATE)) == {SOFIA: "3"}


async def test_the_same_is_asked_once_and_another_value_waits_its_turn(world: World) -> None:
    await given_five(world)
    await corrected(world)
    await corrected(world)
    assert len(requests(world)) == 1
    with pytest.raises(PeriodAlreadyAskedError):
        await corrected(world, "3")


CLOSED = datetime(2026, 11, 2, 12, tzinfo=UTC)


async def ordered(world: World, words: str = "№ 12-к от 02.11.2026", actor: Actor | None = None) -> Asked:
    actor = actor or await world.actor()
    return await correct_by_order(world.database, actor, SHEET, SOFIA, "4", words, CLOSED, GRACE)


async def test_in_a_closed_period_no_reason_helps(world: World) -> None:
    await given_five(world)
    with pytest.raises(PeriodOrderNeededError):
        await corrected(world, now=CLOSED)
    with pytest.raises(PeriodOrderNeededError):
        await chosen(world, SOFIA, "4", CLOSED)
    assert requests(world) == []


@pytest.mark.parametrize("policy", ["request_approve", "self_with_reason", "forbid"])
async def test_the_directors_order_opens_a_closed_period_for_one_mark(world: World, policy: str) -> None:
    """P12: the director alone decides, whatever the profile says; the log has both names and the order."""
    own = {"correction": policy}
    world.database.directories.schools[1] = replace(world.database.directories.schools[1], profile_overrides=own)
    await given_five(world)
    asked = await ordered(world)
    await ordered(world)
    (request,) = requests(world)
    (line,) = [one for one in asked.sheet.lines if one.pupil.id == SOFIA]
    assert asked.waits
    assert line.asked == Wanted(request.id, "5", "4", "order", own=True, order=Order("12-к", CLOSED.date()))
    nina = await world.actor(NINA)
    with pytest.raises(NotFoundError):
        await decide(world.database, deputy(nina), request.id, allowed=True, now=CLOSED, grace=GRACE)
    director = holding(nina, Role.DIRECTOR)
    await decide(world.database, director, request.id, allowed=True, now=CLOSED, grace=GRACE)
    shown = await sheet(world.database, await world.actor(), SHEET, CLOSED)
    assert values(shown) == {SOFIA: "4"}
    assert all(one.asked is None for one in shown.lines)
    async with world.database.reading() as unit:
        data = (await unit.audit.lines(SCHOOL))[-2].line.data
    assert (data["approved_by"], data["order"], data["order_day"]) == (NINA, "12-к", "2026-11-02")


async def test_a_request_of_an_open_period_is_not_allowed_once_it_is_closed(world: World) -> None:
    await given_five(world)
    await corrected(world)
    (request,) = requests(world)
    actor = deputy(await world.actor(NINA))
    card = await decide(world.database, actor, request.id, allowed=True, now=CLOSED, grace=GRACE)
    assert card.request.state is RequestState.OUTDATED
    assert values(await sheet(world.database, await world.actor(), SHEET, CLOSED)) == {SOFIA: "5"}


async def test_an_order_that_is_none_and_another_teacher_ask_for_nothing(world: World) -> None:
    """The denial twin: another teacher's sheet and none look the same."""
    await given_five(world)
    with pytest.raises(OrderNotReadError):
        await ordered(world, "директор разрешил")
    with pytest.raises(NotFoundError):
        await ordered(world, actor=await world.actor(NINA))
    assert requests(world) == []


async def test_a_quarter_that_the_school_has_closed_needs_the_order_at_once(world: World) -> None:
    await given_five(world)
    own = {"closed_through": "2026-10-25"}
    world.database.directories.schools[1] = replace(world.database.directories.schools[1], profile_overrides=own)
    with pytest.raises(PeriodOrderNeededError):
        await corrected(world)


async def test_a_school_that_trusts_its_teachers_corrects_at_once(world: World) -> None:
    await given_five(world)
    own = {"correction": "self_with_reason"}
    world.database.directories.schools[1] = replace(world.database.directories.schools[1], profile_overrides=own)
    asked = await corrected(world)
    assert (asked.waits, values(asked.sheet), requests(world)) == (False, {SOFIA: "4"}, [])


async def test_nobody_asks_about_another_teachers_sheet(world: World) -> None:
    """The denial twin."""
    await given_five(world)
    with pytest.raises(NotFoundError):
        await corrected(world, actor=await world.actor(NINA))
    assert requests(world) == []


def words(**changes: object) -> LessonDraft:
    return saying(day=None, number=None, period="1 четверть", marks=(mark(SOFIA, "5"), mark(LEV, "н/а")), **changes)


async def test_typed_marks_go_to_the_same_draft(world: World) -> None:
    await chosen(world, ARTYOM, "3")
    draft_id = await world.draft(words(exempt=(GLEB,)))
    shown = await take_words(world.database, await world.actor(), draft_id, CLOSING)
    assert values(shown) == {ARTYOM: "3", SOFIA: "5", LEV: "н/а", GLEB: "осв"}
    again = await take_words(world.database, await world.actor(), draft_id, CLOSING)
    assert values(again) == values(shown)


async def test_typed_marks_of_a_period_to_come_are_refused_and_the_words_stay(world: World) -> None:
    draft_id = await world.draft(replace(words(), period="2 четверть"))
    with pytest.raises(PeriodNotOpenError):
        await take_words(world.database, await world.actor(), draft_id, CLOSING)
    assert world.database.shared.state.journal.drafts[draft_id].state == "open"


async def test_typed_marks_are_the_teachers_own(world: World) -> None:
    mine = await world.draft(words())
    with pytest.raises(NotFoundError):
        await take_words(world.database, await world.actor(NINA), mine, CLOSING)
    theirs = await world.draft(words(), author=NINA)
    with pytest.raises(NotFoundError):
        await take_words(world.database, await world.actor(NINA), theirs, CLOSING)


async def test_a_message_with_a_question_or_without_a_mark_fills_nothing(world: World) -> None:
    asked = await world.draft(words(questions=(Question("p:0", Ask.PUPIL, "Иванов", ()),)))
    with pytest.raises(UnansweredError):
        await take_words(world.database, await world.actor(), asked, CLOSING)
    empty = await world.draft(replace(words(), marks=()))
    with pytest.raises(NothingChosenError):
        await take_words(world.database, await world.actor(), empty, CLOSING)


async def test_each_parent_gets_one_message_about_a_child(world: World) -> None:
    """A second subject that is confirmed meanwhile is told by the same message, not by another."""
    await chosen(world, SOFIA, "5")
    await chosen(world, LEV, "4")
    assert (await confirmed(world)).told == 3
    nina = await world.actor(NINA)
    await choose(world.database, nina, FIRST_GROUP, SOFIA, "4", CLOSING)
    await confirm(world.database, nina, FIRST_GROUP, CLOSING + timedelta(minutes=1), GRACE)
    rows = await world.rows()
    assert [(row.planned.chat_key, row.planned.pupil_id) for row in rows] == [
        (world.twins, LEV),
        (world.mother, SOFIA),
        (world.father, SOFIA),
    ]
    assert {row.planned.kind for row in rows} == {Kind.TERM}
    assert {row.planned.not_before for row in rows} == {CLOSING + GRACE}


async def test_what_was_told_is_edited_when_it_is_corrected(world: World) -> None:
    await chosen(world, SOFIA, "5")
    await confirmed(world)
    await world.deliver(CLOSING + GRACE)
    soon = CLOSING + timedelta(minutes=10)
    await chosen(world, SOFIA, "4", soon)
    await confirmed(world, soon)
    edits = [row.planned for row in await world.rows() if row.planned.operation is Operation.EDIT]
    assert {(one.chat_key, one.pupil_id) for one in edits} == {(world.mother, SOFIA), (world.father, SOFIA)}
    assert {one.kind for one in edits} == {Kind.TERM}


async def test_who_wants_no_such_news_gets_none(world: World) -> None:
    async with world.database.writing() as unit:
        await unit.preferences.save(SCHOOL, MARIA, Choices(modes={Topic.TERM: Mode.OFF}))
        await unit.commit()
    await chosen(world, SOFIA, "5")
    await confirmed(world)
    assert await world.told() == [(world.father, SOFIA)]


def deputy(actor: Actor) -> Actor:
    return holding(actor, Role.DEPUTY)


def holding(actor: Actor, role: Role) -> Actor:
    return replace(actor, grants=frozenset({Grant(role)}))


async def test_the_class_teacher_and_the_deputy_see_what_is_missing(world: World) -> None:
    await chosen(world, SOFIA, "5")
    await confirmed(world)
    for actor in (await world.actor(), deputy(await world.actor(NINA))):
        shown = await class_marks(world.database, actor, CLASS_5A, None, CLOSING)
        rows = {one.subject_name: one for one in shown.subjects}
        assert (dict(rows["Математика"].counts), rows["Математика"].missing) == ({"5": 1}, 5)
        assert rows["Математика"].teachers == ("Смирнова Ольга Викторовна",)
        assert rows["Английский язык"].missing == 3
        assert rows["Английский язык"].teachers == ("Фёдорова Нина Львовна",)  # Igor has left the school
        assert not shown.overdue
    assert (await class_marks(world.database, await world.actor(), CLASS_5A, "q1", OVERDUE)).overdue


async def test_other_teachers_do_not_see_a_class(world: World) -> None:
    """The denial twin, and classes of another school look like none."""
    with pytest.raises(ForbiddenError):
        await class_marks(world.database, await world.actor(NINA), CLASS_5A, None, CLOSING)
    assert await readable_classes(world.database, await world.actor(NINA), CLOSING) == ()
    for class_id in (CLASS_ELSEWHERE, ClassId(99)):
        with pytest.raises(NotFoundError):
            await class_marks(world.database, deputy(await world.actor()), class_id, None, CLOSING)
    own = await readable_classes(world.database, await world.actor(), CLOSING)
    assert [one.title for one in own] == ["5А"]
    every = await readable_classes(world.database, deputy(await world.actor()), CLOSING)
    assert [one.title for one in every] == ["5А", "6Б"]
