"""An application's way from the form in chat to the diary, through the messenger (E01-E09)."""

from datetime import timedelta

import sqlalchemy as sa
import telegram

from playground import Person
from storage.schema.applications import application
from storage.schema.audit import audit_entry as audit_log
from storage.schema.consents import consent
from storage.schema.people import guardianship, person
from tests.bot.conftest import COORDINATOR, FATHER_OF_SOFIA, MATHS, MOTHER_OF_EGOR, MOTHER_OF_SOFIA, House

CLERK = "7800100424"
"""Тихонова, the secretary."""
UNCLE = ("Ёлкин Пётр Иванович", "Елкина Софья Дмитриевна", "5 а")


async def filled(house: House, answers: tuple[str, str, str] = UNCLE, name: str = "Пётр") -> Person:
    """A stranger whose form is answered and stands to be looked over."""
    stranger = house.stranger(name)
    await stranger.say("/apply")
    await stranger.expect("Заявление на доступ к дневнику")
    await stranger.press("Заполнить заявление")
    await stranger.expect("Как вас зовут?")
    for text, question in zip(answers, ("Как зовут ребёнка?", "В каком классе", "Кем вы приходитесь"), strict=True):
        await stranger.say(text)
        await stranger.expect(question)
    await stranger.press("опекун или попечитель")
    await stranger.expect("Номер можно отправить кнопкой")
    await stranger.tap("Отправить мой номер")
    await stranger.expect("Форма согласия 2026-2")
    await stranger.press("Согласен")
    await stranger.expect("Проверьте заявление")
    return stranger


async def applied(house: House, answers: tuple[str, str, str] = UNCLE, name: str = "Пётр") -> Person:
    """A stranger whose application is sent."""
    stranger = await filled(house, answers, name)
    await stranger.press("Отправить")
    await stranger.expect("отправлено")
    return stranger


async def registered(house: House, clerk: Person, number: int = 1) -> None:
    """The passport was shown and the application entered into the register."""
    await clerk.say(f"/applications {number}")
    found = await clerk.expect("Найденные заявления")
    await clerk.press(next(one for one in found.labels if one.startswith(f"№ {number} ")))
    await clerk.press("Паспорт предъявлен")
    await clerk.press("Зарегистрировать")
    await clerk.expect("В журнале регистрации №")


async def rows(house: House, table: sa.Table) -> int:
    async with house.database.reading() as unit:
        return int(await unit.connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0)


async def test_from_the_form_to_the_diary(house_on_both: House) -> None:
    house = house_on_both
    mother = await house.linked(MOTHER_OF_SOFIA)
    stranger = await applied(house)
    coordinator = await house.linked(COORDINATOR, "Олег Викторович")
    await coordinator.say("/applications")
    desk = await coordinator.expect("Ждёт 1 заявление")
    assert "№ 1 · Елкина Софья, 5А · осталось 10 дней" in desk.labels
    await registered(house, coordinator)
    card = await coordinator.expect("Сверка со списками")
    assert "⚠️ Ученик: Ёлкина Софья Дмитриевна, 5А (ё и е)" in card.text
    assert "Заявителя в списке родителей нет" in card.text
    house.grace_passes()
    await stranger.expect("паспорт предъявлен")
    await stranger.expect("зарегистрировано в журнале под № 1")
    before = await rows(house, person)
    await coordinator.press("Подключить нового родителя — Ёлкина Софья, 5А")
    await coordinator.expect("увидит дневник ребёнка: Ёлкина Софья Дмитриевна, 5А")
    await coordinator.press("Подключить")
    await coordinator.expect("подключено")
    house.grace_passes()
    await stranger.expect("Дневник подключён")
    await mother.expect("К дневнику подключился ещё один представитель: Ёлкин Пётр Иванович")
    await stranger.say("/start")
    assert "Ёлкина Софья, 5А" in (await stranger.expect("Этот чат подключён")).text
    assert await rows(house, person) == before + 1
    async with house.database.reading() as unit:
        given = (await unit.connection.execute(sa.select(consent))).one()
        made = sa.select(guardianship).where(guardianship.c.guardian_id == given.person_id)
        kept = (await unit.connection.execute(made)).one()
        audited = await unit.connection.scalars(sa.select(audit_log.c.action))
    assert (given.way, given.form, given.withdrawn_at) == ("chat", "2026-2", None)
    assert (kept.pupil_id, kept.relation, kept.application_number) == (given.pupil_id, "опекун", "1")
    assert {"application.received", "application.checked", "application.registered", "application.connected"} <= set(
        audited
    )


