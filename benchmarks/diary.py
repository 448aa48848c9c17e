"""What a page of the diary costs in a big school: milliseconds in the middle and at the 95th, and statements."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Update
from pydantic import SecretStr

from benchmarks.big_school import BOT, FIRST_CHAT, NOW, TODAY, BigSchool
from benchmarks.costs import of_schools
from benchmarks.instant import InstantSession
from benchmarks.statements import Statements
from bot.app import App, build
from bot.calendars.events import events
from bot.calendars.ics import ics
from bot.charts.picture import picture
from bot.config import BotSection, Config, DatabaseSection
from bot.garbage import settle
from bot.guardians import diary_pages as pages
from bot.guardians.diary_asking import Asking
from bot.guardians.diary_chart_views import caption, drawing
from bot.guardians.diary_subject_views import absences_screen, subject_screen
from bot.i18n import texts_of
from core.diary.days import diary
from core.diary.feeds.service import pages as calendar_pages
from core.diary.model import Asked
from core.diary.progress import chart, progress
from core.ids import PersonId
from core.people.links.model import Address
from core.people.links.service import identify
from tests.bot.conftest import ShiftedClock

FAMILIES = 40
"""So many families, one page of each kind for each, after ten others."""

WARM = 10
TOKEN = f"{BOT}:no-secret"


@dataclass
class Spent:
    """Milliseconds of something that is done once: of the clock on the wall, and of the processor."""

    wall: float = field(default_factory=time.perf_counter)
    processor: float = field(default_factory=time.process_time)

    def stop(self) -> None:
        """It is done: from moments to what lies between them."""
        self.wall = (time.perf_counter() - self.wall) * 1000
        self.processor = (time.process_time() - self.processor) * 1000


@dataclass
class Page:
    """One kind of page: how long it took for each family, and the statements of one."""

    name: str
    open: Callable[[Asking, int], Awaitable[object]]
    spent: list[Spent] = field(default_factory=list)
    statements: int = 0

    def row(self, pupils: int) -> str:
        """A line of the table."""
        shown = (_shares([one.wall for one in self.spent]), _shares([one.processor for one in self.spent]))
        return f"| {pupils:,} | {self.name} | {' | '.join(shown)} | {self.statements or '–'} |"


def _shares(milliseconds: list[float]) -> str:
    ordered = sorted(milliseconds)
    return " | ".join(f"{ordered[int(len(ordered) * share)]:.1f}" for share in (0.5, 0.95))


def report() -> str:
    """A table of both schools."""
    head = (
        "# What `python -m benchmarks diary` measured\n\n"
        f"A year of marks, absences and homework up to {TODAY} on SQLite; {FAMILIES} families, one after another;"
        " by the clock and CPU of the process. Use cases and the words of the page, or the whole update from"
        " Telegram's JSON to the answer, with a messenger that answers at once. Statements are the most of a page,"
        " without beginning and ending a transaction.\n\n"
        "| pupils | page | p50, ms | p95, ms | p50, ms CPU | p95, ms CPU | statements |\n"
        "|--:|---|--:|--:|--:|--:|--:|\n"
    )
    settle()
    return head + of_schools(_rows)


async def _rows(school: BigSchool, url: str) -> list[str]:
    return [page.row(school.pupils) for page in await _measured(school, url)]


async def _measured(school: BigSchool, url: str) -> list[Page]:
    found = [Page(name, opened) for name, opened in _PAGES]
    config = Config(bot=BotSection(token=SecretStr(TOKEN)), database=DatabaseSection(url=SecretStr(url)))
    async with AsyncExitStack() as stack:
        app = await build(config, ShiftedClock(NOW))
        stack.push_async_callback(app.close)
        app.handlings[0].bot.session = InstantSession()
        families = random.Random(1).sample(range(school.pupils), FAMILIES + WARM)
        for place, number in enumerate(families):
            for page in found:
                await _open(page, app, school, number, counts=place >= WARM)
        found.append(await _updates(app, school, families))
    return found


async def _open(page: Page, app: App, school: BigSchool, number: int, *, counts: bool) -> None:
    identity = await identify(app.database, Address("telegram", BOT, str(FIRST_CHAT + number)), NOW)
    asking = Asking(app.database, identity, texts_of("ru", "Europe/Moscow"), NOW, app.config)
    sent = Statements(app.database)
    spent = Spent()
    await page.open(asking, school.pupil(number))
    spent.stop()
    sent.stop()
    if counts:
        page.spent.append(spent)
        page.statements = max(page.statements, sent.count)


async def _updates(app: App, school: BigSchool, families: list[int]) -> Page:
    """The week by a press, through all of the bot."""
    whole = Page("week, the whole update", _week)
    for place, number in enumerate(families):
        press = _press(place, FIRST_CHAT + number, f"dyw:{school.pupil(number)}:0")
        update = Update.model_validate(press, context={"bot": app.handlings[0].bot})
        spent = Spent()
        await app.handlings[0].one(update)
        spent.stop()
        if place >= WARM:
            whole.spent.append(spent)
    return whole


def _press(number: int, chat: int, data: str) -> dict[str, Any]:
    person = {"id": chat, "is_bot": False, "first_name": "Мария", "language_code": "ru"}
    where = {"id": chat, "type": "private"}
    message = {"message_id": 1, "date": int(NOW.timestamp()), "chat": where, "from": person, "text": "Дневник"}
    query = {"id": str(number), "from": person, "chat_instance": "1", "message": message, "data": data}
    return {"update_id": number + 1, "callback_query": query}


async def _day(asking: Asking, pupil: int) -> object:
    return await pages.day_page(asking, pupil, 0)


async def _week(asking: Asking, pupil: int) -> object:
    return await pages.week_page(asking, pupil, 0)


async def _month(asking: Asking, pupil: int) -> object:
    _, actor, pupil_id = await asking.whose(pupil)
    return await diary(asking.database, actor, pupil_id, TODAY.replace(day=1), 30, NOW, written=False)


async def _subjects(asking: Asking, pupil: int) -> object:
    return await pages.subjects_page(asking, pupil, "")


async def _subject(asking: Asking, pupil: int) -> object:
    family, actor, pupil_id = await asking.whose(pupil)
    found = await progress(asking.database, actor, pupil_id, Asked(NOW.date(), "y"), NOW)
    return subject_screen(found, found.subjects[0], family, asking.texts)


async def _absences(asking: Asking, pupil: int) -> object:
    family, actor, pupil_id = await asking.whose(pupil)
    return absences_screen(
        await progress(asking.database, actor, pupil_id, Asked(NOW.date(), "y"), NOW), family, asking.texts
    )


async def _chores(asking: Asking, pupil: int) -> object:
    return await pages.chores_page(asking, pupil, 0)


async def _chart(asking: Asking, pupil: int) -> object:
    family, actor, pupil_id = await asking.whose(pupil)
    found = await chart(asking.database, actor, PersonId(pupil_id), Asked(NOW.date(), "y"), None, NOW)
    assert caption(found, family, asking.texts)
    return drawing(found, family, asking.texts)


async def _picture(asking: Asking, pupil: int) -> object:
    drawn = await _chart(asking, pupil)
    return await asyncio.to_thread(picture, drawn)  # type: ignore[arg-type]


async def _calendar(asking: Asking, pupil: int) -> object:
    _, actor, pupil_id = await asking.whose(pupil)
    return ics(events(await calendar_pages(asking.database, actor, pupil_id, NOW), asking.texts), "Уроки", NOW)


_PAGES: tuple[tuple[str, Callable[[Asking, int], Awaitable[object]]], ...] = (
    ("day", _day),
    ("week", _week),
    ("month to choose from", _month),
    ("subjects of a quarter", _subjects),
    ("one subject, the whole year", _subject),
    ("absences, the whole year", _absences),
    ("homework", _chores),
    ("chart of the year, its words", _chart),
    ("chart of the year, drawn", _picture),
    ("calendar for a telephone", _calendar),
)
