"""Absence notes through the messenger: «болеет с 12 по 16», the card of a later lesson, the class teacher's day."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.common.letters_data import PickGuardian
from bot.teachers.absences_data import ShowSchool
from playground import Person
from storage.schema.journal import attendance
from storage.schema.notes import absence_note
from tests.bot.conftest import DEPUTY, MATHS, MOTHER_OF_EGOR, RUSSIAN, House

CLASS_TEACHER, OF_5B, SUBJECT_ONLY = "7800100202", "7800100239", MATHS
"""UIDs: Морозова, who leads 5А; Вагнер, who leads 5Б; Смирнова, who leads no class."""
ILL = "5А матем Сидоров болеет с 12 по 16"


async def rows(house: House, query: sa.Select[tuple[object, ...]]) -> list[tuple[object, ...]]:
    async with house.database.reading() as unit:
        return [tuple(row) for row in await unit.connection.execute(query)]


async def notes(house: House) -> list[tuple[object, ...]]:
    """Reason, source, days, and whether it was ended."""
    table = absence_note.c
    days = (sa.cast(table.first_day, sa.Text), sa.cast(table.last_day, sa.Text))
    return await rows(house, sa.select(table.reason, table.source, *days, table.ended_at.is_not(None)))


async def standing(house: House) -> list[tuple[object, ...]]:
    """What stands of attendance: kind, reason, whether by a note."""
    table = attendance.c
    query = sa.select(table.kind, table.reason, table.note_id.is_not(None)).where(table.ended_entry_id.is_(None))
    return await rows(house, query.order_by(table.id))


async def wrote(house: House, text: str, uid: str = MATHS) -> Person:
    """A teacher who has written this into the journal."""
    teacher = await house.linked(uid)
    await teacher.say(text)
    await teacher.expect("5А")
    await teacher.press("Записать")
    await teacher.expect("Записано")
    return teacher


async def day(house: House, uid: str = CLASS_TEACHER) -> Person:
    """A class teacher who looks at the day."""
    teacher = await house.linked(uid)
    await teacher.say("/absences")
    return teacher


async def test_days_in_a_message_are_shown_recorded_and_not_alerted(house_on_both: House) -> None:
    house = house_on_both
    mother = await house.linked(MOTHER_OF_EGOR)
    teacher = await house.linked(MATHS)
    await teacher.say(ILL)
    card = await teacher.expect("Записка с 12 октября по 16 октября: Сидоров Егор (болезнь)")
    assert "Нет: Сидоров Егор (болезнь)" in card.text
    assert "Записать" in card.labels
    assert await notes(house) == []
    await teacher.press("Записать")
    assert "Сообщать об этом некому" in (await teacher.expect("Записано")).text
    assert await notes(house) == [("Б", "teacher", "2026-10-12", "2026-10-16", False)]
    before = len(mother.messages)
    house.grace_passes()
    await teacher.say("/start")
    await teacher.expect("Смирнова")
    assert len(mother.messages) == before


async def test_undo_takes_the_note_back(house: House) -> None:
    teacher = await wrote(house, ILL)
    await teacher.press("Отменить запись")
    await teacher.expect("Запись отменена")
    assert await notes(house) == [("Б", "teacher", "2026-10-12", "2026-10-16", True)]
    assert await standing(house) == []


async def test_days_without_a_reason_are_refused(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say("5А матем н Сидоров с 12 по 16")
    await teacher.expect("Записка с 12")
    answer = await teacher.press("Записать")
    assert "нужна причина" in (answer.text or "")
    assert await notes(house) == []


async def test_a_later_lesson_expects_the_pupil_away(house: House) -> None:
    await wrote(house, ILL)
    house.clock.pass_(timedelta(days=1))
    teacher = await house.linked(RUSSIAN)
    await teacher.say("5А рус дз упр. 5")
    await teacher.expect("Нет по записке: Сидоров Егор (болезнь)")
    await teacher.press("Записать")
    await teacher.expect("Записано")
    assert await standing(house) == [("absent", "Б", True)] * 2


async def test_there_in_spite_of_the_note(house: House) -> None:
    await wrote(house, ILL)
    house.clock.pass_(timedelta(days=1))
    teacher = await house.linked(RUSSIAN)
    await teacher.say("5А рус дз упр. 5")
    await teacher.expect("Нет по записке")
    await teacher.press("Сидоров Егор: на уроке")
    await teacher.expect("На уроке, хотя есть записка: Сидоров Егор")
    await teacher.press("Сидоров Егор: всё-таки нет")
    await teacher.expect("Нет по записке: Сидоров Егор")
    await teacher.press("Сидоров Егор: на уроке")
    await teacher.expect("На уроке, хотя есть записка")
    await teacher.press("Записать")
    await teacher.expect("Записано")
    assert await standing(house) == [("absent", "Б", True), ("present", None, False)]
    await teacher.say("5А рус 4 Тагиров")
    assert "по записке" not in (await teacher.expect("Тагиров")).text


async def test_an_empty_day(house: House) -> None:
    teacher = await day(house)
    shown = await teacher.expect("Кто отсутствует: 5А")
    assert "Пропусков пока не записано.\nНе записано уроков 5 из 5." in shown.text
    await teacher.press("← Назад")
    await teacher.press("Кто отсутствует")
    await teacher.expect("Кто отсутствует: 5А")


async def test_a_reason_edits_the_alert(house: House) -> None:
    """icc #502: the alert is closed when the reason comes later; no second message comes."""
    mother = await house.linked(MOTHER_OF_EGOR)
    await wrote(house, "5А матем н Сидоров, Белов б")
    house.grace_passes()
    alert = await mother.expect("причина не указана")
    teacher = await day(house)
    screen = await teacher.expect("Кто отсутствует: 5А · вт 13 октября")
    assert "Отсутствуют 2 из 28, без причины 1, не записано уроков 4 из 5." in screen.text
    assert "Причина не указана:\n• Сидоров Егор, уроки: 2" in screen.text
    assert "Причина известна:\n• Белов Кирилл, уроки: 2, болезнь" in screen.text
    await teacher.press("Сидоров Егор")
    await teacher.expect("Урок 2: нет, причина не указана")
    await teacher.press("Болезнь")
    shown = await teacher.expect("• Сидоров Егор, уроки: 2, болезнь, записка на 13 октября")
    assert shown.id == screen.id
    assert "Причина не указана" not in shown.text
    edited = await mother.expect("болезнь")
    assert (edited.id, edited.edited) == (alert.id, True)
    await teacher.press("Сидоров Егор")
    await teacher.expect("записка на 13 октября, болезнь, со слов учителя (внесена 13 октября)")
    assert await notes(house) == [("Б", "teacher", "2026-10-13", "2026-10-13", False)]


