"""Whose chats are linked: as their owner sees them, and as the class teacher does (D12, D13; 0rsk PR #480)."""

from typing import Any

import sqlalchemy as sa

from playground import Person
from storage.schema.links import account_link
from storage.schema.people import person, school_class
from tests.bot.conftest import COORDINATOR, FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, House

CLASS_TEACHER_5A = "7800100202"


async def ended(house: House) -> list[str | None]:
    """Why each link ended, oldest first."""
    async with house.database.reading() as unit:
        rows = await unit.connection.execute(sa.select(account_link.c.ended_why).order_by(account_link.c.id))
        return [row.ended_why for row in rows]


async def one_id(house: House, query: sa.Select[Any]) -> int:
    async with house.database.reading() as unit:
        found: int = (await unit.connection.execute(query)).scalar_one()
        return found


async def id_of(house: House, uid: str) -> int:
    return await one_id(house, sa.select(person.c.id).where(person.c.uid == uid))


async def class_5a(house: House) -> int:
    of = sa.select(school_class.c.id).where(school_class.c.grade == 5, school_class.c.letter == "А")
    return await one_id(house, of)


async def shows(one: Person, press: str, expected: str) -> str:
    one.mark()
    await one.press(press)
    return (await one.expect(expected)).text


async def test_a_chat_that_is_not_known_is_unlinked_from_another_one(house: House) -> None:
    """The push about a new link leads there: three taps, and both chats know."""
    mother = await house.linked(MOTHER_OF_SOFIA, "Мама")
    await house.linked(FATHER_OF_SOFIA, "Папа")
    mother.mark()
    wrong = await house.linked(MOTHER_OF_SOFIA, "Чужой телефон")
    await mother.expect("подключён ещё один чат")
    listed = await shows(mother, "Подключённые чаты", "Из каждого из них")
    assert "1. Telegram, подключён 13 октября в 15:30 — этот чат" in listed
    assert "2. Telegram" in listed
    assert "3." not in listed, "the father's chat is his own"
    await shows(mother, "Отключить чат 2 (с 13 октября)", "Отключить чат?")
    left = await shows(mother, "Отключить", "Подключённые чаты")
    assert "2." not in left
    await wrong.expect("Этот чат отключён")
    assert await ended(house) == [None, None, "unlinked"]
    wrong.mark()
    await wrong.say("/devices")
    await wrong.expect("Как подключиться")


async def test_the_other_chats_of_a_person_hear_of_an_unlinking(house: House) -> None:
    phone, tablet = await house.linked(MATHS, "Телефон"), await house.linked(MATHS, "Планшет")
    await tablet.say("/devices")
    await tablet.expect("этот чат")
    await shows(tablet, "Отключить этот чат", "Отключить этот чат?")
    await shows(tablet, "Отключить", "Чат отключён")
    told = await phone.expect("Один из ваших чатов отключён")
    assert told.labels == ["Подключённые чаты"]


async def test_a_class_teacher_sees_who_is_linked_gives_a_new_slip_and_takes_access_back(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER_5A, "Классный руководитель")
    mother, lost = await house.linked(MOTHER_OF_SOFIA, "Мама"), await house.code(FATHER_OF_SOFIA)
    await teacher.say("/codes")
    await teacher.expect("Кто уже подключён")
    text = await shows(teacher, "5А", "кто подключён")
    assert "Подключены: 1 из" in text
    assert "Код выдан, ещё не использован: 1" in text
    father = next(label for label in teacher.messages[-1].labels if label.startswith("⏳ Ёлкин "))
    assert father.endswith("код сегодня")
    assert "Код выдан 13 октября, действует до 27 октября." in await shows(teacher, father, "Ни один чат")
    await shows(teacher, "Новый листок", "Прежний листок сразу перестанет действовать")
    await shows(teacher, "English", "код выдан")
    (file,) = [message.document for message in teacher.messages if message.document]
    assert file.name.startswith("Ёлкин ")
    stranger = house.stranger()
    await stranger.start(lost)
    await stranger.expect("Этот код отменён")
    await teacher.press_data(
        teacher.messages[-1].id, f"cdp:g{await class_5a(house)}:{await id_of(house, MOTHER_OF_SOFIA)}"
    )
    await teacher.expect("Подключён чат: с 13 октября")
    await shows(teacher, "Закрыть доступ", "Все чаты этого человека отключатся")
    await shows(teacher, "Закрыть доступ", "Ни один чат не подключён")
    await mother.expect("Этот чат отключён")
    assert "withdrawn" in await ended(house)


async def test_slips_are_printed_again_for_those_who_are_missing(house: House) -> None:
    """A linked parent gets no code; whoever is linked stays so."""
    teacher = await house.linked(CLASS_TEACHER_5A, "Классный руководитель")
    await house.linked(MOTHER_OF_SOFIA, "Мама")
    await teacher.say("/codes")
    await teacher.expect("Кто уже подключён")
    text = await shows(teacher, "5А", "кто подключён")
    everybody = int(text.split(" из ")[1].split("\n")[0])
    await shows(teacher, f"🖨 Листки тем, кто не подключён: {everybody - 1}", "новые листки")
    assert f"{everybody - 1} человек" in await shows(teacher, "Русский", "коды выданы")
    assert await ended(house) == [None, None]


async def test_another_class_the_staff_and_another_family_stay_closed(house: House) -> None:
    """The denial twin: a class teacher, a coordinator and a guardian, by forged buttons."""
    teacher = await house.linked(CLASS_TEACHER_5A, "Классный руководитель")
    coordinator, father = await house.linked(COORDINATOR), await house.linked(FATHER_OF_SOFIA)
    await house.linked(MATHS)
    colleague, of = await id_of(house, MATHS), await class_5a(house)
    for who, data in (
        (teacher, "cdl:s:0"),
        (teacher, f"cdl:g{of + 1}:0"),
        (teacher, f"cdl:p{of + 1}:0"),
        (teacher, "cdl:nobody:0"),
        (teacher, f"cdp:g{of}:{colleague}"),
        (teacher, f"cdw:g{of}:{colleague}"),
        (teacher, f"cd:g{of}:0:{colleague}:ru"),
        (coordinator, "cdl:s:0"),
        (coordinator, f"cdw:g{of}:{colleague}"),
        (father, f"cdp:g{of}:{await id_of(house, FATHER_OF_SOFIA)}"),
    ):
        answer = (await who.press_data(who.messages[-1].id, data)).text or ""
        assert any(refusal in answer for refusal in ("недоступно", "больше нет", "только родителям")), data
    assert await ended(house) == [None] * 4
