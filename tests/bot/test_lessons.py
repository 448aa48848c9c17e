"""A lesson entered by taps, through the messenger: the list, the roll, marks, topic, homework, what goes wrong."""

from datetime import date, timedelta

import sqlalchemy as sa

from playground import MessageView, Person
from storage.schema.journal import attendance, control, draft, lesson_text, mark
from storage.schema.people import enrolment, person, school_class
from tests.bot.conftest import MATHS, House

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
