"""A lesson entered by taps, through the messenger: the list, the roll, marks, topic, homework, what goes wrong."""

from datetime import date, timedelta

import sqlalchemy as sa

from playground import MessageView, Person
from storage.schema import metadata
from storage.schema.calendar import term, timetable_entry
from storage.schema.journal import attendance, control, draft, entry, lesson_text, mark
from storage.schema.people import enrolment, person, school_class
from tests.bot.conftest import MATHS, RUSSIAN, House

OPEN = "5А · Математика"


async def rows(house: House, query: sa.Select[tuple[object, ...]]) -> list[tuple[object, ...]]:
    async with house.database.reading() as unit:
        return [tuple(row) for row in await unit.connection.execute(query)]


async def presence(house: House) -> list[tuple[object, ...]]:
    """Surname, kind and reason of what stands of attendance."""
    table = attendance.c
    query = sa.select(person.c.surname, table.kind, table.reason).join(person, person.c.id == table.pupil_id)
    return await rows(house, query.where(table.ended_entry_id.is_(None)).order_by(table.id))


async def marks(house: House) -> list[tuple[object, ...]]:
    """Surname, value and work of the marks."""
    query = (
        sa.select(person.c.surname, mark.c.value, control.c.kind)
        .join(person, person.c.id == mark.c.pupil_id)
        .join(control, control.c.id == mark.c.control_id)
    )
    return await rows(house, query.order_by(mark.c.id))


async def said(house: House) -> dict[object, tuple[object, object]]:
    """Topic and homework that stand, with the day for which it is."""
    table = lesson_text.c
    found = await rows(house, sa.select(table.kind, table.text, table.due).where(table.ended_entry_id.is_(None)))
    return {kind: (text, due) for kind, text, due in found}


async def listed(house: House, uid: str = MATHS) -> Person:
    """A teacher who looks at the own lessons."""
    teacher = await house.linked(uid)
    await teacher.say("/lessons")
    await teacher.expect("Мои уроки")
    return teacher


async def opened(house: House) -> Person:
    """A teacher with the card of mathematics in 5А."""
    teacher = await listed(house)
    await press(teacher, OPEN)
    await teacher.expect("5А · Математика · вт 13 октября, 2-й урок")
    return teacher


async def press(teacher: Person, label: str) -> None:
    """Press the button whose label holds these words."""
    shown = screen(teacher)
    await teacher.press(next(one for one in shown.labels if label in one), shown.id)


async def press_all(teacher: Person, *labels: str) -> None:
    for label in labels:
        await press(teacher, label)


def screen(teacher: Person) -> MessageView:
    return next(one for one in reversed(teacher.messages) if one.from_bot)


async def test_home_leads_to_the_lessons_of_today(house_on_both: House) -> None:
    teacher = await house_on_both.linked(MATHS)
    await teacher.say("/start")
    await teacher.expect("Этот чат подключён")
    await teacher.press("Уроки")
    shown = await teacher.expect("Мои уроки")
    assert "вт 13 октября" in shown.text
    assert "2. 5А · Математика: пусто" in shown.text
    await press(teacher, "Назад")
    await teacher.expect("Этот чат подключён")


async def test_states_of_lessons(house: House) -> None:
    teacher = await opened(house)
    await press(teacher, "Уроки")
    assert "5А · Математика: пусто, есть черновик" in (await teacher.expect("Мои уроки")).text
    for text, state in (("5А матем тема Дроби", "записан частично"), ("5А матем дз № 1", "записан")):
        await teacher.say(text)
        await teacher.expect(text[-4:])
        await teacher.wait(lambda _: "Записать" in screen(teacher).labels)
        await teacher.press("Записать")
        await teacher.expect("Записано")
        teacher.mark()
        await teacher.say("/lessons")
        assert f"5А · Математика: {state}\n" in (await teacher.expect("Мои уроки")).text
    house.clock.pass_(timedelta(days=1))
    await teacher.say("/lessons")
    await teacher.expect("ср 14 октября")
    await press(teacher, "‹ вт")
    earlier = await teacher.expect("вт 13 октября")
    assert "5А · Математика: записан\n" in earlier.text
    assert ": просрочен" in earlier.text
    assert "‹ пн 12 октября" in earlier.labels
    assert "ср 14 октября ›" in earlier.labels


