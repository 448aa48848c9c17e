"""/help teaches by the teacher's own class, and every example can be tried without recording anything."""

import sqlalchemy as sa

from storage.schema.journal import entry
from storage.schema.people import role_grant
from tests.bot.conftest import COORDINATOR, MATHS, MOTHER_OF_SOFIA, House

LATER = ("Исправить позже", "Замена за коллегу", "Отметки за четверть и год", "Если вводит оператор")


async def entries(house: House) -> int:
    async with house.database.reading() as unit:
        return int(await unit.connection.scalar(sa.select(sa.func.count()).select_from(entry)) or 0)


async def test_examples_are_of_the_own_class_and_can_be_tried(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await teacher.say("/help")
    first = await teacher.expect("Урок одним сообщением")
    assert "10А алг: Абрамова 5, Васильева н, дз № 301" in first.text
    await teacher.press("Отметки")
    topic = await teacher.expect("10А алг с/р Абрамова 4, Васильева 5")
    assert topic.id == first.id
    await teacher.press("▶️ 10А алг с/р Абрамова 4, Васильева 5")
    card = await teacher.expect("10А · Алгебра")
    assert "Самостоятельная работа: Абрамова Дина 4, Васильева Ольга 5" in card.text
    assert await entries(house) == 0
    await teacher.press("Записать")
    await teacher.expect("Записано в журнал")


async def test_every_topic_opens_and_leads_back(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await teacher.say("/help")
    await teacher.expect("Урок одним сообщением")
    for topic in ("Отсутствие и опоздания", "Задание", "Тема", "Записки о болезни", "Исправления", *LATER):
        await teacher.press(topic)
        await teacher.expect(topic)
        await teacher.press("← Назад")
        await teacher.expect("Урок одним сообщением")


async def test_others_have_the_common_help(house: House) -> None:
    """The denial twin: no names of pupils for who teaches nobody."""
    for uid in (MOTHER_OF_SOFIA, COORDINATOR):
        person = await house.linked(uid)
        await person.say("/help")
        assert "Абрамова" not in (await person.expect("Что здесь есть")).text


async def test_a_substitution_is_taught_where_teachers_say_it_themselves(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await teacher.say("/help")
    await teacher.expect("Урок одним сообщением")
    await teacher.press("Замена за коллегу")
    assert "замена за Лосева 10А физ дз № 260" in (await teacher.expect("Начните со слов «замена за»")).text
    await teacher.press("▶️ замена за Лосева 10А физ дз № 260")
    await teacher.expect("10А · Физика")
    await house.set(**{"profile.declared_substitutions": "no"})
    teacher.mark()
    await teacher.say("/help")
    assert "Замена за коллегу" not in str((await teacher.expect("Урок одним сообщением")).buttons)


async def test_operators_are_told_of_only_where_there_are_some(house: House) -> None:
    async with house.database.writing() as unit:
        await unit.connection.execute(role_grant.delete().where(role_grant.c.role == "operator"))
        await unit.commit()
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await teacher.say("/help")
    beginning = await teacher.expect("Урок одним сообщением")
    assert "Исправить позже" in str(beginning.buttons)
    assert "оператор" not in str(beginning.buttons)
