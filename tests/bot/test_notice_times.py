"""A notice that goes out at a set time: once, at the school's clock, in the name of who may still write it."""

import asyncio
from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.common.notice_data import Adopt, Send, SetTime, Unschedule
from core.notices.scheduling import send_due
from playground import MessageView, Person
from storage.schema.audit import audit_entry
from storage.schema.people import role_grant
from tests.bot.conftest import COORDINATOR, DIRECTOR, MATHS, MOTHER_OF_SOFIA, ZONE, House
from tests.bot.test_notices import CLASS_TEACHER, states


async def preview(author: Person) -> MessageView:
    """A notice of the class teacher, looked at."""
    await author.say("/notice")
    await author.say("Завтра сбор у школы в 7:30")
    await author.expect("Откуда: 5А")
    await author.press("Посмотреть перед отправкой")
    await author.expect("Так объявление придёт")
    await author.press("Отправить позже…")
    return await author.expect("Когда отправить объявление?")


async def test_it_goes_out_once_when_its_time_comes(house_on_both: House) -> None:
    house = house_on_both
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    asked = await preview(author)
    assert asked.labels[:2] == ["Сегодня в 18:00", "Завтра в 8:00"]
    await author.say("как-нибудь потом")
    await author.expect("Не получилось прочитать время")
    await author.say("13.10 15:00")
    await author.expect("Это время уже прошло")
    await author.say("сегодня в 16:00")
    await author.expect("🕒 Объявление уйдёт вт 13 октября в 16:00")
    await author.press("Другое время")
    await author.press("Сегодня в 18:00")
    await author.expect("уйдёт вт 13 октября в 18:00")
    await author.say("/notices")
    await author.expect("Черновики видите только вы")
    await author.press("🕒 13 окт. 18:00 · Завтра сбор у школы в 7:30")
    await author.expect("Получателей бот посчитает заново")
    house.clock.pass_(timedelta(hours=2, minutes=29))
    assert await send_due(house.database, house.clock.now()) == 0
    house.clock.pass_(timedelta(minutes=2))
    # Two processes at the same moment, and a clock that is set back by an hour.
    both = await asyncio.gather(*(send_due(house.database, house.clock.now()) for _ in range(2)))
    assert sum(both) == 1
    house.clock.pass_(timedelta(hours=-1))
    assert await send_due(house.database, house.clock.now()) == 0
    house.clock.pass_(timedelta(hours=1))
    assert house.app is not None
    house.app.wake()
    await mother.expect("Завтра сбор у школы")
    await author.expect("Объявление отправл")
    assert await send_due(house.database, house.clock.now()) == 0
    assert sum("сбор у школы" in one.text for one in mother.messages) == 1
    assert await states(house) == ["sent"]


async def test_called_off_and_sent_at_once(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    await preview(author)
    await author.press("Завтра в 8:00")
    await author.expect("уйдёт ср 14 октября в 8:00")
    await author.press("Не отправлять: вернуть в черновики")
    await author.expect("Кому отправить объявление?")
    house.clock.pass_(timedelta(days=1))
    assert await send_due(house.database, house.clock.now()) == 0
    assert await states(house) == ["draft"]
    await author.press("Посмотреть перед отправкой")
    await author.press("Отправить позже…")
    await author.expect("Когда отправить объявление?")
    await author.press("Сегодня в 18:00")
    await author.expect("уйдёт ср 14 октября в 18:00")
    await author.press("Отправить сейчас")
    await author.expect("Объявление отправлено")
    await mother.expect("сбор у школы")
    house.clock.pass_(timedelta(hours=9))
    assert await send_due(house.database, house.clock.now()) == 0


async def test_who_lost_the_right_does_not_write_and_the_coordinator_hears_of_it(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    coordinator, other = await house.linked(COORDINATOR), await house.linked(DIRECTOR)
    await preview(author)
    await author.press("Завтра в 8:00")
    await author.expect("уйдёт ср 14 октября в 8:00")
    async with house.database.writing() as unit:
        ended = role_grant.update().where(role_grant.c.role == "class_teacher")
        await unit.connection.execute(ended.values(to_day=datetime(2026, 10, 13, tzinfo=ZONE).date()))
        await unit.commit()
    house.clock.pass_(timedelta(hours=17))
    assert await send_due(house.database, house.clock.now()) == 1
    assert house.app is not None
    house.app.wake()
    await coordinator.expect("Его автор назначил отправку, но больше не может писать")
    assert await states(house) == ["held"]
    assert not any("сбор" in one.text for one in mother.messages)
    await coordinator.press("Открыть объявление")
    await coordinator.expect("⚠️ Объявление не отправлено")
    await coordinator.press("Сделать моим черновиком")
    await coordinator.expect("Кому отправить объявление?")
    assert await states(house) == ["draft"]
    told = await author.expect("Его взял на себя другой сотрудник")
    assert ("сбор у школы" in told.text, told.labels) == (True, []), "it is not the author's to open"
    stale = await other.press_data(other.messages[-1].id, Adopt(notice=1).pack())
    assert "Этого здесь больше нет" in (stale.text or ""), "two do not send it"
    assert await states(house) == ["draft"]
    async with house.database.reading() as unit:
        actions = (await unit.connection.execute(sa.select(audit_entry.c.action))).scalars().all()
    assert {"notice.scheduled", "notice.held", "notice.adopted"} <= {*actions}


async def test_what_is_late_by_a_night_is_asked_about(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    await preview(author)
    await author.press("Сегодня в 18:00")
    await author.expect("уйдёт вт 13 октября в 18:00")
    house.clock.pass_(timedelta(hours=18))
    await send_due(house.database, house.clock.now())
    assert house.app is not None
    house.app.wake()
    await author.expect("Бот не работал в назначенное время")
    assert not any("сбор" in one.text for one in mother.messages)
    await author.press("Открыть объявление")
    await author.expect("⚠️ Объявление не отправлено")
    await author.press("Отправить сейчас")
    await mother.expect("сбор у школы")


async def test_another_schedules_nothing_and_calls_nothing_off(house: House) -> None:
    """The denial twin, with a coordinator who may look at it."""
    await house.linked(MOTHER_OF_SOFIA)
    author, coordinator = await house.linked(CLASS_TEACHER), await house.linked(COORDINATOR)
    teacher = await house.linked(MATHS)
    await preview(author)
    await author.press("Завтра в 8:00")
    await author.expect("уйдёт ср 14 октября в 8:00")
    for stranger in (coordinator, teacher):
        await stranger.say("/start")
        home = await stranger.expect("Этот чат подключён")
        pressed = (
            SetTime(notice=1, version=2, at="202610151000"),
            Unschedule(notice=1),
            Send(notice=1, version=2),
            Adopt(notice=1),
            SetTime(notice=1, version=2, at="завтра"),
        )
        for one in pressed:
            await stranger.press_data(home.id, one.pack())
    assert await states(house) == ["scheduled"]
    async with house.database.reading() as unit:
        assert await unit.notices.due(datetime(2026, 10, 14, 8, tzinfo=ZONE)) == (1,)
