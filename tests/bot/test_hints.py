"""Hints under the first records: one a day, each once, about the own class, until they are turned off."""

from datetime import timedelta

from playground import MessageView, Person
from tests.bot.conftest import MATHS, House

OFF = "Больше не подсказывать"


async def written(teacher: Person, text: str) -> MessageView:
    """The card of what was recorded."""
    teacher.mark()
    await teacher.say(text)
    await teacher.expect("5А · Математика")
    await teacher.press("Записать")
    return await teacher.expect("Записано в журнал")


async def test_each_day_teaches_the_next_trick(house_on_both: House) -> None:
    house = house_on_both
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    card = await written(teacher, "5А матем Ёлкина 5")
    assert "💡 Можно сразу с заданием:\n5А мат:" in card.text
    assert OFF in str(card.buttons)
    await teacher.press("Исправить отметку")
    await teacher.press("‹ Назад")
    assert "💡" in (await teacher.expect("Записано в журнал")).text
    await house.restart()
    assert "💡" not in (await written(teacher, "5А матем Жуков 4")).text
    house.clock.pass_(timedelta(days=1))
    assert "💡 Кого не было" in (await written(teacher, "5А матем вчера Жуков 5")).text


async def test_the_example_is_read_as_it_stands(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    card = await written(teacher, "5А матем Ёлкина 5")
    example = card.text.partition("💡")[2].splitlines()[1]
    teacher.mark()
    await teacher.say(example)
    read = await teacher.expect("5А · Математика")
    assert "На " in read.text
    assert "Нет:" in read.text
    assert "Записать" in str(read.buttons)


async def test_no_more_of_them_until_they_are_wanted_again(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    card = await written(teacher, "5А матем Ёлкина 5")
    answer = await teacher.press(OFF)
    assert "Подсказок больше не будет" in (answer.text or "")
    left = await teacher.expect("Записано в журнал")
    assert left.id == card.id
    assert "💡" not in left.text
    house.clock.pass_(timedelta(days=1))
    assert "💡" not in (await written(teacher, "5А матем вчера Жуков 5")).text
    await teacher.say("/help")
    await teacher.expect("Урок одним сообщением")
    await teacher.press("💡 Подсказывать после записей")
    assert "Не подсказывать" in str((await teacher.expect("Урок одним сообщением")).buttons)
    house.clock.pass_(timedelta(days=1))
    assert "💡 Кого не было" in (await written(teacher, "5А матем 13.10 Жуков 3")).text


async def test_the_menu_opens_the_help_that_teaches(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await teacher.say("/start")
    await teacher.press("Помощь")
    assert "10А алг: Абрамова 5" in (await teacher.expect("Урок одним сообщением")).text
    await teacher.press("Все команды")
    assert "/periods" in (await teacher.expect("Что здесь есть")).text
