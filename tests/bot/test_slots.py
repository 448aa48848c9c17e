"""The data-entry schedule through the messenger: seen, changed, taken back, downloaded and loaded again (I01-I05)."""

import io
from datetime import datetime

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from bot.slots.data import AskDay, PutDay, ShowWeek
from bot.slots.sheet import HEADINGS, TITLE
from core.deadlines.ticking import remind
from core.exchange.service import Import, import_school
from core.exchange.source import Source, SourceFile, read_source
from core.ids import PersonId
from playground import Person
from storage.schema.audit import audit_entry
from storage.schema.calendar import entry_slot
from tests.bot.conftest import COORDINATOR, DIRECTOR, MATHS, MOTHER_OF_SOFIA, RUSSIAN, SCHOOL, TUESDAY, ZONE, House


async def person_of(house: House, uid: str) -> PersonId:
    async with house.database.reading() as unit:
        (person,) = await unit.links.people_with_uid(uid)
    return person.id


async def cells(house: House, uid: str) -> dict[str, str]:
    async with house.database.reading() as unit:
        query = sa.select(entry_slot.c.cells).where(entry_slot.c.person_id == await person_of(house, uid))
        found = await unit.connection.scalar(query)
    return dict(found or {})


async def opened(house: House, name: str) -> Person:
    keeper = await house.linked(COORDINATOR)
    await keeper.say("/slots")
    screen = await keeper.expect("Расписание ввода данных")
    await keeper.press(next(label for label in screen.labels if label.startswith(name)))
    await keeper.expect("Время ввода")
    return keeper


async def test_a_teacher_sees_own_time_and_changes_nothing(house: House) -> None:
    teacher = await house.linked(MATHS)
    await teacher.say("/slots")
    own = await teacher.expect("Моё время ввода")
    assert "Пн. АРМ1 (каб.23) 15:00-16:00" in own.text
    assert "Вт. АРМ1 (каб.23) постоянно" in own.text
    before = await cells(house, MATHS)
    person = await person_of(house, MATHS)
    for data in (ShowWeek(person=person), AskDay(person=person, weekday=0), PutDay(person=person, weekday=0, like=-1)):
        answer = await teacher.press_data(own.id, data.pack())
        assert "больше нет" in (answer.text or "")
    assert await cells(house, MATHS) == before


async def test_families_have_none_and_the_director_only_looks(house: House) -> None:
    mother, director = await house.linked(MOTHER_OF_SOFIA), await house.linked(DIRECTOR)
    await mother.say("/slots")
    await mother.expect("Что ещё здесь можно сделать")
    await director.say("/slots")
    screen = await director.expect("Расписание ввода данных")
    person = await person_of(house, MATHS)
    await director.press(next(label for label in screen.labels if label.startswith("Смирнова")))
    week = await director.expect("Время ввода")
    assert "Несколько дней сразу" not in week.labels
    answer = await director.press_data(week.id, AskDay(person=person, weekday=0).pack())
    assert "больше нет" in (answer.text or "")


async def test_a_day_is_typed_in_the_words_of_the_table(house_on_both: House) -> None:
    house = house_on_both
    keeper = await opened(house, "Смирнова")
    await keeper.press("Ср.")
    asked = await keeper.expect("Пришлите рабочее место и время")
    assert "АРМ110 (каб.13 компьют. класс) 15:00-16:00" in asked.text
    await keeper.say("когда захочет")
    await keeper.expect("Не разобрал: «когда захочет»")
    await keeper.say("АРМ3 16-15")
    await keeper.expect("конец должен быть позже начала")
    await keeper.say("арм 3 16-17")
    saved = await keeper.expect("✅ Сохранено.")
    assert "Ср. АРМ3 (каб.21) 16:00-17:00" in saved.text
    assert "❗ Ср. Фёдорова Н. Л., Смирнова О. В.: одно рабочее место в одно время, АРМ3" in saved.text
    assert (await cells(house, MATHS))["ср"] == "АРМ3 (каб.21) 16:00-17:00"
    await house.restart()
    await keeper.press("↩️ Отменить изменение")
    await keeper.expect("Ср. АРМ110 (каб.13 компьют. класс) 15:00-16:00")
    assert (await cells(house, MATHS))["ср"] == "АРМ110 (каб.13 компьют. класс) 15:00-16:00"
    async with house.database.reading() as unit:
        lines = await unit.connection.execute(
            sa.select(audit_entry.c.subject, audit_entry.c.data).where(audit_entry.c.action == "entry.changed")
        )
        found = [(row.subject, row.data) for row in lines]
    assert found == [(f"person:{await person_of(house, MATHS)}", {"days": ["ср"]})] * 2


async def test_what_is_too_long_is_refused_whole(house: House) -> None:
    keeper = await opened(house, "Смирнова")
    before = await cells(house, MATHS)
    await keeper.press("Несколько дней сразу")
    await keeper.expect("Пришлите строки как в таблице")
    await keeper.say("\n".join(["пн АРМ3 8-9"] * 60 + ["вт АРМ3 9-10"]))
    await keeper.expect("Ничего не изменено: пришлите короче или по частям")
    assert await cells(house, MATHS) == before
    await keeper.say("пн АРМ3 8-9")
    await keeper.expect("✅ Сохранено.")
    assert await cells(house, MATHS) == before | {"пн": "АРМ3 (каб.21) 08:00-09:00"}
    await keeper.press("Примечание")
    await keeper.expect("Пришлите примечание")
    await keeper.say("я" * 201)
    await keeper.expect("Примечание длиннее 200 знаков (в нём 201). Ничего не изменено")
    await keeper.say("я" * 200)
    await keeper.expect("я" * 200)


