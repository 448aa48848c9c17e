"""An operator types for a teacher, who confirms: through the messenger (B17)."""

import sqlalchemy as sa

from playground import Person
from storage.schema.journal import draft, entry, mark
from storage.schema.people import role_grant
from tests.bot.conftest import MATHS, MOTHER_OF_SOFIA, RUSSIAN, House

TYPIST = "7800100424"
"""Тихонова, the secretary, who types for teachers too."""
ENTRY = "5А матем дз п.7 № 213; 5 Ёлкина, н Сидоров б"


async def at_work(house: House, surname: str = "Смир", named: str = "Смирнова Ольга Викторовна") -> Person:
    """An operator who has chosen a teacher."""
    operator = await house.linked(TYPIST, "Вера Павловна")
    await operator.say(f"/operator {surname}")
    await operator.expect("За кого будете вводить?")
    await operator.press(named)
    await operator.expect("Сейчас вы вводите за учителя")
    return operator


async def sent(house: House, text: str = ENTRY) -> tuple[Person, Person]:
    """A teacher and an operator who has sent an entry to be confirmed."""
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    operator = await at_work(house)
    await operator.say(text)
    card = await operator.expect("5А · Математика")
    assert card.text.startswith("✍️ Вводите за учителя: Смирнова Ольга Викторовна")
    await operator.press("Записать")
    await operator.expect("Отправлено на подтверждение: Смирнова")
    house.grace_passes()
    return teacher, operator


