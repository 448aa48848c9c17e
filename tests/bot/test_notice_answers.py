"""Yes or no, and own answers: asked, answered, changed, counted, closed; and who may not."""

from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest

from bot.common.notice_ask_data import PUPILS, Answer, CloseAnswers, SetQuestion, ShowAnswers
from bot.common.notice_data import Remind, Send
from bot.i18n import texts
from bot.notices.sheet import workbook
from core.ids import NoticeId, PersonId, SchoolId
from core.notices.audience import Audience
from core.notices.model import NewNotice, Notice, State, Words
from core.notices.outcome import End, Line, OfPupil
from core.notices.question import Asking, Question
from core.notices.reporting import Ledger
from core.notices.scheduling import send_due
from core.people.model import Name, School
from playground import Person
from tests.bot.conftest import (
    COORDINATOR,
    FATHER_OF_SOFIA,
    MATHS,
    MOTHER_OF_EGOR,
    MOTHER_OF_SOFIA,
    TUESDAY,
    ZONE,
    House,
)
from tests.bot.test_notices import CLASS_TEACHER, OF_5B, states, until_sent


async def drafted(author: Person) -> None:
    """A question of the class teacher, before its answers are chosen."""
    await author.say("/notice")
    await author.say("Едете в музей в пятницу?")
    await author.expect("Откуда: 5А")
    await author.press("Вопрос с ответами")
    await author.expect("Сам вопрос напишите в тексте объявления")


async def asked(house: House) -> tuple[Person, Person, Person]:
    """A question with yes and no as it came: the author, both parents of Sofia."""
    mother, father = await house.linked(MOTHER_OF_SOFIA), await house.linked(FATHER_OF_SOFIA)
    author = await house.linked(CLASS_TEACHER)
    await drafted(author)
    await author.press("Да / Нет")
    await author.expect("Ответы на кнопках: Да · Нет")
    await author.press("Готово")
    await author.press("Посмотреть перед отправкой")
    preview = await author.expect("Ответы на кнопках: Да · Нет")
    assert "Ответы принимаются, пока вы их не закроете." in preview.text
    await author.press("Отправить 2 людям")
    await mother.expect("👇 Выберите ответ кнопкой.")
    await father.expect("👇 Выберите ответ кнопкой.")
    await until_sent(house)
    return author, mother, father


async def test_yes_or_no_each_parent_for_oneself(house_on_both: House) -> None:
    author, mother, father = await asked(house_on_both)
    await mother.press("Да")
    said = await mother.expect("✅ Ваш ответ: Да. Его можно изменить.")
    assert said.labels == ["✅ Да", "Нет"]
    await mother.press("Нет")
    await mother.expect("✅ Ваш ответ: Нет.")
    await author.press("Обновить")
    report = await author.expect("Ответили: 1 из 2.\n• Да: 0\n• Нет: 1")
    await author.press("Напомнить 1 человеку")
    await father.expect("🔔 Напоминание: вы ещё не ответили на этот вопрос.")
    await father.press_data(father.messages[-1].id, Answer(notice=1, choice=0).pack())
    await father.expect("✅ Ваш ответ: Да.")
    await author.press_data(report.id, ShowAnswers(notice=1, choice=1).pack())
    shown = await author.expect("Нет: 1\n5А: Ёлкина")
    assert {"Да: 1", "Не ответили: 0", "По детям"} <= {*shown.labels}
    await author.press("По детям")
    await author.expect("Ёлкина Софья — разные ответы: Да, Нет")
    await author.press("‹ К отчёту")
    await author.press("Закрыть ответы")
    await author.expect("Ответы больше не принимаются.")
    closed = await mother.expect("✅ Ваш ответ: Нет. Ответы больше не принимаются.")
    assert closed.labels == []
    late = await mother.press_data(closed.id, Answer(notice=1, choice=0).pack())
    assert late.text == "Ответы больше не принимаются."
    await author.press("Снова принимать ответы")
    again = await mother.expect("Его можно изменить.")
    assert again.labels == ["Да", "✅ Нет"]


async def test_own_answers_until_a_day(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA, language="uz"), await house.linked(CLASS_TEACHER)
    await drafted(author)
    await author.press("Свои варианты")
    await author.expect("каждый с новой строки")
    await author.say("Только один")
    await author.expect("Нужно от 2 до 8 разных вариантов")
    await author.say("Поедем <вдвоём>\nПоедет один\nНе поедем")
    await author.expect("Ответы на кнопках: Поедем <вдвоём> · Поедет один · Не поедем")
    await author.press("До какого времени отвечать")
    await author.expect("До какого времени принимать ответы?")
    await author.say("вчера")
    await author.expect("Не получилось прочитать время")
    await author.say("завтра 18:00")
    await author.expect("Ответы принимаются до 14 октября, 18:00.")
    await author.press("Готово")
    await author.press("Посмотреть перед отправкой")
    await author.press("Отправить 1 человеку")
    got = await mother.expect("Javoblar 14-oktabr, 18:00 gacha qabul qilinadi.")
    assert got.labels == ["Поедем <вдвоём>", "Поедет один", "Не поедем"]
    await mother.press("Поедем <вдвоём>")
    await mother.expect("✅ Javobingiz: Поедем <вдвоём>.")
    wrong = await mother.press_data(got.id, Answer(notice=1, choice=3).pack())
    assert wrong.text
    house.clock.pass_(timedelta(days=2))
    late = await mother.press_data(got.id, Answer(notice=1, choice=1).pack())
    assert late.text == "Javoblar endi qabul qilinmaydi."
    await until_sent(house)
    refused = await author.press_data(author.messages[-1].id, Remind(notice=1).pack())
    assert "больше не принимаются" in (refused.text or "")


