"""Consents as people meet them: asked while linking, read, taken back and given again; the coordinator's register."""

import sqlalchemy as sa

from playground import Person
from storage.schema.consents import consent
from tests.bot.conftest import COORDINATOR, FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, House

FATHER_OF_DANIIL = "7800103569"
"""Иванов Олег: no consent in the school's lists."""
LESSON = "5А матем дз п.7 № 213; 5 Ёлкина"
WORDS = (
    "Я разрешаю школе обрабатывать данные моего ребёнка, чтобы вести электронный дневник и показывать его мне здесь."
)


async def presses(person: Person, label: str, screen: str) -> str:
    person.mark()
    await person.press(label)
    return (await person.expect(screen)).text


async def says(person: Person, text: str, answer: str) -> str:
    person.mark()
    await person.say(text)
    return (await person.expect(answer)).text


async def consents(house: House) -> list[tuple[str, str, str | None]]:
    async with house.database.reading() as unit:
        rows = await unit.connection.execute(sa.select(consent).order_by(consent.c.id))
        return [(row.form, row.scope, row.withdrawn_why) for row in rows]


async def test_where_a_consent_is_needed_it_is_asked_before_anything_is_shown(house: House) -> None:
    await house.set(**{"profile.consent": "must"})
    father = house.stranger("Папа Даниила")
    await father.start(await house.code(FATHER_OF_DANIIL))
    asked = await father.expect("Прочитайте и ответьте")
    assert "Форма согласия 2026-2" in asked.text
    assert asked.labels == ["Согласен(на)", "Не согласен(на)"]
    home = await presses(father, "Не согласен(на)", "Готово, чат подключён")
    assert "Закрыт дневник 1 ребёнка: нет вашего согласия. Дать его: /consents" in home
    assert "Иванов Даниил" not in home
    for command in ("/diary", "/timetable", "/absence", "/write"):
        await says(father, command, "нет вашего согласия на обработку данных")
    card = await says(father, "/consents", "Дневник закрыт.")
    assert "Согласие не дано" in card
    opened = await presses(father, "Согласен(на)", "Дневник открыт.")
    assert "Согласие дано в чате 13 октября 2026." in opened
    await says(father, "/diary", "Иванов Даниил")
    assert await consents(house) == [("2026-2", "messages", None)]


async def test_where_nothing_is_asked_linking_is_as_ever_and_a_paper_answers_for_itself(house: House) -> None:
    father = house.stranger("Папа Даниила")
    await father.start(await house.code(FATHER_OF_DANIIL))
    assert "Иванов Даниил" in (await father.expect("Готово, чат подключён")).text
    await house.set(**{"profile.consent": "must"})
    mother = house.stranger("Мама Софьи")
    await mother.start(await house.code(MOTHER_OF_SOFIA))
    assert "Ёлкина Софья" in (await mother.expect("Готово, чат подключён")).text
    await says(mother, "/consents", "Согласие дано на бумаге 3 сентября 2026.")


async def test_a_withdrawal_stops_what_waits_and_closes_the_diary_for_one_parent_only(house: House) -> None:
    mother, father = await house.linked(MOTHER_OF_SOFIA, "Мама"), await house.linked(FATHER_OF_SOFIA, "Папа")
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await says(teacher, LESSON, "Ёлкина Софья 5")
    await presses(teacher, "Записать", "Записано")
    await says(mother, "/diary", "вт 13 октября")
    diary = next(one for one in reversed(mother.messages) if "По предметам" in one.labels)
    await says(mother, "/consents", "Дневник открыт.")
    question = await presses(mother, "Отозвать согласие", "Что произойдёт сразу")
    assert "Другого родителя это не касается" in question
    await presses(mother, "Оставить как есть", "Дневник открыт.")
    await presses(mother, "Отозвать согласие", "Что произойдёт сразу")
    await presses(mother, "Отозвать согласие", "Согласие отозвано 13 октября 2026. Дневник закрыт.")
    mother.mark()
    father.mark()
    house.grace_passes()
    await father.expect("Отметка 5")
    await says(mother, "/diary", "нет вашего согласия на обработку данных")
    old = next(button for row in diary.buttons for button in row if button.text == "По предметам")
    answer = await mother.press_data(diary.id, old.data)
    assert "нет вашего согласия" in (answer.text or "")
    assert not [one for one in mother.messages if "Отметка 5" in one.text and one.id != diary.id]
    await says(father, "/diary", "Ёлкина Софья")
    await says(mother, "/consents", "Дневник закрыт.")
    await presses(mother, "Согласен(на)", "Дневник открыт.")
    await says(mother, "/diary", "Ёлкина Софья")


