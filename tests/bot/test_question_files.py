"""Files in questions to administrators and in their answers (A28)."""

import sqlalchemy as sa

from bot.common.question_data import OwnFiles, QuestionFiles
from playground import FileView, Person
from storage.schema.attachments import attachment
from storage.schema.consultations import consultation_words
from storage.schema.notifications import outbox
from tests.bot.conftest import COORDINATOR, FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, House
from tests.bot.test_consultations import ADMINISTRATOR, ask
from tests.bot.test_question_threads import said
from tests.bot.test_teachers import settled
from tests.playground.pictures import png


def photos(person: Person) -> list[FileView]:
    """The pictures that the bot sent."""
    return [one.photo for one in person.messages if one.photo and one.from_bot]


async def asking(house: House, uid: str = MOTHER_OF_SOFIA) -> Person:
    """Somebody who is about to ask."""
    person = await house.linked(uid)
    await person.say("/question")
    await person.expect("Можно приложить снимок экрана или файл.")
    return person


async def files_of_words(house: House) -> list[int]:
    async with house.database.reading() as unit:
        query = sa.select(consultation_words.c.attachments).order_by(consultation_words.c.id)
        return [len(one or ()) for one in await unit.connection.scalars(query)]


async def test_a_screenshot_is_asked_about_and_answered_with_another(house_on_both: House) -> None:
    house = house_on_both
    admin, mother = await house.linked(ADMINISTRATOR), await asking(house)
    await mother.send_photo(png(40, 30), "Что значит этот экран?")
    await mother.expect("✅ Вопрос отправлен")
    told = await admin.expect("Что значит этот экран?")
    assert "приложены файлы" in told.text
    await admin.wait(lambda _: photos(admin))
    picture = next(one for one in admin.messages if one.photo)
    assert "Вопрос администратору · Ёлкина" in picture.text
    await settled(house)  # a reply to a file is found by what was recorded of it
    await admin.send_photo(png(50, 30), "Нажмите сюда", reply_to=picture.id)
    await admin.expect("✅ Ответ отправлен.")
    answer = await mother.expect("Школа ответила на ваш вопрос")
    assert "Нажмите сюда" in answer.text
    await mother.wait(lambda _: photos(mother))
    brought = next(one for one in mother.messages if one.photo and one.from_bot)
    await settled(house)
    mother.mark()
    await mother.say("Не помогло", reply_to=brought.id)
    await mother.expect("✅ Вопрос отправлен")
    assert [text for _, text in await said(house)] == ["Что значит этот экран?", "Нажмите сюда", "Не помогло"]
    await mother.press("Открыть вопрос")
    page = await mother.expect("Вложения: 1 фото")
    before = len(photos(mother))
    await mother.press(next(label for label in page.labels if label.startswith("Показать: 1 фото")))
    await mother.wait(lambda _: len(photos(mother)) == before + 1)
    async with house.database.reading() as unit:
        wanted = sa.select(sa.func.count()).select_from(attachment).where(attachment.c.fetch_at.is_not(None))
        assert await unit.connection.scalar(wanted) == 2, "their bytes are to be kept"


async def test_an_album_is_one_question_and_words_may_follow(house: House) -> None:
    admin, mother = await house.linked(ADMINISTRATOR), await asking(house)
    await mother.send_album([png(40 + one, 30) for one in range(7)])
    await mother.expect("Теперь напишите, что не получается")
    await mother.expect("В одном сообщении может быть не больше 5 файлов")
    await admin.expect("Вопрос администратору")
    await admin.wait(lambda _: len(photos(admin)) == 5, timeout=20)
    await mother.say("Вот так выглядит, и дальше никак")
    await mother.wait(lambda messages: sum("✅" in one.text for one in messages) == 2)
    await admin.expect("и дальше никак")
    texts = [one.text for one in mother.messages]
    assert sum("не больше 5 файлов" in one for one in texts) == 1
    assert await files_of_words(house) == [5, 0]
    assert await said(house) == [(1, ""), (1, "Вот так выглядит, и дальше никак")]
    await mother.say("/question")
    own = await mother.expect("Ваши прежние вопросы")
    assert own.labels[0].startswith("⏳ Вот так выглядит")


async def test_what_was_typed_goes_with_the_screenshot(house: House) -> None:
    admin, mother = await house.linked(ADMINISTRATOR), await house.linked(MOTHER_OF_SOFIA)
    await ask(mother, "Как подключить второго родителя?")
    told = await admin.expect("Вопрос администратору")
    await admin.say("Возьмите второй листок.", reply_to=told.id)
    await admin.expect("✅ Ответ отправлен.")
    await admin.press("Сохранить в частые вопросы")
    await admin.expect("Частый вопрос · черновик")
    await admin.press("Показать читателям")
    await admin.expect("Частый вопрос · виден")
    mother.mark()
    await ask(mother, "второй родитель не подключается")
    await mother.expect("Может быть, ответ уже есть")
    await mother.send_photo(png(40, 30))
    await mother.expect("✅ Вопрос отправлен")
    assert (await said(house))[-1] == (2, "второй родитель не подключается")
    assert (await files_of_words(house))[-1] == 1


