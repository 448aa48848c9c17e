"""What families do to screens: hammering, deleting, leaving half-way, blocking, naming others (field.md, E02-E08)."""

import asyncio
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from playground import Person
from storage.schema import people
from storage.schema.applications import application
from storage.schema.audit import audit_entry
from storage.schema.notes import absence_note
from storage.schema.people import person
from tests.bot.conftest import COORDINATOR, MATHS, MOTHER_OF_SOFIA, MOTHER_OF_TWO, House
from tests.bot.test_applications import CLERK, UNCLE, applied, filled, registered, rows

TAPS = 30
HANDLED = 5
"""Presses in a run that are handled."""
SCREENS = ("/start", "/diary", "/absence", "/write", "/notifications", "/timetable")
WITHDRAWN = sa.select(sa.func.count()).select_from(audit_entry).where(audit_entry.c.action == "application.withdrawn")


async def hammer(one: Person, label: str) -> set[str | None]:
    """Thirty presses at once; what the bot answered them with."""
    place, found = one._find(label, None)
    presses = [one.begin_press(place, found.data) for _ in range(TAPS)]
    answers = await asyncio.wait_for(asyncio.gather(*(press.answer for press in presses)), 30)
    return {answer.text for answer in answers}


async def screen(one: Person, command: str) -> int:
    """Open a screen; its message."""
    one.mark()
    await one.say(command)
    return (await one.expect("")).id


async def test_thirty_taps_send_one_application_and_one_page(house: House) -> None:
    stranger = await filled(house)
    assert sum("Номер можно отправить" in message.text for message in stranger.messages) == 1
    await hammer(stranger, "Отправить")
    await stranger.expect("Заявление № 1 отправлено")
    await hammer(stranger, "Бланк для печати")
    await stranger.wait(lambda messages: any(one.document for one in messages))
    await stranger.press("Мои заявления")
    assert sum(bool(one.document) for one in stranger.messages) == 1
    await stranger.press("№ 1: отозвать")
    await stranger.expect("Отозвать заявление № 1?")
    await hammer(stranger, "Отозвать")
    await stranger.expect("отозвано вами")
    async with house.database.reading() as unit:
        assert await unit.connection.scalar(WITHDRAWN) == 1
    assert await rows(house, application) == 1


async def test_thirty_taps_on_a_relation_bring_one_keyboard(house: House) -> None:
    stranger = house.stranger()
    await stranger.say("/apply")
    await stranger.expect("Заявление на доступ")
    await hammer(stranger, "Заполнить заявление")
    for text, question in zip(UNCLE, ("Как зовут ребёнка?", "В каком классе", "Кем вы приходитесь"), strict=True):
        await stranger.say(text)
        await stranger.expect(question)
    await hammer(stranger, "отец")
    await stranger.expect("Номер можно отправить кнопкой")
    assert sum("Номер можно отправить" in message.text for message in stranger.messages) == 1


async def test_thirty_taps_on_any_screen_of_a_family_change_one_message(house: House) -> None:
    mother = await house.linked(MOTHER_OF_TWO)
    for command in SCREENS:
        place = await screen(mother, command)
        for label in next(message for message in mother.messages if message.id == place).labels[:2]:
            before, calls = len(mother.messages), len(house.playground.log.calls)
            said = await hammer(mother, label)
            assert len(mother.messages) == before, (command, label)
            assert not any("пошло не так" in (text or "") for text in said), (command, label)
            methods = [call["method"] for call in house.playground.log.calls[calls:]]
            assert methods.count("editMessageText") <= HANDLED, (command, label)
            assert methods.count("answerCallbackQuery") == TAPS, (command, label)
            place = await screen(mother, command)


