"""A teacher's entry from message to parents' chats, as people do it: through the messenger."""

import asyncio
from datetime import timedelta

import pytest
import sqlalchemy as sa

from playground import Person
from storage.schema.journal import draft, entry, mark
from storage.schema.notifications import outbox
from tests.bot.conftest import (
    FATHER_OF_SOFIA,
    MATHS,
    MOTHER_OF_EGOR,
    MOTHER_OF_SOFIA,
    MOTHER_OF_TWO,
    RUSSIAN,
    House,
)

ENTRY = "5А матем дз п.7 № 213; 5 Ёлкина, н Сидоров б"


async def recorded(house: House, text: str = ENTRY) -> Person:
    """A teacher who has written this into the journal."""
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await teacher.say(text)
    await teacher.expect("Математика")
    await teacher.press("Записать")
    await teacher.expect("Записано")
    return teacher


async def count(house: House, table: sa.Table, *conditions: sa.ColumnElement[bool]) -> int:
    async with house.database.reading() as unit:
        query = sa.select(sa.func.count()).select_from(table).where(*conditions)
        return int(await unit.connection.scalar(query) or 0)


async def test_main_job(house_on_both: House) -> None:
    """One message → card → «Записать» → one message for each child and linked guardian."""
    house = house_on_both
    mother = await house.linked(MOTHER_OF_SOFIA, "Гульнара Сергеевна")
    other = await house.linked(MOTHER_OF_EGOR, "Лариса Петровна")
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await teacher.say(ENTRY)
    card = await teacher.expect("5А · Математика")
    assert "На среду 14 октября: п.7 № 213" in card.text
    assert "Отметки: Ёлкина Софья 5" in card.text
    assert "Нет: Сидоров Егор (болезнь)" in card.text
    await teacher.press("Записать")
    assert "2 чата" in (await teacher.expect("Записано")).text
    house.grace_passes()
    push = await mother.expect("Отметка 5")
    assert push.text.startswith("Софья, 5А · Математика, вт 13 октября")
    assert "№ 213" in push.text
    assert "Сидоров" not in push.text
    absence = await other.expect("Егор")
    assert "болезнь" in absence.text
    assert "Отметка" not in absence.text


async def test_correction_edits_the_delivered_message(house: House) -> None:
    """freewulkanowy #9: a corrected mark is shown in the very message; no second message comes."""
    mother = await house.linked(MOTHER_OF_SOFIA)
    teacher = await recorded(house)
    house.grace_passes()
    push = await mother.expect("Отметка 5")
    await settled(house)
    house.clock.pass_(timedelta(minutes=5))
    for button in ("Исправить отметку", "Ёлкина Софья: 5", "4"):
        await teacher.press(button)
    edited = await mother.expect("→ 4")
    assert edited.id == push.id
    assert edited.edited
    assert await count(house, mark) == 2