async def test_a_roll_of_thirty_takes_fifteen_taps(house_on_both: House) -> None:
    """From «Уроки» to recorded: three absent and five marks of two values."""
    house = house_on_both
    await _crowd(house, 30)
    teacher = await house.linked(MATHS)
    await teacher.say("/start")
    await teacher.expect("Этот чат подключён")
    roll = ["Уроки", OPEN, "Кто был", "Алиев", "Белов", "Цой"]
    taps = [*roll, "5", "Ёлкина", "Ким", "Жуков", "4", "Гаджиева", "Тагиров", "Записать"]
    assert len(taps) <= 15
    await press_all(teacher, *taps)
    await teacher.expect("Записано")
    assert sorted(await presence(house)) == [(one, "absent", None) for one in ("Алиев", "Белов", "Цой")]
    given = [("Гаджиева", "4"), ("Ёлкина", "5"), ("Жуков", "5"), ("Ким", "5"), ("Тагиров", "4")]
    assert sorted(await marks(house)) == sorted((who, value, None) for who, value in given)


async def _crowd(house: House, size: int) -> None:
    """Fill 5А up to that many pupils."""
    of_5a = sa.select(school_class.c.id).where(school_class.c.grade == 5, school_class.c.letter == "А")
    async with house.database.writing() as unit:
        (class_id,) = (await unit.connection.execute(of_5a)).one()
        known = (await unit.connection.execute(sa.select(enrolment).where(enrolment.c.class_id == class_id))).all()
        for number in range(size - len(known)):
            values = {
                "school_id": house.school.id,
                "surname": f"Яров{'абвгдежзийклмнопрст'[number]}",
                "given_name": "Ян",
            }
            made = await unit.connection.execute(person.insert().values(values).returning(person.c.id))
            here = {"school_id": house.school.id, "class_id": class_id, "from_day": date(2026, 9, 1)}
            pupil = here | {"pupil_id": made.scalar_one()}
            await unit.connection.execute(enrolment.insert().values(pupil))
        await unit.commit()


async def test_where_a_pupil_is_goes_round(house: House) -> None:
    teacher = await opened(house)
    await press(teacher, "Кто был")
    for state in ("н", "н (болезнь)", "опоздал"):
        await press(teacher, "Белов")
        assert f"Белов Кирилл · {state}" in screen(teacher).labels
    await press(teacher, "Белов")
    assert "Белов Кирилл" in screen(teacher).labels
    await press_all(teacher, "Белов", "Белов", "Ким", "Назад")
    assert "Нет: Белов Кирилл (болезнь), Ким Арина" in screen(teacher).text


