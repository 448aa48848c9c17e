"""Letters between families and teachers: written in one chat, answered in the other by a reply or by a button."""

from datetime import timedelta

import pytest

from playground import MessageView, Person
from storage.schema.attachments import attachment
from storage.schema.audit import audit_entry
from storage.schema.correspondence import letter
from storage.schema.people import guardianship, role_grant
from tests.bot.conftest import COORDINATOR, DIRECTOR, FATHER_OF_SOFIA, MOTHER_OF_EGOR, MOTHER_OF_SOFIA, RUSSIAN, House
from tests.bot.test_teachers import count, recorded
from tests.playground.pictures import png

LEADER = "7800100202"
"""Морозова, the class teacher of 5А."""


async def addressed(house: House, mother: Person, whom: str = "Морозова") -> None:
    """A mother who is asked for her letter."""
    mother.mark()
    await mother.say("/write")
    await mother.expect("Чтобы написать учителю, выберите ребёнка")
    await mother.press("Написать: Ёлкина Софья")
    listed = await mother.expect("Кому написать?")
    await mother.press(next(label for label in listed.labels if label.startswith(whom)))
    await mother.expect("Напишите сообщение")


async def written(house: House, mother: Person, text: str = "Можно <прийти> & спросить?") -> None:
    """A letter to the class teacher."""
    await addressed(house, mother)
    await mother.say(text)
    await mother.expect("Отправлено: Морозова Анна Сергеевна")


async def test_a_letter_is_answered_by_a_reply_and_that_by_a_button(house_on_both: House) -> None:
    house = house_on_both
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await written(house, mother)
    came = await teacher.expect("Можно <прийти> & спросить?")
    assert "Ёлкина" in came.text
    assert "Ёлкина Софья, 5А" in came.text
    assert "Не является официальной перепиской" in came.text, "H04, at the beginning of the thread"
    await teacher.say("Да, в среду", reply_to=came.id)
    await teacher.expect("Отправлено")
    answer = await mother.expect("Да, в среду")
    assert "Не является официальной" not in answer.text
    await mother.press("Ответить", answer)
    await mother.expect("Напишите сообщение")
    assert any("Да, в среду" in one.text for one in mother.messages), "the letter above stays"
    await mother.say("Спасибо")
    await teacher.expect("Спасибо")
    await teacher.press("Вся переписка")
    shown = await teacher.expect("О ребёнке: Ёлкина Софья, 5А\n\nНе является")
    assert shown.text.index("Можно <прийти>") < shown.text.index("Да, в среду") < shown.text.index("Спасибо")
    assert "доставлено" in shown.text
    assert await count(house, letter) == 3


async def test_the_other_parent_and_other_people_see_nothing(house: House) -> None:
    """Parents who do not talk to each other (django-aula #93); absent and forbidden look the same."""
    mother, father = await house.linked(MOTHER_OF_SOFIA), await house.linked(FATHER_OF_SOFIA)
    other, colleague = await house.linked(MOTHER_OF_EGOR), await house.linked(RUSSIAN)
    teacher = await house.linked(LEADER)
    await written(house, mother, "Только учителю")
    await teacher.expect("Только учителю")
    for stranger in (father, other, colleague):
        await stranger.say("/write")
        screen = await stranger.expect("Переписки пока нет")
        for data in ("lt:1:0:0", "lt+:1:0", "ltm:1:1", "lt?:1", "lt!:1:insult", "ltb:1:999"):
            assert "больше нет" in ((await stranger.press_data(screen.id, data)).text or "")
        assert not any("Только учителю" in one.text for one in stranger.messages)


async def test_a_guardian_writes_about_own_children_only(house: House) -> None:
    mother, other = await house.linked(MOTHER_OF_SOFIA), await house.linked(MOTHER_OF_EGOR)
    await mother.say("/write")
    await mother.expect("выберите ребёнка")
    await other.say("/write")
    screen = await other.expect("выберите ребёнка")
    button = next(one for message in mother.messages for row in message.buttons for one in row if "Софья" in one.text)
    assert "больше нет" in ((await other.press_data(screen.id, button.data)).text or "")


