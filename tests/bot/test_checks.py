"""The monthly check of the journal and remarks, through the messenger (F01-F05)."""

import io
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from bot.i18n import texts
from bot.supervision.data import ActOnRemark, CloseClean, ClosePage, OpenClassPages, OpenRemark
from bot.supervision.sheet import workbook
from core.supervision.remarks import of_month
from playground import MessageView, Person
from storage.schema.supervision import check_remark, check_remark_event, journal_check
from tests.bot.conftest import DEPUTY, DIRECTOR, MATHS, MOTHER_OF_SOFIA, RUSSIAN, ZONE, House

CLASS_TEACHER = "7800100202"
"""UID: Морозова, who leads 5А."""
FRIDAY = datetime(2026, 10, 16, 15, 30, tzinfo=ZONE)
NOVEMBER = datetime(2026, 11, 3, 12, tzinfo=ZONE)


async def recorded(teacher: Person, words: str = "5А матем тема Дроби; дз не задано") -> None:
    """The school begins to write its journal here."""
    await teacher.say(words)
    await teacher.expect("5А · Математика")
    await teacher.press("Записать")
    await teacher.expect("Записано")
    teacher.mark()


def data_of(message: MessageView, label: str) -> str:
    """What a button carries."""
    return next(one.data for row in message.buttons for one in row if one.text == label and one.data)


async def states(house: House) -> list[str]:
    """Where each remark stands."""
    async with house.database.reading() as unit:
        rows = await unit.connection.execute(sa.select(check_remark.c.state).order_by(check_remark.c.id))
        return [*rows.scalars()]


async def to_the_page(deputy: Person, subject: str = "Математика") -> MessageView:
    """The command, the class, the subject."""
    await deputy.say("/checks")
    month = await deputy.expect("Проверка журнала · октябрь 2026")
    await deputy.press(next(label for label in month.labels if label.startswith("5А")))
    shown = await deputy.expect("5А · октябрь 2026")
    await deputy.press(next(label for label in shown.labels if label.startswith(subject)))
    return await deputy.expect(f"5А · {subject.removeprefix('✅ ')} · октябрь 2026")


async def begun(house: House) -> tuple[Person, Person]:
    """Mathematics recorded one lesson on Tuesday, and none since; a deputy looks on Friday."""
    teacher, deputy = await house.linked(MATHS, "Ольга Викторовна"), await house.linked(DEPUTY, "Светлана Юрьевна")
    await recorded(teacher)
    house.clock.moment = FRIDAY
    return teacher, deputy


async def sent(house: House) -> tuple[Person, Person, MessageView]:
    """A remark about a lesson that is not recorded has come to the teacher."""
    teacher, deputy = await begun(house)
    page = await to_the_page(deputy)
    await deputy.press(next(label for label in page.labels if "урок не записан" in label))
    finding = await deputy.expect("Уйдёт замечание: «")
    assert "Запишите урок." in finding.text
    await deputy.press(finding.labels[0])
    assert "✉️" in (await deputy.expect("замечание уже отправлено")).text
    return teacher, deputy, await teacher.expect("Замечание по журналу · 5А · Математика")


async def test_a_finding_becomes_a_remark_is_mended_and_accepted(house_on_both: House) -> None:
    house = house_on_both
    teacher, deputy, told = await sent(house)
    assert "Исправить до" in told.text
    assert {"Открыть урок", "Исправлено", "Ответить словами"} <= {*told.labels}
    teacher.mark()
    await teacher.press("Открыть урок", told.id)
    await teacher.expect("5А · Математика")
    await teacher.say("/remarks")
    listed = await teacher.expect("Открыто: 1")
    await teacher.press(listed.labels[0])
    await teacher.expect("Сейчас: ждёт исправления")
    await teacher.press("Исправлено")
    await teacher.expect("учитель исправил, ждёт проверки")
    asks = await deputy.expect("Исправлено, проверьте")
    await deputy.press("Принято, исправлено", asks.id)
    await deputy.expect("Сейчас: исправлено и принято")
    assert await states(house) == ["accepted"]
    await teacher.wait(lambda all_of_it: any("✅ Замечание закрыто" in one.text for one in all_of_it))


