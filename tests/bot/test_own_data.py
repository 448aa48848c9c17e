"""Personal data: a guardian asks for a change in chat, the class teacher decides (A23)."""

from typing import Any

import sqlalchemy as sa

from playground import Person
from storage.schema import metadata
from tests.bot.conftest import FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, House

CLASS_TEACHER_5A = "7800100202"


async def rows(house: House, query: sa.Select[Any]) -> list[tuple[object, ...]]:
    async with house.database.reading() as unit:
        return [tuple(row) for row in await unit.connection.execute(query)]


async def taps(one: Person, *labels: str) -> None:
    for label in labels:
        one.mark()
        await one.press(label)
        await one.expect("")


async def asked(house: House, mother: Person) -> None:
    """Three taps, the new name, one more tap."""
    mother.mark()
    await mother.say("/mydata")
    await mother.expect("Что школа хранит")
    await taps(mother, "Ёлкина Софья, 5А", "✏️ Фамилия, имя, отчество")
    await mother.say("Ёлкина")
    await mother.expect("Не получилось прочитать имя")
    await house.restart()
    await mother.say("Ёлкина-Белова Софья Дмитриевна")
    assert "Записано: Ёлкина Софья" in (await mother.expect("Отправить классному руководителю?")).text
    await mother.press("Отправить")
    await mother.expect("⏳ Ждёт классного руководителя")


async def test_a_changed_name_goes_to_the_class_teacher_and_stands_everywhere(house_on_both: House) -> None:
    """A slip of the pen and a restart lose nothing; the journal's list has the new name at once."""
    house = house_on_both
    teacher = await house.linked(CLASS_TEACHER_5A, "Классный руководитель")
    mother, maths = await house.linked(MOTHER_OF_SOFIA, "Мама"), await house.linked(MATHS)
    await asked(house, mother)
    push = await teacher.expect("Нужно ваше решение")
    for words in ("5А", "Личные данные: Ёлкина Софья", "→ Ёлкина-Белова Софья Дмитриевна", "Просит: Ёлкина"):
        assert words in push.text
    await teacher.say("/approvals")
    await teacher.expect("Ждёт решения: 1 запрос")
    await teacher.press_data(push.id, "rq+:1")
    await teacher.expect("Разрешено:")
    assert "Ёлкина-Белова" in (await mother.expect("Разрешено:")).text
    await maths.say("5А матем дз №301; 5 Ёлкина")
    await maths.expect("Ёлкина-Белова")
    table = metadata.tables["audit_entry"]
    found = await rows(house, sa.select(table.c.action).where(table.c.action.like("approval.%")))
    assert [row[0] for row in found] == ["approval.asked", "approval.allowed"]
    assert await rows(house, sa.select(table.c.subject).where(table.c.action == "person.changed"))


async def test_it_is_refused_with_a_reason_or_withdrawn(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER_5A, "Классный руководитель")
    mother = await house.linked(MOTHER_OF_SOFIA, "Мама")
    await asked(house, mother)
    await teacher.expect("Нужно ваше решение")
    await teacher.press("Отклонить")
    await teacher.expect("Что ответить родителю?")
    await teacher.press("Покажите, пожалуйста, документ в школе")
    assert "Ответ: Покажите" in (await mother.expect("Отклонено:")).text
    await asked(house, mother)
    mother.mark()
    await mother.press("Отозвать: Фамилия, имя, отчество")
    await mother.wait(lambda messages: "Ждёт классного" not in messages[-1].text)
    await teacher.expect("Запрос отозван")


async def test_others_do_not_decide_and_another_family_is_not_there(house: House) -> None:
    """The denial twin: the other parent, a teacher of another class, a stranger to the child."""
    mother, father = await house.linked(MOTHER_OF_SOFIA, "Мама"), await house.linked(FATHER_OF_SOFIA, "Папа")
    maths = await house.linked(MATHS)
    await asked(house, mother)
    for person in (mother, father, maths):
        await person.press_data(person.messages[-1].id, "rq+:1")
    found = metadata.tables["person"]
    pupil = sa.select(found.c.id).where(found.c.surname == "Сидоров").limit(1)
    ((other,),) = await rows(house, pupil)
    assert "больше нет" in ((await father.press_data(father.messages[-1].id, f"pd:{other}")).text or "")
    assert "недоступно" in ((await maths.press_data(maths.messages[-1].id, "open:mydata")).text or "")
    request = metadata.tables["approval_request"]
    assert await rows(house, sa.select(request.c.state)) == [("waiting",)]


async def test_where_names_stay_at_school_data_do_too(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Мама")
    async with house.database.writing() as unit:
        await unit.connection.execute(metadata.tables["school"].update().values(content_mode="initials"))
        await unit.commit()
    await mother.say("/mydata")
    await mother.expect("не передаёт личные данные через мессенджер")
