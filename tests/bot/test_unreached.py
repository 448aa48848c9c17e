"""Whom messages do not reach, through the messenger: since when, why, what to do."""

from datetime import timedelta

from tests.bot.conftest import COORDINATOR, MOTHER_OF_SOFIA, RUSSIAN, House
from tests.bot.test_adoption import CLASS_TEACHER

LESSON = "5А русский тема Имя; дз не задано; 5 Ёлкина"


async def lost(house: House) -> None:
    """The mother blocked the bot, and a mark did not come."""
    mother = await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    mother.block()
    teacher = await house.linked(RUSSIAN, "Нина Львовна")
    await teacher.say(LESSON)
    await teacher.expect("Ёлкина")
    await teacher.press("Записать")
    await teacher.expect("Записано")
    house.grace_passes()


async def test_who_blocked_the_bot_is_shown_to_coordinators_and_the_class_teacher(house: House) -> None:
    await lost(house)
    for uid, name in ((COORDINATOR, "Олег Викторович"), (CLASS_TEACHER, "Анна Павловна")):
        staff = await house.linked(uid, name)
        await staff.say("/adoption")
        await staff.expect("сообщения не доходят: 1")
        await staff.press("Сообщения не доходят")
        shown = await staff.expect("1 человек ничего не получает")
        assert (
            "5А\n• Ёлкина Гульнара Сергеевна (ребёнок: Ёлкина Софья): человек остановил бота, с 13 октября"
            in shown.text
        )


async def test_a_school_where_all_arrives_says_so(house: House) -> None:
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    await coordinator.say("/adoption")
    await coordinator.expect("Кто подключён")
    await coordinator.press("Сообщения не доходят")
    await coordinator.expect("Все подключённые чаты принимают сообщения")


async def test_without_names_only_numbers_are_shown(house: House) -> None:
    await lost(house)
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    await coordinator.say("/adoption")
    await coordinator.expect("сообщения не доходят: 1")
    await house.set(content="discreet")
    await coordinator.press("Сообщения не доходят")
    shown = await coordinator.expect("5А: 1")
    assert "Ёлкин" not in shown.text


async def test_who_comes_back_is_not_shown_any_more(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    mother.block()
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    house.clock.pass_(timedelta(days=1))
    mother.unblock()
    await mother.say("/start")
    await mother.expect("Этот чат подключён")
    await coordinator.say("/adoption")
    shown = await coordinator.expect("Кто подключён")
    assert "не доходят:" not in shown.text
