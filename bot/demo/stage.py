"""Setting the stage: a school with a running week, its people and the bot, in one process and a temporary folder."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from bot.app import App, build
from bot.cli.opening import opened
from bot.config import BotSection, Config, DatabaseSection, DeliverySection
from bot.demo.clock import FIRST_MOMENT, DemoClock
from bot.demo.history import live_yesterday
from core.deadlines.profiles import ConsentPolicy
from core.exchange.service import Import, import_school
from core.exchange.source import read_source
from core.people.links.codes import issue_codes
from core.people.links.model import OnePerson
from core.people.model import Person as SchoolPerson
from core.people.model import School, console
from core.settings.service import change_settings
from core.unit_of_work import Database
from playground import Person, Playground

SCHOOL = Path(__file__).parent / "school"


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody to play: the panel's words and the UID in the school's directory."""

    key: str
    name: str
    caption: str
    uid: str
    hint: str


CAST = (
    Role("teacher", "Ольга Викторовна", "учитель математики", "7800100017", "Пришлите урок одним сообщением"),
    Role("mother", "Гульнара Сергеевна", "мама Софьи Ёлкиной, 5А", "7800103310", "Сюда придут новости о Софье"),
    Role("guest", "Лариса Петровна", "мама Егора Сидорова, 5А", "7800104272", "Этот чат ещё не подключён"),
    Role("pupil", "Софья", "ученица 5А, дочь Гульнары Сергеевны", "7800100720", "Свой дневник: /diary"),
    Role("class_teacher", "Анна Сергеевна", "классный руководитель 5А", "7800100202", "Мой класс сегодня: /absences"),
    Role("deputy", "Светлана Юрьевна", "заместитель директора", "7800100350", "Замены уроков: /substitutions"),
    Role("coordinator", "Олег Викторович", "координатор дневника", "7800100387", "Чат координатора"),
    Role("administrator", "Инна Павловна", "администратор", "7800199006", "Чат администратора"),
)
UNLINKED = "guest"
GRACE_NOTE = "Через 15 секунд новости придут родителям — по одному сообщению на ребёнка."


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that plays: the messenger, the bot, the people by key, and a fresh code for each of them."""

    playground: Playground
    app: App
    people: dict[str, Person]
    codes: dict[str, str]


@asynccontextmanager
async def set_up(folder: Path, port: int, grace_seconds: int) -> AsyncIterator[Stage]:
    """Build the stage in `folder`, run the bot on it, and clear it away at the end."""
    clock = DemoClock()
    playground = await _messenger(clock, port)
    config = _config(folder, playground, grace_seconds)
    async with opened(config, create=True) as database:
        school = await _import(database, clock.now())
        await live_yesterday(database, FIRST_MOMENT)
        await change_settings(database, console(school), {"profile.pupil_access": "read"}, clock.now())
        codes = {role.key: await _code(database, school, role, clock.now()) for role in CAST}
    people = {role.key: playground.persona(role.key, role.name, role.caption, role.hint) for role in CAST}
    stage = Stage(playground, await build(config, clock), people, codes)
    stop = asyncio.Event()
    serving = asyncio.create_task(stage.app.serve(stop))
    try:
        yield stage
    finally:
        stop.set()
        await serving
        await playground.stop()


async def _messenger(clock: DemoClock, port: int) -> Playground:
    """The messenger on the port that was asked for, or on a free one if another program has that."""
    playground = Playground(clock=clock.seconds)
    try:
        await playground.start(port)
    except OSError:
        await playground.stop()
        playground = Playground(clock=clock.seconds)
        await playground.start()
    return playground


def _config(folder: Path, playground: Playground, grace_seconds: int) -> Config:
    return Config(
        bot=BotSection(token=SecretStr(playground.token), api_url=playground.url),
        database=DatabaseSection(url=SecretStr(f"sqlite+aiosqlite:///{folder / 'demo.db'}")),
        delivery=DeliverySection(grace_seconds=grace_seconds),
    )


async def _import(database: Database, now: datetime) -> School:
    report = await import_school(database, Import(read_source(SCHOOL), FIRST_MOMENT.date(), now))
    if report.problems:
        raise RuntimeError("the demo's own school is broken")
    async with database.reading() as unit:
        (school,) = await unit.people.schools()
    await change_settings(database, console(school), {"profile.consent": ConsentPolicy.MUST.value}, now)
    return school


async def _code(database: Database, school: School, role: Role, now: datetime) -> str:
    person = await _person(database, role)
    (slip,) = await issue_codes(database, console(school), OnePerson(person.id), now, source=secrets, days=14)
    return slip.code


async def _person(database: Database, role: Role) -> SchoolPerson:
    async with database.reading() as unit:
        (person,) = await unit.links.people_with_uid(role.uid)
    return person
