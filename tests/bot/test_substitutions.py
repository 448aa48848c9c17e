"""Substitutions through the messenger: the deputy decides, the substitute enters that lesson and nothing else."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from bot.deputies.substitutions_data import Plan
from bot.deputies.substitutions_sheet import workbook
from bot.i18n import texts
from core.calendar.changes.arranging import Act
from core.calendar.changes.substitutions import month
from core.exchange.service import Import, import_school
from core.exchange.source import read_source
from core.people.model import console
from playground import Person
from storage.schema.changes import timetable_change
from storage.schema.journal import entry, lesson
from tests.bot.conftest import COORDINATOR, MATHS, MOTHER_OF_SOFIA, MOTHER_OF_TWO, RUSSIAN, SCHOOL, House
from tests.bot.test_lessons import press, press_all, rows, screen

DEPUTY, PHYSICS, HISTORY = "7800100350", "7800100165", "7800100202"
"""Климова; Лосев, who has no lessons with 5А; Морозова, who has."""
LESSON = "2. 5А · Математика"


async def opened(house: House, uid: str = DEPUTY) -> Person:
    """Somebody who looks at what is decided about today."""
    deputy = await house.linked(uid)
    await deputy.say("/substitutions")
    await deputy.expect("Замены и изменения")
    return deputy


async def assigned(house: House, substitute: str = "Лосев И. П.") -> Person:
    """The deputy, after giving mathematics in 5А today to a substitute."""
    deputy = await opened(house)
    await press_all(deputy, "Учитель отсутствует", "Смирнова О. В.", LESSON, "Назначить замену", substitute, "Болезнь")
    assert f"Проведёт {substitute}" in screen(deputy).text
    await press(deputy, "Подтвердить")
    await deputy.expect(f"замена, Смирнова О. В. → {substitute}")
    return deputy


async def cancelled(house: House) -> Person:
    """The deputy, after cancelling it."""
    deputy = await opened(house)
    await press_all(deputy, "По классу", "5А", LESSON, "Отменить урок", "Мероприятие")
    assert "Урок будет отменён" in screen(deputy).text
    await press(deputy, "Подтвердить")
    await deputy.expect(f"{LESSON}: отменён")
    return deputy


async def entries(house: House) -> list[tuple[object, ...]]:
    """Author and whose lesson it is, of the entries of today."""
    query = sa.select(entry.c.author_id, entry.c.instead_of_id).join(lesson, lesson.c.id == entry.c.lesson_id)
    return await rows(house, query.order_by(entry.c.id))


async def test_the_substitute_is_told_and_enters_the_lesson(house_on_both: House) -> None:
    house = house_on_both
    physicist, absent = await house.linked(PHYSICS, "Лосев"), await house.linked(MATHS, "Смирнова")
    await assigned(house)
    told = await physicist.expect("Вы ведёте за коллегу (Смирнова Ольга Викторовна)")
    assert LESSON in told.text
    assert "Вместо вас (Лосев Игорь Павлович)" in (await absent.expect("Замена")).text
    await press(physicist, "Открыть урок")
    card = await physicist.expect("5А · Математика · вт 13 октября, 2-й урок")
    assert "за коллегу (Смирнова Ольга Викторовна)" in card.text
    await physicist.say("5А матем тема Дроби дз № 5; 5 Ёлкина, н Сидоров")
    await physicist.wait(lambda _: "Дроби" in screen(physicist).text)
    assert "На среду 14 октября: № 5" in screen(physicist).text
    await press(physicist, "Записать")
    await physicist.expect("Записано")
    ((author, instead_of),) = await entries(house)
    assert author != instead_of is not None


async def test_the_substitute_sees_exactly_that_lesson_and_nothing_else(house: House) -> None:
    """Of field.md: substitutes cannot see or fill the lesson; and its twin, that they see no other."""
    physicist = await house.linked(PHYSICS, "Лосев")
    await physicist.say("5А матем дз № 5; 5 Ёлкина")
    refused = await physicist.expect("В классе «5А» у вас нет уроков")
    assert "Софья" not in refused.text
    await assigned(house)
    await physicist.expect("Вы ведёте за коллегу")
    for text, answer in (
        ("5А рус дз № 5", "ведёте не вы"),
        ("5А матем вчера дз № 5", "такого урока в расписании нет"),
        ("5Б матем дз № 5", "В классе «5Б» у вас нет уроков"),
    ):
        physicist.mark()
        await physicist.say(text)
        assert not {"Записать", "Русский язык"} & {*(await physicist.expect(answer)).labels}
    await physicist.say("/lessons")
    shown = await physicist.expect("Мои уроки")
    assert [label for label in shown.labels if "5А" in label] == ["▫️ 2. 5А · Математика"]


async def test_the_absent_teacher_sees_who_holds_the_lesson_and_does_not_enter_it(house: House) -> None:
    teacher = await house.linked(MATHS, "Смирнова")
    await assigned(house)
    await teacher.expect("Замена")
    await teacher.say("/lessons")
    shown = await teacher.expect("Мои уроки")
    assert "2. 5А · Математика: замена, ведёт Лосев И. П." in shown.text
    assert not any("5А · Математика" in label for label in shown.labels)
    await teacher.say("5А матем дз № 5")
    assert "Записать" not in (await teacher.expect("по замене ведёт другой учитель")).labels


async def test_a_revoked_substitution_is_told_and_closes_the_lesson(house: House) -> None:
    physicist, absent = await house.linked(PHYSICS, "Лосев"), await house.linked(MATHS, "Смирнова")
    deputy = await assigned(house)
    await physicist.expect("Вы ведёте за коллегу")
    await press_all(deputy, LESSON, "Вернуть по расписанию")
    await deputy.expect("Изменений нет")
    await physicist.expect("Это ведёте уже не вы")
    await absent.expect("Это снова ведёте вы")
    told = next(one for one in physicist.messages if "Вы ведёте за коллегу" in one.text)
    physicist.mark()
    answer = await physicist.press("Открыть урок", told.id)
    assert "расписании больше нет" in answer.text


async def test_a_whole_day_and_a_busy_substitute(house: House) -> None:
    deputy = await opened(house)
    await press_all(deputy, "Учитель отсутствует", "Смирнова О. В.", "За весь день")
    assert "Кто заменит?" in screen(deputy).text
    await press_all(deputy, "Фёдорова Н. Л.", "Болезнь")
    assert "⚠️" in screen(deputy).text
    await press(deputy, "Подтвердить")
    await deputy.expect("замена, Смирнова О. В. → Фёдорова Н. Л.")


async def test_a_lesson_is_moved_and_exchanged(house: House) -> None:
    deputy = await opened(house)
    await press_all(deputy, "По классу", "5А", LESSON, "Перенести", "ср 14 октября", "6-й урок", "Другая причина")
    await press(deputy, "Подтвердить")
    await deputy.expect("перенесён на 14 октября, 6-й урок")
    deputy.mark()
    await press_all(deputy, "По классу", "5А", "1. 5А · Русский", "Поменять с другим", "3. 5А", "Другая", "Подтвердить")
    await deputy.expect("перенесён на 13 октября, 3-й урок")
    assert len(await rows(house, sa.select(timetable_change.c.id))) == 3


async def test_a_lesson_more(house: House) -> None:
    deputy = await opened(house)
    await press_all(deputy, "По классу", "5А", "Добавить урок", "История", "6-й урок", "Мероприятие", "Подтвердить")
    await deputy.expect("6. 5А · История: дополнительный урок, ведёт Морозова А. С.")


@pytest.mark.parametrize("uid", [MATHS, MOTHER_OF_SOFIA])
async def test_others_have_no_such_screen(house: House, uid: str) -> None:
    person = await house.linked(uid)
    await person.say("/substitutions")
    await person.wait(lambda _: True)
    assert not any("Замены и изменения" in one.text for one in person.messages)


async def test_a_coordinator_sees_and_revokes_but_does_not_decide(house: House) -> None:
    await assigned(house)
    coordinator = await opened(house, COORDINATOR)
    assert "Учитель отсутствует" not in screen(coordinator).labels
    await press_all(coordinator, LESSON, "Вернуть по расписанию")
    await coordinator.expect("Изменений нет")


async def test_a_teacher_says_by_taps_for_whom_the_lesson_is_held(house: House) -> None:
    physicist, deputy = await house.linked(PHYSICS, "Лосев"), await house.linked(DEPUTY, "Климова")
    await physicist.say("/lessons")
    await physicist.expect("Мои уроки")
    await press_all(physicist, "Я заменяю…", "Смирнова О. В.", LESSON)
    assert "Об этом узнают заместитель директора" in screen(physicist).text
    await press(physicist, "Да, веду я")
    await physicist.expect("5А · Математика · вт 13 октября, 2-й урок")
    told = await deputy.expect("Замена со слов учителя")
    assert "Лосев Игорь Павлович ведёт за коллегу (Смирнова Ольга Викторовна)" in told.text
    await press_all(deputy, "Замены", LESSON, "Вернуть по расписанию")
    await deputy.expect("Изменений нет")


async def test_a_teacher_types_for_whom_the_lesson_is_held_and_nothing_typed_is_lost(house: House) -> None:
    physicist = await house.linked(PHYSICS, "Лосев")
    await physicist.say("замена за Смирнову 5А матем тема Дроби дз № 260; 5 Ёлкина")
    await physicist.expect("В классе «5А» у вас нет уроков")
    await press_all(physicist, "Я веду урок за коллегу", LESSON, "Да, веду я")
    card = await physicist.expect("5А · Математика · вт 13 октября, 2-й урок")
    assert "Тема: Дроби" in card.text
    assert "Ёлкина Софья 5" in card.text
    await press(physicist, "Записать")
    await physicist.expect("Записано")


async def test_who_teaches_the_class_records_a_substitution_at_once(house: House) -> None:
    historian, deputy = await house.linked(HISTORY, "Морозова"), await house.linked(DEPUTY, "Климова")
    await historian.say("замена за Смирнову 5А матем №260")
    card = await historian.expect("Замена: вы ведёте этот урок за коллегу")
    assert "узнает заместитель" in card.text
    await press(historian, "Записать")
    await historian.expect("Записано")
    await deputy.expect("Замена со слов учителя")


async def test_a_school_may_leave_it_to_the_deputy(house: House) -> None:
    await house.set(**{"profile.declared_substitutions": "no"})
    historian = await house.linked(HISTORY, "Морозова")
    await historian.say("замена за Смирнову 5А матем №260")
    await historian.expect("вы ведёте этот урок за коллегу")
    answer = await historian.press("Записать", screen(historian).id)
    assert "Замену назначает заместитель" in answer.text


async def asking(house: House, uid: str = PHYSICS) -> tuple[Person, Person]:
    """A teacher who asks for a colleague's lesson at a school that assigns substitutions, and the deputy."""
    await house.set(**{"profile.declared_substitutions": "no"})
    teacher, deputy = await house.linked(uid, "Учитель"), await house.linked(DEPUTY, "Климова")
    await teacher.say("/lessons")
    await teacher.expect("Мои уроки")
    await press_all(teacher, "Я заменяю…", "Смирнова О. В.", LESSON)
    assert "Замены назначает заместитель директора" in screen(teacher).text
    await press(teacher, "Коллега болеет")
    await teacher.expect("Ждёт решения")
    return teacher, deputy