async def test_a_reason_of_the_teachers_is_not_asked_again(house: House) -> None:
    await wrote(house, "5А матем н Белов б")
    teacher = await day(house)
    await teacher.expect("Белов Кирилл")
    await teacher.press("Белов Кирилл")
    assert "Болезнь" not in (await teacher.expect("Урок 2: нет, болезнь")).labels


async def test_days_are_typed_and_a_note_withdrawn(house: House) -> None:
    await wrote(house, "5А матем н Сидоров")
    teacher = await day(house)
    await teacher.expect("Сидоров Егор")
    await teacher.press("Сидоров Егор")
    await teacher.press("С … по … — написать")
    await teacher.expect("с какого по какой день?")
    await teacher.say("5А рус дз упр. 5")
    await teacher.expect("Не понял дни записки")
    await teacher.say("с 12 по 16")
    await teacher.expect("нужна причина")
    await teacher.say("справка, болеет с 12 по 16")
    await teacher.expect("записка с 12 октября по 16 октября, болезнь, по справке")
    assert await standing(house) == [("absent", "Б", True)]
    await teacher.press("Недействительна: записка с 12 октября по 16 октября")
    await teacher.expect("Урок 2: нет, причина не указана")
    assert await standing(house) == [("absent", None, False)]
    assert await notes(house) == [("Б", "certificate", "2026-10-12", "2026-10-16", True)]


