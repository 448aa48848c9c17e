"""What an evening of reminders costs in a big school: CPU and statements, and the list of one teacher."""

import sqlite3
from collections.abc import Awaitable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from benchmarks.big_school import BEGAN, BOT, FIRST_CHAT, NOW, SCHOOL, TODAY, BigSchool
from benchmarks.costs import Cost, cost, of_schools
from bot.garbage import settle
from core.deadlines.service import Todo, todo
from core.deadlines.ticking import remind
from core.ids import ClassId, PersonId, SchoolId
from core.people.model import Actor, Grant, Name, Role
from core.supervision import checking, rules
from core.supervision.views import ClassView, MonthView
from storage.database import Database

SINCE = TODAY - timedelta(days=1)
"""From this day on nobody has recorded a lesson: two days are left."""


def report() -> str:
    """A table of both schools."""
    head = (
        "# What `python -m benchmarks deadlines` measured\n\n"
        f"A year of lessons up to {TODAY} on SQLite, the last two days not recorded; each class has its own teacher,"
        " who has a chat. CPU of the process; the longest piece of work of the event loop. Statements are"
        " those of reading: what is written goes in one go, beside them.\n\n"
        "| pupils | teachers | what | ms CPU | loop at a stretch, ms | statements | messages or lines |\n"
        "|--:|--:|---|--:|--:|--:|--:|\n"
    )
    settle()
    return head + of_schools(_measured, teach)


def teach(school: BigSchool, path: Path) -> None:
    """Functions and chats of the teachers, and the word that lessons were held."""
    people = range(1, school.classes + 1)
    first = FIRST_CHAT + 10 * school.pupils
    with closing(sqlite3.connect(path)) as to, to:
        grants = ((SCHOOL, one, role, of, str(BEGAN)) for one in people for role, of in _functions(one))
        to.executemany(
            "INSERT INTO role_grant (school_id, person_id, role, class_id, from_day) VALUES (?,?,?,?,?)", grants
        )
        chats = ((first + one, "telegram", BOT, str(first + one)) for one in people)
        to.executemany("INSERT INTO chat (id, channel, bot, address) VALUES (?,?,?,?)", chats)
        links = ((first + one, one, f"{BEGAN} 12:00:00.000000") for one in people)
        to.executemany("INSERT INTO account_link (chat_id, person_id, linked_at) VALUES (?,?,?)", links)
        held = "SELECT id, id, 'held', '' FROM lesson WHERE day < ?"
        to.execute(f"INSERT INTO lesson_text (lesson_id, entry_id, kind, text) {held}", (str(SINCE),))
        to.execute("ANALYZE")


def _functions(person: int) -> tuple[tuple[str, int | None], ...]:
    return ("teacher", None), ("class_teacher", person)


async def _measured(school: BigSchool, url: str) -> list[str]:
    database = Database.open(url)
    try:
        async with database.reading() as unit:
            teacher = await unit.people.actor(PersonId(1), TODAY)
        costs = [
            await cost("the evening's run", database, remind(database, NOW)),
            await cost("a run at which nobody's turn is due", database, remind(database, NOW)),
            await cost("a teacher's list", database, _lines(todo(database, teacher, NOW))),
            *await supervised(database),
        ]
        return [one.row(school) for one in costs]
    finally:
        await database.close()


async def supervised(database: Database) -> list[Cost]:
    """A deputy's check of the month: the whole school, then one class."""
    deputy = Actor(SchoolId(SCHOOL), PersonId(1), Name("Учитель", "Имя"), frozenset({Grant(Role.DEPUTY)}))
    month = rules.month_of(TODAY)
    return [
        await cost("the month's findings, all classes", database, _found(checking.month(database, deputy, NOW))),
        await cost(
            "the month's findings, one class",
            database,
            _pages(checking.of_class(database, deputy, ClassId(1), month, NOW)),
        ),
    ]


async def _found(view: Awaitable[MonthView]) -> int:
    return (await view).total.findings


async def _pages(view: Awaitable[ClassView]) -> int:
    return sum(one.findings for one in (await view).lines)


async def _lines(listed: Awaitable[Todo]) -> int:
    return len((await listed).lines)
