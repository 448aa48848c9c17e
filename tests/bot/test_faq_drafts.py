"""Drafts of kept answers: as long as the question they are made of, and one for each question (A28)."""

import sqlalchemy as sa

from storage.schema.consultations import faq
from tests.bot.conftest import MOTHER_OF_SOFIA, House
from tests.bot.test_consultations import ADMINISTRATOR, ask


async def test_a_long_draft_is_opened_again_and_shortened(house: House) -> None:
    admin, mother = await house.linked(ADMINISTRATOR), await house.linked(MOTHER_OF_SOFIA)
    question, answer = "Вопрос & ещё <b> " * 117, "Длинный & ответ <i> " * 100
    await ask(mother, question)
    told = await admin.expect("Вопрос администратору")
    await admin.say(answer, reply_to=told.id)
    await admin.expect("✅ Ответ отправлен.")
    await admin.press("Сохранить в частые вопросы")
    draft = await admin.expect("Частый вопрос · черновик")
    assert "перед показом сократите" in draft.text
    await admin.press("Изменить ответ")
    assert answer.strip() in (await admin.expect("Пришлите текст ответа")).text
    await admin.press("‹ Назад")
    await admin.expect("Частый вопрос · черновик")
    await admin.press("‹ Частые вопросы")
    listed = await admin.expect("Частые вопросы")
    admin.mark()
    await admin.press(next(label for label in listed.labels if label.startswith("✏️")))
    await admin.expect("Частый вопрос · черновик")
    await admin.press("Показать читателям")
    await admin.expect("Частый вопрос · черновик")


async def test_a_question_is_kept_once(house: House) -> None:
    admin, mother = await house.linked(ADMINISTRATOR), await house.linked(MOTHER_OF_SOFIA)
    await ask(mother, "Где взять код?")
    told = await admin.expect("Вопрос администратору")
    await admin.say("У классного руководителя.", reply_to=told.id)
    done = await admin.expect("✅ Ответ отправлен.")
    data = next(one.data for row in done.buttons for one in row if one.text == "Сохранить в частые вопросы")
    await admin.press_data(done.id, data)
    draft = await admin.expect("Частый вопрос · черновик")
    assert "✓ Русский" in draft.labels
    await admin.press("English")
    await admin.wait(lambda messages: "✓ English" in messages[-1].labels)
    await admin.press("Изменить вопрос")
    await admin.expect("Пришлите текст вопроса")
    await admin.say("Где получить код подключения?")
    await admin.expect("Где получить код подключения?")
    admin.mark()
    await admin.press_data(done.id, data)
    again = await admin.expect("Частый вопрос · черновик")
    assert "Где получить код подключения?" in again.text
    async with house.database.reading() as unit:
        assert await unit.connection.scalar(sa.select(sa.func.count()).select_from(faq)) == 1