async def test_thirty_taps_excuse_once(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await screen(mother, "/absence")
    labels = (await mother.expect("")).labels
    await mother.press(next(one for one in labels if "Сегодня" in one or "сегодня" in one))
    await hammer(mother, "Болеет")
    assert await rows(house, absence_note) == 1


@pytest.mark.parametrize("command", [*SCREENS, "/apply"])
async def test_a_screen_that_was_deleted_comes_anew(house: House, command: str) -> None:
    mother = await house.linked(MOTHER_OF_TWO)
    place = await screen(mother, command)
    shown = next(message for message in mother.messages if message.id == place)
    button = next(one for row in shown.buttons for one in row if one.data)
    press = mother.begin_press(place, button.data)
    mother.delete(place)
    await asyncio.wait_for(press.answer, 10)
    anew = [message for message in mother.messages if message.from_bot and message.id > place]
    assert len(anew) == 1
    assert anew[0].labels


async def test_what_is_typed_a_week_later_is_no_answer(house: House) -> None:
    stranger = house.stranger()
    await stranger.say("/apply")
    await stranger.expect("Заявление на доступ")
    await stranger.press("Заполнить заявление")
    await stranger.say("Петров Пётр Петрович")
    await stranger.expect("Как зовут ребёнка?")
    house.clock.pass_(timedelta(days=7))
    await stranger.say("Когда собрание")
    left = await stranger.expect("Заявление не закончено")
    assert {"Продолжить", "Начать заново"} <= set(left.labels)
    await stranger.press("Продолжить")
    await stranger.expect("Как зовут ребёнка?")
    await stranger.say("Петров Лев")
    await stranger.expect("В каком классе")
    async with house.database.reading() as unit:
        kept = (await unit.connection.execute(sa.select(application.c.form))).scalar_one()
    assert (kept["guardian"]["surname"], kept["child"]["given"]) == ("Петров", "Лев")


async def test_a_bot_that_is_blocked_while_an_application_waits(house: House) -> None:
    stranger = await applied(house)
    coordinator = await house.linked(COORDINATOR)
    stranger.block()
    await registered(house, coordinator)
    house.grace_passes()
    card = await coordinator.expect("Заявитель закрыл чат с ботом")
    await coordinator.press(next(one for one in card.labels if one.startswith("Подключить нового")))
    await coordinator.press("Подключить")
    await coordinator.expect("подключено")
    stranger.mark()
    await stranger.start()
    assert "Ёлкина Софья, 5А" in (await stranger.expect("Этот чат подключён")).text


async def test_a_uid_of_another_is_refused_and_an_own_one_is_entered(house: House) -> None:
    await applied(house)
    coordinator = await house.linked(COORDINATOR)
    await registered(house, coordinator)
    await coordinator.press("Указать UID с портала")
    await coordinator.expect("пришлите UID заявителя")
    await coordinator.say("нет у него")
    await coordinator.expect("Не получилось прочитать UID")
    await coordinator.say(MATHS)
    await coordinator.expect("записан за другим человеком")
    await coordinator.say("UID 7800 1999 24")
    card = await coordinator.expect("UID на портале: 7800199924")
    await coordinator.press(next(one for one in card.labels if one.startswith("Подключить нового")))
    await coordinator.press("Подключить")
    await coordinator.expect("подключено")
    async with house.database.reading() as unit:
        (made,) = await unit.links.people_with_uid("7800199924")
    assert made.name.full == "Ёлкин Пётр Иванович"


async def test_a_child_of_another_school_is_out_of_reach(house: House) -> None:
    elsewhere = await another_school(house)
    stranger = house.stranger()
    await stranger.say("/apply")
    await stranger.expect("Заявление на доступ")
    await stranger.press(house.school.short_name)
    for text, question in zip(
        ("Чужова Анна", "Чужов Лев", "5А"), ("ребёнка?", "В каком классе", "Кем вы"), strict=True
    ):
        await stranger.say(text)
        await stranger.expect(question)
    await stranger.press("мать")
    await stranger.expect("Номер можно отправить кнопкой")
    await stranger.say("+79211234567")
    await stranger.expect("Форма согласия")
    await stranger.press("Согласен")
    await stranger.press("Отправить")
    await stranger.expect("отправлено")
    outsider = await coordinator_elsewhere(house)
    await outsider.say("/applications")
    desk = await outsider.expect("Ни одно не ждёт")
    for data in ("ca:1", "cap:1", "capr:1", "cau:1", f"cac:1:{elsewhere}:0"):
        answer = await outsider.press_data(desk.id, data)
        assert "больше нет" in (answer.text or ""), data
    coordinator = await house.linked(COORDINATOR)
    await registered(house, coordinator)
    card = await coordinator.expect("Такого ученика в школе нет")
    assert not [one for one in card.labels if one.startswith("Подключить")]
    answer = await coordinator.press_data(card.id, f"cac:1:{elsewhere}:0")
    assert "больше нет" in (answer.text or "")
    clerk = await house.linked(CLERK)
    await clerk.say("/applications 1")
    await clerk.expect("Найденные заявления")


async def coordinator_elsewhere(house: House) -> Person:
    """The coordinator of the other school."""
    own = house.school
    async with house.database.reading() as unit:
        (house.school,) = [one for one in await unit.people.schools() if one.id != own.id]
    found = await house.linked("9900000001")
    house.school = own
    return found


async def another_school(house: House) -> int:
    """A second school with a coordinator (UID 9900000001) and Лев Чужов in its 5А; his key."""
    async with house.database.writing() as unit:
        run = unit.connection.execute
        town = await unit.connection.scalar(sa.select(people.municipality.c.id))
        names = {"number": "2", "short_name": "Школа 2", "full_name": "Школа № 2", "time_zone": "Europe/Moscow"}
        made = people.school.insert().values(municipality_id=town, profile="spb-2018", **names)
        school = (await run(made.returning(people.school.c.id))).scalar_one()
        own = {"school_id": school, "from_day": date(2026, 9, 1)}
        year = people.school_year.insert().values(name="2026/2027", to_day=date(2027, 5, 31), **own)
        year_id = (await run(year.returning(people.school_year.c.id))).scalar_one()
        of = people.school_class.insert().values(school_id=school, year_id=year_id, grade=5, letter="А")
        class_id = (await run(of.returning(people.school_class.c.id))).scalar_one()
        keys = []
        for surname, given, uid in (("Чужов", "Лев", None), ("Дальняя", "Ольга", "9900000001")):
            someone = person.insert().values(school_id=school, surname=surname, given_name=given, uid=uid)
            keys.append((await run(someone.returning(person.c.id))).scalar_one())
        await run(people.enrolment.insert().values(class_id=class_id, pupil_id=keys[0], **own))
        await run(people.role_grant.insert().values(person_id=keys[1], role="coordinator", **own))
        await unit.commit()
    return int(keys[0])
