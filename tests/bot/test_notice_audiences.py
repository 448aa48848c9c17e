"""To whom a notice goes, by the screens: groups, a pasted list, ticks, who is absent, whom the bot does not reach."""

import pytest
import sqlalchemy as sa

from bot.common.notice_aim_data import AddListed, PickGroups, PickPupils, Tick, ToggleGroup
from core.ids import ClassId
from playground import MessageView, Person
from storage.schema.notices import notice, notice_recipient
from storage.schema.people import class_group, person, school_class
from tests.bot.conftest import COORDINATOR, MATHS, MOTHER_OF_EGOR, MOTHER_OF_SOFIA, House
from tests.bot.test_notices import CLASS_TEACHER


async def drafted(author: Person, words: str = "Экскурсия в пятницу") -> MessageView:
    await author.say("/notice")
    await author.say(words)
    return await author.expect("Кому отправить объявление?")


async def recipients(house: House) -> set[str]:
    async with house.database.reading() as unit:
        query = sa.select(person.c.surname).join(notice_recipient, notice_recipient.c.person_id == person.c.id)
        return {*await unit.connection.scalars(query)}


async def audience(house: House) -> dict[str, list[object]]:
    async with house.database.reading() as unit:
        found = await unit.connection.scalar(sa.select(notice.c.audience))
        return dict(found or {})


async def person_id(house: House, surname: str, given: str) -> int:
    async with house.database.reading() as unit:
        query = sa.select(person.c.id).where(person.c.surname == surname, person.c.given_name == given)
        found = await unit.connection.scalar(query)
        assert found is not None
        return int(found)


async def test_a_group_of_a_class(house_on_both: House) -> None:
    house = house_on_both
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(COORDINATOR)
    await drafted(author)
    await author.press("Группы")
    await author.expect("Какие группы? 5А")
    await author.press("Английский язык, группа 1")
    await author.expect("Какие группы? 5А\nПолучат:")
    await author.press("Английский язык, группа 2")
    await author.press("Готово")
    shown = await author.expect(
        "Кому: Родители\nОткуда: 5А · Английский язык, группа 1, 5А · Английский язык, группа 2"
    )
    assert "вся школа" not in shown.text
    await author.press("Посмотреть перед отправкой")
    await author.press("Отправить 1 человеку")
    await mother.expect("Экскурсия в пятницу")


async def test_a_pasted_list_loses_no_line(house: House) -> None:
    mother, author = await house.linked(MOTHER_OF_SOFIA), await house.linked(COORDINATOR)
    await drafted(author)
    await author.press("По списку")
    await author.expect("Пришлите список сообщением")
    await author.say("1. Ёлкина Софья 5А\n2. Иванов\n3. Никтоев Никто\n7800100017")
    read = await author.expect("Из списка добавлено: 2")
    assert "Кто из них? Нажмите на имя; можно на несколько.\n• Иванов" in read.text
    assert "пришлите эти строки ещё раз.\n• Никтоев Никто" in read.text
    choice = next(one for one in read.labels if one.startswith("Иванов "))
    await author.press(choice)
    await author.say("Сидоров Егор")
    await author.press("Весь список")
    listed = await author.expect("В списке:")
    assert {"✖ Ёлкина Софья, 5А", "✖ Смирнова Ольга Викторовна, сотрудник", f"✖ {choice}"} <= {*listed.labels}
    await author.press(f"✖ {choice}")
    await author.press("Готово")
    aimed = await author.expect("По списку: 1 взрослый")
    assert "Кому: Родители\nОткуда: по списку" in aimed.text
    assert "• Взрослые из списка: 1" in aimed.text
    await author.press("Посмотреть перед отправкой")
    await author.press("Отправить 1 человеку")
    await mother.expect("Экскурсия в пятницу")
    assert {"Ёлкина", "Ёлкин", "Смирнова"} <= await recipients(house)


