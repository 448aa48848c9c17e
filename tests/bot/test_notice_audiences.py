"""To whom a notice goes, by the screens: groups, a pasted list, ticks, who is absent, whom the bot does not reach."""

import asyncio

import pytest
import sqlalchemy as sa

from bot.common.notice_aim_data import (
    AddListed,
    ClearList,
    PickGroups,
    PickPupils,
    ShowList,
    Tick,
    Toggle,
    ToggleGroup,
    ToggleReader,
)
from bot.common.notice_ask_data import SetQuestion
from bot.common.notice_data import AskReading, ShowNotice
from core.ids import ClassId, NoticeId, PersonId, SchoolId
from core.notices import listing
from core.notices.question import Asking
from core.people.model import Actor, Grant, Name, Role
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


@pytest.mark.parametrize("how", ["✖ Ёлкина Софья, 5А", "Убрать всех"])
async def test_who_is_taken_off_a_list_last_leaves_nobody_to_be_told(house: House, how: str) -> None:
    await house.linked(MOTHER_OF_SOFIA)
    author = await house.linked(COORDINATOR)
    await drafted(author)
    await author.press("По списку")
    await author.expect("Пришлите список сообщением")
    await author.say("Ёлкина Софья 5А")
    await author.expect("Из списка добавлено: 1")
    await author.press("Весь список")
    await author.expect("В списке: 1")
    await author.press(how)
    await author.press("Готово")
    left = await author.expect("Кому: никто не выбран\n\nСейчас объявление не получит никто.")
    assert "Посмотреть перед отправкой" not in left.labels


async def test_the_last_group_leaves_nobody_and_the_last_name_leaves_other_places(house: House) -> None:
    await house.linked(MOTHER_OF_SOFIA)
    author = await house.linked(COORDINATOR)
    await drafted(author)
    await author.press("По списку")
    await author.expect("Пришлите список сообщением")
    await author.say("Ёлкина Софья 5А")
    await author.expect("Из списка добавлено: 1")
    await author.press("Готово")
    await author.expect("Откуда: по списку 1 ученик")
    await author.press("Группы")
    await author.press("Английский язык, группа 1")
    await author.press("Готово")
    aimed = await author.expect("группа 1, по списку 1 ученик")
    await author.press_data(aimed.id, ClearList(notice=1).pack())
    await author.press("Готово")
    await author.expect("Кому: Родители\nОткуда: 5А · Английский язык, группа 1\n")
    await author.press("✅ Группы")
    await author.press("✅ Английский язык, группа 1")
    await author.press("Готово")
    await author.expect("Кому: никто не выбран\n\nСейчас объявление не получит никто.")


async def test_an_older_screen_does_not_aim_what_has_a_time(house: House) -> None:
    await house.linked(MOTHER_OF_SOFIA)
    author = await house.linked(CLASS_TEACHER)
    aimed = await drafted(author)
    await author.press("По списку")
    await author.expect("Пришлите список сообщением")
    sofia = await person_id(house, "Ёлкина", "Софья")
    await author.press_data(aimed.id, ShowNotice(notice=1).pack())
    await author.press("Посмотреть перед отправкой")
    await author.press("Отправить позже…")
    await author.press("Сегодня в 18:00")
    await author.expect("уйдёт вт 13 октября в 18:00")
    before = await audience(house)
    pressed = (
        ToggleReader(notice=1, reader="pupils"),
        Toggle(notice=1),
        ToggleGroup(notice=1, group=1, school_class=1),
        Tick(notice=1, person=sofia, school_class=1),
        ClearList(notice=1),
        ShowList(notice=1),
        AskReading(notice=1, asks=True),
        SetQuestion(notice=1, kind=Asking.YES_NO),
    )
    for one in pressed:
        answer = await author.press_data(aimed.id, one.pack())
        assert (answer.text or "").startswith("У этого объявления назначено время отправки."), one
        await author.expect("🕒 Объявление уйдёт вт 13 октября в 18:00")
    assert await audience(house) == before
    await author.press("Не отправлять: вернуть в черновики")
    await author.expect("Кому отправить объявление?")
    await author.press("Кнопка «Ознакомлен(а)»")
    await author.expect("Кому отправить объявление?")


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


async def test_a_list_is_looked_for_while_others_write(house: House) -> None:
    """Nothing is written before it is known who is meant: a long list holds up nobody."""
    author = await house.linked(COORDINATOR)
    await drafted(author)
    async with house.database.reading() as unit:
        wrote = PersonId(await unit.connection.scalar(sa.select(notice.c.author_id)) or 0)
    actor = Actor(SchoolId(1), wrote, Name("Назаров", "Олег"), frozenset({Grant(Role.COORDINATOR)}))
    async with house.database.writing(), asyncio.timeout(5):
        read = await listing.read_list(house.database, actor, NoticeId(1), "Никтоев Никто", house.clock.now())
    assert (read.found, [one.line for one in read.unclear]) == (0, ["Никтоев Никто"])