async def test_outside_the_hours_a_letter_waits_and_the_writer_is_told(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    house.clock.pass_(timedelta(hours=5))
    await addressed(house, mother)
    await mother.say("Поздно вечером")
    assert "14 октября в 9:00" in (await mother.expect("Сейчас не часы приёма")).text
    await mother.press("Вся переписка")
    await mother.expect("ждёт часов приёма: 14 октября, 9:00")
    assert not any("Поздно вечером" in one.text for one in teacher.messages)
    house.clock.pass_(timedelta(hours=13))
    house.grace_passes()
    await teacher.expect("Поздно вечером")


async def test_quiet_hours_of_the_family_hold_an_answer_back(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await written(house, mother)
    came = await teacher.expect("спросить?")
    house.clock.pass_(timedelta(hours=8))
    await teacher.say("Ночной ответ", reply_to=came.id)
    await teacher.expect("У родителя сейчас тихие часы")
    assert not any("Ночной ответ" in one.text for one in mother.messages)
    house.clock.pass_(timedelta(hours=8))
    house.grace_passes()
    await mother.expect("Ночной ответ")


async def test_a_teacher_takes_letters_when_switched_on(house: House) -> None:
    """P16, H02: a right; the class teacher is reachable all the same (H05)."""
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(RUSSIAN)
    await mother.say("/write")
    await mother.expect("выберите ребёнка")
    await mother.press("Написать: Ёлкина Софья")
    assert "Фёдорова" in (await mother.expect("Сообщения здесь не принимают")).text.split("не принимают")[1]
    await teacher.say("/write")
    await teacher.expect("Вы не принимаете сообщения")
    await teacher.press("Принимать сообщения")
    await teacher.expect("с 9:00 до 19:00")
    await teacher.press("Другие часы приёма")
    await teacher.expect("с 8:00 до 17:00")
    await addressed(house, mother, "Фёдорова")
    await mother.say("Про сочинение")
    await teacher.expect("Про сочинение")


async def test_flood_is_stopped_with_a_clear_word(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await written(house, mother, "первое")
    await teacher.expect("первое")
    await teacher.say("ответ", reply_to=teacher.messages[-1].id)
    answer = await mother.expect("ответ")
    for number in range(9):
        await mother.say(f"сообщение {number}", reply_to=answer.id)
        await teacher.expect(f"сообщение {number}")
    await mother.say("ещё одно", reply_to=answer.id)
    assert "после 16:30" in (await mother.expect("Слишком много сообщений подряд")).text
    assert await count(house, letter) == 11


async def test_too_long_a_letter_is_refused_and_may_be_sent_again(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await addressed(house, mother)
    await mother.say("я" * 2001)
    await mother.expect("длиннее 2000 знаков (в нём 2001)")
    await mother.say("Коротко")
    await mother.expect("Сообщение сохранено, но чат с ботом ещё не подключён")
    assert await count(house, letter) == 1


async def test_a_page_of_long_letters_fits_and_the_latest_is_whole(house: House) -> None:
    await house.set(content="initials")
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await mother.say("/write")
    begin = await mother.expect("выберите ребёнка")
    await mother.press(next(label for label in begin.labels if label.startswith("Написать:")))
    listed = await mother.expect("Кому написать?")
    await mother.press(next(label for label in listed.labels if "классный руководитель" in label))
    prompt = await mother.expect("Напишите сообщение")
    for number in range(5):
        mother.mark()
        await mother.say("😀я" * 950 + f"конец {number}", reply_to=prompt.id)
        await mother.expect("Отправлено")
    await teacher.wait(lambda messages: sum("Вам написали" in one.text for one in messages) == 5)
    await teacher.press("Прочитать")
    assert "конец 4" in (await teacher.expect("О ребёнке")).text


async def test_a_thread_is_muted_closed_and_opened_again(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await written(house, mother, "раз")
    await teacher.expect("раз")
    await teacher.press("Вся переписка")
    await teacher.expect("О ребёнке: Ёлкина Софья, 5А\n\nНе является")
    await teacher.press("Не присылать в чат")
    await written(house, mother, "два, тихо")
    await teacher.say("/write")
    listed = await teacher.expect("Сообщения")
    assert listed.labels[0].startswith("(1) Ёлкина"), "unread"
    await teacher.press(listed.labels[0])
    await teacher.expect("два, тихо")
    await teacher.press("Закрыть переписку")
    await teacher.expect("Почему закрываете?")
    await teacher.press("Не об учёбе")
    await teacher.expect("Вы закрыли эту переписку. Причина: Не об учёбе")
    await mother.say("/write")
    listed = await mother.expect("Чтобы написать учителю")
    await mother.press(listed.labels[0])
    assert "Написать" not in (await mother.expect("Учитель закрыл эту переписку")).labels
    assert await count(house, audit_entry, audit_entry.c.action == "letters.blocked") == 1
    await teacher.press("Открыть переписку снова")
    await teacher.wait(lambda messages: "Написать" in messages[-1].labels)


async def test_a_guardian_closes_no_thread(house: House) -> None:
    """The denial twin: it is the teacher's."""
    mother = await house.linked(MOTHER_OF_SOFIA)
    await addressed(house, mother)
    answer = await mother.press_data(mother.messages[-1].id, "lt!:1:insult")
    assert "недоступно" in (answer.text or "")


async def test_a_guardian_whose_rights_ended_loses_the_thread_and_what_waits(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await written(house, mother)
    came = await teacher.expect("спросить?")
    house.clock.pass_(timedelta(hours=8))
    await teacher.say("Не дойдёт", reply_to=came.id)
    await teacher.expect("тихие часы")
    async with house.database.writing() as unit:
        yesterday = house.clock.now().date() - timedelta(days=1)
        await unit.connection.execute(guardianship.update().values(to_day=yesterday))
        await unit.commit()
    house.clock.pass_(timedelta(hours=8))
    house.grace_passes()
    await teacher.press("Вся переписка", came)
    assert "Написать" not in (await teacher.expect("Переписка завершена")).labels
    answer = await mother.press_data(mother.messages[-1].id, "lt:1:0:0")
    assert answer.text
    assert not any("Не дойдёт" in one.text for one in mother.messages)


async def test_a_thread_with_somebody_who_left_is_closed_with_a_word(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await written(house, mother)
    came = await teacher.expect("спросить?")
    async with house.database.writing() as unit:
        left = {"to_day": house.clock.now().date() - timedelta(days=1)}
        await unit.connection.execute(role_grant.update().values(left))
        for name in ("timetable_entry", "teaching_load"):
            table = role_grant.metadata.tables[name]
            await unit.connection.execute(table.update().values(left))
        await unit.commit()
    await mother.press("Вся переписка")
    assert "Написать" not in (await mother.expect("Переписка завершена")).labels
    answer = await teacher.press_data(came.id, "lt:1:0:0")
    assert answer.text, "who has left reads nothing"


async def test_the_director_is_written_to_with_a_confirmation(house: House) -> None:
    """H07."""
    mother, director = await house.linked(MOTHER_OF_SOFIA), await house.linked(DIRECTOR)
    await mother.say("/write")
    await mother.expect("выберите ребёнка")
    await mother.press("Написать: Ёлкина Софья")
    listed = await mother.expect("Кому написать?")
    await mother.press(next(label for label in listed.labels if label.startswith("Обращение к директору")))
    assert "не официальное обращение" in (await mother.expect("вопрос не решился")).text
    await mother.press("Написать директору")
    await mother.expect("Напишите сообщение")
    await mother.say("Прошу помочь")
    await director.expect("Прошу помочь")


@pytest.mark.parametrize(("mode", "named"), [("initials", True), ("discreet", False)])
async def test_a_school_that_sends_no_names_sends_a_notice(house: House, mode: str, named: bool) -> None:
    await house.set(content=mode)
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await mother.say("/write")
    begin = await mother.expect("выберите ребёнка")
    await mother.press(next(label for label in begin.labels if label.startswith("Написать:")))
    listed = await mother.expect("Кому написать?")
    await mother.press(next(label for label in listed.labels if "классный руководитель" in label))
    await mother.expect("Напишите сообщение")
    await mother.say("Софья болеет")
    came = await teacher.expect("Вам написали")
    assert "болеет" not in came.text
    assert "Ёлкина" not in came.text
    assert ("Е." in came.text or "Ё." in came.text) is named
    await teacher.press("Прочитать")
    await teacher.expect("Софья болеет")


async def test_a_reply_is_an_answer_after_a_restart_too(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await written(house, mother)
    came = await teacher.expect("спросить?")
    await house.restart()
    await teacher.say("После перезапуска", reply_to=came.id)
    await mother.expect("После перезапуска", timeout=20)


async def test_what_is_written_long_after_the_button_is_no_letter(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await written(house, mother)
    came = await teacher.expect("спросить?")
    await teacher.press("Ответить", came)
    await teacher.expect("Напишите сообщение")
    house.clock.pass_(timedelta(minutes=20))
    await teacher.say("5А история дз §12")
    await teacher.expect("§12")
    assert await count(house, letter) == 1


async def test_a_school_may_have_no_correspondence(house: House) -> None:
    await house.set(**{"profile.letters": "none"})
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/write")
    await mother.expect("выберите ребёнка")
    await mother.press("Написать: Ёлкина Софья")
    await mother.expect("Сейчас написать здесь некому")


async def test_a_complaint_shows_the_last_letters_to_the_coordinator_who_opens_the_thread(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    coordinator = await house.linked(COORDINATOR)
    await written(house, mother, "Почему тройка?")
    came = await teacher.expect("Почему тройка?")
    await teacher.press("Вся переписка", came)
    for button in ("Закрыть переписку", "Слишком много сообщений"):
        await teacher.press(button)
    await teacher.expect("Вы закрыли эту переписку")
    mother.mark()
    await mother.press("Вся переписка")
    await mother.expect("Учитель закрыл эту переписку")
    await mother.press("Пожаловаться координатору")
    await mother.expect("последние 10 сообщений")
    await mother.press("Грубость")
    await mother.expect("Жалоба передана")
    push = await coordinator.expect("Пожаловались на переписку")
    assert "тройка" not in push.text
    await coordinator.press("Прочитать")
    shown = await coordinator.expect("Почему тройка?")
    assert "На кого: Морозова Анна Сергеевна" in shown.text
    await coordinator.press("Открыть переписку снова")
    await coordinator.wait(lambda messages: "Открыть переписку снова" not in messages[-1].labels)
    assert "Причина: Грубость" in shown.text
    for action in ("letters.reported", "letters.report_read", "letters.block_lifted"):
        assert await count(house, audit_entry, audit_entry.c.action == action) == 1
    await written(house, mother, "Снова можно")
    await teacher.expect("Снова можно")


async def test_nobody_but_a_coordinator_reads_a_complaint(house: House) -> None:
    """The denial twin, for those of whom and by whom it was made too; a complaint about another's thread is none."""
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    director, other = await house.linked(DIRECTOR), await house.linked(MOTHER_OF_EGOR)
    await house.linked(COORDINATOR)
    await written(house, mother, "тайна")
    await teacher.expect("тайна")
    assert "больше нет" in ((await other.press_data(other.messages[-1].id, "ltp:1:insult")).text or "")
    await mother.press_data(mother.messages[-1].id, "ltp:1:insult")
    for person in (mother, teacher, director, other):
        for data in ("ltr:1", "ltr+:1", "ltrc:1:talked", "ltrd:1", "ltro:1"):
            assert (await person.press_data(person.messages[-1].id, data)).text
    assert not any("тайна" in one.text for one in (*director.messages, *other.messages))
    assert await count(house, audit_entry, audit_entry.c.action == "letters.report_read") == 0


async def test_news_of_a_lesson_lead_to_its_teachers(house: House) -> None:
    """The button opens the choice below: the news stay as they are."""
    mother = await house.linked(MOTHER_OF_SOFIA)
    await recorded(house)
    house.grace_passes()
    news = await mother.expect("Математика")
    await mother.press("Написать учителю", news)
    listed = await mother.expect("Кому написать?")
    assert listed.id != news.id
    await mother.press(next(label for label in listed.labels if label.startswith("Морозова")))
    await mother.expect("Ёлкина Софья, 5А")


async def test_news_have_no_such_button_where_nobody_is_written_to(house: House) -> None:
    await house.set(**{"profile.letters": "none"})
    mother = await house.linked(MOTHER_OF_SOFIA)
    await recorded(house)
    house.grace_passes()
    assert (await mother.expect("Математика")).labels == ["Дневник"]


async def test_a_photo_comes_under_its_words_and_is_answered_with_a_voice(house_on_both: House) -> None:
    house = house_on_both
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await addressed(house, mother)
    await mother.send_photo(png(40, 30), "Вот тетрадь")
    await mother.expect("Отправлено: Морозова")
    words = await teacher.expect("Вот тетрадь")
    assert "приложены файлы" in words.text
    await teacher.wait(lambda messages: any(one.photo for one in messages))
    photo = next(one for one in teacher.messages if one.photo)
    await teacher.send_voice(b"OggS...")
    assert await count(house, letter) == 1, "out of nowhere it is homework, as ever"
    await teacher.say("Спасибо, вижу", reply_to=photo.id)
    await mother.expect("Спасибо, вижу")
    mother.mark()
    await mother.press("Вся переписка")
    await mother.expect("Вложения: 1 фото")
    await mother.press("Показать: 1 фото, 13 октября, 15:30")
    await mother.expect("Вложения к сообщению от 13 октября, 15:30")
    await mother.wait(lambda messages: any(one.photo and one.from_bot for one in messages))
    assert await count(house, attachment, attachment.c.fetch_at.is_not(None)) == 1, "its bytes are to be kept"


async def test_what_follows_a_letter_needs_a_button_and_nothing_is_lost_in_silence(house: House) -> None:
    """A photo after the words: to whom it goes is asked for, not guessed."""
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await written(house, mother)
    mother.mark()
    await mother.send_photo(png(40, 30))
    await mother.expect("никому не отправлено")
    await mother.press("Написать ещё")
    await mother.expect("Напишите сообщение: Морозова")
    teacher.mark()
    await mother.send_photo(png(40, 30))
    await mother.expect("✅ Отправлено: Морозова")
    assert (await teacher.wait(lambda shown: any(one.photo for one in shown))) is not None


async def test_an_album_is_one_letter_and_its_excess_is_spoken_of_once(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await addressed(house, mother)
    await mother.send_album([png(40 + one, 30) for one in range(7)], "Все страницы")
    await mother.expect("В одном сообщении может быть не больше 5 файлов")
    await teacher.expect("Все страницы")
    await teacher.wait(lambda messages: sum(bool(one.photo) for one in messages) == 5, timeout=20)
    said = [one.text for one in mother.messages]
    assert sum("Отправлено" in one for one in said) == 1
    assert sum("не больше 5 файлов" in one for one in said) == 1
    assert await count(house, letter) == 1


async def test_of_files_no_more_leaves_than_that_there_is_something(house: House) -> None:
    await house.set(content="discreet")
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    other = await house.linked(MOTHER_OF_EGOR)
    await mother.say("/write")
    begin = await mother.expect("выберите ребёнка")
    await mother.press(next(label for label in begin.labels if label.startswith("Написать:")))
    listed = await mother.expect("Кому написать?")
    await mother.press(next(label for label in listed.labels if "классный руководитель" in label))
    await mother.expect("Напишите сообщение")
    await mother.send_document(b"%PDF", "Ёлкина Софья.pdf", mime="application/pdf")
    came = await teacher.expect("Вам написали")
    assert "файл" not in came.text
    assert not any(one.document for one in teacher.messages)
    await teacher.press("Прочитать")
    assert "Вложения: 1 файл" in (await teacher.expect("О ребёнке")).text
    await other.say("/write")
    screen = await other.expect("Переписки пока нет")
    assert "больше нет" in ((await other.press_data(screen.id, "ltf:1:1")).text or ""), "the denial twin"
    await teacher.press("Показать: 1 файл, 13 октября, 15:30")
    await teacher.wait(lambda messages: any(one.document for one in messages))


async def test_what_is_no_letter_is_refused(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await addressed(house, mother)
    await mother.send_document(b"MZ", "игра.exe")
    await mother.expect("Такой файл приложить нельзя")
    await mother.share_contact()
    await mother.expect("Это не отправлено")
    assert await count(house, letter) == 0


async def test_a_class_teacher_writes_first_and_a_family_may_switch_teachers_of_subjects_off(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await picked(teacher)
    await teacher.press("Ёлкина Софья")
    chosen = await teacher.expect("Кому написать?")
    await teacher.press(next(label for label in chosen.labels if label.startswith("Ёлкина")))
    await teacher.expect("Не является официальной перепиской")
    await teacher.say("Софья сегодня отлично отвечала")
    came = await mother.expect("отлично отвечала")
    assert "Не является официальной перепиской" in came.text
    await mother.say("Спасибо", reply_to=came.id)
    await teacher.expect("Спасибо")
    mother.mark()
    await mother.say("/write")
    await mother.press("Пусть учителя не пишут первыми", await mother.expect("Сообщения"))
    await mother.expect("не могут написать вам первыми")
    other = await house.linked(RUSSIAN)
    pupil = next(one.data for row in (await picked(other)).buttons for one in row if one.text == "Ёлкина Софья")
    await other.press_data(other.messages[-1].id, pupil)
    shown = await other.expect("Не хотят, чтобы учителя писали первыми: Ёлкина")
    stranger = await house.linked(MOTHER_OF_EGOR)
    await stranger.say("/write")
    screen = await stranger.expect("Сообщения")
    for data in (pupil, next(one.data for row in shown.buttons for one in row if one.data.startswith("ltsb:"))):
        assert "больше нет" in ((await stranger.press_data(screen.id, data)).text or ""), "the denial twin"


async def picked(teacher: Person) -> MessageView:
    """The list of 5А, as a teacher reaches it from the menu."""
    await teacher.say("/write")
    await teacher.expect("Сообщения")
    await teacher.press("Написать родителям")
    await teacher.wait(lambda messages: any(label in messages[-1].labels for label in ("5А", "Ёлкина Софья")))
    if "5А" in teacher.messages[-1].labels:
        await teacher.press("5А")
    return (await teacher.wait(lambda messages: "Ёлкина Софья" in messages[-1].labels))[-1]


async def test_a_complaint_is_passed_on_closed_with_a_word_and_answered(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    coordinator, director = await house.linked(COORDINATOR), await house.linked(DIRECTOR)
    await written(house, mother, "Почему тройка?")
    await teacher.expect("Почему тройка?")
    await mother.press_data(mother.messages[-1].id, "ltp:1:off_topic")
    await coordinator.expect("Пожаловались на переписку")
    await coordinator.say("/complaints")
    listed = await coordinator.expect("Жалобы на переписку")
    assert listed.labels[0] == "новая · 13 октября · на кого: Морозова Анна Сергеевна"
    await coordinator.press(listed.labels[0])
    await coordinator.expect("Почему тройка?")
    await coordinator.press("Передать директору")
    await coordinator.expect("Жалоба передана директору")
    await director.expect("Пожаловались на переписку")
    await director.press("Прочитать")
    await director.expect("Почему тройка?")
    await director.press("Ответить своими словами")
    await director.expect("Напишите ответ")
    await director.say("Тройка пересмотрена")
    await director.expect("Жалоба закрыта. Ответ: Тройка пересмотрена")
    await mother.expect("Вашу жалобу на переписку рассмотрели. Ответ: Тройка пересмотрена")
    assert not any("жалобу" in one.text for one in teacher.messages), "the other side is not told"
    await coordinator.say("/complaints")
    await coordinator.wait(lambda messages: any(label.startswith("закрыта") for label in messages[-1].labels))
    for action in ("letters.report_passed_on", "letters.report_closed"):
        assert await count(house, audit_entry, audit_entry.c.action == action) == 1
