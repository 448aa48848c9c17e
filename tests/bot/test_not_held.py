"""A lesson that did not take place, by taps: recorded as such, nothing asked any more, no push."""

from datetime import date, timedelta

import sqlalchemy as sa

from storage.schema.journal import attendance, lesson_text, mark
from tests.bot.conftest import MATHS, MOTHER_OF_SOFIA, House
from tests.bot.test_lessons import opened, press, press_all, rows, screen
from tests.bot.test_teachers import settled


async def standing(house: House) -> list[tuple[object, ...]]:
    table = lesson_text.c
    return await rows(house, sa.select(table.kind, table.text).where(table.ended_entry_id.is_(None)))


async def test_a_lesson_that_was_not_held_is_complete_and_tells_nobody(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    teacher = await opened(house)
    await press_all(teacher, "Кто был", "Белов", "‹ Назад", "Тема, задание", "Урок не проведён", "Карантин")
    assert "Урок не проведён: Карантин" in screen(teacher).text
    assert "Нет: " not in screen(teacher).text
    await press(teacher, "Записать")
    await teacher.expect("Записано")
    assert await standing(house) == [("not_held", "Карантин")]
    assert await rows(house, sa.select(attendance.c.id)) == []
    before = len(mother.messages)
    house.clock.pass_(timedelta(days=1))
    await settled(house)
    assert len(mother.messages) == before
    await teacher.say("/lessons")
    await teacher.expect("Мои уроки")
    await press(teacher, "‹ вт 13 октября")
    assert "5А · Математика: записан" in screen(teacher).text


async def test_the_reason_may_be_typed_and_the_lesson_held_after_all(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Тема, задание", "Урок не проведён", "Написать причину")
    await teacher.say("прорвало трубу")
    assert "Урок не проведён: прорвало трубу" in (await teacher.expect("прорвало")).text
    await house.restart()
    await press(teacher, "Урок всё-таки был")
    assert "не проведён" not in screen(teacher).text
    assert any("Кто был" in label for label in screen(teacher).labels)


async def test_words_say_it_too(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say("5А матем урок не проведён, эвакуация")
    await teacher.expect("Урок не проведён: эвакуация")
    await press(teacher, "Записать")
    await teacher.expect("Записано")
    assert await standing(house) == [("not_held", "эвакуация")]


async def test_a_control_of_another_day_is_announced_today(house: House) -> None:
    """«к/р 12.10»: the mark stands in the column of the work; the entry knows both days (B21, P21)."""
    teacher = await house.linked(MATHS)
    await teacher.say("5А матем к/р 12.10 4 Ёлкина")
    await teacher.expect("Контрольная работа")
    await press(teacher, "Записать")
    await teacher.expect("Записано")
    found = await rows(house, sa.select(mark.c.work_day, mark.c.announced_on))
    assert found == [(date(2026, 10, 12), date(2026, 10, 13))]