async def test_who_is_away_no_more_shows_as_such(house: House) -> None:
    teacher = await wrote(house, ILL, MATHS)
    head = await day(house)
    await head.expect("Сидоров Егор")
    await teacher.press("Отменить запись")
    await teacher.expect("Запись отменена")
    await head.press("Сидоров Егор")
    await head.expect("Пропусков за этот день не записано.")


@pytest.mark.parametrize("uid", [OF_5B, SUBJECT_ONLY])
async def test_another_class_is_neither_seen_nor_changed(house: House, uid: str) -> None:
    await wrote(house, ILL, MATHS)
    head = await day(house)
    await head.expect("Сидоров Егор")
    await head.press("Сидоров Егор")
    buttons = (await head.expect("записка с 12 октября")).buttons
    before = (await notes(house), await standing(house))
    stranger = await day(house, uid)
    own = await stranger.expect("5Б" if uid == OF_5B else "у вас сейчас нет класса")
    assert "Сидоров" not in own.text
    pressed = [one.data for row in buttons for one in row if one.data]
    for data in [one for one in pressed if not one.startswith(f"{PickGuardian.__prefix__}:")]:
        await stranger.press_data(own.id, data)  # a teacher of the child may write to the parents, whoever leads
    assert (await notes(house), await standing(house)) == before
    assert not any("Сидоров" in message.text for message in stranger.messages if message.id >= own.id)


async def test_the_day_in_english(house: House) -> None:
    await wrote(house, "5А матем н Сидоров")
    head = await house.linked(CLASS_TEACHER, language="en")
    await head.say("/absences")
    await head.expect("Who is absent: 5А")
    await head.press("Сидоров Егор")
    await head.press("Illness")
    await head.expect("illness, note for 13 October")


@pytest.mark.parametrize("mode", ["initials", "discreet"])
async def test_pupils_are_named_no_further_than_the_school_allows(house: House, mode: str) -> None:
    await house.set(content=mode)
    teacher = await wrote(house, ILL)
    house.clock.pass_(timedelta(days=1))
    await teacher.say("5А матем дз п.8")
    assert "Сидоров Е.: на уроке" in (await teacher.expect("Нет по записке: Сидоров Е. (болезнь)")).labels
    head = await day(house)
    await head.expect("Сидоров Е., записка с 12 октября по 16 октября")
    await head.press("Сидоров Е.")
    await head.press("С … по … — написать")
    await head.expect("Сидоров Е.: с какого по какой день?")
    shown = [*teacher.messages, *head.messages]
    assert not any("Егор" in " ".join([message.text, *message.labels]) for message in shown if message.from_bot)


async def test_taps_say_for_how_long_and_who_says_so(house: House) -> None:
    await wrote(house, "5А матем н Сидоров")
    head = await day(house)
    await head.expect("Сидоров Егор")
    await head.press("Сидоров Егор")
    await head.expect("Урок 2: нет, причина не указана · Математика")
    await head.press("Справка")
    await head.press("По пятницу")
    assert {"✓ Справка", "✓ По пятницу"} <= set(head.messages[-1].labels)
    await head.press("Болезнь")
    await head.expect("записка с 13 октября по 16 октября")
    assert await notes(house) == [("Б", "certificate", "2026-10-13", "2026-10-16", False)]


async def test_a_call_in_the_morning_is_about_who_is_not_missing_yet(house: House) -> None:
    head = await day(house)
    await head.expect("Пропусков пока не записано.")
    await head.press("Кто-то ещё отсутствует")
    await head.expect("О ком вы хотите сообщить?")
    await head.press("Ёлкина Софья")
    await head.expect("Пропусков за этот день не записано.")
    await head.press("Записка от родителей")
    await head.press("Уважительная")
    await head.expect("Есть записка, пропусков за этот день не записано:\n• Ёлкина Софья, записка на 13 октября")
    assert await notes(house) == [("У", "guardian", "2026-10-13", "2026-10-13", False)]


