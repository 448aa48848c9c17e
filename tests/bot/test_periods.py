"""Marks of a quarter through the messenger: the list, a sheet, one tap for the rest, words, families, a whole class."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from playground import MessageView, Person
from storage.schema import metadata
from storage.schema.audit import audit_entry
from storage.schema.people import person, role_grant
from storage.schema.periods import period_mark
from tests.bot.conftest import (
    DEPUTY,
    DIRECTOR,
    FATHER_OF_SOFIA,
    MATHS,
    MOTHER_OF_SOFIA,
    MOTHER_OF_TWO,
    RUSSIAN,
    TUESDAY,
    ZONE,
    House,
)
from tests.bot.test_teachers import settled

FRIDAY = datetime(2026, 10, 23, 15, 30, tzinfo=ZONE)
"""The last school day of the first quarter."""
MATHS_5A = "5А · Математика"
CLASS_TEACHER = "7800100202"
"""Морозова, the class teacher of 5А."""


async def rows(house: House) -> list[tuple[object, ...]]:
    """Surname, value and whether it stands, of every mark of a period."""
    table = period_mark.c
    query = sa.select(person.c.surname, table.value, table.ended_at.is_(None)).join(
        person, person.c.id == table.pupil_id
    )
    async with house.database.reading() as unit:
        return [tuple(row) for row in await unit.connection.execute(query.order_by(table.id))]


def screen(one: Person) -> MessageView:
    return next(message for message in reversed(one.messages) if message.from_bot)


async def press(teacher: Person, *labels: str) -> None:
    """Press, one after another, the buttons whose labels hold these words."""
    for label in labels:
        shown = screen(teacher)
        await teacher.press(next(one for one in shown.labels if label in one), shown.id)


def data_of(shown: MessageView, label: str) -> str:
    return next(one.data or "" for row in shown.buttons for one in row if label in one.text)


async def listed(house: House, uid: str = MATHS, language: str = "ru") -> Person:
    """A teacher who looks at the own courses in the last week of the quarter."""
    house.clock.pass_(FRIDAY - house.clock.moment)
    teacher = await house.linked(uid, language=language)
    await teacher.say("/periods")
    await teacher.expect("quarter 1" if language == "en" else "1 четверть")
    return teacher


async def marked(house: House) -> None:
    """Three lessons of mathematics in which Sofia gets 5, 4, 5 and Egor is away twice."""
    teacher = await house.linked(MATHS)
    for words in ("5А матем Ёлкина 5; н Сидоров", "5А матем Ёлкина 4; н Сидоров", "5А матем Ёлкина 5, Ким 4 5 4"):
        teacher.mark()
        await teacher.say(words)
        await teacher.expect("5А · Математика")
        await press(teacher, "Записать")
        house.clock.pass_(timedelta(days=1))
        if house.clock.moment.weekday() == 5:
            house.clock.pass_(timedelta(days=2))


async def test_a_class_gets_its_marks_in_a_few_taps(house_on_both: House) -> None:
    """The list, the sheet, the proposed ones in one tap, two by hand, and «Подтвердить»."""
    house = house_on_both
    await marked(house)
    mother = await house.linked(MOTHER_OF_SOFIA)
    house.grace_passes()
    teacher = await listed(house)
    assert "не начато, 0 из 28" in screen(teacher).text
    await press(teacher, MATHS_5A)
    shown = screen(teacher)
    assert "Ёлкина Софья: 4,67 (3) · → 5" in shown.text
    assert "Большинству предлагается н/а" in shown.text
    assert "Сидоров Егор: без балла (0) · н 2 · → н/а" in shown.text
    assert sum(one.text.startswith(("Ким", "Ёлкина")) for row in shown.buttons for one in row) == 2
    await press(teacher, "Сидоров")
    assert "Пропущено уроков: 2 из 3" in screen(teacher).text
    assert "Предлагается: н/а (много пропусков)" in screen(teacher).text
    await press(teacher, "3")
    assert "Сидоров Егор · ✏️ 3" in screen(teacher).labels
    await house.restart()
    await press(teacher, "Принять предложенные: 27")
    assert await rows(house) == []
    mother.mark()
    await press(teacher, "Подтвердить: 28")
    assert "Выставлено 28 отметок" in screen(teacher).text
    assert "Ёлкина Софья · ✅ 5" in screen(teacher).labels
    kept = {surname: value for surname, value, _ in await rows(house)}
    assert (kept["Ёлкина"], kept["Сидоров"], len(await rows(house))) == ("5", "3", 28)
    house.grace_passes()
    told = await mother.expect("отметки за 1 четверть")
    assert told.text == "Софья, 5А · отметки за 1 четверть\nМатематика: 5"
    await press(teacher, "Назад")
    assert "выставлены, 28 из 28" in screen(teacher).text


async def test_each_message_names_its_child_and_a_family_hears_of_each_once(house: House) -> None:
    """homeassistant-WebUntis #169: nothing of one child under another's name."""
    mother = await house.linked(MOTHER_OF_TWO)
    teacher = await listed(house)
    await press(teacher, MATHS_5A, "Принять предложенные", "Подтвердить")
    house.grace_passes()
    await mother.wait(lambda messages: sum("1 четверть" in one.text for one in messages) == 2)
    names = {one.text.split(",")[0] for one in mother.messages if "1 четверть" in one.text}
    assert len(names) == 2