async def test_what_is_not_mended_goes_back_with_words(house: House) -> None:
    teacher, deputy, told = await sent(house)
    await teacher.press("Исправлено", told.id)
    asks = await deputy.expect("Исправлено, проверьте")
    await deputy.press("Не исправлено…", asks.id)
    await deputy.expect("Напишите одним сообщением, что ещё не так")
    await deputy.say("ы" * 1001)
    await deputy.expect("не больше 1000 знаков, а в сообщении их 1001")
    await deputy.say("Темы <нет>")
    await deputy.expect("Сейчас: ждёт исправления")
    again = await teacher.expect("Замечание возвращено: не исправлено")
    assert "«Темы <нет>»" in again.text
    assert await states(house) == ["sent"]


async def test_a_remark_and_a_check_stand_on_the_list_of_what_is_due(house: House) -> None:
    teacher, deputy, _ = await sent(house)
    await teacher.say("/due")
    listed = await teacher.expect("Замечание по журналу: 5А · Математика")
    await teacher.press("Замечание по журналу: 5А · Математика", listed.id)
    await teacher.expect("Сейчас: ждёт исправления")
    house.clock.moment = datetime(2026, 11, 9, 12, tzinfo=ZONE)
    await deputy.say("/due")
    listed = await deputy.expect("Проверка журнала за октябрь 2026: осталось")
    await deputy.press(next(label for label in listed.labels if label.startswith("Проверка журнала за")), listed.id)
    await deputy.expect("Проверка журнала · октябрь 2026")


async def test_the_teacher_answers_with_words(house: House) -> None:
    teacher, deputy, told = await sent(house)
    await teacher.press("Ответить словами", told.id)
    await teacher.expect("ответ на замечание")
    await teacher.say("Урок был на экскурсии")
    await teacher.expect("«Урок был на экскурсии»")
    assert "«Урок был на экскурсии»" in (await deputy.expect("Ответ на замечание · 5А")).text


async def test_a_remark_just_sent_is_taken_back(house: House) -> None:
    teacher, deputy, told = await sent(house)
    page = deputy.messages[-1]
    await deputy.press(next(label for label in page.labels if label.startswith("✉️")))
    await deputy.expect("Сейчас: ждёт исправления")
    await deputy.press("Отозвать замечание…")
    await deputy.press("Да, отозвать")
    await deputy.expect("Сейчас: отозвано")
    await teacher.wait(lambda all_of_it: any(one.id == told.id and "отозвано" in one.text for one in all_of_it))
    assert await states(house) == ["withdrawn"]


async def test_own_words_of_any_length(house: House) -> None:
    teacher, deputy = await begun(house)
    await to_the_page(deputy)
    await deputy.press("Написать замечание")
    await deputy.expect("Напишите его одним сообщением")
    await house.restart()
    for part in ("а" * 4000, "б" * 1001):
        await deputy.say(part)
        await deputy.expect("Ничего не отправлено: пришлите короче")
    await deputy.say("Записывайте <темы> по плану")
    await deputy.expect("5А · Математика · октябрь 2026")
    assert "«Записывайте <темы> по плану»" in (await teacher.expect("Замечание по журналу")).text


LEE, WAGNER = "7800100091", "7800100239"
"""UIDs: Ли teaches English to the first group of 5А, Вагнер to the second."""