async def test_an_open_note_is_typed_covers_later_lessons_and_is_closed(house_on_both: House) -> None:
    house = house_on_both
    await wrote(house, "5А матем н Сидоров")
    head = await day(house)
    await head.expect("Сидоров Егор")
    await head.press("Сидоров Егор")
    await head.press("С … по … — написать")
    await head.say("болеет с 13")
    await head.expect("записка с 13 октября, пока не выйдет, болезнь")
    house.clock.pass_(timedelta(days=7))
    teacher = await house.linked(RUSSIAN)
    await teacher.say("5А рус дз упр. 5")
    await teacher.expect("Нет по записке: Сидоров Егор (болезнь)")
    await head.say("/absences")
    await head.expect("Кто отсутствует: 5А · вт 20 октября")
    await head.press("Сидоров Егор")
    await head.press("С … по … — написать")
    await head.expect("с какого по какой день?")
    await head.say("вышел 20")
    await head.expect("Пропусков за этот день не записано.")
    assert sorted(await notes(house), key=str) == [
        ("Б", "teacher", "2026-10-13", "2026-10-19", False),
        ("Б", "teacher", "2026-10-13", None, True),
    ]


async def test_a_part_of_the_day_is_typed(house: House) -> None:
    await wrote(house, "5А матем н Сидоров")
    head = await day(house)
    await head.expect("Сидоров Егор")
    await head.press("Сидоров Егор")
    await head.press("С … по … — написать")
    await head.say("мама: ушёл после 1 урока, по семейным")
    await head.expect("записка на 13 октября, с урока 2, уважительная причина, со слов родителей")
    assert await standing(house) == [("absent", "У", True)]


async def test_other_days_late_and_remarks(house: House) -> None:
    await wrote(house, "5А матем опоздал Белов 5 мин; Ёлкина не готова")
    house.clock.pass_(timedelta(days=1))
    head = await day(house)
    await head.expect("Кто отсутствует: 5А · ср 14 октября")
    await head.press("‹ вт 13 октября")
    shown = await head.expect("Кто отсутствует: 5А · вт 13 октября")
    assert "Опоздали:\n• Белов Кирилл, урок 2, 5 мин" in shown.text
    assert "Замечания:\n• Ёлкина Софья, урок 2:" in shown.text
    assert "Уроки не записаны:\n• 1. " in shown.text
    await head.press("ср 14 октября ›")
    await head.expect("Кто отсутствует: 5А · ср 14 октября")


async def test_holidays(house: House) -> None:
    house.clock.pass_(timedelta(days=15))
    head = await day(house)
    assert "Каникулы, уроков нет." in (await head.expect("Кто отсутствует: 5А · ср 28 октября")).text


async def test_a_deputy_sees_the_school_and_a_class_and_changes_nothing(house: House) -> None:
    """The twin of the class teacher's screens: no button says anything of a pupil, and pressed data changes nothing."""
    await wrote(house, "5А матем н Сидоров")
    head = await day(house)
    await head.expect("Сидоров Егор")
    await head.press("Сидоров Егор")
    buttons = (await head.expect("Урок 2: нет")).buttons
    deputy = await day(house, DEPUTY)
    shown = await deputy.expect("Школа: кто отсутствует · вт 13 октября")
    assert "5А: нет 1 из 28, без причины 1, не записано уроков 4 из" in shown.text
    await deputy.press("❗ 5А")
    screen = await deputy.expect("Причина не указана:\n• Сидоров Егор, уроки: 2")
    elsewhere = {"‹ пн 12 октября", "ср 14 октября ›", "Вся школа", "Обновить", "← Назад"}
    assert set(screen.labels) == {"Ждёт причины: 1 ученик", *elsewhere}
    before = (await notes(house), await standing(house))
    for data in [one.data for row in buttons for one in row if one.data]:
        await deputy.press_data(screen.id, data)
    assert (await notes(house), await standing(house)) == before
    await deputy.say("/absences")
    await deputy.expect("Школа: кто отсутствует")
    await deputy.press("‹ пн 12 октября")
    await deputy.expect("Школа: кто отсутствует · пн 12 октября")


async def test_the_school_is_not_shown_to_teachers(house: House) -> None:
    """The denial twin of the deputy's screen."""
    teacher = await day(house, SUBJECT_ONLY)
    own = await teacher.expect("у вас сейчас нет класса")
    await teacher.press_data(own.id, ShowSchool().pack())
    assert not any("Школа: кто отсутствует" in message.text for message in teacher.messages)


