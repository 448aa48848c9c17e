"""Groups by taps: the class teacher moves a pupil from a day on, lessons follow, a coordinator may, others may not."""

from datetime import date, timedelta

import sqlalchemy as sa

from playground import Person
from storage.schema.audit import audit_entry
from storage.schema.people import group_member, person
from tests.bot.conftest import COORDINATOR, MOTHER_OF_SOFIA, RUSSIAN, TUESDAY, House
from tests.bot.test_periods import CLASS_TEACHER, data_of, press, screen

TODAY = TUESDAY.date()
ENGLISH = "Английский"


async def opened(house: House, uid: str = CLASS_TEACHER) -> Person:
    """The class teacher of 5А with the English groups."""
    teacher = await house.linked(uid)
    await teacher.say("/groups")
    await teacher.expect("5А: группы")
    await press(teacher, ENGLISH)
    await teacher.expect("Английский язык: группы")
    return teacher


async def days(house: House, surname: str) -> list[tuple[object, ...]]:
    """First and last days of a pupil in groups, and whether somebody set and ended them."""
    table = group_member.c
    query = (
        sa.select(table.from_day, table.to_day, table.set_by_id.is_not(None), table.ended_by_id.is_not(None))
        .join(person, person.c.id == table.pupil_id)
        .where(person.c.surname == surname)
        .order_by(table.id)
    )
    async with house.database.reading() as unit:
        return [tuple(row) for row in await unit.connection.execute(query)]


async def test_a_tap_moves_a_pupil_from_today_and_keeps_yesterday(house_on_both: House) -> None:
    house = house_on_both
    teacher = await opened(house)
    assert "Алиев Тимур · 1" in screen(teacher).labels
    await press(teacher, "Алиев")
    assert "Алиев Тимур · 2" in screen(teacher).labels
    assert "Алиев Тимур: группа 1 с 1 сентября, группа 2 с 13 октября" in screen(teacher).text
    assert await days(house, "Алиев") == [
        (date(2026, 9, 1), TODAY - timedelta(days=1), False, True),
        (TODAY, None, True, False),
    ]
    async with house.database.reading() as unit:
        query = sa.select(audit_entry.c.action).order_by(audit_entry.c.id.desc()).limit(1)
        assert await unit.connection.scalar(query) == "group.moved"


async def test_the_next_tap_takes_out_of_all_groups_and_the_one_after_brings_back(house: House) -> None:
    teacher = await opened(house)
    await press(teacher, "Алиев", "Алиев")
    assert "Алиев Тимур · не в группе" in screen(teacher).labels
    assert "не в группе — 1" in screen(teacher).text
    await house.restart()
    await press(teacher, "Алиев")
    assert "Алиев Тимур · 1" in screen(teacher).labels


async def test_the_same_press_twice_is_one(house: House) -> None:
    teacher = await opened(house)
    shown = screen(teacher)
    data = data_of(shown, "Алиев")
    assert len(data.encode()) <= 64
    for _ in range(2):
        await teacher.press_data(shown.id, data)
    assert len(await days(house, "Алиев")) == 2


async def test_from_monday_on(house: House) -> None:
    teacher = await opened(house)
    await press(teacher, "С понедельника", "Алиев")
    assert "С 19 октября" in screen(teacher).text
    assert "Алиев Тимур · 2" in screen(teacher).labels
    await press(teacher, "С сегодня")
    assert "Алиев Тимур · 1" in screen(teacher).labels
    assert (await days(house, "Алиев"))[0][1] == date(2026, 10, 18)


async def test_a_button_of_yesterday_changes_nothing_and_says_so(house: House) -> None:
    teacher = await opened(house)
    data = data_of(screen(teacher), "Алиев")
    house.clock.pass_(timedelta(days=1))
    answer = await teacher.press_data(screen(teacher).id, data)
    assert "изменить нельзя" in (answer.text or "")
    assert len(await days(house, "Алиев")) == 1


async def test_another_teacher_has_no_groups_and_no_button_opens_them(house: House) -> None:
    """The denial twin."""
    owner = await opened(house)
    data = data_of(screen(owner), "Алиев")
    for uid in (RUSSIAN, MOTHER_OF_SOFIA):
        other = await house.linked(uid)
        await other.say("/groups")
        await other.wait(lambda messages: messages[-1].from_bot)
        answer = await other.press_data(screen(other).id, data)
        assert "не действует" in (answer.text or "") or "недоступно" in (answer.text or "")
    assert len(await days(house, "Алиев")) == 1


async def test_a_coordinator_chooses_a_class_first(house: House) -> None:
    coordinator = await house.linked(COORDINATOR)
    await coordinator.say("/groups")
    await coordinator.expect("Выберите класс")
    await press(coordinator, "5А", ENGLISH, "Алиев")
    assert "Алиев Тимур · 2" in screen(coordinator).labels
    await press(coordinator, "Назад", "Назад")
    assert "Выберите класс" in screen(coordinator).text


async def test_the_screen_is_in_english_too(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER, language="en")
    await teacher.say("/groups")
    await teacher.expect("5А: groups")