async def test_correction_before_sending_leaves_one_message(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    teacher = await recorded(house)
    for button in ("Исправить отметку", "Ёлкина Софья: 5", "4"):
        await teacher.press(button)
    house.grace_passes()
    push = await mother.expect("Отметка 4")
    assert "5 →" not in push.text
    assert not push.edited


async def test_second_tap_on_record_writes_once(house: House) -> None:
    teacher = await recorded(house)
    await teacher.press_data(teacher.messages[-1].id, "d:r:1")
    assert await count(house, entry, entry.c.kind == "record") == 1
    assert await count(house, mark) == 1


async def test_undo_within_grace_tells_nobody(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    teacher = await recorded(house)
    await teacher.press("Отменить запись")
    await teacher.expect("Запись отменена")
    before = len(mother.messages)
    house.grace_passes()
    await settled(house)
    assert len(mother.messages) == before
    assert await count(house, mark) == 1, "nothing is deleted"
    assert await count(house, mark, mark.c.ended_entry_id.is_(None)) == 0


async def test_undo_after_grace_is_refused(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    teacher = await recorded(house)
    house.grace_passes()
    await mother.expect("Отметка 5")
    answer = await teacher.press("Отменить запись")
    assert "Отменить уже нельзя" in (answer.text or "")
    assert await count(house, mark, mark.c.ended_entry_id.is_(None)) == 1


async def test_an_undone_draft_comes_back(house: House) -> None:
    teacher = await recorded(house)
    await teacher.press("Отменить запись")
    await teacher.press("Вернуть черновик")
    await teacher.press("Записать")
    await teacher.expect("Записано")
    assert await count(house, mark, mark.c.ended_entry_id.is_(None)) == 1


async def test_namesakes_are_asked_about(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say("5А Иванов 5")
    card = await teacher.expect("Иванов")
    assert "Записать" not in card.text
    assert "Записать" not in card.labels
    await teacher.press("Иванов Даниил")
    assert "Отметки: Иванов Даниил 5" in (await teacher.expect("Отметки")).text
    await teacher.press("Записать")
    await teacher.expect("Записано")


@pytest.mark.parametrize("mode", ["initials", "discreet"])
async def test_no_screen_of_a_teacher_names_pupils_further_than_the_school_allows(house: House, mode: str) -> None:
    await house.set(content=mode)
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await teacher.say("5А матем дз п.7; 5 Ёлкина, 4 Иванов, н Сидоров б")
    card = await teacher.expect("5А · Математика")
    assert {"Иванов А.", "Иванов Д."} <= set(card.labels)
    await teacher.press("Иванов Д.")
    card = await teacher.expect("Ёлкина С. 5, Иванов Д. 4")
    assert "Нет: Сидоров Е. (болезнь)" in card.text
    await teacher.press("Записать")
    await teacher.expect("Записано")
    await teacher.press("Исправить отметку")
    await teacher.expect("Какую отметку исправить?")
    await teacher.press("Ёлкина С.: 5")
    await teacher.expect("Ёлкина С.: 5 — какая отметка верная?")
    shown = " ".join(" ".join([message.text, *message.labels]) for message in teacher.messages if message.from_bot)
    assert not any(given in shown for given in ("Софья", "Даниил", "Артём", "Егор"))


async def test_siblings_in_one_class_each_have_a_message(house: House) -> None:
    """homeassistant-WebUntis #169: no event of one child under another; every message names the child."""
    mother = await house.linked(MOTHER_OF_TWO)
    await recorded(house, "5А матем 5 Петров, 4 Петрова")
    house.grace_passes()
    assert "Отметка 5" in (await mother.expect("Михаил, 5А")).text
    assert "Отметка 4" in (await mother.expect("Екатерина, 5А")).text


async def test_parents_apart_each_have_a_message(house: House) -> None:
    """django-aula #93: separate links and messages."""
    mother, father = await house.linked(MOTHER_OF_SOFIA), await house.linked(FATHER_OF_SOFIA)
    await recorded(house)
    house.grace_passes()
    await mother.expect("Отметка 5")
    await father.expect("Отметка 5")


async def test_draft_survives_a_restart(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say(ENTRY)
    await teacher.expect("Математика")
    await house.restart()
    await teacher.press("Записать", timeout=20)
    await teacher.expect("Записано")


async def test_edited_message_is_read_anew(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say(ENTRY)
    await teacher.expect("Ёлкина Софья 5")
    await teacher.press("Изменить")
    assert ENTRY in (await teacher.expect("Как изменить")).text
    await teacher.press("‹ Назад")
    await teacher.expect("Ёлкина Софья 5")


async def test_late_lesson_asks_for_the_reason(house: House) -> None:
    teacher = await house.linked(RUSSIAN)
    await teacher.say("5А рус 08.10 4 Тагиров")
    await teacher.expect("Тагиров")
    await teacher.press("Записать")
    await teacher.expect("Укажите причину")
    assert await count(house, entry) == 0
    await teacher.press("Болел учитель")
    await teacher.expect("Записано")
    assert await count(house, entry, entry.c.reason == "ill") == 1


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("8Я матем дз №1", "8Я"),
        ("5А физика дз №1", "физика"),
        ("5А рус дз упр. 5", "ведёте не вы"),
        ("5А матем 5 Крокодилов", "Крокодилов"),
        ("спасибо, поняла", "не похоже на запись"),
    ],
)
async def test_what_is_unknown_is_said_and_nothing_written(house: House, text: str, answer: str) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say(text)
    shown = await teacher.expect(answer)
    assert "Записать" not in shown.labels
    assert await count(house, entry) == 0


async def test_five_thousand_characters_are_answered(house: House) -> None:
    """The messenger's own limit is 4096; the text is kept and the card can be shown."""
    teacher = await house.linked(MATHS)
    await teacher.say("5А матем дз " + "решить № 213, " * 290)
    await teacher.expect("Математика")
    await teacher.press("Записать")
    await teacher.expect("Записано")


async def test_another_teachers_draft_is_not_there(house: House) -> None:
    """A forged button: absent and forbidden look the same."""
    await recorded(house)
    stranger = await house.linked(RUSSIAN)
    await stranger.say("5А рус дз упр. 5")
    own = await stranger.expect("Русский")
    for act in ("r", "u", "f", "c", "e"):
        answer = await stranger.press_data(own.id, f"d:{act}:1")
        assert "больше нет" in (answer.text or "")
    assert await count(house, entry) == 1


async def test_a_guardian_writes_no_lessons(house: House) -> None:
    """The twin of the main job: the same message from a parent makes no draft; a forged button does nothing."""
    teacher = await house.linked(MATHS)
    await teacher.say(ENTRY)
    await teacher.expect("Математика")
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say(ENTRY)
    screen = await mother.expect("никому не отправлено")
    answer = await mother.press_data(screen.id, "d:r:1")
    assert "больше не действует" in (answer.text or "")
    assert await count(house, draft) == 1
    assert await count(house, entry) == 0


async def test_marks_of_a_term_are_no_record_of_a_lesson(house: House) -> None:
    """They are understood, shown, and go to their sheet instead of being recorded."""
    teacher = await house.linked(MATHS)
    await teacher.say("5А 1 четв: Ёлкина 4")
    card = await teacher.expect("попадут в черновик ведомости")
    assert "Записать" not in card.labels
    assert "В ведомость" in card.labels


async def test_the_rest_are_listed_before_they_are_taken(house: House) -> None:
    """A mark for everybody else is shown name by name, and written only after two taps."""
    teacher = await house.linked(MATHS)
    await teacher.say("5Б к/р: Борисова 5, остальные 4")
    card = await teacher.expect("Юсупов Руслан")
    assert "(9)" in card.text
    assert "Записать" not in card.labels
    await teacher.press("Да, записать так")
    assert "Юсупов Руслан 4" in (await teacher.expect("Юсупов Руслан 4")).text
    await teacher.press("Записать")
    await teacher.expect("Записано")
    assert await count(house, mark) == 10


async def test_an_inferred_class_is_marked(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say("матем: 5 Борисова, 4 Юсупов")
    assert "по фамилиям" in (await teacher.expect("5Б")).text


async def test_news_come_in_the_language_of_the_recipient(house: House) -> None:
    """As the messenger names it until another is chosen in the chat."""
    mother = await house.linked(MOTHER_OF_SOFIA, language="en")
    await recorded(house)
    house.grace_passes()
    assert "Mathematics" not in (await mother.expect("13 October")).text


async def test_stale_button_says_so(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say(ENTRY)
    card = await teacher.expect("Математика")
    answer = await teacher.press_data(card.id, "old:button:1")
    assert "больше не действует" in (answer.text or "")


async def settled(house: House) -> None:
    """Wait until nothing waits in the outbox."""

    async with asyncio.timeout(10):
        while await count(house, outbox, outbox.c.state.in_(("pending", "claimed"))):  # noqa: ASYNC110 - a database calls nobody
            await asyncio.sleep(0.02)
