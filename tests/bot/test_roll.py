"""What a tap on a pupil may say besides the commonest: reasons, minutes, exemption, remarks."""

import sqlalchemy as sa

from storage.schema.journal import attendance
from tests.bot.conftest import MOTHER_OF_SOFIA, House
from tests.bot.test_lessons import opened, press, press_all, rows, screen


async def test_reasons_minutes_exemption_and_remarks_by_taps(house: House) -> None:
    """icc #490, giuaschool #230: presets, one screen for absence, lateness and remarks; families hear of the remark."""
    mother = await house.linked(MOTHER_OF_SOFIA)
    teacher = await opened(house)
    for paint, pupil in (
        ("уваж.", "Белов"),
        ("неуваж.", "Жуков"),
        ("оп. 15 мин", "Петров Михаил"),
        ("освобождение", "Сидоров"),
        ("нет формы", "Ёлкина"),
    ):
        await press_all(teacher, "Кто был" if paint == "уваж." else "Отметить другое")
        if paint == "уваж.":
            await press(teacher, "Причина, минуты, замечание")
        await teacher.press(paint)
        await press(teacher, pupil)
    await press_all(teacher, "Отметить другое", "своё замечание", "Ёлкина")
    await teacher.expect("напишите замечание")
    await teacher.say("Разговаривала; 5 Белов")
    card = await teacher.expect("Разговаривала")
    assert "Белов Кирилл (уважительная причина)" in card.text
    assert "Жуков Семён (без уважительной причины)" in card.text
    assert "Петров Михаил (15 мин)" in card.text
    assert "Освобождены: Сидоров Егор" in card.text
    assert "Замечания: Ёлкина Софья — нет формы, Ёлкина Софья — Разговаривала; 5 Белов" in card.text
    await press(teacher, "Записать")
    await teacher.expect("Записано")
    house.grace_passes()
    push = await mother.expect("Замечание: нет формы")
    assert "Замечание: Разговаривала; 5 Белов" in push.text
    kinds = await rows(house, sa.select(attendance.c.kind, attendance.c.reason, attendance.c.minutes))
    wanted = [("absent", "У", None), ("absent", "НУ", None), ("late", None, 15), ("exempt", None, None)]
    assert sorted(kinds, key=str) == sorted(wanted, key=str)


async def test_a_second_tap_takes_it_off_and_back_ends_the_waiting_for_words(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Кто был", "Причина, минуты", "нет формы", "Ёлкина")
    assert any("Ёлкина" in label and "замечание" in label for label in screen(teacher).labels)
    await press(teacher, "Ёлкина")
    assert not any("Ёлкина" in label and "замечание" in label for label in screen(teacher).labels)
    await press_all(teacher, "Отметить другое", "своё замечание", "Ёлкина", "‹ Назад")
    await teacher.say("5А матем 5 Ёлкина")
    assert "Отметки: Ёлкина Софья 5" in (await teacher.expect("Отметки")).text


async def test_what_is_required_is_named_before_recording_and_filled_with_one_tap_each(house: House) -> None:
    """§4.2: without topic and homework the lesson is kept, but as recorded in part."""
    teacher = await opened(house)
    assert "Не хватает: тема и задание или «не задано»" in screen(teacher).text
    await press(teacher, "По плану: ")
    assert "Не хватает: задание или «не задано»" in screen(teacher).text
    await press_all(teacher, "Записать")
    await teacher.say("/lessons")
    assert "5А · Математика: записан частично" in (await teacher.expect("Мои уроки")).text
    await press_all(teacher, "5А · Математика", "Задания нет")
    assert "Не хватает" not in screen(teacher).text
    await press(teacher, "Записать")
    await teacher.say("/lessons")
    assert "5А · Математика: записан\n" in (await teacher.expect("Мои уроки")).text