async def test_a_guardian_of_the_directory_is_not_made_twice(house: House) -> None:
    await applied(house, ("Гульнара Елкина", "Ёлкина Софья", "5-А"))
    coordinator = await house.linked(COORDINATOR)
    before = await rows(house, guardianship)
    await registered(house, coordinator)
    card = await coordinator.expect("Сверка со списками")
    assert "фамилия и имя переставлены" in card.text
    label = next(one for one in card.labels if one.startswith("Подключить: Ёлкина Гульнара"))
    await coordinator.press(label)
    await coordinator.expect("Подключить?")
    await coordinator.press("Подключить")
    await coordinator.expect("подключено")
    assert await rows(house, guardianship) == before


async def test_a_form_outlives_a_restart_and_a_week(house: House) -> None:
    stranger = house.stranger()
    await stranger.say("/apply")
    await stranger.expect("Заявление на доступ")
    await stranger.press("Заполнить заявление")
    await stranger.expect("Как вас зовут?")
    await house.restart()
    await stranger.say("Петров Пётр Петрович")
    await stranger.expect("Фамилия: Петров, имя: Пётр, отчество: Петрович")
    await house.restart()
    house.clock.pass_(timedelta(days=7))
    await stranger.say("/apply")
    await stranger.expect("Заявление не закончено")
    await stranger.press("Продолжить")
    await stranger.expect("Как зовут ребёнка?")
    house.clock.pass_(timedelta(days=31))
    await stranger.say("/apply")
    await stranger.expect("срок вышел")


async def test_a_wrong_answer_is_asked_again_and_a_right_one_corrected(house: House) -> None:
    stranger = house.stranger()
    await stranger.say("/apply")
    await stranger.expect("Заявление на доступ")
    await stranger.press("Заполнить заявление")
    await stranger.expect("Как вас зовут?")
    await stranger.say("12345")
    await stranger.say("Иванова")
    await stranger.expect("Не получилось прочитать имя")
    await stranger.say("Иванова Анна")
    await stranger.expect("отчество: —")
    await stranger.press("← Назад")
    await stranger.expect("Как вас зовут?")
    await stranger.say("Петрова Анна")
    await stranger.expect("Фамилия: Петрова")
    await stranger.say("Петров Лев")
    await stranger.expect("В каком классе")
    await stranger.say("99Ю")
    await stranger.expect("Такого класса в школе нет")


async def test_one_answer_is_corrected_before_sending(house: House) -> None:
    stranger = await filled(house)
    await stranger.press("✏️ Класс")
    await stranger.expect("В каком классе")
    await stranger.say("7Б")
    await stranger.expect("Класс: 7Б")


async def test_somebody_elses_contact_is_not_taken(house: House) -> None:
    stranger, other = house.stranger(), house.stranger("Другой")
    await stranger.say("/apply")
    await stranger.expect("Заявление на доступ")
    await stranger.press("Заполнить заявление")
    for text, question in zip(UNCLE, ("Как зовут ребёнка?", "В каком классе", "Кем вы приходитесь"), strict=True):
        await stranger.say(text)
        await stranger.expect(question)
    await stranger.press("мать")
    await stranger.expect("Номер можно отправить кнопкой")
    own = other.account.user()
    await stranger.share_contact(telegram.Contact(other.account.phone, own.first_name, user_id=own.id))
    await stranger.expect("Не получилось прочитать номер")
    await stranger.say("8 (921) 123-45-67")
    await stranger.expect("Телефон записан: +79211234567")


