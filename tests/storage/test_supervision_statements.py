"""How many statements the screens of checks take: as many in a big school as in a small one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime

import pytest

from core.ids import ClassId
from core.people.model import Actor, Grant, Name, Role, SchoolClass
from core.supervision import checking, remarks, verifying
from core.supervision.model import Event, Flaw, Matter, NewRemark, Page, State
from core.supervision.verified import Scope
from storage.database import Database
from tests.contract.school import (
    BEGAN,
    CLASS_5A,
    DIRECTOR,
    ENDS,
    LEV,
    MATHS,
    NINA,
    NOW,
    OLGA,
    SCHOOL,
    TODAY,
    made_up_school,
)
from tests.contract.seeding import seed
from tests.contract.writing import begun
from tests.fakes.directories import ClassOfYear, Days, Directories, Enrolment
from tests.storage.test_statements import counting

OCTOBER = date(2026, 10, 1)
NOVEMBER = datetime(2026, 11, 3, 9, 0, tzinfo=NOW.tzinfo)
"""The quarter has just ended, so that everything is read."""
PAGE = Page(CLASS_5A, MATHS, OCTOBER)
MANY = 25
DEPUTY = Actor(SCHOOL, DIRECTOR, Name("Гусева", "Анна"), frozenset({Grant(Role.DEPUTY)}))
TEACHER = replace(DEPUTY, person_id=OLGA, grants=frozenset({Grant(Role.TEACHER), Grant(Role.CLASS_TEACHER, CLASS_5A)}))

SCREENS: dict[str, tuple[Callable[[Database], Awaitable[object]], int]] = {
    # The school, its classes, five of the calendar, when it began (of the month and of the quarter), two lists; five of
    # what was written, the paper, pupils and marks of the quarter, checks, remarks of the month and those that wait.
    "checks": (lambda database: checking.month(database, DEPUTY, NOVEMBER, OCTOBER), 22),
    # The same without those that wait, and the subjects.
    "class": (lambda database: checking.of_class(database, DEPUTY, CLASS_5A, OCTOBER, NOVEMBER), 22),
    # The same, groups and names of staff.
    "page": (lambda database: checking.page(database, DEPUTY, PAGE, NOVEMBER), 24),
    # The school and its open remarks.
    "remarks": (lambda database: remarks.listed(database, DEPUTY, NOVEMBER), 2),
    # The same, functions and leaves.
    "own remarks": (lambda database: remarks.listed(database, TEACHER, NOVEMBER), 4),
    # The school, functions and leaves, classes, calendar, beginning and lists; names, subjects, groups, what was said.
    "verify": (lambda database: verifying.listed(database, DEPUTY, NOVEMBER), 15),
    # The same with the classes taught.
    "own verify": (lambda database: verifying.listed(database, TEACHER, NOVEMBER), 16),
    # The same, five of what was written, marks and attendance, the pupils.
    "card": (lambda database: verifying.card(database, TEACHER, Scope(CLASS_5A, OCTOBER, MATHS), NOVEMBER), 24),
}


def _school(classes: int) -> Directories:
    """The made-up school with so many further classes, each with mathematics on Mondays and a pupil."""
    school = made_up_school()
    year = next(one.year for one in school.classes if one.school_class.id == CLASS_5A)
    model = next(one for one in school.entries if one.class_id == CLASS_5A)
    for number in range(classes):
        class_id = ClassId(100 + number)
        school.classes.append(ClassOfYear(year, SchoolClass(class_id, 7, f"Я{number}")))
        school.entries.append(replace(model, class_id=class_id, grade=7, weekday=0, from_day=BEGAN, to_day=ENDS))
        school.enrolments.append(Enrolment(LEV, class_id, Days(BEGAN)))
    return school


async def _filled(database: Database, classes: int) -> None:
    await seed(database, _school(classes))
    async with database.writing() as unit:
        lesson_id, entry_id = await begun(unit)
        await unit.journal.set_held(lesson_id, entry_id, True, None)
        for _ in range(classes + 1):
            remark_id = await unit.supervision.add_remark(_REMARK)
            await unit.supervision.happened(remark_id, Event.MADE, DIRECTOR, NOW, State.SENT)
        await unit.commit()


_REMARK = NewRemark(
    school_id=SCHOOL,
    page=PAGE,
    group_id=None,
    teacher_id=NINA,
    author_id=DIRECTOR,
    made_at=NOW,
    due=TODAY,
    matters=(Matter(Flaw.BEHIND, count=3),),
)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("classes", [0, MANY])
async def test_a_screen_takes_as_many_statements_in_any_school(
    sqlite_database: Database, screen: str, classes: int
) -> None:
    await _filled(sqlite_database, classes)
    opened, budget = SCREENS[screen]
    with counting(sqlite_database) as counter:
        await opened(sqlite_database)
    assert counter.count == budget, "\n".join(counter.statements)