async def test_who_is_not_connected_sends_words_only(house: House) -> None:
    admin, stranger = await house.linked(ADMINISTRATOR), house.stranger()
    await stranger.say("/question")
    prompt = await stranger.expect("Напишите вопрос одним сообщением")
    assert "снимок" not in prompt.text
    await stranger.send_album([png(40 + one, 30) for one in range(3)], "Не подключается")
    await stranger.expect("Файлы можно приложить, когда чат подключён")
    await stranger.say("Не подключается")
    await stranger.expect("✅ Вопрос отправлен")
    assert sum("когда чат подключён" in one.text for one in stranger.messages) == 1
    told = await admin.expect("Не подключается")
    await admin.send_document(b"%PDF", "Памятка.pdf", mime="application/pdf", reply_to=told.id)
    await admin.expect("✅ Ответ отправлен.")
    await stranger.expect("Школа ответила")
    await stranger.wait(lambda messages: any(one.document for one in messages))
    assert await files_of_words(house) == [0, 1]


async def test_what_is_no_file_of_a_question_is_refused(house: House) -> None:
    mother = await asking(house)
    await mother.send_document(b"MZ", "программа.exe", mime="application/x-msdownload")
    await mother.expect("Такой файл приложить нельзя")
    await mother.share_contact()
    await mother.expect("Сюда можно отправить текст, фото, документ или голосовое сообщение")
    await mother.say("Словами")
    await mother.expect("✅ Вопрос")
    assert await said(house) == [(1, "Словами")]


async def test_a_late_answer_with_a_file_is_asked_for_once_more(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    admin, coordinator = await house.linked(ADMINISTRATOR), await house.linked(COORDINATOR)
    await ask(mother, "Где взять код?")
    told = await admin.expect("Где взять код?")
    await coordinator.say("У классного руководителя", reply_to=(await coordinator.expect("Где взять код?")).id)
    await coordinator.expect("✅ Ответ отправлен.")
    await admin.send_album([png(40 + one, 30) for one in range(3)], "Вот здесь", reply_to=told.id)
    late = await admin.expect("Ваш ответ с вложением не отправлен")
    assert "У классного руководителя" in late.text
    admin.mark()
    await admin.send_photo(png(40, 30), "Вот здесь", reply_to=late.id)
    await admin.expect("✅ Ответ отправлен.")
    assert sum("не отправлен" in one.text for one in admin.messages) == 1
    assert (await said(house))[-1] == (1, "Вот здесь")


async def test_of_files_no_more_leaves_than_that_there_is_something(house: House) -> None:
    await house.set(content="discreet")
    admin, mother = await house.linked(ADMINISTRATOR), await asking(house)
    await mother.send_document(b"%PDF", "Ёлкина Софья.pdf", "Тайна", mime="application/pdf")
    await mother.expect("✅ Вопрос отправлен")
    told = await admin.expect("Откройте его кнопкой")
    assert "файл" not in told.text
    assert not any(one.document for one in admin.messages)
    await admin.press("Открыть вопрос")
    page = await admin.expect("Вложения: 1 файл")
    assert "Ёлкина" not in page.text
    async with house.database.reading() as unit:
        assert "Софья" not in str([*await unit.connection.scalars(sa.select(outbox.c.content))])
    await admin.press(next(label for label in page.labels if label.startswith("Показать: 1 файл")))
    await admin.wait(lambda messages: any(one.document for one in messages))


async def test_another_sees_no_files(house: House) -> None:
    """The denial twin: the buttons of others open nothing."""
    mother, father, teacher = await asking(house), await house.linked(FATHER_OF_SOFIA), await house.linked(MATHS)
    await mother.send_photo(png(40, 30), "Что это?")
    await mother.expect("✅ Вопрос")
    for person in (father, teacher):
        await person.say("/help")
        screen = await person.expect("")
        own = await person.press_data(screen.id, OwnFiles(question=1, words=1).pack())
        assert "больше нет" in (own.text or "")
        staff = await person.press_data(screen.id, QuestionFiles(question=1, words=1).pack())
        assert "больше не действует" in (staff.text or "")
    admin = await house.linked(ADMINISTRATOR)
    await admin.say("/questions")
    screen = await admin.expect("Ждёт ответа 1 вопрос.")
    answer = await admin.press_data(screen.id, QuestionFiles(question=1, words=99).pack())
    assert "больше нет" in (answer.text or "")
    assert not photos(father)
    assert not photos(teacher)
    assert not photos(admin)


async def test_a_teachers_screenshot_is_no_homework(house: House) -> None:
    admin, teacher = await house.linked(ADMINISTRATOR), await asking(house, MATHS)
    await teacher.send_album([png(40 + one, 30) for one in range(2)], "Где закрыть четверть?")
    await teacher.expect("✅ Вопрос отправлен")
    await admin.expect("Где закрыть четверть?")
    await admin.wait(lambda _: len(photos(admin)) == 2)
    assert await files_of_words(house) == [2]
    teacher.mark()
    await teacher.send_photo(png(60, 30))
    other = await teacher.expect("")
    assert "Вопрос" not in other.text, "out of nowhere it is homework, as ever"
