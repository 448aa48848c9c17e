"""Who is reminded of what and when; once, however often, late or on how many processes the clock strikes."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from core.deadlines import hours, service
from core.deadlines.model import Duty, Event, Leave, Line, Section
from core.deadlines.telling import unpacked
from core.deadlines.ticking import remind
from core.errors import NotFoundError
from core.ids import PersonId
from core.notifications.model import Kind
from core.notifications.preferences import Choices
from core.people.model import Grant, Role
from tests.contract.school import BEGAN, CLASS_5A, DIRECTOR, IGOR, MARIA, NINA, OLGA, SCHOOL, SECRETARY
from tests.contract.writing import linked
from tests.core.journal.conftest import World
from tests.fakes.directories import Days, Function

EVENING = datetime(2026, 10, 13, 15, 0, tzinfo=UTC)
"""Six in the evening at the school, on the Tuesday."""
MORNING = datetime(2026, 10, 15, 5, 0, tzinfo=UTC)
"""Eight in the morning of the Thursday, the next day with lessons."""
TUESDAY_AFTER = EVENING + timedelta(days=7)
HOUR = timedelta(hours=1)
OLGAS_CHAT, NINAS_CHAT, DEPUTYS_CHAT = 901, 902, 903


@pytest.fixture
async def world(world: World) -> World:
    """Mathematics of today is recorded, so that the school has begun; English is not. A deputy is there."""
    world.database.directories.functions.append(Function(DIRECTOR, Grant(Role.DEPUTY), Days(BEGAN)))
    async with world.database.writing() as unit:
        for person, chat in ((OLGA, OLGAS_CHAT), (NINA, NINAS_CHAT), (DIRECTOR, DEPUTYS_CHAT)):
            await linked(unit, person, chat)
        await unit.commit()
    await world.say(topic="Дроби", no_homework=True)
    await set_school(world)
    return world


async def told(world: World, person: PersonId) -> list[tuple[str, tuple[Line, ...]]]:
    """The reminders of a person: the occasion and the lines."""
    rows = [row.planned for row in await world.rows() if row.planned.kind is Kind.REMINDER]
    own = [row.content or {} for row in rows if row.person_id == person]
    return [(content["occasion"], unpacked(content["lines"])) for content in own]


async def set_school(world: World, **overrides: object) -> None:
    async with world.database.writing() as unit:
        school = await unit.people.school(SCHOOL)
        await unit.people.save_school(replace(school, profile_overrides={"preliminary_days": 0, **overrides}))
        await unit.commit()


async def test_the_evening_tells_once_of_what_is_left(world: World) -> None:
    assert await remind(world.database, EVENING - HOUR) == 0
    found = await asyncio.gather(*(remind(world.database, EVENING) for _ in range(3)))
    assert sorted(found) == [0, 0, 1]
    ((occasion, (line,)),) = await told(world, NINA)
    assert (occasion, line.section, line.duty) == ("evening", Section.TODAY, Duty.LESSON)
    assert (line.title, line.subject, line.group, line.about.number) == ("5А", "Английский язык", "1 группа", 3)
    assert await told(world, OLGA) == []
    assert await remind(world.database, EVENING + HOUR) == 0


async def test_the_next_morning_tells_of_yesterday_and_others_hear_after_three_days(world: World) -> None:
    for moment in (EVENING, MORNING, MORNING + HOUR, MORNING + timedelta(days=5, hours=1)):
        await remind(world.database, moment)
    assert [occasion for occasion, _ in await told(world, NINA)] == ["evening", "morning"]
    assert await told(world, DIRECTOR) == []
    await remind(world.database, TUESDAY_AFTER)
    ((_, lines),) = await told(world, DIRECTOR)
    owners = ("Смирнова Ольга Викторовна", "Титов Игорь Олегович", "Фёдорова Нина Львовна")
    assert sorted((one.section, one.owner) for one in lines) == [(Section.HANDED, owner) for owner in owners]
    assert any(line.section is Section.HANDED for _, found in await told(world, OLGA) for line in found)
    assert not any(line.section is Section.HANDED for _, found in await told(world, NINA) for line in found)


async def test_the_history_tells_what_became_of_a_duty(world: World) -> None:
    await remind(world.database, EVENING)
    await remind(world.database, MORNING)
    async with world.database.reading() as unit:
        (kept,) = await unit.duties.of_person(NINA)
        assert (kept.reminders, kept.reminded_at) == (2, MORNING)
        events = [one.event for one in (await unit.duties.history([kept.id]))[kept.id]]
    assert events == [Event.OPENED, Event.REMINDED, Event.REMINDED]


@pytest.mark.parametrize(
    "moment",
    [
        "2026-10-13T19:05",  # five past ten at night
        "2026-10-14T00:00",
        "2026-10-18T15:00",  # a Sunday
        "2026-10-27T15:00",  # holidays
        "2026-11-04T15:00",  # a public holiday
    ],
)
async def test_nobody_is_reminded_at_night_and_on_days_off(world: World, moment: str) -> None:
    assert await remind(world.database, datetime.fromisoformat(moment).replace(tzinfo=UTC)) == 0


async def test_own_quiet_hours_hold_and_a_late_run_still_reminds(world: World) -> None:
    async with world.database.writing() as unit:
        quiet = Choices(quiet_from=(EVENING + 2 * HOUR).time(), quiet_to=(EVENING + 4 * HOUR).time())
        await unit.preferences.save(SCHOOL, NINA, quiet)
        await unit.commit()
    assert await remind(world.database, EVENING) == 0
    assert await remind(world.database, EVENING + 3 * HOUR) == 1


async def test_who_has_a_time_for_entry_is_reminded_then(world: World) -> None:
    world.database.shared.state.duties.cells[NINA] = {
        "вт": "АРМ3 (каб.21) 16:00-17:00",
        "чт": "АРМ3 (каб.21) постоянно",
    }
    assert await remind(world.database, EVENING - 2 * HOUR - timedelta(minutes=5)) == 0
    assert await remind(world.database, EVENING - 2 * HOUR) == 1
    assert await remind(world.database, EVENING) == 0


async def test_the_school_sets_the_hour_or_none(world: World) -> None:
    await set_school(world, remind_evening="19:30")
    assert await remind(world.database, EVENING + HOUR) == 0
    await set_school(world, reminders=False)
    assert await remind(world.database, EVENING + 2 * HOUR) == 0
    await set_school(world)
    assert await remind(world.database, EVENING + 2 * HOUR) == 1


async def test_who_is_on_leave_is_left_alone_and_the_deputy_told(world: World) -> None:
    day = EVENING.date()
    async with world.database.writing() as unit:
        await unit.deadlines.add_leave(SCHOOL, Leave(NINA, day, day, OLGA))
        await unit.commit()
    assert await remind(world.database, EVENING) == 1
    assert await told(world, NINA) == []
    ((_, (line,)),) = await told(world, OLGA)
    assert (line.section, line.owner) == (Section.TODAY, "Фёдорова Нина Львовна")


@pytest.mark.parametrize("gone", ["left", "leave", "blocked"])
async def test_where_the_deputy_is_gone_the_next_with_the_right_hears(world: World, gone: str) -> None:
    directories, day = world.database.directories, TUESDAY_AFTER.date()
    directories.functions.append(Function(IGOR, Grant(Role.DIRECTOR), Days(BEGAN)))
    async with world.database.writing() as unit:
        await linked(unit, IGOR, 905)
        if gone == "leave":
            await unit.deadlines.add_leave(SCHOOL, Leave(DIRECTOR, day, day))
        if gone == "blocked":
            ((_, chat),) = await unit.links.links_to(DIRECTOR)
            await unit.links.set_blocked(chat.key, EVENING)
        await unit.commit()
    if gone == "left":
        directories.functions[:] = [one for one in directories.functions if one.grant.role is not Role.DEPUTY]
    await remind(world.database, TUESDAY_AFTER)
    assert await told(world, DIRECTOR) == []
    handed = [line.owner for _, lines in await told(world, IGOR) for line in lines if line.section is Section.HANDED]
    assert "Фёдорова Нина Львовна" in handed


async def test_what_is_put_off_is_not_told_but_others_hear_of_it(world: World) -> None:
    nina = await world.actor(NINA)
    assert (await service.snooze(world.database, nina, 7, EVENING)).snoozed_to == date(2026, 10, 20)
    assert await remind(world.database, EVENING) == 0
    await remind(world.database, MORNING)
    assert await told(world, NINA) == []
    await remind(world.database, TUESDAY_AFTER)
    assert [occasion for occasion, _ in await told(world, NINA)] == ["evening"]
    assert await told(world, DIRECTOR) != []


async def test_what_was_done_leaves_the_ledger(world: World) -> None:
    await remind(world.database, EVENING)
    directories = world.database.directories
    directories.enrolments[:] = [replace(one, days=Days(BEGAN, BEGAN)) for one in directories.enrolments]
    directories.group_days.clear()
    await remind(world.database, MORNING)
    async with world.database.reading() as unit:
        assert await unit.duties.standing(SCHOOL) == ()


async def test_the_list_is_of_staff_only(world: World) -> None:
    shown = await service.todo(world.database, await world.actor(NINA), EVENING)
    assert [(one.duty, one.section) for one in shown.lines] == [(Duty.LESSON, Section.TODAY)]
    assert (await service.todo(world.database, await world.actor(SECRETARY), EVENING)).lines == ()
    for use in (service.todo(world.database, await world.actor(MARIA), EVENING),):
        with pytest.raises(NotFoundError):
            await use
    with pytest.raises(NotFoundError):
        await service.snooze(world.database, await world.actor(MARIA), 1, EVENING)
    assert CLASS_5A not in [one.about.class_id for one in shown.of(Section.HANDED)]


async def test_what_only_its_person_knows_is_closed_by_hand_for_all(world: World) -> None:
    """The clerk keeps the service here; Wednesdays have a report, and in holidays the office works."""
    functions = world.database.directories.functions
    functions += [Function(person, Grant(Role.COORDINATOR), Days(BEGAN)) for person in (SECRETARY, IGOR)]
    await set_school(world, weekly_report=3)
    async with world.database.writing() as unit:
        await linked(unit, SECRETARY, 906)
        await unit.commit()
    holiday = datetime(2026, 10, 27, 15, 0, tzinfo=UTC)
    assert await remind(world.database, holiday) > 0
    ((_, (line,)),) = await told(world, SECRETARY)
    assert line.duty is Duty.WEEKLY
    assert not any(one.duty is Duty.LESSON for _, lines in await told(world, NINA) for one in lines)
    secretary, igor = await world.actor(SECRETARY), await world.actor(IGOR)
    with pytest.raises(NotFoundError):
        await service.close(world.database, await world.actor(NINA), line.duty, line.about, holiday)
    with pytest.raises(NotFoundError):
        await service.close(world.database, secretary, Duty.LESSON, line.about, holiday)
    shown = await service.close(world.database, secretary, line.duty, line.about, holiday)
    assert Duty.WEEKLY not in [one.duty for one in shown.lines]
    assert Duty.WEEKLY not in [one.duty for one in (await service.todo(world.database, igor, holiday)).lines]
    assert "duty.closed" in await world.actions()


async def test_a_deputy_sees_the_history_of_what_was_left(world: World) -> None:
    for moment in (EVENING, MORNING, TUESDAY_AFTER):
        await remind(world.database, moment)
    deputy = await world.actor(DIRECTOR)
    found = await service.left_by(world.database, deputy, Duty.LESSON, NINA, TUESDAY_AFTER)
    assert [(one.line.about.day, one.reminders) for one in found] == [(date(2026, 10, 13), 3)]
    assert Event.ESCALATED in [one.event for one in found[0].past]
    for other in (NINA, IGOR):
        with pytest.raises(NotFoundError):
            await service.left_by(world.database, await world.actor(other), Duty.LESSON, NINA, TUESDAY_AFTER)


async def test_the_own_hour_is_in_place_of_the_schools(world: World) -> None:
    nina = await world.actor(NINA)
    assert await hours.evening(world.database, nina) == (None, time(18))
    assert await hours.evening(world.database, nina, time(20)) == (time(20), time(18))
    assert await remind(world.database, EVENING + HOUR) == 0
    assert await remind(world.database, EVENING + 2 * HOUR) == 1
    with pytest.raises(NotFoundError):
        await hours.evening(world.database, await world.actor(MARIA), time(20))