async def test_a_question_is_not_sent_after_its_end(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    await drafted(author)
    await author.press("Да / Нет")
    await author.press("До какого времени отвечать")
    await author.expect("До какого времени принимать ответы?")
    await author.say("сегодня 20:00")
    await author.expect("Ответы принимаются до 13 октября, 20:00.")
    await author.press("Готово")
    await author.press("Посмотреть перед отправкой")
    preview = await author.expect("Ответы на кнопках: Да · Нет")
    await author.press("Отправить позже…")
    later = await author.press("Завтра в 8:00")
    assert "Срок для ответов" in (later.text or "")
    house.clock.pass_(timedelta(hours=6))
    now = await author.press_data(preview.id, Send(notice=1, version=3).pack())
    assert "Срок для ответов" in (now.text or "")
    assert await states(house) == ["draft"]
    assert not any("музей" in one.text for one in mother.messages)


@pytest.mark.parametrize("uid", [OF_5B, MATHS, MOTHER_OF_EGOR])
async def test_another_neither_answers_nor_sees_answers_nor_closes(house: House, uid: str) -> None:
    """The denial twin: who did not get it, and who did not send it; a coordinator sees it and closes nothing."""
    author, mother, _ = await asked(house)
    stranger, coordinator = await house.linked(uid), await house.linked(COORDINATOR)
    for person in (stranger, coordinator):
        await person.say("/start")
        home = await person.expect("Этот чат подключён")
        for one in (Answer(notice=1, choice=0), CloseAnswers(notice=1, closed=True)):
            await person.press_data(home.id, one.pack())
    await stranger.press_data(stranger.messages[-1].id, ShowAnswers(notice=1, choice=PUPILS).pack())
    await author.press_data(author.messages[-1].id, SetQuestion(notice=1, kind=Asking.NOTHING).pack())
    assert not any("Ответы по детям" in one.text for one in stranger.messages)
    await author.press("Обновить")
    await author.expect("Ответили: 0 из 2.\n• Да: 0\n• Нет: 0\nОтветы принимаются, пока вы их не закроете.")
    await mother.press("Да")
    await mother.expect("✅ Ваш ответ: Да.")


async def test_only_numbers_by_class_where_names_stay_in_the_school(house: House) -> None:
    await house.set(content="discreet")
    author, mother, _ = await asked(house)
    await mother.press("Да")
    await mother.expect("✅ Ваш ответ: Да.")
    await author.press("Обновить")
    await author.expect("• Да: 1")
    await author.press("Кто что ответил")
    shown = await author.expect("Ответы по классам")
    assert "5А: Да: 1, Нет: 0, не ответили: 1" in shown.text
    assert ("Ёлкин" in shown.text, shown.labels) == (False, ["‹ К отчёту"])


def test_the_table_has_answers_and_a_sheet_by_pupils() -> None:
    sofia = OfPupil(PersonId(2), Name("Ёлкина", "Софья"), "5А")
    yes = Line(Name("Ёлкина", "Ирина"), End.DELIVERED, None, TUESDAY, TUESDAY, (sofia,), 0)
    silent = Line(Name("Ёлкин", "Олег"), End.DELIVERED, None, TUESDAY, None, (sofia,))
    question = Question(Asking.OWN, ("=Поедем", "Нет"))
    made = NewNotice(SchoolId(1), PersonId(1), Words("Едем?"), Audience(), None, TUESDAY, question)
    school = School(SchoolId(1), "1", "Школа", "Школа", "Europe/Moscow", "spb-2010")
    found = Ledger(Notice(NoticeId(1), made, State.SENT, 2, TUESDAY), school, (yes, silent))
    book = openpyxl.load_workbook(BytesIO(workbook(found, texts("ru", ZONE))))
    people, pupils = ([[cell.value for cell in row] for row in one.iter_rows()] for one in book.worksheets)
    assert people[0][5:] == ["Ответ", "Когда ответил(а)"]
    assert [row[5:] for row in people[1:]] == [["'=Поедем", "13 окт. 15:30"], [None, None]]
    assert pupils[1:] == [["5А", "Ёлкина Софья", "'=Поедем", "Ёлкина Ирина: =Поедем"]]


async def test_a_question_that_is_late_for_its_answers_is_held_with_that_reason(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(CLASS_TEACHER)
    await drafted(author)
    await author.press("Да / Нет")
    await author.expect("Ответы на кнопках")
    await author.press("До какого времени отвечать")
    await author.expect("До какого времени")
    await author.say("сегодня 17:00")
    await author.expect("Ответы принимаются до")
    await author.press("Готово")
    await author.press("Посмотреть перед отправкой")
    await author.press("Отправить позже…")
    await author.expect("Когда отправить объявление?")
    await author.say("сегодня 16:00")
    await author.expect("уйдёт вт 13 октября в 16:00")
    house.clock.pass_(timedelta(hours=2))
    assert await send_due(house.database, house.clock.now()) == 1
    assert house.app is not None
    house.app.wake()
    await author.expect("срок для ответов уже наступил")
    assert await states(house) == ["held"]
    assert not any("Едете" in one.text for one in mother.messages)
