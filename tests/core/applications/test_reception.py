"""Which staff hear of applications, when, and how often (E01, E07)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.applications.model import Application, Event, Form, State, Waits
from core.applications.reception import remind, tell_of_new, tell_of_registered
from core.ids import ApplicationId, PersonId
from core.notifications.model import Kind, Planned, Selection
from core.people.model import Actor, Grant, Name, Role
from tests.contract.school import BEGAN, DIRECTOR, IGOR, NINA, NOW, OLGA, SCHOOL, made_up_school
from tests.contract.writing import BOT, address, linked
from tests.fakes.database import MemoryDatabase
from tests.fakes.directories import Days, Function

CLERK, COORDINATOR, ADMINISTRATOR, APPLICANT = 1, 2, 3, 9
PEOPLE = {CLERK: NINA, COORDINATOR: IGOR, ADMINISTRATOR: DIRECTOR}
ROLES = {CLERK: Role.CLERK, COORDINATOR: Role.COORDINATOR, ADMINISTRATOR: Role.ADMINISTRATOR}
DAY = timedelta(days=1)
DUE = 10
"""Days in which an application is decided."""


async def house(*chats: int) -> MemoryDatabase:
    """A school with a clerk, a coordinator and an administrator, of whom these have chats, numbered like them."""
    directories = made_up_school()
    for number, person_id in PEOPLE.items():
        directories.functions.append(Function(person_id, Grant(ROLES[number]), Days(BEGAN)))
    database = MemoryDatabase(directories)
    async with database.writing() as unit:
        for number in chats:
            await linked(unit, PEOPLE[number], number)
        await unit.links.ensure_chat(address(APPLICANT))
        await unit.commit()
    return database


async def put(database: MemoryDatabase, at: datetime = NOW, state: State = State.RECEIVED) -> Application:
    """One more application that came at that moment."""
    async with database.writing() as unit:
        number, _ = await unit.applications.last_numbers(SCHOOL)
        chat = await unit.links.ensure_chat(address(APPLICANT))
        made = Application(id=ApplicationId(0), school_id=SCHOOL, chat_key=chat.key, changed_at=at, state=state)
        made = replace(made, form=Form(), asked=None, number=number + 1, received_at=at)
        made = replace(made, id=await unit.applications.add(made))
        if state is State.RECEIVED:
            await tell_of_new(unit, made, at)
        await unit.commit()
    return made


async def told(database: MemoryDatabase, *events: Event) -> list[tuple[int, datetime]]:
    """Which chats hear of these, and from when on."""
    async with database.reading() as unit:
        rows = [one.row.planned for one in await unit.outbox.find(SCHOOL, Selection(), 1000)]
        chats = {chat.key: number for number in PEOPLE if (chat := await unit.links.chat(address(number)))}
    return sorted((chats[row.chat_key], row.not_before) for row in rows if _event(row) in events)


def _event(row: Planned) -> Event | None:
    return Event((row.content or {})["event"]) if row.kind is Kind.RECEPTION else None


def _who(found: Iterable[tuple[int, datetime]]) -> list[int]:
    return [number for number, _ in found]


async def test_a_storm_is_one_push_for_each_of_the_staff() -> None:
    database = await house(*PEOPLE)
    for second in range(100):
        await put(database, NOW + timedelta(seconds=second))
    found = await told(database, Event.NEW)
    assert found == [(CLERK, NOW + timedelta(minutes=10)), (COORDINATOR, NOW + timedelta(minutes=10))]
    async with database.writing() as unit:
        deliveries = await unit.outbox.claim(BOT, "w", 10, NOW + timedelta(minutes=11), NOW + timedelta(minutes=12))
    assert [(one.waits, one.empty) for one in deliveries] == [(Waits(received=100), False)] * 2


@pytest.mark.parametrize(
    ("came", "heard"),
    [
        ("2026-10-13T20:30", "2026-10-14T04:00"),  # half past eleven at night: at the end of the quiet hours
        ("2026-10-17T09:00", "2026-10-19T06:00"),  # a Saturday without lessons: on Monday at nine
        ("2026-11-03T17:00", "2026-11-03T17:10"),
        ("2026-11-03T20:00", "2026-11-05T06:00"),  # the Day of Unity is between
        ("2026-12-31T19:30", "2027-01-11T06:00"),
        ("2026-10-28T09:00", "2026-10-28T09:10"),  # pupils have holidays, the office has none
    ],
)
async def test_nobody_is_told_at_night_or_on_a_day_off(came: str, heard: str) -> None:
    database = await house(CLERK)
    await put(database, datetime.fromisoformat(came).replace(tzinfo=UTC))
    assert await told(database, Event.NEW) == [(CLERK, datetime.fromisoformat(heard).replace(tzinfo=UTC))]


async def test_administrators_hear_of_it_where_nobody_else_can() -> None:
    database = await house(COORDINATOR, ADMINISTRATOR)
    async with database.writing() as unit:
        chat = await unit.links.ensure_chat(address(COORDINATOR))
        await unit.links.set_blocked(chat.key, NOW)
        await unit.commit()
    await put(database)
    assert _who(await told(database, Event.NEW)) == [ADMINISTRATOR]


async def test_what_a_clerk_registered_is_handed_to_the_coordinator() -> None:
    database = await house(*PEOPLE)
    made = await put(database, state=State.REGISTERED)
    for role, hears in ((Role.COORDINATOR, []), (Role.CLERK, [COORDINATOR])):
        actor = Actor(SCHOOL, PersonId(OLGA), Name("А", "Б"), frozenset({Grant(role)}))
        async with database.writing() as unit:
            await tell_of_registered(unit, made, actor, NOW)
            await unit.commit()
        assert _who(await told(database, Event.REGISTERED)) == hears


async def test_reminders_come_before_the_limit_and_go_up_when_it_has_passed() -> None:
    database = await house(*PEOPLE)
    await put(database, state=State.CHECKED)
    for days, due, overdue in (
        (DUE - 4, [], []),  # Monday
        (DUE - 1, [CLERK], []),
        (DUE + 3, [CLERK] * 2, [COORDINATOR]),  # Monday after
    ):
        assert await remind(database, NOW + days * DAY) == (len(due) > 0) + len(overdue)
        assert _who(await told(database, Event.DUE)) == due
        assert _who(await told(database, Event.OVERDUE)) == overdue


async def test_a_chat_is_reminded_once_a_day_however_often_that_runs() -> None:
    database = await house(CLERK)
    await put(database, state=State.CHECKED)
    moment = NOW + (DUE - 1) * DAY
    assert [await remind(database, moment + timedelta(hours=hours)) for hours in range(4)] == [1, 0, 0, 0]


@pytest.mark.parametrize("moment", ["2026-10-24T09:00", "2026-10-25T09:00", "2026-10-26T05:59", "2026-10-26T15:00"])
async def test_no_reminder_on_days_off_and_out_of_hours(moment: str) -> None:
    database = await house(*PEOPLE)
    await put(database, state=State.CHECKED)
    assert await remind(database, datetime.fromisoformat(moment).replace(tzinfo=UTC)) == 0


async def test_the_coordinator_is_reminded_of_what_only_they_can_do() -> None:
    database = await house(*PEOPLE)
    await put(database, state=State.REGISTERED)
    await remind(database, NOW + (DUE - 1) * DAY)
    assert _who(await told(database, Event.DUE)) == [CLERK, COORDINATOR]


async def test_nothing_that_was_decided_is_told() -> None:
    database = await house(CLERK)
    made = await put(database)
    async with database.writing() as unit:
        await unit.applications.save(replace(made, state=State.WITHDRAWN))
        await unit.commit()
    assert await remind(database, NOW + 20 * DAY) == 0
    async with database.writing() as unit:
        (row,) = await unit.outbox.claim(BOT, "w", 10, NOW + timedelta(minutes=11), NOW + timedelta(minutes=12))
    assert row.empty