async def test_a_mark_is_tapped_off_again_and_has_its_work(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Кто был", "5", "Ким", "Белов", "Ким", "За что: ответ", "Контрольная работа · 1,5")
    assert "Контрольная работа: Белов Кирилл 5" in screen(teacher).text
    await press_all(teacher, "4", "Ким", "Записать")
    assert await marks(house) == [("Белов", "5", "Контрольная работа"), ("Ким", "4", "Контрольная работа")]


async def test_a_double_tap_is_one(house: House) -> None:
    """Each button says what is to be: the same press again changes nothing."""
    teacher = await opened(house)
    lesson_button = "les:" + (await _lesson_data(teacher))
    await press(teacher, "Кто был")
    shown = screen(teacher)
    absent = next(one.data for row in shown.buttons for one in row if one.text == "Белов Кирилл")
    await press(teacher, "5")
    five = next(one.data for row in screen(teacher).buttons for one in row if one.text == "Ким Арина")
    for data in (absent, absent, five, five, lesson_button, lesson_button):
        assert data is not None
        await teacher.press_data(shown.id, data)
    assert "Отметки: Ким Арина 5\nНет: Белов Кирилл" in screen(teacher).text
    record = next(one.data for row in screen(teacher).buttons for one in row if one.text == "Записать")
    assert record is not None
    for _ in range(2):
        await teacher.press_data(shown.id, record)
    assert len(await marks(house)) == 1
    assert len(await rows(house, sa.select(draft.c.id))) == 1


async def _lesson_data(teacher: Person) -> str:
    """What the lesson's button carries, read off the list."""
    await press(teacher, "Уроки")
    shown = screen(teacher)
    data = next(one.data for row in shown.buttons for one in row if OPEN in one.text)
    await press(teacher, OPEN)
    return (data or "").removeprefix("les:")


async def test_taps_survive_a_restart(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Кто был", "Белов")
    await house.restart()
    await press(teacher, "Ким")
    await press(teacher, "Назад")
    assert "Нет: Белов Кирилл, Ким Арина" in screen(teacher).text


async def test_a_typed_draft_goes_on_by_taps(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say("5А матем дз № 5; 5 Ёлкина, н Сидоров б")
    await teacher.expect("№ 5")
    await press_all(teacher, "Кто был", "Сидоров", "5", "Ёлкина", "4", "Ёлкина", "Назад")
    shown = screen(teacher).text
    assert "Отметки: Ёлкина Софья 4" in shown
    assert "Опоздания: Сидоров Егор" in shown
    assert "№ 5" in shown
    await press(teacher, "Записать")
    assert await marks(house) == [("Ёлкина", "4", None)]


async def test_a_message_joins_the_draft_that_was_begun_by_taps(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Кто был", "Белов", "5", "Ким")
    await teacher.say("5А матем дз № 7; н Сидоров; 4 Ёлкина")
    card = await teacher.expect("№ 7")
    assert "Отметки: Ёлкина Софья 4, Ким Арина 5" in card.text
    assert "Нет: Сидоров Егор, Белов Кирилл" in card.text
    assert len(await rows(house, sa.select(draft.c.id))) == 1
    await press(teacher, "Записать")
    assert [one[0] for one in await presence(house)] == ["Сидоров", "Белов"]


async def test_a_mark_for_who_is_away_is_asked(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Кто был", "Белов", "5", "Белов")
    assert "Записать" not in screen(teacher).labels
    await press(teacher, "Назад")
    assert "и отсутствует, и отметка" in screen(teacher).text
    await press(teacher, "Отсутствует")
    assert "Отметки" not in screen(teacher).text
    assert "Нет: Белов Кирилл" in screen(teacher).text


async def test_buttons_of_a_recorded_draft_show_how_it_stands(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Кто был", "Белов")
    stale = screen(teacher)
    await press(teacher, "Записать")
    await teacher.press_data(
        stale.id, next(one.data or "" for row in stale.buttons for one in row if "Ким" in one.text)
    )
    assert "Записано в журнал" in screen(teacher).text
    assert [one[0] for one in await presence(house)] == ["Белов"]


async def test_topic_from_the_plan_and_homework_for_another_day(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Тема, задание", "По плану: ", "Написать задание")
    await teacher.say("стр. 5, № 7; 5 Ёлкина")
    card = await teacher.expect("На среду 14 октября: стр. 5, № 7; 5 Ёлкина")
    assert "Тема: " in card.text
    assert "Отметки" not in card.text
    await press_all(teacher, "Тема, задание", "На четверг 15 октября", "Назад", "Записать")
    texts = await said(house)
    assert texts["homework"] == ("стр. 5, № 7; 5 Ёлкина", date(2026, 10, 15))
    assert "topic" in texts


async def test_words_are_awaited_after_a_restart_too(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Тема, задание", "Написать тему")
    await house.restart()
    await teacher.say("Дроби и проценты")
    await teacher.expect("Тема: Дроби и проценты")
    await press_all(teacher, "Тема, задание", "Задания нет", "Назад", "Записать")
    assert await said(house) == {
        "held": ("", None),
        "topic": ("Дроби и проценты", None),
        "no_homework": ("", None),
    }


async def test_back_from_typing_means_that_nothing_is_awaited(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Тема, задание", "Написать тему", "Назад", "Назад")
    await teacher.say("спасибо, поняла")
    await teacher.expect("Это не похоже на запись урока")


async def test_as_last_time_repeats_homework_and_work(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Тема, задание")
    refused = await teacher.press("Как в прошлый раз", screen(teacher).id)
    assert "Повторить нечего" in (refused.text or "")
    await teacher.say("5А матем вчера дз № 9; Ким 5 к/р")
    await teacher.wait(lambda _: "Записать" in screen(teacher).labels)
    await press(teacher, "Записать")
    teacher.mark()
    await teacher.say("/lessons")
    await teacher.expect("Мои уроки")
    await press_all(teacher, OPEN, "Тема, задание", "Как в прошлый раз", "Назад")
    assert "На среду 14 октября: № 9" in screen(teacher).text
    await press_all(teacher, "Кто был", "4")
    assert "За что: Контрольная работа" in screen(teacher).labels


async def test_a_forged_button_opens_no_lesson_of_another_teacher(house: House) -> None:
    """The very button of the mathematician, pressed by the teacher of Russian; and a draft's by its number."""
    owner = await opened(house)
    forged = "les:" + await _lesson_data(owner)
    await press(owner, "Кто был")
    buttons = [one.data or "" for row in screen(owner).buttons for one in row]
    other = await listed(house, RUSSIAN)
    answer = await other.press_data(screen(other).id, forged)
    assert "Такого урока в расписании больше нет" in (answer.text or "")
    for data in buttons:
        answer = await other.press_data(screen(other).id, data)
        assert "больше нет" in (answer.text or "")
    assert len(await rows(house, sa.select(draft.c.id))) == 1


async def test_the_timetable_changed_before_recording(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Кто был", "Белов")
    async with house.database.writing() as unit:
        await unit.connection.execute(timetable_entry.update().values(to_day=date(2026, 10, 12)))
        await unit.commit()
    answer = await teacher.press("Записать", screen(teacher).id)
    assert "Такого урока в расписании больше нет" in (answer.text or "")
    assert await rows(house, sa.select(entry.c.id)) == []


async def test_a_lesson_on_a_holiday_is_neither_listed_nor_opened(house: House) -> None:
    teacher = await listed(house)
    shown = screen(teacher)
    data = next(one.data or "" for row in shown.buttons for one in row if OPEN in one.text)
    async with house.database.writing() as unit:
        today = date(2026, 10, 13)
        off = {"kind": "каникулы", "from_day": today, "to_day": today, "from_grade": 1, "to_grade": 11}
        first = sa.select(sa.func.min(term.c.id)).scalar_subquery()
        await unit.connection.execute(term.update().values(off).where(term.c.id == first))
        await unit.commit()
    answer = await teacher.press_data(shown.id, data)
    assert "Такого урока в расписании больше нет" in (answer.text or "")
    teacher.mark()
    await teacher.say("/lessons")
    await teacher.expect("В этот день у вас уроков нет")


async def test_a_draft_of_last_week_asks_why_so_late(house: House) -> None:
    teacher = await opened(house)
    await press_all(teacher, "Кто был", "Белов")
    house.clock.pass_(timedelta(days=7))
    await press(teacher, "Записать")
    assert "позже срока" in screen(teacher).text
    await press(teacher, "Болел учитель")
    assert "Записано в журнал" in screen(teacher).text


async def test_a_class_of_forty_has_two_pages(house: House) -> None:
    await _crowd(house, 40)
    teacher = await opened(house)
    await press(teacher, "Кто был")
    first = _pupils(teacher)
    await press(teacher, "Ниже по списку")
    second = _pupils(teacher)
    assert (len(first), len(second), len(first | second)) == (32, 8, 40)
    await press(teacher, "Яров")
    assert "‹ Выше по списку" in screen(teacher).labels
    assert "Нет: Яров" in screen(teacher).text


def _pupils(teacher: Person) -> set[str]:
    return {one.text for row in screen(teacher).buttons for one in row if (one.data or "").startswith("at:")}


async def test_the_screens_are_in_english_too(house: House) -> None:
    teacher = await house.linked(MATHS, language="en")
    await teacher.say("/lessons")
    await teacher.expect("My lessons")
    await press_all(teacher, OPEN, "Roll and marks")
    assert "Everyone is here" in screen(teacher).labels


async def test_a_school_of_initials_shows_initials(house: House) -> None:
    async with house.database.writing() as unit:
        await unit.connection.execute(metadata.tables["school"].update().values(content_mode="initials"))
        await unit.commit()
    teacher = await opened(house)
    await press(teacher, "Кто был")
    assert "Белов К." in screen(teacher).labels
