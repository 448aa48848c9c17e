"""The monthly check of a class list through the messenger."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.teachers.roster_views import Confirm, ReportError, ShowRoster, ShowStates
from storage.schema.roster import roster_check
from tests.bot.conftest import COORDINATOR, DEPUTY, MATHS, House

CLASS_TEACHER, OF_5B = "7800100202", "7800100239"
"""UIDs: Морозова, who leads 5А; Вагнер, who leads 5Б."""
SEEING = (DEPUTY, COORDINATOR)


async def checks(house: House) -> list[tuple[object, ...]]:
    """Verdicts and words."""
    async with house.database.reading() as unit:
        rows = await unit.connection.execute(sa.select(roster_check.c.verdict, roster_check.c.text))
        return [tuple(row) for row in rows]


async def test_the_list_is_confirmed_and_the_menu_says_what_is_due(house_on_both: House) -> None:
    house = house_on_both
    head = await house.linked(CLASS_TEACHER)
    await head.say("/start")
    await head.expect("Этот чат подключён")
    await head.press("❗ Сверка за октябрь 2026 не сделана")
    shown = await head.expect("Сверка списка 5А · октябрь 2026")
    assert "В списке: 28. Родители не подключены у 28." in shown.text
    assert "Ёлкина Софья · родители не подключены" in shown.text
    await head.press("Всё верно")
    done = await head.expect("✅ Сверка сделана 13 октября: Морозова Анна Сергеевна.")
    assert (done.id, "Всё верно" in done.labels) == (shown.id, False)
    assert await checks(house) == [("right", None)]
    await head.press("Прошлые сверки")
    await head.expect("• октябрь 2026: всё верно, 13 октября, Морозова Анна Сергеевна")
    await head.say("/start")
    assert "Сверка списка класса" in (await head.expect("Этот чат подключён")).labels


async def test_an_error_reaches_the_coordinator(house: House) -> None:
    coordinator, head = await house.linked(COORDINATOR), await house.linked(CLASS_TEACHER)
    await head.say("/roster")
    await head.expect("Сверка за октябрь 2026 не сделана")
    await head.press("Есть ошибка — написать")
    await head.expect("что не так в списке?")
    await head.say("а" * 1001)
    await head.expect("не больше 1000 символов")
    await head.say("Белов <ушёл> в 5Б")
    await head.expect("Об ошибке сообщено 13 октября: «Белов <ушёл> в 5Б»")
    assert await checks(house) == [("wrong", "Белов <ушёл> в 5Б")]
    told = await coordinator.expect("Ошибка в списке 5А · сверка за октябрь 2026\nБелов <ушёл> в 5Б")
    assert "Морозова Анна Сергеевна" in told.text
    await coordinator.press("Сверка списка класса")
    states = await coordinator.expect("Сверка списков за октябрь 2026")
    assert "• 5А: Белов <ушёл> в 5Б" in states.text
    assert "❗ Не сделана:" in states.text


async def test_a_button_of_the_last_month_says_so(house: House) -> None:
    head = await house.linked(CLASS_TEACHER)
    await head.say("/roster")
    await head.expect("Сверка за октябрь 2026 не сделана")
    house.clock.pass_(timedelta(days=31))
    answer = await head.press("Всё верно")
    assert "за прошлый месяц" in (answer.text or "")
    assert await checks(house) == []


@pytest.mark.parametrize("uid", [OF_5B, MATHS, DEPUTY, COORDINATOR])
async def test_another_class_is_neither_seen_nor_checked(house: House, uid: str) -> None:
    """The denial twin: who does not lead 5А confirms nothing, whatever data is pressed."""
    head = await house.linked(CLASS_TEACHER)
    await head.say("/roster")
    shown = await head.expect("Сверка списка 5А")
    data = [one.data for row in shown.buttons for one in row if one.data and one.data.startswith("ros")]
    assert {one.split(":")[0] for one in data} == {Confirm.__prefix__, ReportError.__prefix__}
    class_id = int(data[0].split(":")[1])
    stranger = await house.linked(uid)
    await stranger.say("/roster")
    await stranger.wait(lambda messages: bool(messages and messages[-1].from_bot))
    for one in [*data, ShowRoster(class_id=class_id).pack(), *([] if uid in SEEING else [ShowStates().pack()])]:
        await stranger.press_data(stranger.messages[-1].id, one)
    assert await checks(house) == []
    shown_to = [message.text for message in stranger.messages]
    assert not any("Сверка списка 5А" in text for text in shown_to)
    assert uid in SEEING or not any("Сверка списков" in text for text in shown_to)


async def test_in_english_and_without_names(house: House) -> None:
    await house.set(content="initials")
    head = await house.linked(CLASS_TEACHER, language="en")
    await head.say("/roster")
    shown = await head.expect("Check of the list of 5А · October 2026")
    assert "Ёлкина С. · parents not connected" in shown.text
    assert "Софья" not in shown.text