async def test_a_second_press_of_confirm_records_nothing_twice(house: House) -> None:
    """e-dnevnik-bot #6: no duplicates; the stale button says what is to be done."""
    teacher = await listed(house)
    await press(teacher, MATHS_5A, "Принять предложенные")
    shown = screen(teacher)
    data = data_of(shown, "Подтвердить")
    await teacher.press_data(shown.id, data)
    answer = await teacher.press_data(shown.id, data)
    assert "Выставлять пока нечего" in (answer.text or "")
    assert len(await rows(house)) == 28


async def test_a_correction_edits_the_families_message_and_is_allowed_by_a_deputy_later(house: House) -> None:
    """freewulkanowy #9: a corrected mark is shown as one, in the message that told of it."""
    father = await house.linked(FATHER_OF_SOFIA)
    teacher = await listed(house)
    await press(teacher, MATHS_5A, "Ёлкина", "5", "Подтвердить")
    father.mark()
    house.grace_passes()
    told = await father.expect("Математика: 5")
    await settled(house)
    house.clock.pass_(timedelta(minutes=1))
    await press(teacher, "Ёлкина", "4")
    assert "Ёлкина Софья · ✅ 5 ✏️ 4" in screen(teacher).labels
    await press(teacher, "Подтвердить")
    assert [row[1:] for row in await rows(house)] == [("5", False), ("4", True)]
    await father.wait(lambda messages: any(one.id == told.id and "5 → 4" in one.text for one in messages))
    house.clock.pass_(timedelta(minutes=15))
    deputy = await house.linked(DEPUTY)
    await settled(house)
    await press(teacher, "Ёлкина", "3")
    assert "Почему исправляете?" in screen(teacher).text
    await press(teacher, "Пересдача")
    assert "Запрос ушёл заместителю" in screen(teacher).text
    assert [row[1:] for row in await rows(house)] == [("5", False), ("4", True)]
    await deputy.expect("Отметка за 1 четверть: Ёлкина Софья, 4 → 3")
    await press(deputy, "Разрешить")
    await father.wait(lambda messages: any(one.id == told.id and "4 → 3" in one.text for one in messages))
    assert [row[1:] for row in await rows(house)] == [("5", False), ("4", False), ("3", True)]


async def test_typed_marks_go_to_the_same_sheet(house: House) -> None:
    teacher = await listed(house)
    await press(teacher, MATHS_5A, "Белов", "4")
    await teacher.say("5А 1 четв: Ёлкина 5, Ким н/а, Сидоров осв")
    card = await teacher.expect("попадут в черновик ведомости")
    assert "Ёлкина Софья 5" in card.text
    await press(teacher, "В ведомость")
    labels = screen(teacher).labels
    for label in ("Ёлкина Софья · ✏️ 5", "Ким Арина · ✏️ н/а", "Сидоров Егор · ✏️ осв", "Белов Кирилл · ✏️ 4"):
        assert label in labels
    assert await rows(house) == []


async def test_the_second_quarter_is_refused_in_the_first_and_no_word_is_lost(house: House) -> None:
    teacher = await listed(house)
    await teacher.say("5А 2 четв: Ёлкина 5")
    await teacher.expect("ведомости")
    await press(teacher, "Да, записать так")
    answer = await teacher.press("В ведомость", screen(teacher).id)
    assert "можно ставить с 20 декабря" in (answer.text or "")
    assert "Ёлкина Софья 5" in screen(teacher).text


async def test_a_quarter_that_has_not_ended_is_shown_and_not_marked(house: House) -> None:
    teacher = await house.linked(MATHS)
    assert house.clock.moment == TUESDAY
    await teacher.say("/periods")
    await teacher.expect("Ставить можно с 18 октября, срок — 27 октября")
    await press(teacher, MATHS_5A)
    assert "Ставить отметки можно с 18 октября" in screen(teacher).text
    assert not any("Принять" in label for label in screen(teacher).labels)
    await press(teacher, "Ёлкина")
    assert "5" not in screen(teacher).labels


async def test_after_the_deadline_it_says_so(house: House) -> None:
    """B23: two days after the end."""
    teacher = await listed(house)
    house.clock.pass_(timedelta(days=5))
    await press(teacher, "1 четверть")
    assert "просрочено" in screen(teacher).text
    await press(teacher, MATHS_5A)
    assert "Срок прошёл 27 октября" in screen(teacher).text


