"""Who is connected, by class and against targets, and whom to call, through the messenger (K01-K05, D12)."""

from datetime import timedelta

import sqlalchemy as sa

from core.applications.model import Application, Form, State
from core.ids import ApplicationId, ChatKey
from core.people.links.model import Address
from core.people.model import Name
from storage.schema.links import account_link
from tests.bot.conftest import (
    COORDINATOR,
    DEPUTY,
    DIRECTOR,
    MOTHER_OF_EGOR,
    MOTHER_OF_SOFIA,
    RUSSIAN,
    TUESDAY,
    House,
)

CLASS_TEACHER = "7800100202"
"""Of 5А."""


async def seen(house: House) -> set[object]:
    """The last days of use that the database keeps."""
    async with house.database.engine.connect() as connection:
        rows = await connection.execute(sa.select(account_link.c.seen_on))
        return {row.seen_on for row in rows}


async def test_a_coordinator_sees_the_school_and_whom_to_call(house: House) -> None:
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    await house.code(MOTHER_OF_EGOR)
    await coordinator.say("/adoption")
    shown = await coordinator.expect("Кто подключён")
    assert "Семьи: подключены 1 из " in shown.text
    assert "За неделю: +1." in shown.text
    assert "заходили за 7 дней: 1" in shown.text
    assert "код выдан, не использован: 1" in shown.text
    fifth = next(label for label in shown.labels if label.startswith("5А ·"))
    coordinator.mark()
    await coordinator.press(fifth)
    listed = await coordinator.expect("Кому позвонить")
    assert "помогите ввести\nСидоров Егор (с 13 октября)" in listed.text
    assert "выдайте листок\nАлиев Тимур" in listed.text
    assert "Ёлкина Софья" not in listed.text
    coordinator.mark()
    await coordinator.press("Коды класса 5А")
    await coordinator.expect("5А: кто подключён")


async def test_targets_of_the_profile_and_what_becomes_of_them(house: House) -> None:
    director = await house.linked(DIRECTOR, "Орехова")
    await house.set(**{"profile.activation": "school 30 2026-12-01, municipality 60 2026-11-01"})
    await director.say("/adoption")
    shown = await director.expect("Цели")
    assert "❗ 30 % к 1 декабря 2026 (школа): не хватает" in shown.text
    assert "при нынешнем темпе не будет достигнуто" in shown.text
    assert shown.text.index("муниципалитет") < shown.text.index("(школа)")


async def test_a_class_teacher_sees_the_own_class_only(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER, "Анна Павловна")
    await teacher.say("/adoption")
    shown = await teacher.expect("Кто подключён")
    assert not any("%" in label for label in shown.labels)
    assert "5А: кому позвонить" in shown.labels
    assert "Сотрудники" not in shown.text
    other = await house.linked(DEPUTY, "Светлана Юрьевна")
    await other.say("/adoption")
    whole = await other.expect("Кто подключён")
    foreign = next(one.data for row in whole.buttons for one in row if one.text.startswith("5Б"))
    answer = await teacher.press_data(shown.id, foreign)
    assert "больше нет" in (answer.text or "")


async def test_applications_are_opened_only_by_who_receives_them(house: House) -> None:
    director, coordinator = await house.linked(DIRECTOR, "Орехова"), await house.linked(COORDINATOR, "Назаров")
    async with house.database.writing() as unit:
        chat = await unit.links.ensure_chat(Address("telegram", "1", "1"))
        await unit.applications.add(stranger_s(house, chat.key))
        await unit.commit()
    for person, opens in ((director, False), (coordinator, True)):
        await person.say("/adoption")
        shown = await person.expect("1 заявление подано людьми, которых нет в списках")
        assert ("Заявления родителей" in shown.labels) is opens


def stranger_s(house: House, chat: ChatKey) -> Application:
    """An application of somebody whom the lists do not know."""
    form = Form(guardian=Name("Никто", "Никита"), child=Name("Никто", "Ника"), class_title="5А")
    return Application(
        id=ApplicationId(0), school_id=house.school.id, chat_key=chat, changed_at=house.clock.now(),
        state=State.RECEIVED, form=form, asked=None, number=1, received_at=house.clock.now(),
    )  # fmt: skip


async def test_who_leads_nobody_and_families_have_no_such_screen(house: House) -> None:
    for uid, name in ((RUSSIAN, "Фёдорова"), (MOTHER_OF_SOFIA, "Гульнара")):
        person = await house.linked(uid, name)
        await person.say("/adoption")
        await person.expect("/start и /help")


async def test_names_go_no_further_than_the_school_lets_them(house: House) -> None:
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    for mode, named in (("initials", "Ёлкина С."), ("discreet", None)):
        await house.set(content=mode)
        await coordinator.say("/adoption")
        shown = await coordinator.expect("Кто подключён")
        coordinator.mark()
        await coordinator.press(next(label for label in shown.labels if label.startswith("5А ·")))
        listed = await coordinator.expect("Кому позвонить")
        assert "Ёлкина Софья" not in listed.text
        assert ("Ёлкина" in listed.text) == (named is not None)
        assert any(label.startswith("Коды") for label in listed.labels) == (named is not None)
        coordinator.mark()


async def test_of_visits_the_last_day_is_kept_and_a_week_later_nobody_is_active(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    await mother.say("/start")
    await mother.expect("Этот чат подключён")
    mother.mark()
    house.clock.pass_(timedelta(days=3))
    await mother.say("/start")
    await mother.expect("Этот чат подключён")
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    assert (TUESDAY + timedelta(days=3)).date() in await seen(house)
    house.clock.pass_(timedelta(days=7))
    await coordinator.say("/adoption")
    shown = await coordinator.expect("подключены, но неделю не заходили: 1")
    assert "Родители" in shown.text