async def test_pupils_are_ticked_in_a_class(house: House) -> None:
    await house.linked(MOTHER_OF_SOFIA)
    author = await house.linked(CLASS_TEACHER)
    aimed = await drafted(author)
    assert "Откуда: 5А" in aimed.text
    assert "✅ Весь класс" in aimed.labels
    await author.press("По списку")
    await author.press("Отметить учеников в классе")
    ticking = await author.expect("Отметьте учеников")
    assert "Ёлкина Софья" in ticking.labels
    await author.press("Ёлкина Софья")
    await author.expect("Получат: 1 из 2, чатов: 1.")
    await author.press("Готово")
    await author.expect("Откуда: по списку 1 ученик")
    await author.press("Весь класс")
    await author.expect("Откуда: 5А")


async def test_parents_of_who_is_absent_today(house: House) -> None:
    mother, other = await house.linked(MOTHER_OF_SOFIA), await house.linked(MOTHER_OF_EGOR)
    teacher, author = await house.linked(MATHS), await house.linked(CLASS_TEACHER)
    await teacher.say("5А матем сегодня. Нет: Ёлкина. Тема: Решение задач на движение")
    await teacher.expect("Решение задач")
    await teacher.press("Записать")
    await drafted(author, "Справку принесите завтра")
    await author.press("Родители тех, кого сегодня нет")
    await author.expect("• Родители тех, кого сегодня нет: 2")
    await author.press("✅ Родители")
    await author.expect("Кому: Родители тех, кого сегодня нет")
    await author.press("Посмотреть перед отправкой")
    await author.press("Отправить 1 человеку")
    await mother.expect("Справку принесите завтра")
    assert await recipients(house) == {"Ёлкина", "Ёлкин"}
    assert not any("Справку" in one.text for one in other.messages)


async def test_whom_the_bot_does_not_reach_is_called(house: House) -> None:
    await house.linked(MOTHER_OF_SOFIA)
    author = await house.linked(CLASS_TEACHER)
    aimed = await drafted(author)
    label = next(one for one in aimed.labels if one.startswith("Кого бот не известит"))
    await author.press(label)
    shown = await author.expect("скажите по телефону или на бумаге")
    assert "\n5А\n" in shown.text
    assert "\nЁлкин Дмитрий" in shown.text
    assert "Ёлкина Ирина" not in shown.text
    await author.press("Скачать список")
    await author.wait(lambda messages: any(one.document for one in messages))


@pytest.mark.parametrize("mode", ["full", "discreet"])
async def test_the_list_to_call_names_nobody_where_names_stay_in_the_school(house: House, mode: str) -> None:
    await house.set(content=mode)
    author = await house.linked(CLASS_TEACHER)
    aimed = await drafted(author)
    await author.press(next(one for one in aimed.labels if one.startswith("Кого бот не известит")))
    shown = await author.expect("скажите по телефону или на бумаге")
    assert ("Ёлкин" in shown.text, "Скачать список" in shown.labels) == (mode == "full", mode == "full")


async def test_another_class_is_not_chosen_by_any_way(house: House) -> None:
    """The denial twin: a class teacher's list, ticks and groups end at the own class."""
    await house.linked(MOTHER_OF_SOFIA)
    author = await house.linked(CLASS_TEACHER)
    aimed = await drafted(author)
    async with house.database.reading() as unit:
        of_5b = sa.select(school_class.c.id).where(school_class.c.grade == 5, school_class.c.letter == "Б")
        other_class = ClassId(await unit.connection.scalar(of_5b) or 0)
        other_pupil = (await unit.people.class_pupils((other_class,)))[other_class][0].pupil
        groups = {row.id: row.class_id for row in await unit.connection.execute(sa.select(class_group))}
    stranger = int(other_pupil.id)
    pressed = (
        PickPupils(notice=1, school_class=other_class),
        Tick(notice=1, person=stranger, school_class=other_class),
        AddListed(notice=1, person=stranger),
        PickGroups(notice=1, school_class=other_class),
        *(ToggleGroup(notice=1, group=one, school_class=of) for one, of in groups.items() if of == other_class),
    )
    for one in pressed:
        await author.press_data(aimed.id, one.pack())
    await author.press_data(aimed.id, "ntl:1:0")
    await author.expect("Пришлите список сообщением")
    await author.say(f"{other_pupil.name.short}\n7800100017")
    read = await author.expect("Из списка добавлено: 0")
    assert read.text.count("•") == 2
    assert not any(other_pupil.name.surname in label for one in author.messages for label in one.labels)
    kept = await audience(house)
    assert (kept["pupils"], kept["people"]) == ([], [])
