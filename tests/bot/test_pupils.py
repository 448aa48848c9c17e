"""A pupil's own chat: the slip, the screens, the pushes, what is closed, and the switch of the school (P17, P26)."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.common.diary_data import OpenDiary, Tick
from bot.common.letters_data import ChooseChild
from bot.guardians.absence_data import CallMe, OneTap
from bot.guardians.application_data import Begin
from core.journal.model import Reason
from core.notifications.model import State
from playground import Person
from storage.schema.applications import application
from storage.schema.correspondence import letter_thread
from storage.schema.links import link_code
from storage.schema.notes import absence_note
from storage.schema.notifications import outbox
from storage.schema.people import person
from tests.bot.conftest import FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, TUESDAY, House
from tests.bot.test_diary import record
from tests.bot.test_lessons import press, screen
from tests.bot.test_linking import CLASS_TEACHER_5A

SOFIA, EGOR = "7800100720", "7800101275"
WORDS = "5А матем дз №301; 5 Ёлкина, 4 Сидоров"
ACCESS = "profile.pupil_access"


async def let(house: House, access: str = "read") -> None:
    """The school decides."""
    await house.set(**{ACCESS: access})


async def pupil(house: House, uid: str = SOFIA) -> Person:
    """A pupil whose chat is linked."""
    await let(house)
    return await house.linked(uid, "Ученица")


async def key_of(house: House, uid: str) -> int:
    async with house.database.reading() as unit:
        return int(await unit.connection.scalar(sa.select(person.c.id).where(person.c.uid == uid)) or 0)


async def counted(house: House, table: sa.Table) -> int:
    async with house.database.reading() as unit:
        return int(await unit.connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


async def test_a_pupil_comes_in_by_an_own_slip_and_the_parents_hear_of_it(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Мама")
    teacher = await house.linked(CLASS_TEACHER_5A, "Классный руководитель")
    await let(house)
    await teacher.say("/codes")
    await teacher.expect("Кто уже подключён")
    for label in ("5А", "Ученики класса", "🖨 Листки всем", "Русский"):
        await press(teacher, label)
    await teacher.expect("коды выданы")
    assert [one.document.name for one in teacher.messages if one.document] == ["5А, ученики.pdf"]
    sofia = await house.linked(SOFIA, "Софья")
    await sofia.say("/start")
    text = (await sofia.expect("Это ваш дневник")).text
    assert "Ёлкина Софья Дмитриевна" in text
    assert "Класс: 5А" in text
    labels = screen(sofia).labels
    assert labels == ["Дневник", "Расписание", "Настройки и доступ", "Помощь"]
    assert not {"Пропуск занятий", "Сообщения", "Коды и доступ"} & {*labels}
    told = (await mother.expect("Подключился чат ученика: Ёлкина Софья")).text
    assert "Писать учителям" in told
    await sofia.say("/help")
    shown = (await sofia.expect("Что здесь есть")).text
    assert "/diary" in shown
    assert not [closed for closed in ("/write", "/absence", "/apply", "/codes") if closed in shown]
    assert {one.command for one in sofia.commands} >= {"diary", "timetable", "notifications"}
    assert "write" not in {one.command for one in sofia.commands}


async def test_news_come_to_the_pupil_as_the_pupil_chose_and_offer_only_to_look(house_on_both: House) -> None:
    house = house_on_both
    father, sofia = await house.linked(FATHER_OF_SOFIA, "Папа"), await pupil(house)
    await sofia.say("/notifications")
    assert "родители выбирают для себя сами" in (await sofia.expect("Что и когда сюда приходит")).text
    await press(sofia, "Задания: сразу")
    await press(sofia, "Задания: вечером")
    await record(house, "5А матем дз №301; 5 Ёлкина")
    house.grace_passes()
    pushed = await sofia.expect("Отметка 5")
    assert "№301" not in pushed.text
    assert pushed.labels == ["Дневник"]
    assert (await father.expect("№301")).labels == ["Дневник", "Написать учителю"]
    await sofia.press("Дневник", pushed.id)
    assert "Ёлкина Софья, 5А" in (await sofia.expect("Обновлено")).text
    await press(sofia, "По предметам")
    assert "Математика: " in screen(sofia).text
    await press(sofia, "Задания")
    await press(sofia, "☐ Математика, 14 октября")
    assert "☑" in screen(sofia).text
    father.mark()
    await father.say("/diary")
    await father.expect("вт 13 октября")
    await press(father, "Задания")
    assert "☑" not in screen(father).text
    sofia.mark()
    await sofia.say("/timetable")
    assert "2. Математика" in (await sofia.expect("вт 13 октября")).text


async def test_what_is_not_a_pupils_is_refused_also_by_forged_buttons(house: House) -> None:
    sofia = await pupil(house)
    own, other = await key_of(house, SOFIA), await key_of(house, EGOR)
    await sofia.say("/start")
    shown = (await sofia.expect("Это ваш дневник")).id
    day = TUESDAY.date().toordinal()
    for forged in (
        OpenDiary(pupil=other),
        Tick(pupil=other, task=1, done=True),
        OneTap(pupil=own, day=day, reason=Reason.ILLNESS),
        CallMe(pupil=own, day=day),
    ):
        assert "Этого здесь больше нет" in ((await sofia.press_data(shown, forged.pack())).text or "")
    for data in (ChooseChild(pupil=own, fresh=True).pack(), Begin(school=house.school.id).pack()):
        assert (await sofia.press_data(shown, data)).text
    for command in ("/absence", "/write", "/codes", "/lessons", "/school"):
        await sofia.say(command)
    await sofia.say(WORDS)
    await sofia.expect("Я не понял это сообщение")
    for table in (absence_note, letter_thread, application):
        assert await counted(house, table) == 0
    assert not any("Записать" in one.labels for one in sofia.messages)


async def test_the_school_shuts_pupils_out_and_lets_them_in_again(house: House) -> None:
    sofia, mother = await pupil(house), await house.linked(MOTHER_OF_SOFIA, "Мама")
    await record(house, WORDS)
    spare = await house.code(SOFIA)
    await let(house, "none")
    house.grace_passes()
    await mother.expect("Отметка 5")
    for command in ("/diary", "/timetable", "/notifications"):
        sofia.mark()
        await sofia.say(command)
        await sofia.expect("только родителям")
    sofia.mark()
    await sofia.say("/start")
    assert "подключаться заново не нужно" in (await sofia.expect("только родителям")).text
    assert "Дневник" not in screen(sofia).labels
    assert not any("Отметка 5" in one.text for one in sofia.messages)
    async with house.database.reading() as unit:
        states = await unit.connection.execute(
            sa.select(outbox.c.state, outbox.c.reason).where(outbox.c.person_id == outbox.c.pupil_id)
        )
        assert [tuple(row) for row in states] == [(State.SUPERSEDED, "pupils_kept_out")]
    other = house.stranger("Другой телефон")
    await other.start(spare)
    await other.expect("только родителям")
    issued = await counted(house, link_code)
    teacher = await house.linked(CLASS_TEACHER_5A, "Классный руководитель")
    await teacher.say("/codes")
    await teacher.expect("Кто уже подключён")
    await press(teacher, "5А")
    assert "Ученики класса" not in screen(teacher).labels
    (data,) = [one.data or "" for row in screen(teacher).buttons for one in row if one.text == "🖨 Листки всем"]
    forged = data.replace("cd?:g", "cd:p").replace(":0:0", ":0:0:ru")
    answer = await teacher.press_data(screen(teacher).id, forged)
    assert "только родителям" in (answer.text or "")
    assert await counted(house, link_code) == issued + 1, "the class teacher's own, and none for pupils"
    await let(house)
    await sofia.say("/diary")
    assert "Отметка 5" in (await sofia.expect("вт 13 октября")).text


@pytest.mark.parametrize("left", [False, True])
async def test_who_has_left_reads_nothing(house: House, left: bool) -> None:
    """The twin: the same on the last day in the class."""
    sofia = await pupil(house)
    async with house.database.writing() as unit:
        enrolled = sa.table("enrolment", sa.column("pupil_id"), sa.column("to_day", sa.Date))
        last = TUESDAY.date() - timedelta(days=1 if left else 0)
        key = await key_of(house, SOFIA)
        await unit.connection.execute(sa.update(enrolled).where(enrolled.c.pupil_id == key).values(to_day=last))
        await unit.commit()
    await sofia.say("/diary")
    await sofia.expect("не подключён никто" if left else "вт 13 октября")


async def test_a_code_is_refused_where_pupils_are_not_let_in(house: House) -> None:
    await let(house, "read")
    code = await house.code(SOFIA)
    await let(house, "none")
    sofia = house.stranger("Софья")
    await sofia.start(code)
    await sofia.expect("только родителям")
    await let(house)
    await sofia.start(code)
    await sofia.expect("Готово, чат подключён.")


async def test_a_pupil_is_no_teacher(house: House) -> None:
    """The demo's teacher of mathematics is nobody's pupil: the switch gives teachers nothing."""
    await let(house)
    teacher = await house.linked(MATHS)
    await teacher.say("/diary")
    await teacher.expect("не подключён никто")
