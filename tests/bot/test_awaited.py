"""What was asked for is awaited a quarter of an hour; what comes later is taken for what it is."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from playground import Person
from storage.schema.supervision import check_remark_event
from tests.bot.conftest import MATHS, MOTHER_OF_SOFIA, ZONE, House
from tests.bot.test_checks import begun, sent, states, to_the_page
from tests.bot.test_consultations import ADMINISTRATOR, ask
from tests.bot.test_consultations import states as questions
from tests.bot.test_notice_times import preview
from tests.bot.test_notices import CLASS_TEACHER
from tests.bot.test_notices import states as notices
from tests.playground.pictures import png

LESSON = "5А матем тема Проценты; дз не задано"
LATER = timedelta(minutes=16)


async def comes_later(house: House, person: Person, text: str = LESSON, answer: str = "5А · Математика") -> None:
    """Somebody types a lesson, when nobody waits for an answer any more."""
    house.clock.pass_(LATER)
    person.mark()
    await person.say(text)
    await person.expect(answer)


async def test_a_lesson_is_no_answer_to_a_remark(house: House) -> None:
    teacher, _, told = await sent(house)
    await teacher.press("Ответить словами", told.id)
    await teacher.expect("ответ на замечание")
    await comes_later(house, teacher)
    async with house.database.reading() as unit:
        assert (await unit.connection.scalars(sa.select(check_remark_event.c.event))).all() == ["made"]


async def test_a_lesson_is_no_error_of_the_diary(house: House) -> None:
    teacher, _ = await begun(house)
    house.clock.moment = datetime(2026, 11, 3, 12, tzinfo=ZONE)
    await teacher.say("/verify")
    listed = await teacher.expect("Сверка дневника")
    await teacher.press(next(label for label in listed.labels if label.startswith("5А · Математика")))
    await teacher.expect("Сравните итоги")
    await teacher.press("Есть ошибка — написать")
    await teacher.expect("что не сходится?")
    await comes_later(house, teacher)
    assert await states(house) == []


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("Написать замечание", "Напишите его одним сообщением"),
        ("Сверить с бумажным журналом", "В электронном сейчас"),
    ],
)
async def test_other_words_are_no_remark_and_no_count(house: House, label: str, asked: str) -> None:
    _, deputy = await begun(house)
    await to_the_page(deputy)
    await deputy.press(label)
    await deputy.expect(asked)
    await comes_later(house, deputy, "уроков 2, отметок 3", "Я не понял это сообщение")
    assert await states(house) == []


async def test_other_words_are_no_answer_to_a_question(house: House) -> None:
    mother, admin = await house.linked(MOTHER_OF_SOFIA), await house.linked(ADMINISTRATOR)
    await ask(mother, "Как подключить отца?")
    await admin.expect("Вопрос администратору")
    await admin.press("Ответить")
    await admin.expect("Напишите ответ одним сообщением")
    await comes_later(house, admin, "Купить бумагу", "Я не понял это сообщение")
    await admin.send_photo(png(40, 30))
    assert "Ответ можно" not in (await admin.wait(lambda found: sum(one.from_bot for one in found) > 1))[-1].text
    assert await questions(house) == ["waiting"]


async def test_other_words_are_no_time_of_a_notice(house: House) -> None:
    author = await house.linked(CLASS_TEACHER)
    await house.linked(MOTHER_OF_SOFIA)
    await preview(author)
    house.clock.pass_(LATER)
    author.mark()
    await author.say("сегодня в 18:00")
    await author.wait(lambda found: any(one.from_bot for one in found))
    assert not any("Объявление уйдёт" in one.text for one in author.messages)
    assert await notices(house) == ["draft"]


async def test_who_asks_the_school_may_take_longer_but_for_who_types_lessons(house: House) -> None:
    teacher, mother = await house.linked(MATHS), await house.linked(MOTHER_OF_SOFIA)
    for person in (teacher, mother):
        await person.say("/question")
        await person.expect("Напишите вопрос одним сообщением")
    await comes_later(house, teacher)
    await mother.say("Как подключить отца?")
    await mother.expect("✅ Вопрос сохранён")
    assert await questions(house) == ["waiting"]
