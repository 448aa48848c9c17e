"""A notice through the messenger: typed, aimed, looked at, sent; what became of it, and who may not."""

import asyncio

import pytest
import sqlalchemy as sa

from bot.common.notice_data import Send, ShowNotice, Toggle, ToggleReader, Withdraw
from core.ids import NoticeId
from core.notices.sending import tell_progress
from playground import MessageView
from storage.schema.notices import notice, notice_recipient
from tests.bot.conftest import (
    COORDINATOR,
    DEPUTY,
    FATHER_OF_SOFIA,
    MATHS,
    MOTHER_OF_EGOR,
    MOTHER_OF_SOFIA,
    MOTHER_OF_TWO,
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
    assert "Пока не выбран никто." in aimed.text
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
    await author.say("Собрание в четверг в 18:00. Жду всех, и Ёлкина Софья тоже!")
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
    await author.expect("от 1 до 3500 символов")
    await author.say("Коротко")
    aimed = await author.expect("Пока не выбран никто.")
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
    assert "Ёлкина" not in (await author.expect("Ещё не ознакомились\nСидорова")).text
    await author.press("‹ К отчёту")
    await author.expect("Ознакомились: 1 из 2.")
    await author.press("Исправить текст")
    await author.expect("Он сразу заменит прежний")
    await author.say("Собрание в пятницу")
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
