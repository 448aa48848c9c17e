"""Which question a reply or a button belongs to: words never reach a thread that its writer did not mean (A28)."""

from datetime import timedelta

import sqlalchemy as sa

from playground import MessageView, Person
from storage.schema.consultations import consultation_words
from tests.bot.conftest import COORDINATOR, MOTHER_OF_EGOR, MOTHER_OF_SOFIA, House
from tests.bot.test_consultations import ADMINISTRATOR, ask, states


async def said(house: House) -> list[tuple[int, str]]:
    """Question and words, in their order."""
    async with house.database.reading() as unit:
        query = sa.select(consultation_words.c.consultation_id, consultation_words.c.text)
        rows = await unit.connection.execute(query.order_by(consultation_words.c.id))
        return [(row.consultation_id, row.text) for row in rows]


def data_of(message: MessageView, label: str) -> str:
    """What the button of this label carries."""
    return next(one.data for row in message.buttons for one in row if one.text == label)


async def asked(person: Person, text: str) -> None:
    person.mark()
    await ask(person, text)
    await person.expect("✅ Вопрос")
    person.mark()


async def test_a_reply_to_the_prompt_is_a_new_question(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await asked(mother, "Первый")
    await mother.say("/question")
    prompt = await mother.expect("Ваши прежние вопросы")
    await mother.say("Второй", reply_to=prompt.id)
    await mother.expect("✅ Вопрос")
    assert await said(house) == [(1, "Первый"), (2, "Второй")]


async def test_a_reply_to_what_was_sent_belongs_to_it(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await ask(mother, "Первый")
    sent = await mother.expect("✅ Вопрос")
    await asked(mother, "Второй")
    await mother.say("Ещё к первому", reply_to=sent.id)
    await mother.expect("✅ Вопрос")
    assert await said(house) == [(1, "Первый"), (2, "Второй"), (1, "Ещё к первому")]


async def test_a_reply_to_a_list_answers_nobody(house: House) -> None:
    mother, admin = await house.linked(MOTHER_OF_SOFIA), await house.linked(ADMINISTRATOR)
    for number, text in enumerate(("Первый", "Второй"), 1):
        await asked(mother, text)
        await admin.expect(text)
        admin.mark()
        await admin.say("/questions")
        listed = await admin.expect(f"{number} вопрос")
        admin.mark()
        await admin.say("Ответ неизвестно кому", reply_to=listed.id)
        await admin.expect("Я не понял это сообщение")
    assert await states(house) == ["waiting", "waiting"]


async def test_a_reply_to_an_earlier_prompt_answers_its_own_question(house: House) -> None:
    admin = await house.linked(ADMINISTRATOR)
    prompts = []
    for uid, text in ((MOTHER_OF_SOFIA, "Первый"), (MOTHER_OF_EGOR, "Второй")):
        await asked(await house.linked(uid), text)
        await admin.expect(text)
        admin.mark()
        await admin.press("Ответить")
        prompts.append(await admin.expect("Напишите ответ одним сообщением"))
        admin.mark()
    await admin.say("Ответ первой", reply_to=prompts[0].id)
    await admin.expect("✅ Ответ отправлен.")
    assert (await said(house))[-1] == (1, "Ответ первой")


async def test_a_push_without_words_knows_what_it_brought(house: House) -> None:
    await house.set(content="initials")
    mother = await house.linked(MOTHER_OF_SOFIA)
    admin, coordinator = await house.linked(ADMINISTRATOR), await house.linked(COORDINATOR)
    await asked(mother, "Первый")
    told = await coordinator.expect("Вопрос администратору")
    await coordinator.say("Ответ", reply_to=told.id)
    answer = await mother.expect("Школа ответила")
    admin.mark()
    await mother.say("Не помогло", reply_to=answer.id)
    told = await admin.expect("Откройте его кнопкой")
    await admin.say("Другой ответ", reply_to=told.id)
    await admin.expect("✅ Ответ отправлен.")
    assert [text for _, text in await said(house)] == ["Первый", "Ответ", "Не помогло", "Другой ответ"]


async def test_a_second_chat_lets_nobody_ask_more(house: House) -> None:
    first = await house.linked(MOTHER_OF_SOFIA)
    for number in range(9):
        await asked(first, f"Вопрос {number}")
    second = await house.linked(MOTHER_OF_SOFIA)
    await asked(second, "Десятый")
    await ask(second, "Одиннадцатый")
    assert "Последний не отправлен" in (await second.expect("Слишком много вопросов подряд")).text
    await asked(await house.linked(MOTHER_OF_EGOR), "Чужой вопрос")
    assert len(await said(house)) == 11


async def test_an_old_button_does_not_send_the_newer_question(house: House) -> None:
    admin, mother = await house.linked(ADMINISTRATOR), await house.linked(MOTHER_OF_SOFIA)
    await asked(mother, "Как подключить второго родителя?")
    told = await admin.expect("Вопрос администратору")
    await admin.say("Возьмите второй листок.", reply_to=told.id)
    await admin.expect("✅ Ответ отправлен.")
    await admin.press("Сохранить в частые вопросы")
    await admin.expect("Частый вопрос · черновик")
    await admin.press("Показать читателям")
    await admin.expect("Частый вопрос · виден")
    await mother.expect("Школа ответила")
    await ask(mother, "второй родитель: как подключить")
    first = await mother.expect("Может быть, ответ уже есть")
    mother.mark()
    await mother.say("подключить второго родителя, второй раз")
    second = await mother.expect("Может быть, ответ уже есть")
    for label in ("Всё равно спросить", "Помогло"):
        data = data_of(first, label)
        answer = await mother.press_data(first.id, data)
        assert "больше не действует" in (answer.text or "")
    assert len(await said(house)) == 2
    data = data_of(second, "Всё равно спросить")
    await mother.press_data(second.id, data)
    await mother.expect("✅ Вопрос отправлен")
    assert (await said(house))[-1] == (2, "подключить второго родителя, второй раз")


async def test_an_old_button_does_not_send_the_newer_answer(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    admin, coordinator = await house.linked(ADMINISTRATOR), await house.linked(COORDINATOR)
    late = []
    for text in ("Первый", "Второй"):
        await asked(mother, text)
        told = await admin.expect(text)
        await coordinator.say("Я быстрее", reply_to=(await coordinator.expect(text)).id)
        await coordinator.expect("✅ Ответ отправлен.")
        await admin.say(f"Ответ на {text}", reply_to=told.id)
        late.append(await admin.expect("Пока вы писали, ответил другой сотрудник"))
        admin.mark()
        coordinator.mark()
        house.clock.pass_(timedelta(seconds=1))
    data = data_of(late[0], "Всё равно отправить")
    answer = await admin.press_data(late[0].id, data)
    assert "больше не действует" in (answer.text or "")
    assert len(await said(house)) == 4
    await admin.press("Всё равно отправить")
    await admin.expect("✅ Ответ отправлен.")
    assert (await said(house))[-1] == (2, "Ответ на Второй")