async def test_one_open_application_for_a_child(house: House) -> None:
    stranger = await applied(house)
    await stranger.say("/apply")
    await stranger.expect("получено")
    await stranger.press("Заполнить заявление")
    for text, question in zip(UNCLE, ("Как зовут ребёнка?", "В каком классе", "Кем вы приходитесь"), strict=True):
        await stranger.say(text)
        await stranger.expect(question)
    await stranger.press("отец")
    await stranger.say("+79211234567")
    await stranger.expect("Форма согласия 2026-2")
    await stranger.press("Согласен")
    await stranger.expect("Проверьте заявление")
    answer = await stranger.press("Отправить")
    assert "уже отправлено: № 1" in (answer.text or "")


async def test_withdrawn_by_the_applicant_and_by_nobody_else(house: House) -> None:
    stranger, other = await applied(house), house.stranger("Другой")
    await other.say("/apply")
    shown = await other.expect("Заявление на доступ")
    assert "№ 1" not in shown.text
    for data in ("apw:1", "apw?:1", "app:1"):
        answer = await other.press_data(shown.id, data)
        assert "больше нет" in (answer.text or "")
    await stranger.say("/apply")
    await stranger.expect("получено")
    await stranger.press("№ 1: отозвать")
    await stranger.press("Отозвать")
    await stranger.expect("отозвано вами")
    clerk = await house.linked(CLERK)
    await clerk.say("/applications")
    await clerk.expect("Ни одно не ждёт")


async def test_a_page_to_be_signed(house: House) -> None:
    stranger = await applied(house)
    await stranger.press("Бланк для печати")
    await stranger.wait(lambda messages: any(one.document for one in messages))
    (document,) = [one.document for one in stranger.messages if one.document]
    assert document.name == "Заявление 1.pdf"


async def test_refused_with_a_reason(house: House) -> None:
    stranger = await applied(house)
    clerk = await house.linked(CLERK)
    await clerk.say("/applications Елк")
    await clerk.expect("Найденные заявления")
    await clerk.press("№ 1 · Елкина Софья, 5А · ждёт паспорта")
    await clerk.press("Отказать")
    await clerk.press("Своими словами")
    await clerk.expect("напишите причину")
    await clerk.say("Фамилия ребёнка в паспорте другая")
    await clerk.expect("Причина отказа: Фамилия ребёнка в паспорте другая")
    house.grace_passes()
    await stranger.expect("Причина: Фамилия ребёнка в паспорте другая")


async def test_a_clerk_registers_and_does_not_connect(house: House) -> None:
    await applied(house)
    clerk = await house.linked(CLERK)
    await registered(house, clerk)
    card = await clerk.expect("Сверка со списками")
    assert not [one for one in card.labels if one.startswith("Подключить")]
    async with house.database.reading() as unit:
        pupil = await unit.connection.scalar(
            sa.select(person.c.id).where(person.c.surname == "Ёлкина", person.c.given_name == "Софья")
        )
    answer = await clerk.press_data(card.id, f"cac:1:{pupil}:0")
    assert "недоступно" in (answer.text or "")


async def test_only_a_child_whom_the_form_means_is_connected(house: House) -> None:
    await applied(house)
    coordinator = await house.linked(COORDINATOR)
    await registered(house, coordinator)
    card = await coordinator.expect("Сверка со списками")
    async with house.database.reading() as unit:
        other = await unit.connection.scalar(sa.select(person.c.id).where(person.c.surname == "Сидоров"))
    answer = await coordinator.press_data(card.id, f"cac:1:{other}:0")
    assert "больше нет" in (answer.text or "")