async def test_messages_may_be_stopped_alone_and_wanted_again(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Мама")
    await says(mother, "/consents", "Дневник открыт.")
    await presses(mother, "Не присылать сообщения", "Новости об этом ребёнке перестанут")
    await presses(mother, "Не присылать", "Дневник открыт, новости не приходят.")
    await says(mother, "/diary", "Ёлкина Софья")
    await says(mother, "/consents", "прочитайте и согласитесь")
    await presses(mother, "Согласен(на)", "Дневник открыт.")
    assert [scope for _, scope, ended in await consents(house) if ended is None] == ["messages"]


async def test_the_coordinator_sees_who_has_not_consented_and_puts_down_paper(house: House) -> None:
    coordinator = await house.linked(COORDINATOR, "Координатор")
    father = await house.linked(FATHER_OF_DANIIL, "Папа Даниила")
    text = await says(coordinator, "/consents", "Согласия по школе")
    assert "Родителей с детьми: 111; дано: 101, не дано: 10." in text
    label = next(one for one in coordinator.messages[-1].labels if one.startswith("5А"))
    class_text = await presses(coordinator, label, "5А")
    assert "Иванов Олег (Иванов Даниил): согласие не дано" in class_text
    await presses(coordinator, "Иванов Олег · Иванов Даниил", "Ребёнок: Иванов Даниил")
    await presses(coordinator, "Подписано на бумаге", "Согласие дано на бумаге 13 октября 2026.")
    await says(father, "/consents", "Согласие дано на бумаге 13 октября 2026.")
    await presses(coordinator, "Отозвано на бумаге", "по письменному заявлению")
    await presses(coordinator, "Отозвать", "Согласие отозвано")
    await says(father, "/consents", "Дневник закрыт.")


async def test_new_words_ask_again_and_close_only_when_the_coordinator_says_so(house: House) -> None:
    coordinator = await house.linked(COORDINATOR, "Координатор")
    father = await house.linked(FATHER_OF_DANIIL, "Папа Даниила")
    await says(father, "/consents", "не требует согласия в чате")
    await presses(father, "Согласен(на)", "Дневник открыт.")
    await says(coordinator, "/consents", "Согласия по школе")
    await presses(coordinator, "Изменить текст согласия", "Пришлите новый текст")
    await says(coordinator, "Согласен.", "должен быть от 100 до 3000")
    await says(coordinator, WORDS, "Принять этот текст?")
    await presses(coordinator, "Принять новый текст", "редакция 1")
    card = await says(father, "/consents", "Школа изменила текст согласия")
    assert WORDS in card
    assert "Дневник открыт." in card
    await says(coordinator, "/consents", "на прежний текст: 1")
    await presses(coordinator, "Закрыть доступ по прежнему тексту", "1 согласие дано на прежний текст")
    await presses(coordinator, "Закрыть доступ", "отозвано: 1")
    await says(father, "/diary", "нет вашего согласия на обработку данных")
    await says(father, "/consents", "прежнее согласие не действует")
    await presses(father, "Согласен(на)", "Дневник открыт.")


async def test_the_register_is_not_for_parents_and_teachers(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA, "Мама"), await house.linked(MATHS, "Учитель")
    await says(teacher, "/consents", "Это действие вам недоступно")
    await mother.press_data(mother.messages[-1].id, "cg")
    assert not [one for one in (*mother.messages, *teacher.messages) if "Согласия по школе" in one.text]


async def test_the_table_comes_as_a_file(house: House) -> None:
    coordinator = await house.linked(COORDINATOR, "Координатор")
    await says(coordinator, "/consents", "Согласия по школе")
    coordinator.mark()
    await coordinator.press("Скачать таблицу")
    await coordinator.wait(lambda messages: any(one.document for one in messages))
