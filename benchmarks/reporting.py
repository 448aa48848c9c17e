"""What the screens of reports cost in a big school: CPU and statements."""

import asyncio
import tempfile
from collections.abc import Awaitable
from pathlib import Path

from benchmarks.big_school import NOW, SCHOOL, TODAY, BigSchool
from benchmarks.deadlines import SCHOOLS, Cost, cost, teach
from bot.garbage import settle
from core.ids import ClassId, PersonId, SchoolId
from core.people.model import Actor, Grant, Name, Role
from core.reporting.adoption import adoption
from core.reporting.calling import calls
from core.reporting.contest import contest
from core.reporting.summary import Scope
from core.reporting.summing import shown
from core.reporting.unreached import unreached
from storage.database import Database
from tests.tools.databases import sqlite_path

_LEADER = Actor(SchoolId(SCHOOL), PersonId(1), Name("Орехова", "Анна"), frozenset({Grant(Role.DIRECTOR)}))


def report() -> str:
    """A table of both schools."""
    head = (
        "# What `python -m benchmarks reporting` measured\n\n"
        f"A year of lessons up to {TODAY} on SQLite, the last two days not recorded; every family has a chat. CPU of"
        " the process, of one screen each.\n\n"
        "| pupils | classes | screen | ms CPU | statements | classes shown |\n|--:|--:|---|--:|--:|--:|\n"
    )
    settle()
    return head + "\n".join(row for pupils in SCHOOLS for row in _of_school(BigSchool(pupils))) + "\n"


def _of_school(school: BigSchool) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        url = school.write(Path(folder))
        teach(school, sqlite_path(url))
        return [one.row(school) for one in asyncio.run(_measured(url))]


async def _measured(url: str) -> list[Cost]:
    database = Database.open(url)
    try:
        await adoption(database, _LEADER, NOW)  # statements are compiled once
        return [
            await cost("/adoption", database, _counted(adoption(database, _LEADER, NOW))),
            await cost("a class and whom to call", database, _counted(calls(database, _LEADER, ClassId(1), NOW))),
            await cost("not reached", database, _counted(unreached(database, _LEADER, NOW))),
            await cost("contest", database, _counted(contest(database, _LEADER, NOW))),
            await cost("/summary, the day", database, _counted(shown(database, _LEADER, Scope.DAY, NOW))),
            await cost("/summary, the week", database, _counted(shown(database, _LEADER, Scope.WEEK, NOW))),
            await cost("/summary, the month", database, _counted(shown(database, _LEADER, Scope.MONTH, NOW))),
        ]
    finally:
        await database.close()


async def _counted(screen: Awaitable[object]) -> int:
    """The number of classes, where a screen has any."""
    return len(getattr(await screen, "classes", ()))
