"""The week's report and the contest, through the messenger (K01, K02, K06)."""

from io import BytesIO

import openpyxl

from tests.bot.conftest import COORDINATOR, DIRECTOR, MOTHER_OF_SOFIA, House
from tests.bot.test_adoption import CLASS_TEACHER
from tests.bot.test_due import evening


async def test_the_report_is_a_message_a_workbook_and_one_tap_closes_the_duty(house: House) -> None:
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    await house.set(**{"profile.weekly_report": "3"})
    await coordinator.say("/adoption")
    await coordinator.expect("Кто подключён")
    await coordinator.press("Отчёт за неделю")
    report = await coordinator.expect("Работа с электронным дневником за неделю")
    assert "Родители: 105\nдоступ выдан: 1, подключены: 1, заходили за 7 дней: 1" in report.text
    assert "5А: 1 из 28, 3 %, за неделю +1" in report.text
    await coordinator.press("Таблица .xlsx")
    shown = await coordinator.wait(lambda messages: any(one.document for one in messages))
    sheet = openpyxl.load_workbook(BytesIO(shown[-1].document.data if shown[-1].document else b"")).worksheets[0]
    assert sheet.title == "Дневник 900"
    assert [cell.value for cell in sheet[3]][:3] == ["5А", 28, 1]
    coordinator.mark()
    await coordinator.press("Отправлен: недельный отчёт о работе с дневником, срок 14 октября")
    done = await coordinator.expect("Работа с электронным дневником")
    assert not any(label.startswith("Отправлен") for label in done.labels)
    coordinator.mark()
    await evening(house)
    await coordinator.say("/due")
    assert "Недельный" not in (await coordinator.expect("Что сделать")).text


async def test_the_list_of_duties_opens_the_report(house: House) -> None:
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    await house.set(**{"profile.weekly_report": "3"})
    await coordinator.say("/due")
    await coordinator.expect("Что сделать")
    await coordinator.press("Недельный отчёт о работе с дневником")
    await coordinator.expect("Когда сделаете")
    await coordinator.press("Открыть отчёт")
    await coordinator.expect("Работа с электронным дневником")


async def test_a_class_teacher_has_no_report_of_the_school_a_forged_button_included(house: House) -> None:
    director = await house.linked(DIRECTOR, "Орехова")
    await director.say("/adoption")
    shown = await director.expect("Кто подключён")
    data = next(one.data for row in shown.buttons for one in row if one.text == "Отчёт за неделю")
    teacher = await house.linked(CLASS_TEACHER, "Анна Павловна")
    await teacher.say("/adoption")
    own = await teacher.expect("Кто подключён")
    assert "Отчёт за неделю" not in own.labels
    answer = await teacher.press_data(own.id, data)
    assert "недоступно" in (answer.text or "")


async def test_the_contest_shows_classes_and_nobody(house: House) -> None:
    await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    teacher = await house.linked(CLASS_TEACHER, "Анна Павловна")
    await teacher.say("/adoption")
    await teacher.expect("Кто подключён")
    await teacher.press("Конкурс классов")
    shown = await teacher.expect("Конкурс классов")
    assert "🥇 1. 5А — 3 %, за неделю +1" in shown.text
    assert "Ёлкин" not in shown.text
