"""The verification of the diary: who, which pupils, what becomes of an error (G01-G04)."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.deadlines.model import Duty, Leave
from core.deadlines.service import todo
from core.errors import NotFoundError
from core.ids import ClassId, PersonId, SchoolId, SubjectId
from core.journal.quick_entry.model import DraftMark
from core.journal.taps.model import LessonRef
from core.people.model import Enrolled, Grant, Name, Person, Role
from core.supervision import remarks, verifying
from core.supervision.errors import RemarkTextError
from core.supervision.model import Flaw
from core.supervision.samples import SIZE, sample
from core.supervision.verified import Cell, Scope, Totals
from tests.contract.school import BEGAN, CLASS_5A, DIRECTOR, ENGLISH, GROUP_1, IGOR, MATHS, NINA, NOW, OLGA, SOFIA
from tests.core.journal.conftest import World
from tests.fakes.directories import Days, Function

OCTOBER = date(2026, 10, 1)
NOVEMBER = datetime(2026, 11, 3, 9, 0, tzinfo=NOW.tzinfo)
OWN, WHOLE, OTHERS = (
    Scope(CLASS_5A, OCTOBER, MATHS),
    Scope(CLASS_5A, OCTOBER),
    Scope(CLASS_5A, OCTOBER, ENGLISH, GROUP_1),
)


@pytest.fixture
async def begun(world: World) -> World:
    """Olga recorded a lesson in October; the director is there all year."""
    functions = world.database.directories.functions
    functions[:] = [one for one in functions if one.person_id != DIRECTOR]
    functions.append(Function(DIRECTOR, Grant(Role.DIRECTOR), Days(BEGAN)))
    await world.say(topic="Дроби", marks=(DraftMark(SOFIA, "5"),))
    return world


async def scopes(world: World, person_id: PersonId) -> set[Scope]:
    sheet = await verifying.listed(world.database, await world.actor(person_id, NOVEMBER.date()), NOVEMBER)
    return {one.scope for one in sheet.lines}


async def test_everybody_has_the_own_courses_and_the_class_teacher_the_class(begun: World) -> None:
    assert await scopes(begun, OLGA) == {OWN, WHOLE}
    assert await scopes(begun, NINA) == {OTHERS}
    assert {OWN, WHOLE, OTHERS} < await scopes(begun, DIRECTOR)


async def test_right_is_said_once_and_nobody_is_asked_again(begun: World) -> None:
    olga = await begun.actor(OLGA, NOVEMBER.date())
    due = [one.about for one in (await todo(begun.database, olga, NOVEMBER)).lines if one.duty is Duty.VERIFY]
    assert {(one.class_id, one.subject_id) for one in due} == {(CLASS_5A, MATHS), (CLASS_5A, None)}
    for scope in (OWN, OWN, WHOLE):
        await verifying.sign(begun.database, olga, scope, NOVEMBER)
    assert [one for one in await begun.actions() if one == "verify.right"] == ["verify.right"] * 2
    left = await todo(begun.database, olga, NOVEMBER)
    assert not [one for one in left.lines if one.duty is Duty.VERIFY]


@pytest.mark.parametrize(("deputy", "may"), [(NINA, True), (IGOR, False), (None, False)])
async def test_who_stands_in_verifies_too(begun: World, deputy: PersonId | None, *, may: bool) -> None:
    async with begun.database.writing() as unit:
        leave = Leave(OLGA, NOVEMBER.date(), NOVEMBER.date() + timedelta(days=7), deputy)
        await unit.deadlines.add_leave(begun.database.directories.schools[1].id, leave)
        await unit.commit()
    assert ({OWN, WHOLE} <= await scopes(begun, NINA)) is may
    nina = await begun.actor(NINA, NOVEMBER.date())
    if not may:
        with pytest.raises(NotFoundError):
            await verifying.card(begun.database, nina, OWN, NOVEMBER)
        return
    for scope in (OWN, WHOLE):
        assert (await verifying.sign(begun.database, nina, scope, NOVEMBER)).signs
    await verifying.report(begun.database, nina, OWN, "Нет отметки за 13-е", NOVEMBER)
    assert not [
        one for one in (await todo(begun.database, nina, NOVEMBER)).lines if one.owner and one.duty is Duty.VERIFY
    ]


async def test_an_error_becomes_a_remark_to_who_teaches_it(begun: World) -> None:
    leader = await begun.actor(OLGA, NOVEMBER.date())
    with pytest.raises(RemarkTextError):
        await verifying.report(begun.database, leader, OTHERS, "а" * 1001, NOVEMBER)
    await verifying.report(begun.database, leader, OTHERS, "Нет отметки за 6-е", NOVEMBER)
    found, _ = await remarks.listed(begun.database, await begun.actor(NINA, NOVEMBER.date()), NOVEMBER)
    (one,) = found
    assert (one.made.teacher_id, one.made.author_id, one.made.text) == (NINA, OLGA, "Нет отметки за 6-е")
    assert one.made.matters[0].flaw is Flaw.DIARY


async def test_the_card_has_totals_and_a_sample(begun: World) -> None:
    card = await verifying.card(begun.database, await begun.actor(OLGA, NOVEMBER.date()), OWN, NOVEMBER)
    assert card.totals == Totals(1, 1, 0)
    assert len(card.sample) == SIZE
    assert [cell.text for name, cells in card.sample for cell in cells if name == "Ёлкина Софья"] in (["5"], [])
    whole = await verifying.card(begun.database, await begun.actor(OLGA, NOVEMBER.date()), WHOLE, NOVEMBER)
    assert {one.scope for one in whole.courses} > {OWN, OTHERS}


@pytest.mark.parametrize(
    ("who", "scope"), [(NINA, OWN), (NINA, WHOLE), (IGOR, OTHERS), (OLGA, OTHERS), (DIRECTOR, OWN)]
)
async def test_nobody_signs_for_another(begun: World, who: PersonId, scope: Scope) -> None:
    """The denial twin; the class teacher and the director look at a course and do not sign it."""
    with pytest.raises(NotFoundError):
        await verifying.sign(begun.database, await begun.actor(who, NOVEMBER.date()), scope, NOVEMBER)
    if who in (NINA, IGOR):
        with pytest.raises(NotFoundError):
            await verifying.report(begun.database, await begun.actor(who, NOVEMBER.date()), scope, "Нет", NOVEMBER)


async def test_an_old_month_is_not_signed(begun: World) -> None:
    later = NOVEMBER + timedelta(days=60)
    with pytest.raises(NotFoundError):
        await verifying.sign(begun.database, await begun.actor(OLGA, later.date()), OWN, later)


@given(st.lists(st.integers(1, 500), unique=True, min_size=SIZE + 1, max_size=40), st.data())
def test_pupils_with_something_to_compare_come_first(ids: list[int], data: st.DataObject) -> None:
    scope, day = Scope(ClassId(1), OCTOBER, SubjectId(1)), date(2026, 10, 31)
    lists = [Enrolled(Person(PersonId(one), SchoolId(1), Name("А", "Б")), BEGAN, None) for one in ids]
    marked = data.draw(st.sets(st.sampled_from(ids)))
    lesson = LessonRef(ClassId(1), None, SubjectId(1), day, 1)
    drawn = {one.pupil.id for one in sample(lists, scope, day, [Cell(lesson, PersonId(one), "5") for one in marked])}
    assert len(drawn) == SIZE
    assert len(drawn & marked) == min(SIZE, len(marked))


@given(st.lists(st.integers(1, 500), unique=True, max_size=40), st.integers(1, 12))
def test_the_same_month_draws_the_same_pupils(ids: list[int], month: int) -> None:
    scope = Scope(ClassId(1), date(2026, month, 1), SubjectId(1))
    lists = [Enrolled(Person(PersonId(one), SchoolId(1), Name("А", "Б")), BEGAN, None) for one in ids]
    drawn = sample(lists, scope, date(2026, 12, 31))
    assert len(drawn) == min(SIZE, len(ids))
    assert {one.pupil.id for one in drawn} == {one.pupil.id for one in sample(lists[::-1], scope, date(2026, 12, 31))}