async def test_a_forged_button_opens_no_sheet_of_another_teacher(house: House) -> None:
    owner = await listed(house)
    await press(owner, MATHS_5A)
    sheet = screen(owner)
    buttons = [
        one.data or "" for row in sheet.buttons for one in row if (one.data or "").startswith(("ps", "pp", "pa"))
    ]
    await press(owner, "Ёлкина")
    buttons.append(data_of(screen(owner), "5"))
    other = await house.linked(RUSSIAN)
    await other.say("/periods")
    await other.expect("1 четверть")
    for data in buttons:
        assert len(data.encode()) <= 64
        answer = await other.press_data(screen(other).id, data)
        assert "больше нет" in (answer.text or "")
    assert await rows(house) == []


async def test_a_parent_has_no_such_screen(house: House) -> None:
    owner = await listed(house)
    data = data_of(screen(owner), MATHS_5A)
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/periods")
    await mother.expect("никому не отправлено")
    answer = await mother.press_data(screen(mother).id, data)
    assert "не действует" in (answer.text or "")


async def test_the_class_teacher_sees_which_subjects_are_missing(house: House) -> None:
    teacher = await listed(house)
    await press(teacher, MATHS_5A, "Принять предложенные", "Подтвердить")
    leader = await house.linked(CLASS_TEACHER)
    await leader.say("/periods")
    await leader.expect("1 четверть")
    await press(leader, "Класс 5А")
    text = screen(leader).text
    assert "✅ Математика — н/а: 28" in text
    assert "▫️ Русский язык — отметок нет; не хватает 28 отметок" in text
    await press(leader, "2 четверть")
    assert "Математика — отметок нет" in screen(leader).text


async def test_a_deputy_looks_at_every_class_and_gives_no_marks(house: House) -> None:
    """The denial twin: the same screen without own courses."""
    owner = await listed(house)
    sheet = data_of(screen(owner), MATHS_5A)
    await _as(house, RUSSIAN, "deputy")
    deputy = await house.linked(RUSSIAN)
    await deputy.say("/periods")
    await deputy.expect("1 четверть")
    await press(deputy, "Класс 5А")
    assert "5А: отметки за 1 четверть" in screen(deputy).text
    answer = await deputy.press_data(screen(deputy).id, sheet)
    assert "больше нет" in (answer.text or "")


async def _as(house: House, uid: str, role: str) -> None:
    """Let somebody hold only this function."""
    async with house.database.writing() as unit:
        whose = sa.select(person.c.id).where(person.c.uid == uid).scalar_subquery()
        await unit.connection.execute(role_grant.update().where(role_grant.c.person_id == whose).values(role=role))
        await unit.commit()


async def test_what_was_done_is_in_the_audit_log_without_names(house: House) -> None:
    teacher = await listed(house)
    await press(teacher, MATHS_5A, "Ёлкина", "5", "Подтвердить")
    async with house.database.reading() as unit:
        query = sa.select(audit_entry.c.data).where(audit_entry.c.action == "period.confirmed")
        (line,) = (await unit.connection.execute(query)).scalars()
    assert (line["period"], line["marks"], line["corrected"]) == ("q1", 1, 0)