async def test_where_a_page_is_of_two_teachers_one_is_chosen(house: House) -> None:
    _, deputy = await begun(house)
    lee, wagner = await house.linked(LEE, "Мария Андреевна"), await house.linked(WAGNER, "Елена Карловна")
    await to_the_page(deputy, "Английский язык")
    assert "14 окт., урок не записан (группа 1)" in deputy.messages[-1].labels
    await deputy.press("Написать замечание")
    asked = await deputy.expect("Кому замечание?")
    assert asked.labels == ["группа 1 · Ли Мария Андреевна", "группа 2 · Вагнер Елена Карловна", "‹ Назад"]
    await deputy.press("группа 2 · Вагнер Елена Карловна")
    await deputy.expect("Оно сразу уйдёт учителю (Вагнер Елена Карловна)")
    await deputy.say("Где темы?")
    assert "«Где темы?»" in (await wagner.expect("Замечание по журналу · 5А, группа 2 · Английский язык")).text
    assert not any("Замечание" in one.text for one in lee.messages)


async def test_what_is_mended_meanwhile_takes_no_words(house: House) -> None:
    """They are not sent as a remark about something else, and stand in the chat to be sent otherwise."""
    teacher, deputy = await begun(house)
    page = await to_the_page(deputy)
    await deputy.press(next(label for label in page.labels if label.startswith("16 окт")))
    await deputy.press("Добавить свои слова")
    await deputy.expect("Оно сразу уйдёт учителю (Смирнова Ольга Викторовна)")
    await recorded(teacher)
    await deputy.say("Запишите пятницу")
    await deputy.expect("Ничего не отправлено: это уже исправлено")
    assert await states(house) == []
    await to_the_page(deputy)
    await deputy.press("Написать замечание")
    await deputy.expect("Напишите его одним сообщением")
    await deputy.say("Пишите в тот же день")
    await teacher.expect("«Пишите в тот же день»")


async def test_pages_without_findings_are_checked_at_once(house: House) -> None:
    _, deputy = await begun(house)
    await deputy.say("/checks")
    month = await deputy.expect("Месяц ещё идёт")
    await deputy.press(next(label for label in month.labels if label.startswith("5А")))
    shown = await deputy.expect("5А · октябрь 2026")
    assert not [label for label in shown.labels if "без находок" in label], "every subject has unrecorded lessons"
    await deputy.press(next(label for label in shown.labels if label.startswith("Математика")))
    page = await deputy.expect("отметить проверенным можно с 1 ноября")
    assert not [label for label in page.labels if label.startswith("Проверено")]
    early = ClosePage.unpack(data_of(page, "Написать замечание").replace("jt", "jx", 1).rsplit(":", 5)[0])
    refused = await deputy.press_data(page.id, early.pack())
    assert "Месяц ещё идёт" in (refused.text or "")
    house.clock.moment = NOVEMBER
    await to_the_page(deputy)
    await deputy.press("Проверено, замечаний нет")
    assert "Проверено 1 из 11" in (await deputy.expect("✅ Математика")).text
    director = await house.linked(DIRECTOR, "Директор")
    page = await to_the_page(director, "✅ Математика")
    assert "✅ Проверено 3 ноября: Климова" in page.text
    await director.press("Снять отметку о проверке")
    page = await director.expect("Прошло уроков")
    assert "Проверено, замечаний нет" in page.labels
    assert "✅" not in page.text


async def test_two_deputies_close_and_decide_at_once(house: House) -> None:
    teacher, deputy, told = await sent(house)
    house.clock.moment = NOVEMBER
    director = await house.linked(DIRECTOR, "Директор")
    pages = [await to_the_page(one) for one in (deputy, director)]
    label = "Проверено, 1 замечание"
    first = await deputy.press(label, pages[0].id)
    second = await director.press(label, pages[1].id)
    assert (first.text, second.text) == ("Проверено", "Этот предмет уже проверен коллегой")
    async with house.database.reading() as unit:
        assert await unit.connection.scalar(sa.select(sa.func.count()).select_from(journal_check)) == 1
    await teacher.press("Исправлено", told.id)
    asks = await deputy.expect("Исправлено, проверьте")
    remark = next(one.data for row in asks.buttons for one in row if one.data and one.data.startswith("rmo"))
    await director.say("/remarks")
    await director.expect("Ждут проверки: 1")
    await director.press_data(director.messages[-1].id, remark)
    await director.expect("Сейчас: учитель исправил")
    await deputy.press("Принято, исправлено", asks.id)
    await deputy.expect("Сейчас: исправлено и принято")
    await director.press("Принято, исправлено")
    await director.expect("Сейчас: исправлено и принято")
    async with house.database.reading() as unit:
        events = (await unit.connection.execute(sa.select(check_remark_event.c.event))).scalars().all()
    assert events == ["made", "fixed", "accepted"]


