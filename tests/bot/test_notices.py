"""A notice through the messenger: typed, aimed, looked at, sent; what became of it, and who may not."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
import sqlalchemy as sa

from bot.common.notice_aim_data import Toggle, ToggleReader
from bot.common.notice_data import Acknowledge, Download, Remind, Send, ShowNotice, Silent, Withdraw
from bot.i18n import texts
from bot.notices.sheet import workbook
from core.ids import NoticeId, PersonId, SchoolId
from core.notices.audience import Audience
from core.notices.model import NewNotice, Notice, State, Words
from core.notices.outcome import End, Line, OfPupil
from core.notices.question import Asking, Question
from core.notices.reporting import Ledger
from core.notices.sending import tell_progress
from core.people.model import Name, School
from playground import MessageView, Person
from storage.schema.notices import notice, notice_recipient
from tests.bot.conftest import (
    COORDINATOR,
    DEPUTY,
    FATHER_OF_SOFIA,
    MATHS,
    MOTHER_OF_EGOR,
    MOTHER_OF_SOFIA,
    MOTHER_OF_TWO,
    TUESDAY,
    ZONE,
    House,
)

CLASS_TEACHER, OF_5B = "7800100202", "7800100239"
"""UIDs: Морозова, who leads 5А; Вагнер, who leads 5Б."""


async def states(house: House) -> list[str]:
    async with house.database.reading() as unit:
        return list(await unit.connection.scalars(sa.select(notice.c.state).order_by(notice.c.id)))


async def until_sent(house: House) -> None:
    """Until no row of a notice is on its way."""
    async with asyncio.timeout(10):
        while True:
            async with house.database.reading() as unit:
                if (await unit.notices.report(NoticeId(1))).share == 100:
                    return
            await asyncio.sleep(0.05)


async def test_to_the_parents_of_a_class(house_on_both: House) -> None:
    house = house_on_both
    mother, father = await house.linked(MOTHER_OF_SOFIA), await house.linked(FATHER_OF_SOFIA, language="tg")
    author = await house.linked(COORDINATOR)
    await author.say("/notice")
    await author.expect("Пришлите текст одним сообщением")
    await author.say("Завтра <b>уроки</b> & кружки до 12:00")
    aimed = await author.expect("Кому отправить объявление?")
    assert "Сейчас объявление не получит никто." in aimed.text
    await author.press("Родители")
    await author.expect("Откуда: вся школа")
    await author.press("Отдельные классы")
    await author.expect("Какие классы?")
    await author.press("5А")
    shown = await author.expect("Выбрано: 5А")
    assert "Получат: 2 из" in shown.text
    assert "чатов: 2." in shown.text
    await author.press("Готово")
    await author.press("Посмотреть перед отправкой")
    preview = await author.expect("Так объявление придёт")
    assert "Завтра <b>уроки</b> & кружки до 12:00" in preview.text
    await author.press("Сначала прислать копию мне")
    await author.expect("📢 Объявление школы")
    assert await states(house) == ["draft"]
    go = Send(notice=1, version=3).pack()
    await author.press_data(preview.id, go)
    report = await author.expect("Объявление отправлено 13 октября")
    assert "Не подключены к боту:" in report.text
    got = await mother.expect("Завтра <b>уроки</b> & кружки до 12:00")
    assert got.text.startswith("📢 Объявление школы")
    assert "Завтра" in (await father.expect("📢")).text
    again = await author.press_data(preview.id, go)
    assert "тем временем изменили или отправили" in (again.text or "")
    assert await states(house) == ["sent"]


async def test_the_progress_is_one_message_that_changes(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    await author.say("/notice")
    await author.expect("Его получат родители вашего класса")
    await author.say("Собрание в четверг в 18:00. Жду всех, и Ёлкину Софью тоже!")
    await author.expect("Откуда: 5А")
    await author.press("Посмотреть перед отправкой")
    preview = await author.expect("⚠️ В тексте названы: Ёлкина Софья")
    assert "Отправить 1 человеку" in preview.labels
    await author.press("Отправить 1 человеку")
    assert "Собрание в четверг" in (await mother.expect("Объявление классного руководителя · 5А")).text
    started = await author.expect("📤 Объявление отправляется")
    await tell_progress(house.database, house.clock.now())
    assert house.app is not None
    house.app.wake()
    done = await author.expect("✅ Объявление отправлено\nПришло в чаты: 1 из 1.")
    assert done.id == started.id
    assert await tell_progress(house.database, house.clock.now()) == 0
    await author.press("Отчёт об отправке")
    report = await author.expect("Получили: 1 из")
    assert "Не подключены к боту:" in report.text


async def test_the_progress_ends_with_the_withdrawal(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    await author.say("/notice")
    await author.say("Собрание в четверг")
    await author.expect("Откуда: 5А")
    await author.press("Посмотреть перед отправкой")
    await author.press("Отправить 1 человеку")
    await mother.expect("Собрание в четверг")
    started = await author.expect("📤 Объявление отправляется")
    await until_sent(house)
    await author.press_data(started.id - 1, Withdraw(notice=1, sure=True).pack())
    await mother.expect("Это объявление отозвано")
    ended = await author.expect("❌ Объявление отозвано\nУспело прийти в чаты: 1 из 1.")
    assert ended.id == started.id


async def test_a_blocked_chat_is_told_with_its_reason(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    mother.block()
    await author.say("/notice")
    await author.say("Каникулы с 26 октября")
    await author.expect("Откуда: 5А")
    await author.press("Посмотреть перед отправкой")
    await author.expect("Так объявление придёт")
    await author.press("Отправить 1 человеку")
    await author.expect("Объявление отправлено 13 октября")

    def over(messages: list[MessageView]) -> bool:
        return any("📤" in one.text or "✅" in one.text for one in messages)

    await author.wait(over)
    await until_sent(house)
    await author.say("/notices")
    await author.expect("Черновики видите только вы")
    await author.press("13 окт. · Каникулы с 26 октября")
    report = await author.expect("Получили: 0 из")
    assert "Не пришло, чатов: 1 — человек остановил бота." in report.text


async def test_nobody_and_too_much(house: House) -> None:
    author = await house.linked(COORDINATOR)
    await author.say("/notice")
    await author.say("я" * 3501)
    await author.expect("Помещается 3500 символов, в вашем сообщении — 3501")
    await author.say("хвост")
    await author.say("/notices")
    await author.expect("Пока их нет")
    assert await states(house) == []
    await author.say("/notice")
    await author.expect("Пришлите текст одним сообщением")
    await author.say("Коротко")
    aimed = await author.expect("Сейчас объявление не получит никто.")
    assert "Посмотреть перед отправкой" not in aimed.labels
    await author.press("Родители")
    told = await author.expect("Получат: 0 из")
    answer = await author.press_data(told.id, Send(notice=1, version=2).pack())
    assert "никто не получит" in (answer.text or "")
    assert await states(house) == ["draft"]
    async with house.database.reading() as unit:
        assert (await unit.connection.scalars(sa.select(notice_recipient.c.person_id))).all() == []
    await author.press("Удалить черновик")
    await author.press("Да, удалить")
    await author.expect("Пока их нет")
    assert await states(house) == []


@pytest.mark.parametrize("uid", [OF_5B, MATHS, DEPUTY, MOTHER_OF_EGOR, MOTHER_OF_TWO])
async def test_another_s_draft_is_neither_seen_nor_sent(house: House, uid: str) -> None:
    """The denial twin: nobody but the author sends a draft, and a class teacher only to the own class."""
    await house.linked(MOTHER_OF_SOFIA)
    author, stranger = await house.linked(CLASS_TEACHER), await house.linked(uid)
    await author.say("/notice")
    await author.say("Собрание в четверг")
    aimed = await author.expect("Откуда: 5А")
    await stranger.say("/start")
    home = await stranger.expect("Этот чат подключён")
    pressed = (
        Send(notice=1, version=1),
        ShowNotice(notice=1),
        Toggle(notice=1, grade=1, last=11),
        ToggleReader(notice=1, reader="pupils"),
    )
    for one in pressed:
        await stranger.press_data(home.id, one.pack())
    assert not any("Собрание" in message.text for message in stranger.messages)
    for one in (Toggle(notice=1, grade=1, last=4), ToggleReader(notice=1, reader="staff"), Toggle(notice=1)):
        await author.press_data(aimed.id, one.pack())
    async with house.database.reading() as unit:
        (kept,) = (await unit.connection.execute(sa.select(notice))).all()
    assert (kept.state, kept.version, kept.audience["readers"]) == ("draft", 1, ["guardians"])


async def test_read_corrected_and_taken_back(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    stranger = await house.linked(MOTHER_OF_EGOR)
    await author.say("/notice")
    await author.say("Собрание в четверг")
    await author.expect("Откуда: 5А")
    await author.press("Кнопка «Ознакомлен(а)»")
    await author.expect("Откуда: 5А")
    await author.press("Посмотреть перед отправкой")
    await author.expect("Так объявление придёт")
    await author.press("Отправить 2 людям")
    got = await mother.expect("Собрание в четверг")
    theirs = await stranger.expect("Собрание в четверг")
    await until_sent(house)
    await mother.press("Ознакомлен(а)")
    read = await mother.expect("✅ Вы подтвердили, что ознакомились.")
    assert (read.id, read.labels) == (got.id, [])
    await author.press("Обновить")
    report = await author.expect("Ознакомились: 1 из 2.")
    await author.press("Кто не ознакомился")
    assert "Ёлкина" not in (await author.expect("Ещё не ознакомились: 1\nСидорова")).text
    await author.press("‹ К отчёту")
    await author.expect("Ознакомились: 1 из 2.")
    await author.press("Исправить текст")
    await author.expect("Сначала вы увидите")
    await author.say("Собрание в пятницу")
    await author.expect("Пока оно прежнее")
    await author.press("Заменить у 2 человек")
    changed = await mother.expect("Собрание в пятницу")
    assert changed.id == got.id
    assert "✅ Вы подтвердили" in changed.text
    await author.expect("«Собрание в пятницу»")
    await stranger.press_data(theirs.id, Withdraw(notice=1, sure=True).pack())
    assert await states(house) == ["sent"]
    await author.press_data(report.id, Withdraw(notice=1, sure=True).pack())
    gone = await mother.expect("Это объявление отозвано")
    assert (gone.id, "пятницу" in gone.text) == (got.id, False)
    assert await states(house) == ["withdrawn"]


@pytest.mark.parametrize("mode", ["initials", "discreet"])
async def test_screens_name_people_no_further_than_the_school_lets_them(house: House, mode: str) -> None:
    """The notice itself comes as its author wrote it; what the bot adds names by surname and initials."""
    await house.set(content=mode)
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    await author.say("/notice")
    await author.say("Ёлкина Софья победила!")
    await author.expect("Откуда: 5А")
    await author.press("Кнопка «Ознакомлен(а)»")
    await author.press("Посмотреть перед отправкой")
    await author.expect("В тексте названы: Ёлкина С.")
    await author.press("Отправить 1 человеку")
    await mother.expect("Ёлкина Софья победила!")
    await until_sent(house)
    await author.press("Кто не ознакомился")
    silent = await author.expect("Ещё не ознакомились")
    assert silent.text.endswith("\nЁлкина Г. С.")


async def asked(house: House) -> tuple[Person, Person, Person]:
    """A notice of the class teacher that is to be acknowledged, as it came: the author, two mothers."""
    mother, other = await house.linked(MOTHER_OF_SOFIA), await house.linked(MOTHER_OF_EGOR)
    author = await house.linked(CLASS_TEACHER)
    await author.say("/notice")
    await author.say("Собрание в четверг")
    await author.expect("Откуда: 5А")
    await author.press("Кнопка «Ознакомлен(а)»")
    await author.press("Посмотреть перед отправкой")
    await author.press("Отправить 2 людям")
    await mother.expect("Собрание в четверг")
    await other.expect("Собрание в четверг")
    await until_sent(house)
    return author, mother, other


async def test_who_has_not_read_it_is_reminded_and_the_report_is_a_table(house_on_both: House) -> None:
    house = house_on_both
    author, mother, other = await asked(house)
    (first,) = [one for one in mother.messages if "Собрание" in one.text]
    await other.press("Ознакомлен(а)")
    await author.press("Обновить")
    await author.expect("Ознакомились: 1 из 2.")
    await author.press("Напомнить 1 человеку")
    report = await author.expect("Напоминаний: 1, последнее 13 октября в 15:30.")
    reminder = await mother.expect("🔔 Напоминание: вы ещё не подтвердили")
    assert ("Собрание в четверг" in reminder.text, reminder.labels) == (True, ["Ознакомлен(а)"])
    assert not any("Напоминание" in one.text for one in other.messages)
    again = await author.press("Напомнить 1 человеку")
    assert "недавно напоминали. Снова можно 14 октября после 3:30" in (again.text or "")
    await mother.press_data(reminder.id, Acknowledge(notice=1).pack())

    def agreed(messages: list[MessageView]) -> bool:
        said = {one.id for one in messages if "✅ Вы подтвердили" in one.text and not one.labels}
        return {first.id, reminder.id} <= said

    await mother.wait(agreed)
    await author.press("Обновить")
    done = await author.expect("Ознакомились: 2 из 2.")
    assert "Напомнить" not in " ".join(done.labels)
    house.clock.pass_(timedelta(hours=12))
    none = await author.press_data(report.id, Remind(notice=1).pack())
    assert "ознакомились все" in (none.text or "")
    await author.press("Скачать таблицу")
    await author.wait(lambda messages: any(one.document for one in messages))


@pytest.mark.parametrize("uid", [OF_5B, MATHS, MOTHER_OF_TWO])
async def test_another_s_notice_is_neither_reminded_of_nor_downloaded(house: House, uid: str) -> None:
    author, mother, _ = await asked(house)
    stranger = await house.linked(uid)
    await stranger.say("/start")
    home = await stranger.expect("Этот чат подключён")
    for one in (Remind(notice=1), Download(notice=1), Silent(notice=1)):
        await stranger.press_data(home.id, one.pack())
    assert not any(one.document or "не ознакомились" in one.text for one in stranger.messages)
    assert not any("Напоминание" in one.text for one in mother.messages)
    await house.set(content="discreet")
    await author.press("Обновить")
    report = await author.expect("Ознакомились: 0 из 2.")
    assert "Скачать таблицу" not in report.labels
    await author.press_data(report.id, Download(notice=1).pack())
    assert not any(one.document for one in author.messages)


def test_the_table_names_everybody_as_far_as_the_school_lets_it() -> None:
    line = Line(
        Name("Ёлкина", "Ирина", "Олеговна"),
        End.FAILED,
        "blocked",
        pupils=(
            OfPupil(PersonId(2), Name("Ёлкина", "Софья"), "5А"),
            OfPupil(PersonId(3), Name("Ёлкин", "Иван"), "6Б"),
        ),
    )
    came = replace(line, end=End.DELIVERED, reason=None, delivered_at=TUESDAY, read_at=TUESDAY)
    lacking = (replace(line, end=End.UNLINKED), replace(line, end=End.WAITING), replace(line, end=End.UNASKED))
    made = NewNotice(SchoolId(1), PersonId(1), Words("=1+1"), Audience(), None, TUESDAY, Question(Asking.READ))
    notice_ = Notice(NoticeId(1), made, State.SENT, 2, TUESDAY)
    for mode, who, child in (
        ("full", "Ёлкина Ирина Олеговна", "Ёлкина Софья, Ёлкин Иван"),
        ("initials", "И. Ё.", "С. Ё., И. Ё."),
    ):
        school = School(SchoolId(1), "1", "Школа", "Школа", "Europe/Moscow", "spb-2010", mode)
        found = Ledger(notice_, school, (line, came, *lacking))
        sheet = openpyxl.load_workbook(BytesIO(workbook(found, texts("ru", ZONE)))).worksheets[0]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        assert rows[0][:4] == ["5А, 6Б", who, child, "не пришло: человек остановил бота"]
        assert rows[1][3:] == ["да", "13 окт. 15:30", "13 окт. 15:30"]
        assert [row[3] for row in rows[2:]] == [
            "не подключён к боту: сообщите по телефону или на бумаге",
            "ждёт отправки",
            "нет согласия на сообщения",
        ]
