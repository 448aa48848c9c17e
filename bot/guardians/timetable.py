"""/timetable: a child's lessons today, tomorrow and in a week as they take place; a teacher's own in the same way."""

from datetime import date, timedelta

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.common.menu import Open, Place
from bot.common.timetable_data import OpenTimetable, OpenWeek
from bot.guardians.timetable_views import Shown, not_for_you, timetable_screen, week_screen
from bot.i18n import Texts
from bot.screens import Screen
from bot.teachers.taps import day_of
from bot.updates.routing import Pressed
from core.calendar import timetable
from core.calendar.timetable import Timetable
from core.clock import Clock
from core.consents.access import check_not_closed
from core.diary.access import families
from core.ids import PersonId
from core.people.links.model import Identity
from core.people.model import Actor, Role
from core.people.pupils import explain_nothing
from core.unit_of_work import Database

WEEK = 7


def build_router() -> Router:
    """The screen and its buttons."""
    router = Router(name="timetable")
    router.message.register(show, Command("timetable"))
    router.callback_query.register(open_today, Pressed(Open(place=Place.TIMETABLE)))
    router.callback_query.register(open_day, OpenTimetable.filter())
    router.callback_query.register(open_week, OpenWeek.filter())
    return router


async def show(message: Message, database: Database, identity: Identity, texts: Texts, clock: Clock) -> None:
    """The lessons of today."""
    await (await _screen(database, identity, texts, clock, OpenTimetable())).answer(message)


async def open_today(
    callback: CallbackQuery, database: Database, identity: Identity, texts: Texts, clock: Clock
) -> None:
    """The same by a button."""
    await (await _screen(database, identity, texts, clock, OpenTimetable())).edit(callback)


async def open_day(
    callback: CallbackQuery,
    callback_data: OpenTimetable,
    database: Database,
    identity: Identity,
    texts: Texts,
    clock: Clock,
) -> None:
    """Another day, or another child."""
    await (await _screen(database, identity, texts, clock, callback_data)).edit(callback)


async def open_week(
    callback: CallbackQuery,
    callback_data: OpenWeek,
    database: Database,
    identity: Identity,
    texts: Texts,
    clock: Clock,
) -> None:
    """The week of a day, from Monday on."""
    await (await _screen(database, identity, texts, clock, callback_data)).edit(callback)


async def _screen(
    database: Database, identity: Identity, texts: Texts, clock: Clock, wanted: OpenTimetable | OpenWeek
) -> Screen:
    """The child that is named, else the teacher's own lessons, else the first child."""
    now, day = clock.now(), day_of(wanted.day)
    of = [(one.actor, one.child) for one in await families(database, identity.actors, now)]
    teacher = next((one for one in identity.actors if one.holds(Role.TEACHER, Role.CLASS_TEACHER)), None)
    shown = Shown(tuple(child for _, child in of), teacher is not None)
    weekly = isinstance(wanted, OpenWeek)
    begin, count = (_monday(day or now.astimezone(texts.zone).date()), WEEK) if weekly else (day, 1)
    found: Timetable | None = None
    if wanted.pupil or (of and teacher is None):
        pupil_id = PersonId(wanted.pupil) if wanted.pupil else of[0][1].pupil.id
        guardian = next((actor for actor, child in of if child.pupil.id == pupil_id), _nobody(identity))
        found = await timetable.of_child(database, guardian, pupil_id, begin, count, now) if guardian else None
    elif teacher is not None:
        found = await timetable.of_teacher(database, teacher, begin, count, now)
    if found is None:
        explain_nothing(identity.actors)
        await check_not_closed(database, identity.actors, now)
        return not_for_you(texts)
    return week_screen(found, shown, texts) if weekly else timetable_screen(found, shown, texts)


def _nobody(identity: Identity) -> Actor | None:
    """Whoever asks for a child that is not theirs is refused by the use case itself."""
    return identity.actors[0] if identity.actors else None


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