async def test_the_paper_journal_is_compared(house: House) -> None:
    _, deputy = await begun(house)
    await to_the_page(deputy)
    await deputy.press("Сверить с бумажным журналом")
    await deputy.expect("В электронном сейчас: уроков 1, отметок 0")
    await deputy.say("пять")
    await deputy.expect("Нужны два числа")
    await deputy.say("уроков 2, отметок 3")
    shown = await deputy.expect("В бумажном журнале: уроков 2, отметок 3")
    assert "Расходится с бумажным журналом" in shown.text


@pytest.mark.parametrize("uid", [RUSSIAN, MOTHER_OF_SOFIA])
async def test_others_see_neither_checks_nor_remarks(house: House, uid: str) -> None:
    """The denial twin: another teacher and a mother press what the deputy and the teacher have."""
    _, deputy, told = await sent(house)
    stranger = await house.linked(uid)
    await stranger.say("/checks")
    await stranger.expect("/start и /help" if uid == MOTHER_OF_SOFIA else "")
    data = [one.data for row in (*told.buttons, *deputy.messages[-1].buttons) for one in row if one.data]
    at = stranger.messages[-1].id
    for one in [*data, OpenClassPages(class_id=1, month=739000).pack(), CloseClean(class_id=1, month=739000).pack()]:
        if one.startswith(("j", "rm")):
            await stranger.press_data(at, one)
    assert await states(house) == ["sent"]
    assert not any("Запишите урок" in one.text or "Проверка журнала ·" in one.text for one in stranger.messages)


async def test_a_class_teacher_sees_the_own_class_and_decides_nothing(house: House) -> None:
    _, _, told = await sent(house)
    leader = await house.linked(CLASS_TEACHER)
    await leader.say("/checks")
    month = await leader.expect("Проверка журнала")
    assert next(label for label in month.labels if label[0].isdigit()).startswith("5А")
    assert not any("5Б" in label or "xlsx" in label for label in month.labels)
    await leader.press(next(label for label in month.labels if label.startswith("5А")))
    await leader.press(
        next(label for label in (await leader.expect("5А · октябрь 2026")).labels if "Математика" in label)
    )
    page = await leader.expect("Прошло уроков")
    assert not [label for label in page.labels if "амечание" in label or label.startswith("Проверено")]
    remark = next(one.data for row in told.buttons for one in row if one.data and one.data.startswith("rmo"))
    await leader.press_data(page.id, remark)
    story = await leader.expect("Сейчас: ждёт исправления")
    assert not {"Исправлено", "Принято, исправлено", "Отозвать замечание…"} & {*story.labels}
    for one in ("f", "y", "W"):
        await leader.press_data(page.id, ActOnRemark(remark=OpenRemark.unpack(remark).remark, act=one).pack())
    assert await states(house) == ["sent"]


async def test_a_month_without_lessons_says_so(house: House) -> None:
    deputy = await house.linked(DEPUTY)
    await deputy.say("/checks")
    await deputy.expect("проверять нечего")
    await deputy.press("Замечания учителям")
    await deputy.expect("Открытых замечаний нет.")