async def test_who_is_seen_at_a_later_lesson_is_asked_about_and_nothing_is_closed_silently(house: House) -> None:
    head = await day(house)
    await head.expect("Кто отсутствует: 5А")
    await head.press("Кто-то ещё отсутствует")
    await head.press("Сидоров Егор")
    await head.press("Пока не выйдет")
    await head.press("Болезнь")
    await head.expect("Сидоров Егор, записка с 13 октября, пока не выйдет")
    house.clock.pass_(timedelta(days=1))
    teacher = await wrote(house, "5А матем 5 Сидоров")
    question = await head.expect("Сидоров Егор: снова в школе?")
    assert "Отмечен на уроке" in question.text
    assert await notes(house) == [("Б", "teacher", "2026-10-13", None, False)]
    await teacher.press_data(teacher.messages[-1].id, question.buttons[0][0].data or "")
    assert await notes(house) == [("Б", "teacher", "2026-10-13", None, False)]
    await head.press("Снова в школе с 14 октября")
    await head.expect("Кто отсутствует: 5А · ср 14 октября")
    assert ("Б", "teacher", "2026-10-13", "2026-10-13", False) in await notes(house)


async def test_all_days_without_a_reason_are_explained_at_once(house: House) -> None:
    await wrote(house, "5А матем н Сидоров")
    house.clock.pass_(timedelta(days=1))
    await wrote(house, "5А матем н Сидоров, Белов")
    house.clock.pass_(timedelta(days=4))
    head = await day(house)
    await head.expect("Кто отсутствует: 5А · вс 18 октября")
    await head.press("Ждут причины: 2 ученика")
    shown = await head.expect("Пропуски без причины")
    assert "❗ Сидоров Егор: 13 октября, 14 октября (срок прошёл)\n❗ Белов Кирилл: 14 октября" in shown.text
    await head.press("Сидоров Егор")
    await head.expect("Причина для всех этих дней сразу")
    await head.press("Справка")
    await head.press("Все эти дни — болезнь")
    assert "Сидоров" not in (await head.expect("Пропуски без причины\n❗ Белов Кирилл")).text
    assert await notes(house) == [("Б", "certificate", "2026-10-13", "2026-10-14", False)]
    await head.press("Белов Кирилл")
    await head.press("ср 14 октября")
    await head.expect("Белов Кирилл, 5А · ср 14 октября")
    await head.press("Без уважительной")
    assert "Ждут причины" not in " ".join((await head.expect("без уважительной причины, записка")).labels)


async def test_reasons_of_another_class_are_not_given(house: House) -> None:
    """The denial twin of the screens of missing reasons."""
    await wrote(house, "5А матем н Сидоров")
    head = await day(house)
    await head.expect("Сидоров Егор")
    await head.press("Ждёт причины: 1 ученик")
    await head.press("Сидоров Егор")
    buttons = (await head.expect("Причина для всех этих дней сразу")).buttons
    for uid in (OF_5B, DEPUTY):
        stranger = await day(house, uid)
        own = await stranger.expect("отсутствует")
        for data in [one.data for row in buttons for one in row if one.data]:
            await stranger.press_data(own.id, data)
    assert (await notes(house), await standing(house)) == ([], [("absent", None, False)])


async def test_reasons_do_not_change_the_lessons_of_a_closed_period(house: House) -> None:
    """P12: it is said which part was not done; the note itself stands for the days to come."""
    await wrote(house, "5А матем н Сидоров")
    await house.set(**{"profile.closed_through": "13.10.2026"})
    teacher = await day(house)
    await teacher.expect("Сидоров")
    await teacher.press(next(one for one in teacher.messages[-1].labels if "Сидоров" in one))
    await teacher.expect("Почему нет на уроках?")
    answer = await teacher.press("Болезнь")
    assert "Период закрыт: 1 пропуск остался как был" in (answer.text or "")
    assert await standing(house) == [("absent", None, False)]
    assert len(await notes(house)) == 1
