"""How many statements the screens of reports take: as many in a big school as in a small one."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from core.people.model import Actor, Grant, Name, Role
from core.reporting.adoption import adoption
from core.reporting.calling import calls
from core.reporting.contest import contest
from core.reporting.summary import Scope
from core.reporting.summing import shown
from core.reporting.unreached import unreached
from core.reporting.weekly import weekly
from storage.database import Database
from tests.contract.school import CLASS_5A, NOW, OLGA, SCHOOL, TODAY, made_up_school
from tests.contract.seeding import seed
from tests.contract.writing import begun
from tests.storage.test_statements import class_of_thirty, counting

COORDINATOR = Actor(SCHOOL, OLGA, Name("Смирнова", "Ольга"), frozenset({Grant(Role.COORDINATOR)}))
DAY = timedelta(days=1)
DIRECTOR = replace(COORDINATOR, grants=frozenset({Grant(Role.DIRECTOR)}))

SCREENS: dict[str, tuple[Callable[[Database], Awaitable[object]], int]] = {
    # The school, its classes, what waits of applications; guardians and staff by class and together, families.
    "adoption": (lambda database: adoption(database, COORDINATOR, NOW), 7),
    # The same without staff; the list with its groups, the guardians with their chats and codes.
    "calls": (lambda database: calls(database, COORDINATOR, CLASS_5A, NOW), 11),
    # The school, its classes; closed chats of guardians and of staff, what was lost.
    "unreached": (lambda database: unreached(database, COORDINATOR, NOW), 5),
    # As adoption, and the own list of what is due.
    "weekly": (lambda database: weekly(database, COORDINATOR, NOW), 34),
    "contest": (lambda database: contest(database, COORDINATOR, NOW), 3),
    # Everything that is due at the school, families, closed chats, applications, requests, wishes.
    "day": (lambda database: shown(database, COORDINATOR, Scope.DAY, NOW), 32),
    # The same, and of lessons when they began here, what is recorded, what stands, absences.
    "week": (lambda database: shown(database, DIRECTOR, Scope.WEEK, NOW), 34),
    "month": (lambda database: shown(database, DIRECTOR, Scope.MONTH, NOW), 34),
    # No duties: the timetable with the lists, families, lessons as above.
    "past month": (lambda database: shown(database, DIRECTOR, Scope.MONTH, NOW, TODAY.replace(day=1) - DAY), 19),
}


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("big", [False, True])
async def test_a_screen_takes_as_many_statements_in_any_school(
    sqlite_database: Database, screen: str, big: bool
) -> None:
    await seed(sqlite_database, class_of_thirty() if big else made_up_school())
    async with sqlite_database.writing() as unit:
        lesson_id, first = await begun(unit)  # a school that writes nothing here is asked for no lesson
        await unit.journal.set_held(lesson_id, first, True, None)
        await unit.commit()
    opened, budget = SCREENS[screen]
    with counting(sqlite_database) as counter:
        await opened(sqlite_database)
    assert counter.count <= budget, "\n".join(counter.statements)
