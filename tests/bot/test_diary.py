"""The family's diary through the messenger: days, weeks, children kept apart, subjects, homework, what is kept back."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from aiogram.filters.callback_data import CallbackData

from bot.common.diary_data import OpenNeeded, PaintChart, PickChild, Section, Tick
from core.people.model import DISCREET
from playground import Person
from storage.schema.calendar import term
from storage.schema.diary import diary_choice, task_tick
from storage.schema.people import enrolment, guardianship, person, school_class, school_year
from tests.bot.conftest import (
    FATHER_OF_SOFIA,
    MATHS,
    MOTHER_OF_EGOR,
    MOTHER_OF_SOFIA,
    MOTHER_OF_TWO,
    RUSSIAN,
    House,
)
from tests.bot.test_lessons import press, press_all, rows, screen
from tests.bot.test_periods import MATHS_5A
from tests.bot.test_periods import listed as listed_periods
from tests.bot.test_periods import press as press_periods
from tests.bot.test_substitutions import assigned
from tests.playground.pictures import png

WORDS = "5А матем тема Дроби; дз №301, 302; к/р 5 Ёлкина; 3 Ким; н Сидоров; Белов опоздал на 10 минут"

FIRST = date(2026, 9, 1)
GUARDED = (person.c.id == guardianship.c.guardian_id) & (person.c.uid == MOTHER_OF_SOFIA)


async def record(house: House, words: str, uid: str = MATHS) -> Person:
    """A teacher records what these words say."""
    teacher = await house.linked(uid)
    await teacher.say(words)
    await teacher.wait(lambda shown: any("Записать" in one.labels for one in shown))
    await press(teacher, "Записать")
    await teacher.expect("Записано")
    return teacher


async def opened(house: House, uid: str = MOTHER_OF_SOFIA, language: str = "ru") -> Person:
    """A guardian who looks at the diary of today."""
    mother = await house.linked(uid, "Мама", language)
    await mother.say("/diary")
    await mother.expect("Tue" if language == "en" else "вт 13 октября")
    return mother


async def test_a_day_shows_all_that_is_written_about_the_own_child(house_on_both: House) -> None:
    await record(house_on_both, WORDS)
    mother = await opened(house_on_both)
    text = screen(mother).text
    for said in ("Ёлкина Софья, 5А", "2. Математика · 9:20–10:00", "Отметка 5 за контрольную работу", "Тема: Дроби"):
        assert said in text
    assert "Задано на среду 14 октября: №301, 302" in text
    assert "Обновлено 13 октября в 15:30" in text
    for others in ("Сидоров", "Отметка 3", "Опоздание", "Не было"):
        assert others not in text
    await press(mother, "Завтра")
    assert "К этому уроку: №301, 302" in (await mother.expect("ср 14 октября")).text
    await press(mother, "Неделя")
    week = (await mother.expect("пн 12 октября")).text
    assert "2. Математика · 5 · задано: №301, 302" in week
    assert "Ёлкина Софья, 5А" in week


async def test_absence_and_lateness_stand_on_the_childs_own_page(house: House) -> None:
    await record(house, WORDS)
    mother = await opened(house, MOTHER_OF_EGOR)
    text = screen(mother).text
    assert "Сидоров Егор" in text
    assert "Не было на уроке" in text
    assert "Отметка" not in text
    await press_all(mother, "По предметам", "Пропуски")
    shown = (await mother.expect("Пропущено уроков")).text
    assert "вт 13 октября: 2-й урок, Математика (причина не указана)" in shown
    assert "Пропущено уроков: 1, дней: 1" in shown
    assert "Причина не указана: 1" in shown


async def test_any_date_is_chosen_on_a_calendar(house: House) -> None:
    mother = await opened(house)
    await press(mother, "Календарь")
    await mother.expect("октябрь 2026")
    await press(mother, "ноябрь 2026 ›")
    await mother.expect("Точкой отмечены")
    await press_all(mother, "‹ октябрь", "27")
    assert "Каникулы" in (await mother.expect("вт 27 октября")).text
    await press(mother, "Календарь")
    await press(mother, "18")
    assert "В этот день уроков нет" in (await mother.expect("вс 18 октября")).text


async def test_a_changed_lesson_says_so_and_names_no_teacher(house: House) -> None:
    await assigned(house)
    text = screen(await opened(house)).text
    assert "2. Математика · 9:20–10:00 — замена" in text
    assert "Лосев" not in text


async def test_marks_of_the_period_with_their_average_and_what_is_needed(house: House) -> None:
    await record(house, "5А матем к/р 3 Ёлкина")
    mother = await opened(house)
    await press(mother, "По предметам")
    listed = (await mother.expect("1 четверть")).text
    assert "Математика: 3,00 · 3" in listed
    without = listed.partition("Отметок пока нет: ")[2]
    assert "История" in without
    assert "Математика" not in without
    await press(mother, "Математика")
    assert "вт 13 октября: 3 · Контрольная работа, вес 1,5" in (await mother.expect("Средневзвешенная")).text
    await press(mother, "Какая отметка нужна")
    needed = (await mother.expect("Чтобы вышло 5")).text
    assert "• «5»: 5 отметок с весом 1" in needed
    assert "Ёлкина Софья, 5А" in needed
    await press(mother, "Хочу 3")
    await mother.expect("уже достаточно")


async def test_marks_of_periods_are_a_table(house: House) -> None:
    mother = await opened(house)
    await press_all(mother, "По предметам", "Итоговые отметки")
    await mother.expect("ещё нет")


async def test_homework_is_ticked_off_by_each_parent_alone(house_on_both: House) -> None:
    await record(house_on_both, WORDS)
    mother = await opened(house_on_both)
    father = await opened(house_on_both, FATHER_OF_SOFIA)
    await mother.press("Задания")
    assert "На завтра, ср 14 октября" in (await mother.expect("☐ Математика: №301, 302")).text
    await mother.press("☐ Математика, 14 октября")
    await mother.expect("☑ Математика: №301, 302")
    await father.press("Задания")
    await father.expect("☐ Математика")
    await mother.press("☑ Математика, 14 октября")
    await mother.expect("☐ Математика: №301, 302")
    assert await rows(house_on_both, sa.select(task_tick.c.done_at)) == [(None,)]


async def test_homework_that_was_changed_is_not_done(house: House) -> None:
    """A button of the old list says so and shows the new one."""
    await record(house, WORDS)
    mother = await opened(house)
    await press(mother, "Задания")
    await mother.expect("☐ Математика: №301, 302")
    await press(mother, "☐ Математика")
    await mother.expect("☑ Математика: №301, 302")
    shown = screen(mother)
    old = next(one.data or "" for row in shown.buttons for one in row if one.text.startswith("☑"))
    await record(house, "5А матем дз №305")
    assert "изменилось" in (await mother.press_data(shown.id, old)).text
    assert "☐ Математика: №305" in screen(mother).text


async def test_marks_of_a_quarter_stand_in_the_table_and_its_news_lead_to_the_diary(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Мама")
    teacher = await listed_periods(house)
    await press_periods(teacher, MATHS_5A)
    await teacher.expect("1 четверть")
    await press_periods(teacher, "Ёлкина", "5")
    await press_periods(teacher, "Подтвердить")
    await teacher.wait(lambda _: True)
    house.grace_passes()
    await mother.expect("отметки за 1 четверть")
    await press(mother, "Дневник")
    await mother.expect("пт 23 октября")
    await press_all(mother, "По предметам", "Итоговые отметки")
    assert "Математика: 1 четверть — 5" in (await mother.expect("итоговые отметки")).text


async def test_files_of_homework_come_on_a_tap(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.send_photo(png(40, 30), "5А матем дз № 301")
    await teacher.expect("Вложения: 1 фото")
    await press(teacher, "Записать")
    await teacher.expect("Записано")
    mother = await opened(house)
    assert "№ 301 📎 1" in screen(mother).text
    await press(mother, "Задания")
    await mother.expect("№ 301 📎 1")
    shown = screen(mother)
    data = next(one.data or "" for row in shown.buttons for one in row if one.text.startswith("📎"))
    await mother.press_data(shown.id, data)
    sent = await mother.expect("Ёлкина Софья, 5А · Математика")
    assert sent.photo is not None
    other = await opened(house, MOTHER_OF_EGOR)
    assert "больше нет" in (await other.press_data(screen(other).id, data)).text
    await house.set(content=DISCREET)
    assert "не показывает дневник в мессенджере" in (await mother.press("По дням", shown.id)).text


async def test_two_children_each_have_their_own_page_and_the_choice_is_remembered(house: House) -> None:
    await record(house, "5А матем 5 Петров Михаил")
    mother = await opened(house, MOTHER_OF_TWO)
    first = screen(mother)
    (other,) = [label for label in first.labels if "Петров" in label]
    assert other not in first.text
    await press(mother, other)
    second = await mother.expect(other)
    assert len(await rows(house, sa.select(diary_choice.c.id))) == 1
    assert ("Отметка 5" in first.text) != ("Отметка 5" in second.text)
    assert "Отметка 5" in next(one.text for one in (first, second) if "Петров Михаил" in one.text.splitlines()[0])
    await press(mother, "По предметам")
    assert other in screen(mother).text
    mother.mark()
    await mother.say("/diary")
    assert other in (await mother.expect("вт 13 октября")).text


async def test_a_button_of_news_chooses_the_child_of_whom_they_tell(house: House) -> None:
    """Where it is the child looked at anyway, there is nothing to remember."""
    mother = await house.linked(MOTHER_OF_TWO, "Мама")
    await mother.say("/diary")
    shown = (await mother.expect("вт 13 октября")).text.splitlines()[0]
    second, first = ("Михаил", "Екатерина") if "Екатерина" in shown else ("Екатерина", "Михаил")

    async def opened_from_news(name: str) -> None:
        mother.mark()
        await record(house, f"5А матем 5 {'Петрова' if name == 'Екатерина' else 'Петров'} {name}")
        house.grace_passes()
        told = await mother.expect("Отметка 5")
        await mother.press("Дневник", told.id)
        await mother.wait(lambda _: name in screen(mother).text.splitlines()[0])

    await opened_from_news(first)
    assert await rows(house, sa.select(diary_choice.c.id)) == []
    await opened_from_news(second)
    assert len(await rows(house, sa.select(diary_choice.c.id))) == 1
    mother.mark()
    await mother.say("/diary")
    assert second in (await mother.expect("вт 13 октября")).text.splitlines()[0]


async def test_siblings_in_one_class_are_kept_apart(house: House) -> None:
    """«One daughter sees the other's homework» (field.md): groups and marks are each child's own."""
    async with house.database.writing() as unit:
        mother_id = await unit.connection.scalar(sa.select(person.c.id).where(person.c.uid == MOTHER_OF_SOFIA))
        egor = await unit.connection.scalar(
            sa.select(person.c.id).where(person.c.surname == "Сидоров", person.c.given_name == "Егор")
        )
        await unit.connection.execute(
            guardianship.insert().values(
                school_id=house.school.id, guardian_id=mother_id, pupil_id=egor, legal=True, from_day=FIRST
            )
        )
        await unit.connection.commit()
    await record(house, WORDS)
    mother = await opened(house)
    pages = {}
    for _ in range(2):
        shown = screen(mother)
        pages[shown.text.splitlines()[0]] = shown.text
        await press(mother, next(one for one in shown.labels if ", 5А" in one))
    sofia, egor_page = (next(text for head, text in pages.items() if who in head) for who in ("Ёлкина", "Сидоров"))
    assert "Отметка 5" in sofia
    assert "Не было на уроке" not in sofia
    assert "Не было на уроке" in egor_page
    assert "Отметка" not in egor_page


async def test_news_lead_to_the_child_and_the_day(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Мама")
    await record(house, WORDS)
    house.grace_passes()
    await mother.expect("Отметка 5 за контрольную работу")
    house.clock.pass_(timedelta(days=1))
    await press(mother, "Дневник")
    assert "Ёлкина Софья, 5А · вт 13 октября" in (await mother.expect("Обновлено")).text


async def test_another_familys_child_is_not_there(house: House) -> None:
    """Whatever button of another family, and of none, looks the same."""
    mother, other = await opened(house), await opened(house, MOTHER_OF_EGOR)
    await record(house, WORDS)
    await press(mother, "Задания")
    buttons = [one.data or "" for row in screen(mother).buttons for one in row]
    await press(mother, "По предметам")
    buttons += [one.data or "" for row in screen(mother).buttons for one in row]
    foreign = [data for data in buttons if data.startswith("dy")]
    assert len(foreign) > 4
    shown = screen(other)
    for data in foreign:
        assert "больше нет" in (await other.press_data(shown.id, data)).text
        assert screen(other).text.splitlines()[0] == shown.text.splitlines()[0]
    nobody = foreign[0].replace(foreign[0].split(":")[1], "999999")
    assert "больше нет" in (await other.press_data(shown.id, nobody)).text


async def test_a_guardian_no_more_sees_nothing(house: House) -> None:
    mother = await opened(house)
    await ended(house, guardianship, MOTHER_OF_SOFIA)
    shown = screen(mother)
    assert "больше нет" in (await mother.press("Завтра", shown.id)).text
    await mother.say("/diary")
    await mother.expect("Дневник есть у родителей")


async def test_a_pupil_who_left_has_an_archive(house: House) -> None:
    await record(house, WORDS)
    async with house.database.writing() as unit:
        sofia = sa.select(person.c.id).where(person.c.surname == "Ёлкина", person.c.given_name == "Софья")
        left = enrolment.update().where(enrolment.c.pupil_id == sofia.scalar_subquery())
        await unit.connection.execute(left.values(to_day=house.clock.now().date()))
        await unit.connection.commit()
    house.clock.pass_(timedelta(days=3))
    mother = await opened(house)
    assert "Архив: в этой школе до 13 октября" in screen(mother).text
    assert "Отметка 5" in screen(mother).text
    await press(mother, "По предметам")
    await mother.expect("Математика: 5,00")


async def test_after_the_year_the_page_says_so(house: House) -> None:
    house.clock.pass_(timedelta(days=270))
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say("/diary")
    assert "Учебный год закончился" in (await mother.expect("уроков нет")).text


async def test_discreet_lets_nothing_of_the_childs_own_into_the_chat(house: House) -> None:
    """Pushes carry nothing at all, and every page that is asked for only says where to look."""
    await house.set(content=DISCREET)
    mother = await house.linked(MOTHER_OF_SOFIA, "Мама")
    await record(house, "5А матем тема Дроби; дз №301, 302; к/р 5 Ёлкина; н Сидоров")
    house.grace_passes()
    push = await mother.expect("новая запись")
    assert push.labels == []
    for secret in ("Ёлкина", "Софья", "Матем", "Дроби", "301", "5А"):
        assert not any(secret in one.text for one in mother.messages if one.from_bot)
    await mother.say("/diary")
    page = await mother.expect("не показывает дневник в мессенджере")
    assert "смотрите на сайте школы" in page.text
    assert page.labels == ["← Назад"]
    async with house.database.reading() as unit:
        pupil = await unit.connection.scalar(sa.select(guardianship.c.pupil_id).join(person, GUARDED))
    for data in (f"dy:{pupil}:0", f"dyw:{pupil}:0", f"dym:{pupil}:0", f"dys:{pupil}:", f"dyh:{pupil}:0"):
        told = await mother.press_data(page.id, data)
        assert "не показывает дневник" in (told.text or "") + screen(mother).text


async def test_initials_name_children_as_the_school_allows(house: House) -> None:
    await house.set(content="initials")
    assert "С. Ё., 5А" in screen(await opened(house)).text


async def test_the_diary_in_english(house: House) -> None:
    await record(house, WORDS)
    mother = await opened(house, language="en")
    text = screen(mother).text
    assert "Updated on" in text
    await press_all(mother, "Week", "Calendar", "Today", "By subjects", "Absences")
    assert "No absences." in screen(mother).text


async def test_a_day_of_endless_homework_is_one_message(house: House) -> None:
    await record(house, f"5А матем дз {'решить задачи ' * 230}")
    await record(house, f"5А русский дз {'выучить правило ' * 180}", RUSSIAN)
    mother = await opened(house)
    assert "…" in screen(mother).text
    assert len(screen(mother).text) <= 4096
    await press(mother, "Неделя")
    await mother.expect("пн 12 октября")


async def _next_year(house: House) -> None:
    """A year later: a school year with its quarters and a class of it have begun, and Sofia learns there."""
    later = timedelta(days=365)
    async with house.database.writing() as unit:
        execute = unit.connection.execute
        (year,) = (await execute(sa.select(school_year))).all()
        days = {"from_day": year.from_day + later, "to_day": year.to_day + later}
        new = school_year.insert().values(school_id=year.school_id, name="2027/28", **days)
        year_id = await unit.connection.scalar(new.returning(school_year.c.id))
        for one in (await execute(sa.select(term).where(term.c.year_id == year.id))).mappings().all():
            moved = {"year_id": year_id, "from_day": one["from_day"] + later, "to_day": one["to_day"] + later}
            await execute(term.insert().values({name: one[name] for name in one if name != "id"} | moved))
        grown = school_class.insert().values(school_id=year.school_id, year_id=year_id, grade=6, letter="А")
        class_id = await unit.connection.scalar(grown.returning(school_class.c.id))
        await execute(enrolment.update().values(to_day=year.to_day))
        sofia = sa.select(person.c.id).where(person.c.surname == "Ёлкина", person.c.given_name == "Софья")
        values = {"school_id": year.school_id, "pupil_id": await unit.connection.scalar(sofia), "class_id": class_id}
        await execute(enrolment.insert().values(**values, from_day=days["from_day"]))
        await unit.commit()
    house.clock.pass_(timedelta(days=350))


async def test_a_button_of_a_past_year_opens_that_year_and_says_so(house: House) -> None:
    await record(house, WORDS)
    mother = await opened(house)
    await press(mother, "По предметам")
    old = screen(mother)
    absences = next(one.data or "" for row in old.buttons for one in row if (one.data or "").startswith("dya"))
    assert "учебный год" not in old.text
    await _next_year(house)
    await mother.say("/diary")
    await mother.expect("6А")
    await press(mother, "По предметам")
    assert "учебный год" not in screen(mother).text
    await press(mother, "‹ Предыдущий учебный год")
    assert "2026/27 учебный год" in screen(mother).text
    await press(mother, "1 четверть")
    assert "Математика: <b>5,00</b> · 5" in screen(mother).html
    await press(mother, "Математика")
    assert "Какая отметка нужна" not in screen(mother).labels
    await press_all(mother, "‹ По предметам", "Итоговые отметки")
    assert "Итоговых отметок за этот учебный год нет." in screen(mother).text
    await press_all(mother, "‹ По предметам", "Сейчас ›")
    assert "учебный год" not in screen(mother).text
    await mother.press_data(screen(mother).id, absences)
    assert "1 четверть, 2026/27 учебный год" in screen(mother).text, "a button that was made last year"
    nameless = ":".join([*absences.split(":")[:2], "q1"])
    assert "больше нет" in (await mother.press_data(screen(mother).id, nameless)).text, "one that names no year"


async def test_a_teacher_without_children_has_no_diary(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say("/diary")
    await teacher.expect("Дневник есть у родителей")


async def test_a_day_of_no_calendar_is_not_there(house: House) -> None:
    mother = await opened(house)
    shown = screen(mother)
    pupil = next(one.data or "" for row in shown.buttons for one in row if one.text == "Завтра").split(":")[1]
    for data in (f"dy:{pupil}:3652059", f"dyw:{pupil}:1", f"dyn:{pupil}:q1.739900:1:9"):
        assert "больше нет" in (await mother.press_data(shown.id, data)).text


async def test_a_chart_is_a_picture_with_the_same_in_words(house_on_both: House) -> None:
    house = house_on_both
    await record(house, "5А матем к/р 3 Ёлкина; 2 Ким")
    await record(house, "5А матем 12.10 5 Ёлкина")
    mother = await opened(house)
    await press_all(mother, "По предметам", "Математика", "График")
    light = await mother.expect("Отметок: 2. Из них «5» — 1, «3» — 1.")
    for said in (
        "Ёлкина Софья, 5А · 1 четверть",
        "Средневзвешенная отметка: 3,80",
        "3 (13 октября), 5 (12 октября)",
        "С 12 октября она снизилась: было 5,00, стало 3,80.",
    ):
        assert said in light.text
    assert light.photo is not None
    await press(mother, "Тёмная картинка")
    dark = await mother.wait(lambda shown: "Светлая картинка" in shown[-1].labels)
    assert dark[-1].id == light.id
    assert dark[-1].photo is not None
    assert dark[-1].photo.file_id != light.photo.file_id
    drawn = dark[-1].photo.file_id
    await press_all(mother, "‹ Математика", "График")
    again = await mother.expect("Отметок: 2")
    assert again.photo is not None
    assert again.photo.file_id == drawn  # the same picture is not drawn twice, and the look is remembered
    await press(mother, "Все предметы")
    assert "Все предметы вместе" in (await mother.expect("Все предметы вместе")).text
    await house.set(content=DISCREET)
    assert "не показывает дневник" in (await mother.press("Светлая картинка", screen(mother).id)).text


async def test_one_mark_is_no_chart_and_others_children_have_none(house: House) -> None:
    await record(house, "5А матем 5 Ёлкина")
    mother = await opened(house)
    await press_all(mother, "По предметам", "Математика")
    shown = screen(mother)
    assert "График" not in shown.labels
    (drawn,) = (
        (one.data or "").replace("dyn", "dyg").removesuffix(":5")
        for row in shown.buttons
        for one in row
        if "нужна" in one.text
    )
    await mother.press_data(shown.id, drawn)
    await mother.expect("хотя бы две отметки")
    other = await opened(house, MOTHER_OF_EGOR)
    assert "больше нет" in (await other.press_data(screen(other).id, drawn)).text
    assert not any(one.photo for one in other.messages)


async def test_a_button_that_is_out_of_date_opens_what_holds_now(house: House) -> None:
    """A period that there is not, a day of no calendar, «tomorrow» of yesterday's page, a child that is gone."""
    mother = await opened(house)
    page = screen(mother)
    pupil = next(one.data or "" for row in page.buttons for one in row if one.text == "Сегодня").split(":")[1]
    assert "больше нет" in (await mother.press_data(page.id, f"dyo:{pupil}:q9:1")).text
    assert "1 четверть" in screen(mother).text
    assert "больше нет" in (await mother.press_data(page.id, f"dy:{pupil}:3652059")).text
    assert "вт 13 октября" in screen(mother).text
    house.clock.pass_(timedelta(days=1))
    await press(mother, "Завтра")
    await mother.expect("чт 15 октября")
    await press(mother, "Сегодня")
    await mother.expect("ср 14 октября")
    await ended(house, guardianship, MOTHER_OF_SOFIA)
    assert "больше нет" in (await mother.press("Неделя", page.id)).text
    await mother.expect("Дневник есть у родителей")


@pytest.mark.parametrize(
    "data",
    [
        PaintChart(pupil=999_999_999, code="q4.739000", subject=999_999_999, dark=False),
        PickChild(pupil=999_999_999, to=Section.SUBJECTS, day=3_652_059),
        OpenNeeded(pupil=999_999_999, code="q4.739000", subject=999_999_999, wanted=5),
        Tick(pupil=999_999_999, task=9_999_999_999, done=False, page=99),
    ],
)
def test_buttons_fit(data: CallbackData) -> None:
    assert len(data.pack().encode()) <= 64


async def ended(house: House, table: sa.Table, uid: str) -> None:
    """The guardianships of a person ended yesterday."""
    async with house.database.writing() as unit:
        who = sa.select(person.c.id).where(person.c.uid == uid).scalar_subquery()
        yesterday = house.clock.now().date() - timedelta(days=1)
        await unit.connection.execute(table.update().where(table.c.guardian_id == who).values(to_day=yesterday))
        await unit.connection.commit()