async def test_a_teacher_asks_for_a_colleagues_lesson_and_a_deputy_decides_by_one_tap(house: House) -> None:
    colleague = await house.linked(MATHS, "Смирнова")
    physicist, deputy = await asking(house)
    asked = await deputy.expect("Нужно ваше решение")
    assert "5А · Математика · вт 13 октября, 2-й урок" in asked.text
    assert "Проведёт: Смирнова Ольга Викторовна → Лосев Игорь Павлович" in asked.text
    assert "Причина: Коллега болеет" in asked.text
    assert "свой урок" not in asked.text
    await press(deputy, "Разрешить")
    told = await physicist.expect("Разрешено")
    await colleague.expect("Вместо вас (Лосев")
    await physicist.press("Открыть урок", told.id)
    await physicist.expect("5А · Математика · вт 13 октября, 2-й урок")
    await deputy.say("/substitutions")
    await deputy.expect("замена, Смирнова О. В. → Лосев И. П.")


async def test_a_substitution_that_is_refused_or_withdrawn_changes_nothing(house: House) -> None:
    physicist, deputy = await asking(house)
    await press(physicist, "Отозвать запрос")
    await physicist.expect("Учитель отозвал запрос")
    await physicist.say("/lessons")
    await physicist.expect("Мои уроки")
    await press_all(physicist, "Я заменяю…", "Смирнова О. В.", LESSON, "Коллега попросил(а)")
    asked = await deputy.expect("Коллега попросил(а)")
    await deputy.press("Отклонить", asked.id)
    await deputy.expect("Что ответить учителю?")
    await press(deputy, "Отклонить без ответа")
    await physicist.expect("Отклонено")
    await deputy.say("/substitutions")
    await deputy.expect("Изменений нет")