async def test_two_clerks_at_once_register_once(house_on_both: House) -> None:
    house = house_on_both
    await applied(house)
    clerk, coordinator = await house.linked(CLERK), await house.linked(COORDINATOR)
    for one in (clerk, coordinator):
        await one.say("/applications 1")
        await one.expect("Найденные заявления")
        await one.press("№ 1 · Елкина Софья, 5А · ждёт паспорта")
    await clerk.press("Паспорт предъявлен")
    await coordinator.press("Паспорт предъявлен")
    await coordinator.press("Зарегистрировать")
    await clerk.press("Зарегистрировать")
    await clerk.expect("В журнале регистрации № 1")
    async with house.database.reading() as unit:
        kept = (await unit.connection.execute(sa.select(application))).one()
    assert kept.register_number == 1
    assert kept.checked_by_id != kept.registered_by_id


async def test_teachers_and_guardians_receive_no_applications(house: House) -> None:
    await applied(house)
    for uid in (MATHS, MOTHER_OF_EGOR):
        one = await house.linked(uid)
        await one.say("/applications")
        await one.expect("")
        answer = await one.press_data(one.messages[-1].id, "ca:1")
        assert "больше не действует" in (answer.text or "")


async def test_a_paper_is_typed_and_its_code_opens_the_diary(house: House) -> None:
    coordinator = await house.linked(COORDINATOR)
    await coordinator.say("/applications")
    await coordinator.expect("Заявления")
    await coordinator.press("Ввести с бумаги")
    await coordinator.expect("Кто подал заявление?")
    for text, question in zip(UNCLE, ("На какого ребёнка?", "В каком классе", "Кем заявитель"), strict=True):
        await coordinator.say(text)
        await coordinator.expect(question)
    await coordinator.press("отец")
    await coordinator.expect("Номер телефона заявителя?")
    await coordinator.say("+79211234567")
    await coordinator.expect("Согласие на обработку")
    await coordinator.press("Подписано на бумаге")
    await coordinator.expect("Проверьте заявление")
    await coordinator.press("Отправить")
    await coordinator.expect("отправлено")
    await registered(house, coordinator)
    await coordinator.press("Подключить нового родителя — Ёлкина Софья, 5А")
    await coordinator.press("Подключить")
    await coordinator.wait(lambda messages: any(one.document for one in messages))
    async with house.database.reading() as unit:
        given = (await unit.connection.execute(sa.select(consent))).one()
    assert given.way == "paper"


async def test_namesakes_are_shown_apart(house: House) -> None:
    async with house.database.writing() as unit:
        egor = person.c.surname == "Сидоров", person.c.given_name == "Егор"
        renamed = {"surname": "Ёлкина", "given_name": "Софья", "patronymic": "Дмитриевна"}
        other = await unit.connection.scalar(person.update().where(*egor).values(renamed).returning(person.c.id))
        await unit.commit()
    await applied(house)
    coordinator = await house.linked(COORDINATOR)
    await registered(house, coordinator)
    card = await coordinator.expect("Тёзки в классе")
    choices = {one for one in card.labels if one.startswith("Подключить нового родителя")}
    assert choices == {f"Подключить нового родителя — {n}) Ёлкина Софья, 5А" for n in (1, 2)}
    before, _, _ = card.text.partition("Сидорова")
    number = before.count("Тёзки в классе")
    await coordinator.press(f"Подключить нового родителя — {number}) Ёлкина Софья, 5А")
    asked = await coordinator.expect("Подключить?")
    assert "Сидорова Лариса" in asked.text
    await coordinator.press("Подключить")
    await coordinator.expect("подключено")
    async with house.database.reading() as unit:
        assert await unit.connection.scalar(sa.select(consent.c.pupil_id)) == other


async def test_a_school_without_names_in_the_messenger_takes_paper(house: House) -> None:
    await house.set(content="initials")
    stranger = house.stranger()
    await stranger.say("/apply")
    await stranger.expect("подают на бумаге")
    clerk = await house.linked(CLERK)
    await clerk.say("/applications")
    await clerk.expect("подают на бумаге")


async def test_a_linked_father_is_told_as_connected(house: House) -> None:
    father = await house.linked(FATHER_OF_SOFIA)
    await father.say("/apply")
    await father.expect("Заявление на доступ")
