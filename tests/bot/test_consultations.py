"""Questions to administrators through the messenger: asked, answered by one of two, kept for others (A28)."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from bot.common.question_data import Answer, ShowOwn, ShowQuestion
from core.deadlines.ticking import remind
from playground import Person
from storage.schema.consultations import consultation
from storage.schema.notifications import outbox
from tests.bot.conftest import COORDINATOR, DEPUTY, FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, ZONE, House

ADMINISTRATOR = "7800199006"


async def states(house: House) -> list[str]:
    async with house.database.reading() as unit:
        return list(await unit.connection.scalars(sa.select(consultation.c.state).order_by(consultation.c.id)))


async def ask(person: Person, text: str) -> None:
    await person.say("/question")
    await person.expect("Напишите вопрос одним сообщением")
    await person.say(text)


async def test_asked_and_answered_by_a_reply(house_on_both: House) -> None:
    house = house_on_both
    mother, admin = await house.linked(MOTHER_OF_SOFIA), await house.linked(ADMINISTRATOR)
    await ask(mother, "Почему не приходят отметки? <b>Жду</b>")
    await mother.expect("✅ Вопрос отправлен. Ответ придёт сюда")
    told = await admin.expect("Вопрос администратору · Ёлкина")
    assert "Почему не приходят отметки? <b>Жду</b>" in told.text
    assert told.labels == ["Ответить", "Открыть вопрос"]
    await admin.say("Включите их: /notifications", reply_to=told.id)
    await admin.expect("✅ Ответ отправлен.")
    answer = await mother.expect("Школа ответила на ваш вопрос")
    assert "Включите их: /notifications" in answer.text
    assert await states(house) == ["answered"]
    mother.mark()
    admin.mark()
    await mother.say("Не помогло", reply_to=answer.id)
    await mother.expect("✅ Вопрос отправлен")
    assert "Не помогло" in (await admin.expect("Вопрос администратору")).text
    assert await states(house) == ["waiting"]
    await admin.say("/questions")
    listed = await admin.expect("Ждёт ответа 1 вопрос.")
    await admin.press(listed.labels[0])
    page = await admin.expect("Спрашивает")
    assert "Ёлкина" in page.text
    assert "родитель" in page.text
    assert page.text.index("Почему не приходят") < page.text.index("Включите их") < page.text.index("Не помогло")
    await admin.press("Дополнить ответ" if "Дополнить ответ" in page.labels else "Ответить")
    await admin.expect("Напишите ответ одним сообщением")
    await admin.say("Нажмите «Сразу»")
    await admin.expect("✅ Ответ отправлен.")
    mother.mark()
    await mother.say("/question")
    own = await mother.expect("Ваши прежние вопросы")
    await mother.press(own.labels[0])
    whole = await mother.expect("есть ответ")
    assert "Нажмите «Сразу»" in whole.text
    await mother.press("Помогло, спасибо")
    await mother.expect("Ваш вопрос · закрыт")
    assert await states(house) == ["closed"]


async def test_two_administrators_at_once(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    admin, coordinator = await house.linked(ADMINISTRATOR), await house.linked(COORDINATOR)
    await ask(mother, "Как подключить отца?")
    told = await admin.expect("Вопрос администратору")
    other = await coordinator.expect("Вопрос администратору")
    await admin.press("Ответить")
    await admin.expect("Напишите ответ одним сообщением")
    await coordinator.press("Ответить")
    assert "отвечает" in (await coordinator.expect("Напишите ответ одним сообщением")).text
    await coordinator.say("Попросите второй листок")
    await coordinator.expect("✅ Ответ отправлен.")
    assert "Попросите второй листок" in (await mother.expect("Школа ответила")).text
    settled = await admin.expect("На вопрос ответили: Назаров")
    assert settled.id == told.id
    await coordinator.expect("На вопрос ответили")
    mother.mark()
    await admin.say("Возьмите код у классного руководителя")
    late = await admin.expect("Пока вы писали, ответил другой сотрудник: Назаров")
    assert "Попросите второй листок" in late.text
    assert "Возьмите код у классного руководителя" in late.text
    await house.restart()
    await admin.press("Всё равно отправить")
    await admin.expect("✅ Ответ отправлен.")
    assert "Возьмите код" in (await mother.expect("Школа ответила")).text
    del other


async def test_who_is_not_connected_asks_too(house: House) -> None:
    admin, stranger = await house.linked(ADMINISTRATOR), house.stranger()
    await stranger.start()
    await stranger.expect("Как подключиться")
    await stranger.press("Не получается? Спросите администратора")
    await stranger.expect("Напишите вопрос одним сообщением")
    await stranger.say("Не могу подключиться, код не подходит")
    await stranger.expect("✅ Вопрос отправлен")
    told = await admin.expect("Вопрос администратору · не подключён к школе")
    await admin.say("Позвоните в школу", reply_to=told.id)
    answer = await stranger.expect("Школа ответила на ваш вопрос")
    for text in ("Раз", "Два"):
        await stranger.say(text, reply_to=answer.id)
        await stranger.expect("✅ Вопрос отправлен")
        stranger.mark()
    await stranger.say("Три", reply_to=answer.id)
    assert "Последний не отправлен" in (await stranger.expect("Слишком много вопросов подряд")).text
    another = house.stranger("Другой")
    await another.start()
    page = await another.expect("Как подключиться")
    answered = await another.press_data(page.id, ShowOwn(question=1).pack())
    assert "больше нет" in (answered.text or "")


async def test_a_code_is_no_question(house: House) -> None:
    stranger = house.stranger()
    await stranger.say("/question")
    await stranger.expect("Напишите вопрос одним сообщением")
    code = await house.code(MOTHER_OF_SOFIA)
    await stranger.say(f"{MOTHER_OF_SOFIA} {code}")
    await stranger.expect("Готово, чат подключён.")
    assert await states(house) == []


async def test_who_may_not_answer(house: House) -> None:
    mother, teacher, deputy = [await house.linked(uid) for uid in (MOTHER_OF_SOFIA, MATHS, DEPUTY)]
    await ask(mother, "Как подключить отца?")
    await mother.expect("к боту не подключён ни один администратор")
    father = await house.linked(FATHER_OF_SOFIA)
    for person in (mother, teacher, deputy, father):
        person.mark()
        await person.say("/questions")
        other = await person.expect("")
        assert "Вопросы администратору" not in other.text
        for data in (ShowQuestion(question=1), Answer(question=1, words=1)):
            answer = await person.press_data(other.id, data.pack())
            assert "больше не действует" in (answer.text or "")
    answer = await father.press_data(other.id, ShowOwn(question=1).pack())
    assert "больше нет" in (answer.text or "")


async def test_kept_answers_come_before_a_question(house: House) -> None:
    admin, mother = await house.linked(ADMINISTRATOR), await house.linked(MOTHER_OF_SOFIA)
    await ask(mother, "Как подключить отца? Ёлкин Дмитрий, 5А")
    told = await admin.expect("Вопрос администратору")
    await admin.say("Возьмите второй листок у классного руководителя.", reply_to=told.id)
    await admin.expect("✅ Ответ отправлен.")
    await admin.press("Сохранить в частые вопросы")
    draft = await admin.expect("Частый вопрос · черновик")
    assert "⚠️ В тексте названы: Ёлкин" in draft.text
    assert "✓ Семьям" in draft.labels
    await admin.press("Изменить вопрос")
    await admin.expect("Пришлите текст вопроса")
    await admin.say("я" * 201)
    await admin.expect("от 1 до 200 знаков")
    await admin.say("Как подключить второго родителя?")
    draft = await admin.expect("Как подключить второго родителя?")
    assert "названы" not in draft.text
    teacher = await house.linked(MATHS)
    father = await house.linked(FATHER_OF_SOFIA)
    await father.say("/help родители")
    await father.expect("ничего нет")
    await admin.press("Показать читателям")
    await admin.expect("Частый вопрос · виден")
    await father.say("/help радители")
    await father.expect("Нашлось по словам «радители»")
    await father.press("Как подключить второго родителя?")
    await father.expect("Возьмите второй листок")
    await father.press("Помогло")
    await father.expect("Частые вопросы")
    father.mark()
    await ask(father, "подключение второго родителя")
    offered = await father.expect("Может быть, ответ уже есть")
    assert "Возьмите второй листок" in offered.text
    assert offered.labels == ["Помогло", "Всё равно спросить"]
    assert await states(house) == ["answered"]
    await house.restart()
    await father.press("Всё равно спросить")
    await father.expect("✅ Вопрос отправлен")
    assert await states(house) == ["answered", "waiting"]
    await ask(father, "как подключить второго родителя")
    await father.expect("Может быть, ответ уже есть")
    await father.press("Помогло")
    await father.expect("Ваш вопрос не отправлен")
    assert await states(house) == ["answered", "waiting"]
    await teacher.say("/help родители")
    await teacher.expect("ничего нет")


async def test_nothing_personal_leaves_a_discreet_school(house: House) -> None:
    await house.set(content="discreet")
    mother, admin = await house.linked(MOTHER_OF_SOFIA), await house.linked(ADMINISTRATOR)
    await mother.say("/question")
    await mother.expect("Не называйте, пожалуйста, фамилий и отметок")
    await mother.say("Тайна")
    await mother.expect("✅ Вопрос отправлен")
    told = await admin.expect("Вопрос администратору: без имени. Откройте его кнопкой.")
    assert told.labels == ["Открыть вопрос"]
    await admin.press("Открыть вопрос")
    page = await admin.expect("Тайна")
    assert "Ёлкина" not in page.text
    await admin.press("Ответить")
    await admin.say("Ответ")
    await admin.expect("✅ Ответ отправлен.")
    answer = await mother.expect("Школа ответила на ваш вопрос. Откройте")
    await mother.press("Прочитать ответ")
    await mother.expect("Ответ")
    async with house.database.reading() as unit:
        kept = str([*await unit.connection.scalars(sa.select(outbox.c.content))])
    assert "Тайна" not in kept
    del answer


async def test_what_waits_too_long_is_a_duty(house: House) -> None:
    admin, mother = await house.linked(ADMINISTRATOR), await house.linked(MOTHER_OF_SOFIA)
    deputy = await house.linked(DEPUTY)
    await ask(mother, "Как подключить отца?")
    await admin.expect("Вопрос администратору")
    for moment in (datetime(2026, 10, 13, 18, 0, tzinfo=ZONE), datetime(2026, 10, 14, 18, 0, tzinfo=ZONE)):
        admin.mark()
        house.clock.moment = moment
        await remind(house.database, moment)
        assert house.app is not None
        house.app.wake()
    reminder = await admin.expect("Что осталось сделать")
    assert "Ждёт ответа 1 вопрос администратору" in reminder.text
    await admin.press("Ждёт ответа 1 вопрос администратору")
    await admin.expect("❗ Дольше срока: 1 вопрос.")
    deputy.mark()
    house.clock.moment = datetime(2026, 10, 16, 18, 0, tzinfo=ZONE)
    await remind(house.database, house.clock.moment)
    assert house.app is not None
    house.app.wake()
    assert "вопросы администратору: 1 дело" in (await deputy.expect("Другие не сделали вовремя")).text
    await admin.say("/questions")
    await admin.expect("❗ Дольше срока")


async def test_without_a_limit_nothing_waits_too_long(house: House) -> None:
    await house.set(**{"profile.question_hours": "0"})
    admin, mother = await house.linked(ADMINISTRATOR), await house.linked(MOTHER_OF_SOFIA)
    await ask(mother, "Как подключить отца?")
    sent = await mother.expect("✅ Вопрос отправлен")
    assert "в течение рабочего дня" not in sent.text
    house.clock.moment = datetime(2026, 10, 30, 12, 0, tzinfo=ZONE)
    await admin.say("/questions")
    assert "Дольше срока" not in (await admin.expect("Ждёт ответа 1 вопрос.")).text


async def test_closed_without_an_answer(house: House) -> None:
    admin, mother = await house.linked(ADMINISTRATOR), await house.linked(MOTHER_OF_SOFIA)
    await ask(mother, "Где купить форму?")
    await admin.expect("Вопрос администратору")
    await admin.press("Открыть вопрос")
    await admin.expect("Спрашивает")
    await admin.press("Закрыть без ответа")
    await admin.expect("Закрыть вопрос без ответа?")
    await admin.press("Закрыть без ответа")
    await admin.expect("На все вопросы уже ответили")
    await mother.expect("Школа закрыла ваш вопрос без ответа")
    assert await states(house) == ["closed"]
    house.clock.pass_(timedelta(minutes=1))