async def test_the_deputy_reads_that_the_substitute_has_an_own_lesson_then(house: House) -> None:
    teacher, deputy = await asking(house, RUSSIAN)
    assert "⚠️ В это время у вас свой урок." in screen(teacher).text
    asked = await deputy.expect("Нужно ваше решение")
    assert "Учитель: Фёдорова Нина Львовна\n⚠️ В это время у него свой урок.\n" in asked.text
    await deputy.press("Разрешить", asked.id)
    await teacher.expect("Разрешено")


async def test_a_substitution_that_another_got_meanwhile_is_not_assigned_twice(house: House) -> None:
    physicist, deputy = await asking(house)
    asked = await deputy.expect("Нужно ваше решение")
    await assigned(house, "Морозова А. С.")
    await deputy.press("Разрешить", asked.id)
    told = await physicist.expect("Замена не назначена: расписание с тех пор изменилось")
    assert "свободны ли вы, и, если нужно, попросите заново: /lessons." in told.text
    await physicist.press("Уроки этого дня", told.id)
    await physicist.expect("Мои уроки")
    await deputy.expect("есть ли у учителя свой урок в это время")


async def test_an_own_lesson_that_came_since_leaves_the_other_with_who_holds_it(house: House) -> None:
    physicist, deputy = await asking(house)
    asked = await deputy.expect("Нужно ваше решение")
    other = await opened(house)
    await press_all(
        other, "Учитель отсутствует", "Фёдорова Н. Л.", "2. 5Б", "Назначить замену", "Лосев И. П.", "Болезнь"
    )
    await press(other, "Подтвердить")
    await other.expect("→ Лосев И. П.")
    await deputy.press("Разрешить", asked.id)
    await physicist.expect("Замена не назначена: расписание с тех пор изменилось")
    await other.say("/substitutions")
    assert "5А · Математика" not in (await other.expect("Замены и изменения")).text


