"""A whole bot against the playground over real HTTP, with the demo's school in the database."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr

from bot.app import App, build
from bot.config import BotSection, Config, DatabaseSection, DeliverySection, RedisSection
from core.exchange.service import Import, import_school
from core.exchange.source import read_source
from core.people.links.codes import issue_codes
from core.people.links.model import OnePerson
from core.people.model import School, console
from core.settings.service import change_settings
from playground import Person, Playground
from storage.database import Database
from tests.conftest import ENGINES
from tests.tools import databases

SCHOOL = Path(__file__).parents[2] / "bot" / "demo" / "school"
ZONE = ZoneInfo("Europe/Moscow")
TUESDAY = datetime(2026, 10, 13, 15, 30, tzinfo=ZONE)
"""After the lessons; the moment of most examples of the quick entry."""

DEPUTY, DIRECTOR = "7800100350", "7800100313"
MATHS, RUSSIAN, COORDINATOR = "7800100017", "7800100054", "7800100387"
MOTHER_OF_SOFIA, FATHER_OF_SOFIA, MOTHER_OF_EGOR = "7800103310", "7800103347", "7800104272"
MOTHER_OF_TWO = "7800104124"
"""UIDs: Климова, Орехова; Смирнова (T1), Фёдорова (T2), Назаров; Ёлкины; Сидорова; Петрова with two children."""


@dataclass
class ShiftedClock:
    """Stands at a school day and moves when a test says so."""

    moment: datetime = TUESDAY

    def now(self) -> datetime:
        return self.moment

    def pass_(self, span: timedelta) -> None:
        self.moment += span


@dataclass
class House:
    """A running bot with its school and its messenger."""

    playground: Playground
    database: Database
    school: School
    clock: ShiftedClock
    config: Config
    app: App | None = None
    _serving: "asyncio.Task[None] | None" = None
    _stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self) -> None:
        """Start the bot."""
        self.app = await build(self.config, self.clock)
        self._stop = asyncio.Event()
        self._serving = asyncio.create_task(self.app.serve(self._stop))

    async def close(self) -> None:
        """Stop it in the orderly way."""
        self._stop.set()
        if self._serving is not None:
            await self._serving
        self._serving = None

    async def kill(self) -> None:
        """End the bot at once, wherever it stands, confirming nothing: as near to a SIGKILL as one process allows."""
        if self._serving is not None:
            self._serving.cancel()
            with suppress(asyncio.CancelledError):
                await self._serving
        self._serving = None

    async def restart(self) -> None:
        await self.close()
        await self.open()

    async def code(self, uid: str) -> str:
        """A fresh code for a person."""
        async with self.database.reading() as unit:
            (person,) = await unit.links.people_with_uid(uid)
        now = self.clock.now()
        request = OnePerson(person.id)
        (slip,) = await issue_codes(self.database, console(self.school), request, now, source=secrets, days=14)
        return slip.code

    def stranger(self, name: str = "Прохожий", language: str = "ru") -> Person:
        return self.playground.person(name, language=language)

    async def linked(self, uid: str, name: str = "Кто-то", language: str = "ru") -> Person:
        """A person whose chat is linked."""
        person = self.playground.person(name, language=language)
        await person.start(await self.code(uid))
        await person.wait(lambda messages: any(message.from_bot for message in messages))
        person.mark()
        return person

    async def set(self, **settings: str) -> None:
        """Settings of the school, as the operator sets them."""
        await change_settings(self.database, console(self.school), settings, self.clock.now())

    def grace_passes(self) -> None:
        """The grace time is over: what waits is due now."""
        self.clock.pass_(timedelta(seconds=self.config.delivery.grace_seconds + 1))
        if self.app is not None:
            self.app.wake()


async def fill(url: str) -> None:
    """Import the demo's school into a migrated database."""
    database = Database.open(url)
    try:
        await import_school(database, Import(read_source(SCHOOL), TUESDAY.date(), TUESDAY))
    finally:
        await database.close()


@asynccontextmanager
async def opened_house(url: str, redis: str | None = None, grace: int = 120) -> AsyncIterator[House]:
    """The house over a database that holds the school already."""
    clock = ShiftedClock()
    playground = Playground(clock=lambda: clock.now().timestamp())
    await playground.start()
    database = Database.open(url)
    async with database.reading() as unit:
        (school,) = await unit.people.schools()
    config = Config(
        bot=BotSection(token=SecretStr(playground.token), api_url=playground.url),
        database=DatabaseSection(url=SecretStr(url)),
        delivery=DeliverySection(grace_seconds=grace),
        redis=RedisSection(url=SecretStr(redis) if redis else None),
    )
    house = House(playground, database, school, clock, config)
    try:
        await house.open()
        yield house
    finally:
        await house.close()
        await database.close()
        await playground.stop()


@pytest.fixture(scope="session")
def school_sqlite_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the demo's school: the import takes seconds, a copy nothing."""
    url = databases.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("school"))
    asyncio.run(fill(url))
    return databases.sqlite_path(url)


@pytest.fixture(scope="session")
def school_postgres_template(postgres_template: str) -> Iterator[str]:
    """The name of a PostgreSQL database with the demo's school."""
    with databases.postgres_database(postgres_template) as url:
        asyncio.run(fill(url))
        yield databases.postgres_name(url)


@pytest.fixture
def school_sqlite_url(tmp_path: Path, school_sqlite_template: Path) -> str:
    """The address of a fresh SQLite database with the school."""
    return databases.sqlite_copy(school_sqlite_template, tmp_path)


@pytest.fixture
def school_postgres_url(school_postgres_template: str) -> Iterator[str]:
    """The address of a fresh PostgreSQL database with the school."""
    with databases.postgres_database(school_postgres_template) as url:
        yield url


@pytest.fixture(params=ENGINES)
def school_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database with the school, on each engine in turn."""
    url: str = request.getfixturevalue(f"school_{request.param}_url")
    return url


@pytest.fixture
async def house(school_sqlite_url: str) -> AsyncIterator[House]:
    """The house on SQLite."""
    async with opened_house(school_sqlite_url) as one:
        yield one


@pytest.fixture
async def house_on_both(school_url: str) -> AsyncIterator[House]:
    """The house on each engine in turn."""
    async with opened_house(school_url) as one:
        yield one
