"""What the screens of reports cost in a big school: CPU and statements."""

from collections.abc import Awaitable
from datetime import timedelta

from benchmarks.big_school import NOW, SCHOOL, TODAY, BigSchool
from benchmarks.costs import cost, of_schools
from benchmarks.deadlines import teach
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

_BEFORE = TODAY.replace(day=1) - timedelta(days=1)
_LEADER = Actor(SchoolId(SCHOOL), PersonId(1), Name("Орехова", "Анна"), frozenset({Grant(Role.DIRECTOR)}))


def report() -> str:
    """A table of both schools."""
    head = (
        "# What `python -m benchmarks reporting` measured\n\n"
        f"A year of lessons up to {TODAY} on SQLite, the last two days not recorded; every family has a chat. CPU of"
        " the process, of one screen each; the longest piece of work of the event loop.\n\n"
        "| pupils | classes | screen | ms CPU | loop at a stretch, ms | statements | classes shown |\n"
        "|--:|--:|---|--:|--:|--:|--:|\n"
    )
    settle()
    return head + of_schools(_measured, teach)


async def _measured(school: BigSchool, url: str) -> list[str]:
    database = Database.open(url)
    try:
        await adoption(database, _LEADER, NOW)  # statements are compiled once
        past = shown(database, _LEADER, Scope.MONTH, NOW, _BEFORE)
        costs = [
            await cost("/adoption", database, _counted(adoption(database, _LEADER, NOW))),
            await cost("a class and whom to call", database, _counted(calls(database, _LEADER, ClassId(1), NOW))),
            await cost("not reached", database, _counted(unreached(database, _LEADER, NOW))),
            await cost("contest", database, _counted(contest(database, _LEADER, NOW))),
            await cost("/summary, the day", database, _counted(shown(database, _LEADER, Scope.DAY, NOW))),
            await cost("/summary, the week", database, _counted(shown(database, _LEADER, Scope.WEEK, NOW))),
            await cost("/summary, the month", database, _counted(shown(database, _LEADER, Scope.MONTH, NOW))),
            await cost("/summary, a month ago", database, _counted(past)),
        ]
        return [one.row(school) for one in costs]
    finally:
        await database.close()


async def _counted(screen: Awaitable[object]) -> int:
    """The number of classes, where a screen has any."""
    return len(getattr(await screen, "classes", ()))