async def test_a_lesson_to_come_leads_to_the_lessons_of_its_day(house: House) -> None:
    await house.set(**{"profile.declared_substitutions": "no"})
    physicist, deputy = await house.linked(PHYSICS, "Лосев"), await house.linked(DEPUTY, "Климова")
    await physicist.say("/lessons")
    await physicist.expect("Мои уроки")
    await press_all(
        physicist, "Я заменяю…", "ср 14 октября ›", "Смирнова О. В.", "1. 5А · Математика", "Коллега болеет"
    )
    await deputy.press("Разрешить", (await deputy.expect("Нужно ваше решение")).id)
    told = await physicist.expect("Разрешено")
    assert told.labels == ["Уроки этого дня"]
    await physicist.press("Уроки этого дня", told.id)
    shown = await physicist.expect("ср 14 октября")
    assert "1. 5А · Математика" in shown.text


async def test_a_cancelled_lesson_asks_for_nothing_and_can_be_brought_back(house: House) -> None:
    teacher = await house.linked(MATHS, "Смирнова")
    deputy = await cancelled(house)
    await teacher.expect("Урока не будет")
    house.clock.pass_(timedelta(days=1))
    await teacher.say("/lessons")
    await teacher.expect("ср 14 октября")
    await press(teacher, "‹ вт")
    assert "2. 5А · Математика: отменён" in (await teacher.expect("вт 13 октября")).text
    await teacher.say("5А матем вчера тема Дроби; дз № 5")
    assert "Записать" not in (await teacher.expect("Этот урок отменён. Если он всё-таки был")).labels
    teacher.mark()
    await teacher.say("/lessons")
    await teacher.expect("Мои уроки")
    await press_all(teacher, "‹ вт", LESSON)
    assert "Если урок всё-таки был" in screen(teacher).text
    await press(teacher, "Урок был, вернуть")
    await teacher.wait(lambda _: "Тема: Дроби" in screen(teacher).text)
    await press(teacher, "Записать")
    await teacher.expect("Записано")
    await deputy.expect("Отменённый урок состоялся")


async def test_the_journal_of_substitutions_on_the_screen_and_as_a_file(house: House) -> None:
    deputy = await assigned(house)
    await press(deputy, "Журнал замен")
    shown = await deputy.expect("октябрь 2026")
    assert "13 октября, 2-й урок, 5А · Математика: Смирнова О. В. → Лосев И. П. (в журнал ещё не записан)" in shown.text
    await press(deputy, "Файл .xlsx")
    await deputy.wait(lambda messages: any(one.document for one in messages))
    (sent,) = [one.document for one in deputy.messages if one.document]
    assert sent.name == "Журнал замен 2026-10.xlsx"
    found = await month(house.database, console(house.school), None, house.clock.now())
    sheet = openpyxl.load_workbook(BytesIO(workbook(found, texts("ru")))).worksheets[0]
    head, line, total = ([cell.value for cell in sheet[row]] for row in (2, 3, 4))
    assert head[1:8] == ["Дата", "Урок", "Класс", "Предмет", "Отсутствовал", "Причина", "Заменил"]
    assert line[2:8] == [2, "5А", "Математика", "Смирнова Ольга Викторовна", "болезнь", "Лосев Игорь Павлович"]
    assert (line[9], total[8]) == ("нет", 1)


