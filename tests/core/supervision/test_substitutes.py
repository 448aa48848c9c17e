"""A lesson that somebody held for a colleague: the subject stays whose it is by the timetable (B11, F02, G02)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.calendar.changes.model import NewChange, Why
from core.calendar.model import Change, Place
from core.deadlines.model import Duty
from core.deadlines.service import todo
from core.ids import ChangeId, PersonId, SubjectId
from core.people.model import Grant, Role
from core.supervision import checking, closing, remarks, verifying
from core.supervision.errors import CheckNothingError
from core.supervision.findings import found_in
from core.supervision.model import Count, Flaw, Page
from core.supervision.remarks import Draft
from core.supervision.verified import Scope
from tests.contract.school import BEGAN, CLASS_5A, DIRECTOR, ENGLISH, GROUP_1, IGOR, MATHS, NINA, NOW, OLGA, SCHOOL
from tests.core.journal.conftest import World
from tests.core.supervision.test_findings import FACTS, OF, TEACHER, days, wrote
from tests.core.supervision.test_findings import PAGE as MONTH_PAGE
from tests.fakes.directories import Days, Function

OCTOBER = date(2026, 10, 1)
PAGE, ENGLISH_PAGE = Page(CLASS_5A, MATHS, OCTOBER), Page(CLASS_5A, ENGLISH, OCTOBER)
LAST = (date(2026, 10, 15), date(2026, 10, 22))
"""Igor holds mathematics on these Thursdays; the second is the last lesson of the month."""
FRIDAY = NOW + timedelta(days=3)
NOVEMBER = datetime(2026, 11, 3, 9, 0, tzinfo=NOW.tzinfo)
SUBSTITUTE, OTHER = PersonId(2), SubjectId(2)


@pytest.fixture
async def begun(world: World) -> World:
    """Olga recorded Tuesday; the director is there all year."""
    functions = world.database.directories.functions
    functions[:] = [one for one in functions if one.person_id != DIRECTOR]
    functions.append(Function(DIRECTOR, Grant(Role.DIRECTOR), Days(BEGAN)))
    await world.say(topic="Дроби", no_homework=True)
    async with world.database.writing() as unit:
        for day in LAST:
            was, now = Place(MATHS, OLGA, day, 2), Place(MATHS, IGOR, day, 2)
            kept = NewChange(
                school_id=SCHOOL,
                class_id=CLASS_5A,
                group_id=None,
                was=was,
                now=now,
                why=Why.ILLNESS,
                made_by=DIRECTOR,
                made_at=NOW,
            )
            await unit.changes.add(kept)
        await unit.commit()
    return world


async def test_what_is_said_of_the_page_goes_to_whose_it_is(begun: World) -> None:
    director = await begun.actor(DIRECTOR, FRIDAY.date())
    page = await checking.page(begun.database, director, PAGE, FRIDAY)
    assert page.owners == {None: OLGA}
    assert [one.teacher_id for one in page.findings] == [IGOR], "the lesson itself is recorded by who held it"
    (remark_id,) = await remarks.send(begun.database, director, Draft(PAGE, text="Темы"), FRIDAY)
    assert (await remarks.story(begun.database, director, remark_id, FRIDAY)).remark.made.teacher_id == OLGA
    await closing.put_paper(begun.database, director, PAGE, "5 5", FRIDAY)
    page = await checking.page(begun.database, director, PAGE, FRIDAY)
    assert {one.matter.flaw: one.teacher_id for one in page.findings}[Flaw.PAPER] == OLGA


async def test_the_diary_is_verified_by_whose_it_is(begun: World) -> None:
    olga, igor = [await begun.actor(one, NOVEMBER.date()) for one in (OLGA, IGOR)]
    scope = Scope(CLASS_5A, OCTOBER, MATHS)
    lines = (await verifying.listed(begun.database, olga, NOVEMBER)).lines
    assert {one.scope: one.teacher_id for one in lines}[scope] == OLGA
    assert scope not in {one.scope for one in (await verifying.listed(begun.database, igor, NOVEMBER)).lines}
    for who, owes in ((olga, True), (igor, False)):
        due = (await todo(begun.database, who, NOVEMBER)).lines
        assert (MATHS in {one.about.subject_id for one in due if one.duty is Duty.VERIFY}) is owes


async def test_of_several_teachers_one_is_chosen(begun: World) -> None:
    director = await begun.actor(DIRECTOR, FRIDAY.date())
    page = await checking.page(begun.database, director, ENGLISH_PAGE, FRIDAY)
    assert {*page.owners.values()} == {NINA, IGOR}
    with pytest.raises(CheckNothingError):
        await remarks.send(begun.database, director, Draft(ENGLISH_PAGE, text="Темы"), FRIDAY)
    (one,) = await remarks.send(begun.database, director, Draft(ENGLISH_PAGE, text="Темы", group_id=GROUP_1), FRIDAY)
    made = (await remarks.story(begun.database, director, one, FRIDAY)).remark.made
    assert (made.teacher_id, made.group_id) == (NINA, GROUP_1)


@pytest.mark.parametrize("flaw", [Flaw.NO_HOMEWORK, Flaw.BEHIND, Flaw.PAPER])
def test_what_is_found_of_a_course_is_for_whose_it_is(flaw: Flaw) -> None:
    """Whoever recorded the last lesson."""
    last = max(days())
    held = Place(MONTH_PAGE.subject_id, SUBSTITUTE, date(2026, 10, last), 1)
    change = Change(ChangeId(1), OF, 5, None, replace(held, teacher_id=TEACHER), held)
    slow = zip(days(), (1, 1, 1, 2, 2, 2, 3), strict=False)
    places = {day: (place,) for day, place in slow}
    bare = frozenset({"held", "topic"})
    own = tuple(wrote(day, bare, positions=places.get(day, ())) for day in days() if day != last)
    facts = replace(
        FACTS,
        written=(*own, wrote(last, bare, teacher_id=SUBSTITUTE)),
        calendar=replace(FACTS.calendar, changes=(change,)),
        paper={MONTH_PAGE: Count(1, 1)},
    )
    assert {one.teacher_id for one in found_in(facts) if one.matter.flaw is flaw} == {TEACHER}


def test_another_subject_in_its_place_belongs_to_who_teaches_that() -> None:
    day = date(2026, 10, 5)
    was, now = Place(MONTH_PAGE.subject_id, TEACHER, day, 1), Place(OTHER, SUBSTITUTE, day, 1)
    facts = replace(FACTS, calendar=replace(FACTS.calendar, changes=(Change(ChangeId(1), OF, 5, None, was, now),)))
    assert {course.subject_id: person for course, person in facts.owners.items()} == {
        MONTH_PAGE.subject_id: TEACHER,
        OTHER: SUBSTITUTE,
    }