async def count(house: House, table: sa.Table) -> int:
    async with house.database.reading() as unit:
        return int(await unit.connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


async def test_the_teacher_confirms(house_on_both: House) -> None:
    house = house_on_both
    mother = await house.linked(MOTHER_OF_SOFIA)
    teacher, operator = await sent(house)
    card = await teacher.expect("Ввёл оператор: Тихонова Вера Павловна")
    assert "Отметки: Ёлкина Софья 5" in card.text
    assert await count(house, mark) == 0
    await teacher.press("Подтвердить")
    written = await teacher.expect("Записано в журнал")
    assert "Учитель: Смирнова Ольга Викторовна · ввёл оператор: Тихонова Вера Павловна" in written.text
    async with house.database.reading() as unit:
        kept = (await unit.connection.execute(sa.select(entry.c.author_id, entry.c.typed_by_id))).one()
    assert kept.author_id != kept.typed_by_id
    house.grace_passes()
    await operator.expect("Учитель подтвердил вашу запись")
    await mother.expect("Отметка 5")


async def test_the_teacher_refuses_and_the_operator_mends(house: House) -> None:
    teacher, operator = await sent(house)
    await teacher.expect("Ввёл оператор")
    await teacher.press("Отклонить")
    house.grace_passes()
    await operator.expect("Учитель не подтвердил запись: Смирнова")
    await operator.press("Открыть запись")
    await operator.expect("Отметки: Ёлкина Софья 5")
    await operator.press("Записать")
    await operator.expect("Отправлено на подтверждение")
    assert await count(house, entry) == 0


async def test_the_teacher_corrects_by_buttons(house: House) -> None:
    teacher, _ = await sent(house)
    await teacher.expect("Ввёл оператор")
    await teacher.press("Исправить")
    await teacher.expect("Как исправить запись")
    await teacher.press("‹ Назад")
    await teacher.expect("Ввёл оператор")
    await teacher.press("Тема, задание")
    await teacher.press("Задания нет")
    await teacher.press("‹ Назад")
    assert "Домашнего задания нет" in (await teacher.expect("Ввёл оператор")).text
    await teacher.press("Подтвердить")
    await teacher.expect("Записано в журнал")


async def test_the_operator_takes_it_back_and_the_teachers_button_is_stale(house: House) -> None:
    teacher, operator = await sent(house)
    await teacher.expect("Ввёл оператор")
    await operator.press("Забрать обратно")
    await operator.expect("Записать")
    answer = await teacher.press("Подтвердить")
    assert "Этого здесь больше нет" in (answer.text or "")
    assert await count(house, entry) == 0


async def test_a_restart_forgets_nothing(house: House) -> None:
    operator = await at_work(house)
    await operator.say(ENTRY)
    await operator.expect("5А · Математика")
    await house.restart()
    await operator.press("Записать")
    await operator.expect("ввёл оператор: Тихонова")  # the teacher has no chat: written at once, with both names


async def test_lessons_and_the_end(house: House) -> None:
    operator = await at_work(house)
    await operator.say("/lessons")
    day = await operator.expect("Мои уроки")
    assert "Вводите за учителя" in day.text
    await operator.press("Закончить ввод за учителя")
    await operator.expect("Выберите учителя")
    await operator.say("/lessons")
    await operator.expect("Ввод за учителя")
    await operator.say("Фёд")
    await operator.expect("За кого будете вводить?")
    await operator.press("Фёдорова Нина Львовна")
    await operator.expect("Сейчас вы вводите за учителя: Фёдорова Нина Львовна")
    await operator.say("Абракадабров")
    await operator.expect("Это не похоже на запись урока")


async def test_a_teacher_without_a_chat_confirms_later(house: House) -> None:
    operator = await at_work(house)
    await operator.say(ENTRY)
    await operator.expect("5А · Математика")
    await operator.press("Записать")
    await operator.expect("Записано в журнал")
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await teacher.say("/lessons")
    await teacher.expect("Мои уроки")
    await teacher.press("Ждёт подтверждения: 1 запись оператора")
    await teacher.press("5А · Математика · вт 13 октября, 2-й урок")
    await teacher.press("Подтвердить")
    teacher.mark()
    await teacher.say("/lessons")
    assert "Ждёт подтверждения" not in str((await teacher.expect("Мои уроки")).buttons)


async def test_a_revoked_right_ends_the_work(house: House) -> None:
    operator = await at_work(house)
    await operator.say(ENTRY)
    await operator.expect("5А · Математика")
    async with house.database.writing() as unit:
        gone = role_grant.delete().where(role_grant.c.role == "operator")
        await unit.connection.execute(gone)
        await unit.commit()
    await operator.press("Записать")
    assert await count(house, entry) == 0
    await operator.say("/operator")
    await operator.expect("Я не понял это сообщение")
    await operator.say("/start")
    told = await operator.expect("школа отозвала это право")
    assert "незаконченный черновик (1) закрыт" in told.text
    await operator.expect("Этот чат подключён")
    operator.mark()
    await operator.say("/start")
    assert "отозвала" not in (await operator.expect("Этот чат подключён")).text


async def test_others_have_no_such_screen(house: House) -> None:
    """The denial twin: a teacher and a parent who are no operators."""
    for uid, answer in ((RUSSIAN, "Я не понял это сообщение"), (MOTHER_OF_SOFIA, "никому не отправлено")):
        person = await house.linked(uid)
        await person.say("/operator Смир")
        await person.expect(answer)


async def test_without_personal_data_the_push_names_nobody(house: House) -> None:
    await house.set(content="discreet")
    teacher, _ = await sent_discreet(house)
    push = await teacher.expect("Оператор ввёл за вас урок")
    assert "Ёлкина" not in push.text
    await teacher.press("Открыть запись")
    assert "Ёлкина С. 5" in (await teacher.expect("Ввёл оператор: Тихонова В. П.")).text


async def sent_discreet(house: House) -> tuple[Person, Person]:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    operator = await at_work(house, named="Смирнова О. В.")
    await operator.say(ENTRY)
    await operator.expect("5А · Математика")
    await operator.press("Записать")
    await operator.expect("Отправлено на подтверждение")
    house.grace_passes()
    return teacher, operator


async def test_a_school_may_trust_its_operators(house: House) -> None:
    await house.set(**{"profile.operator_confirmation": "no"})
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    operator = await at_work(house)
    await operator.say(ENTRY)
    await operator.expect("5А · Математика")
    await operator.press("Записать")
    await operator.expect("Записано в журнал")
    assert await count(house, draft) == 1
    await teacher.say("/lessons")
    assert "подтверждения" not in str((await teacher.expect("Мои уроки")).buttons)