async def test_a_family_hears_that_the_day_ends_earlier_and_sees_the_timetable(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Мама")
    deputy = await opened(house)
    await press_all(deputy, "ср 14 октября ›", "По классу", "5А", "5. 5А · Музыка", "Отменить урок", "Другая")
    await press(deputy, "Подтвердить")
    told = await mother.expect("Уроки закончатся")
    assert "Софья, 5А" in told.text
    await press(mother, "Расписание")
    shown = await mother.expect("ср 14 октября")
    assert "5. Музыка" in shown.text
    assert "отменён" in shown.text


async def test_the_timetable_of_today_tomorrow_and_the_week(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Мама")
    await assigned(house)
    await mother.say("/timetable")
    today = await mother.expect("вт 13 октября")
    assert "2. Математика" in today.text
    assert "замена" in today.text
    assert "Лосев" not in today.text
    await press(mother, "Завтра")
    await mother.expect("ср 14 октября")
    await press(mother, "Неделя")
    assert "пт 16 октября" in (await mother.expect("пн 12 октября")).text


async def test_a_teachers_own_timetable(house: House) -> None:
    teacher = await house.linked(RUSSIAN)
    await teacher.say("/timetable")
    assert "5А · Русский язык" in (await teacher.expect("Мои уроки")).text


async def test_a_timetable_loaded_anew_leaves_what_was_decided(house: House) -> None:
    deputy = await assigned(house)
    now = house.clock.now()
    await import_school(house.database, Import(read_source(SCHOOL), now.date(), now))
    await deputy.say("/substitutions")
    await deputy.expect("замена, Смирнова О. В. → Лосев И. П.")
    physicist = await house.linked(PHYSICS, "Лосев")
    await physicist.say("/lessons")
    assert "5А · Математика" in (await physicist.expect("Мои уроки")).text


def test_every_button_of_a_decision_fits() -> None:
    """Telegram takes 64 bytes; keys of a city's database have seven figures."""
    most = Plan(
        act=Act.SUBSTITUTE, class_id=9_999_999, group=9_999_999, subject=999_999, day=740_000, number=10,
        teacher=9_999_999, as_subject=999_999, why="i", sure=True,
    )  # fmt: skip
    moved = Plan(
        act=Act.MOVE, class_id=9_999_999, group=9_999_999, subject=999_999, day=740_000, number=10,
        shift=-1, to_number=10, why="i", sure=True,
    )  # fmt: skip
    assert [len(one.pack().encode()) <= 64 for one in (most, moved)] == [True, True]


async def test_a_stale_button_shows_the_day_as_it_stands(house: House) -> None:
    deputy, other = await opened(house), await house.linked(COORDINATOR)
    await press_all(deputy, "По классу", "5А")
    old = screen(deputy)
    await press_all(deputy, LESSON, "Перенести", "ср 14 октября", "6-й урок", "Другая причина", "Подтвердить")
    await deputy.expect("перенесён на 14 октября")
    lesson_button = next(one for row in old.buttons for one in row if LESSON in one.text)
    answer = await deputy.press_data(old.id, str(lesson_button.data))
    assert "расписание изменилось" in answer.text
    assert "Замены и изменения" in screen(deputy).text
    assert other.messages


async def test_another_familys_child_is_not_opened_by_a_forged_button(house: House) -> None:
    mother, other = await house.linked(MOTHER_OF_SOFIA), await house.linked(MOTHER_OF_TWO)
    await other.say("/timetable")
    await other.expect("вт 13 октября")
    await press(other, "Завтра")
    data = next(one.data for row in screen(other).buttons for one in row if one.text == "Завтра")
    answer = await mother.press_data(mother.messages[-1].id, str(data))
    assert "больше нет" in answer.text


async def test_two_children_have_a_timetable_each(house: House) -> None:
    mother = await house.linked(MOTHER_OF_TWO)
    await mother.say("/timetable")
    first = await mother.expect("вт 13 октября")
    (another,) = [label for label in first.labels if "Петров" in label]
    await press(mother, another)
    assert another in screen(mother).text