async def test_several_days_buttons_and_the_note(house: House) -> None:
    keeper = await opened(house, "Смирнова")
    await keeper.press("Несколько дней сразу")
    await keeper.expect("Пришлите строки как в таблице")
    await keeper.say("чт-пт АРМ3 8-9\nпн нет")
    week = await keeper.expect("✅ Сохранено.")
    assert "Пн." not in week.text
    assert week.text.count("АРМ3 (каб.21) 08:00-09:00") >= 2
    keeper.mark()
    await keeper.press("Сб.")
    await keeper.expect("Пришлите рабочее место и время")
    await keeper.press("Как в Вт. АРМ1 (каб.23) постоянно")
    assert "Сб. АРМ1 (каб.23) постоянно" in (await keeper.expect("✅ Сохранено.")).text
    keeper.mark()
    await keeper.press("Примечание")
    await keeper.expect("Пришлите примечание")
    await keeper.say("по чт. дистанционно")
    assert "Примечание: по чт. дистанционно" in (await keeper.expect("✅ Сохранено.")).text
    await keeper.press("‹ Расписание ввода")
    await keeper.expect("Расписание ввода данных")
    await keeper.press("Сб.")
    assert "постоянно — Смирнова О. В." in (await keeper.expect("Рабочие места · Сб.")).text


async def test_remarks_name_who_has_no_time_and_who_teaches(house: House) -> None:
    keeper = await opened(house, "Смирнова")
    await keeper.press("Пн.")
    await keeper.expect("Пришлите рабочее место и время")
    await keeper.say("АРМ1 8:00-13:00")
    assert "в это время урок" in (await keeper.expect("✅ Сохранено.")).text
    await keeper.press("‹ Расписание ввода")
    screen = await keeper.expect("Расписание ввода данных")
    assert "Без времени" in screen.text
    await keeper.press(next(label for label in screen.labels if label.startswith("❗ Замечания")))
    shown = await keeper.expect("Замечания к расписанию ввода")
    assert "Смирнова О. В.: в это время урок" in shown.text
    assert "Время не назначено\n• " in shown.text


async def test_the_reminder_comes_at_the_new_time(house: House) -> None:
    teacher, keeper = await house.linked(RUSSIAN), await opened(house, "Фёдорова")
    lesson = "6А русский тема Глагол; дз не задано"
    await keeper.press("Вт.")
    await keeper.expect("Пришлите рабочее место и время")
    await keeper.say("АРМ3 16:00-17:00")
    await keeper.expect("✅ Сохранено.")
    del lesson
    async with house.database.reading() as unit:
        slots = await unit.deadlines.slots(house.school.id)
    assert slots[await person_of(house, RUSSIAN)]["вт"] == "АРМ3 (каб.21) 16:00-17:00"
    await house.set(**{"profile.reminders": "yes"})
    house.clock.moment = datetime(2026, 10, 13, 16, 0, tzinfo=ZONE)
    await remind(house.database, house.clock.moment)
    async with house.database.reading() as unit:
        had = await unit.duties.had(house.school.id, house.clock.moment.date())
    assert {person for person, _ in had} == {await person_of(house, RUSSIAN)}
    del teacher


@pytest.mark.parametrize("changed", [False, True])
async def test_the_table_is_loaded_again_without_differences(house: House, changed: bool) -> None:
    keeper = await opened(house, "Смирнова")
    if changed:
        await keeper.press("Несколько дней сразу")
        await keeper.expect("Пришлите строки как в таблице")
        await keeper.say("пн-пт нет\nсб АРМ1 9-10, 12-13")
        await keeper.expect("✅ Сохранено.")
    await keeper.press("‹ Расписание ввода")
    await keeper.expect("Расписание ввода данных")
    await keeper.press("Скачать таблицу")
    shown = await keeper.wait(lambda messages: any(message.document for message in messages))
    document = next(message.document for message in shown if message.document)
    assert document.name == f"{TITLE}.xlsx"
    sheet = load_workbook(io.BytesIO(document.data)).active
    assert sheet is not None
    lines = [[str(value or "") for value in line] for line in sheet.iter_rows(values_only=True)]
    assert tuple(lines[0]) == HEADINGS
    assert len(lines) == 4
    report = await import_school(house.database, Import(with_slots(lines), TUESDAY.date(), TUESDAY, dry_run=True))
    assert not report.errors
    assert not report.changes_anything
    lines[1][1] = "АРМ7 постоянно"
    other = await import_school(house.database, Import(with_slots(lines), TUESDAY.date(), TUESDAY, dry_run=True))
    assert other.changes_anything


def with_slots(lines: list[list[str]]) -> Source:
    """The demo's school with these lines as its schedule."""
    whole = read_source(SCHOOL)
    text = "\n".join(";".join(f'"{value}"' for value in line) for line in lines)
    files = [one for one in whole.files if not one.name.startswith(TITLE)]
    return Source(whole.name, (*files, SourceFile(f"{TITLE}.csv", f"\ufeff{text}".encode())))