async def test_the_list_of_remarks_is_a_file(house: House) -> None:
    _, deputy, _ = await sent(house)
    await deputy.say("/checks")
    await deputy.expect("Проверка журнала · октябрь 2026")
    await deputy.press("Замечания за месяц, файл .xlsx")
    await deputy.wait(lambda all_of_it: any(one.document for one in all_of_it))
    (file,) = [one.document for one in deputy.messages if one.document]
    assert file.name == "Замечания 2026-10.xlsx"
    async with house.database.reading() as unit:
        (person,) = await unit.links.people_with_uid(DEPUTY)
        actor = await unit.people.actor(person.id, FRIDAY.date())
    found = await of_month(house.database, actor, FRIDAY.date(), FRIDAY)
    sheet = load_workbook(io.BytesIO(workbook(found, texts("ru")))).worksheets[0]
    assert "Замечания по ведению журнала, октябрь 2026" in str(sheet["A1"].value)
    row = [cell.value for cell in sheet[3]]
    assert row[2:5] == ["5А", "Математика", "Смирнова Ольга Викторовна"]
    assert "урок не записан. Запишите урок." in str(row[5])
    assert row[8] == "ждёт исправления"


async def test_in_a_discreet_school_the_push_says_nothing(house: House) -> None:
    await house.set(content="discreet")
    teacher, deputy = await begun(house)
    await to_the_page(deputy)
    await deputy.press("Написать замечание")
    await deputy.expect("Напишите его одним сообщением")
    await deputy.say("У Ёлкиной нет отметок")
    told = await teacher.expect("Есть новость о замечании")
    assert "Ёлкин" not in told.text
    await teacher.press("Открыть замечание")
    await teacher.expect("Кому: Смирнова О. В.")


async def test_in_english(house: House) -> None:
    _, deputy = await begun(house)
    await deputy.say("/language")
    await deputy.expect("На каком языке")
    await deputy.press("English")
    await deputy.say("/checks")
    await deputy.expect("Check of the journal · October 2026")


async def test_after_the_month_its_check_stays_open_until_the_day(house: House) -> None:
    _, deputy = await begun(house)
    house.clock.moment = datetime(2026, 11, 9, 12, tzinfo=ZONE)
    await deputy.say("/checks")
    await deputy.expect("Проверка журнала · октябрь 2026")
    house.clock.pass_(timedelta(days=5))
    await deputy.say("/checks")
    await deputy.expect("Проверка журнала · ноябрь 2026")


async def test_the_diary_is_verified_and_an_error_goes_to_its_teacher(house_on_both: House) -> None:
    house = house_on_both
    teacher, leader = await house.linked(MATHS, "Ольга Викторовна"), await house.linked(CLASS_TEACHER, "Анна Сергеевна")
    await recorded(teacher)
    house.clock.moment = datetime(2026, 11, 3, 12, tzinfo=ZONE)
    await teacher.say("/verify")
    listed = await teacher.expect("Сверка дневника · октябрь 2026")
    await teacher.press(next(label for label in listed.labels if label.startswith("5А · Математика")))
    card = await teacher.expect("Сравните итоги и этих учеников")
    assert "Уроков 1, отметок 0, пропусков 0." in card.text
    await teacher.press("Верно")
    await teacher.expect("✅ 5А · Математика")
    teacher.mark()
    await leader.say("/verify")
    await leader.expect("5А, все предметы")
    await leader.press("5А, все предметы")
    await leader.expect("По предметам")
    await leader.press("✅ Математика")
    await leader.expect("Сравните итоги")
    await leader.press("Есть ошибка — написать")
    await leader.expect("что не сходится?")
    await leader.say("ы" * 1001)
    await leader.expect("пришлите короче")
    await leader.say("13-го была контрольная")
    await leader.expect("❗ Ошибка, 3 ноября")
    assert "«13-го была контрольная»" in (await teacher.expect("Замечание по журналу · 5А · Математика")).text
    await teacher.say("/remarks")
    assert "5А · Математика, до 6 ноября: 13-го была контрольная" in (await teacher.expect("Открыто: 1.")).text
    deputy = await house.linked(DEPUTY, "Светлана Юрьевна")
    await deputy.say("/verify")
    shown = await deputy.expect("Сверено 1 из")
    assert shown.labels[0].startswith("5А"), "by grade, not by letter"
    assert "Ли Мария Андреевна" in shown.text