async def test_a_discreet_school_sends_no_marks_and_initials_no_names(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await _content(house, "discreet")
    teacher = await listed(house)
    await press(teacher, MATHS_5A, "Ёлкина С.", "5", "Подтвердить")
    mother.mark()
    house.grace_passes()
    told = await mother.expect("есть новая запись")
    assert "5" not in told.text
    await _content(house, "initials")
    await press(teacher, "Ким А.", "4", "Подтвердить")


async def _content(house: House, mode: str) -> None:
    async with house.database.writing() as unit:
        await unit.connection.execute(metadata.tables["school"].update().values(content_mode=mode))
        await unit.commit()


async def test_the_screens_are_in_english_too(house: House) -> None:
    teacher = await listed(house, language="en")
    await press(teacher, MATHS_5A, "Ёлкина")
    assert "Proposed" in screen(teacher).text


async def waits_in_the_sheet(house: House) -> Person:
    """A five of Sofia's that the teacher asked to correct after the free minutes, with words of their own."""
    teacher = await listed(house)
    await press(teacher, MATHS_5A, "Ёлкина", "5", "Подтвердить")
    house.clock.pass_(timedelta(minutes=16))
    await press(teacher, "Ёлкина", "4", "Написать причину")
    assert "Напишите причину" in screen(teacher).text
    teacher.mark()
    await teacher.say("перепутала строки")
    await teacher.expect("Запрос ушёл заместителю")
    return teacher


async def test_a_request_is_seen_on_the_sheet_and_withdrawn_there(house: House) -> None:
    deputy = await house.linked(DEPUTY)
    teacher = await waits_in_the_sheet(house)
    assert "перепутала строки" in (await deputy.expect("Нужно ваше решение")).text
    assert "ждёт решения: 5 → 4" in screen(teacher).text
    assert "Ёлкина Софья · ⏳ 5 → 4" in screen(teacher).labels
    await house.restart()
    await press(teacher, "Ёлкина")
    assert "Ждёт решения: 5 → 4\nПричина: перепутала строки" in screen(teacher).text
    shown = screen(teacher)
    data = data_of(shown, "Отозвать запрос")
    await press(teacher, "Отозвать запрос")
    assert "Запрос отозван" in screen(teacher).text
    assert "Ёлкина Софья · ✅ 5" in screen(teacher).labels
    await deputy.wait(lambda messages: any("Учитель отозвал запрос" in one.text for one in messages))
    other = await house.linked(RUSSIAN)
    await other.say("/periods")
    await other.expect("1 четверть")
    answer = await other.press_data(screen(other).id, data)
    assert "больше нет" in (answer.text or ""), "the denial twin"


async def test_what_was_decided_meanwhile_is_not_withdrawn(house: House) -> None:
    deputy = await house.linked(DEPUTY)
    teacher = await waits_in_the_sheet(house)
    await deputy.expect("Нужно ваше решение")
    await press(teacher, "Ёлкина")
    shown = screen(teacher)
    await press(deputy, "Разрешить")
    await teacher.press("Отозвать запрос", shown.id)
    sheet = next(one for one in teacher.messages if one.id == shown.id)
    assert "уже решён" in sheet.text
    assert "Ёлкина Софья · ✅ 4" in sheet.labels


async def test_words_that_are_awaited_no_more_are_an_entry_again(house: House) -> None:
    teacher = await listed(house)
    await press(teacher, MATHS_5A, "Ёлкина", "5", "Подтвердить")
    house.clock.pass_(timedelta(minutes=16))
    await press(teacher, "Ёлкина", "4", "Написать причину")
    house.clock.pass_(timedelta(minutes=11))
    await teacher.say("5А матем Белов 4")
    await teacher.expect("Белов Кирилл")
    assert [row[1] for row in await rows(house)] == ["5"]


async def test_a_mark_of_a_closed_quarter_is_corrected_by_the_directors_order_alone(house: House) -> None:
    """P12: number and date of the order; the deputy is not asked, the director decides."""
    deputy, director = await house.linked(DEPUTY), await house.linked(DIRECTOR)
    teacher = await listed(house)
    await press(teacher, MATHS_5A, "Ёлкина", "5", "Подтвердить")
    house.clock.pass_(timedelta(days=12))
    await press(teacher, "Ёлкина", "4")
    assert "только по приказу директора" in screen(teacher).text
    await teacher.say("директор разрешил")
    await teacher.expect("Не понял номер и дату приказа")
    await teacher.say("№ 12-к от 03.11.2026")
    await teacher.expect("Запрос ушёл директору")
    assert "ждёт решения: 5 → 4" in screen(teacher).text
    assert "Приказ № 12-к" in (await director.expect("Отметка за 1 четверть: Ёлкина Софья, 5 → 4")).text
    await deputy.say("/approvals")
    await deputy.expect("ничего не ждёт")
    assert [row[1:] for row in await rows(house)] == [("5", True)]
    await press(director, "Разрешить")
    await teacher.expect("Разрешено: Орехова")
    assert [row[1:] for row in await rows(house)] == [("5", False), ("4", True)]


async def test_the_director_closes_a_quarter_and_a_deputy_does_not(house: House) -> None:
    """P12, with its denial twin: whoever looks at the same screen without the right has no such button."""
    house.clock.pass_(FRIDAY + timedelta(days=4) - house.clock.moment)
    director, deputy = await house.linked(DIRECTOR), await house.linked(DEPUTY)
    for one in (director, deputy):
        await one.say("/periods")
        await one.expect("Отметки за период")
        await press(one, "Класс 5А", "1 четверть")
    assert "Закрыть период" not in screen(deputy).labels
    await press(director, "Закрыть период")
    assert "Закрыть журнал школы по 25 октября" in screen(director).text
    data = data_of(screen(director), "Да, закрыть")
    answer = await deputy.press_data(screen(deputy).id, data)
    assert "больше нет" in (answer.text or "")
    await press(director, "Да, закрыть")
    assert "Период закрыт" in screen(director).text
    async with house.database.reading() as unit:
        query = sa.select(audit_entry.c.data).where(audit_entry.c.subject == "setting:profile.closed_through")
        (line,) = (await unit.connection.execute(query)).scalars()
    assert line["new"] == "2026-10-25"
