"""Linking, language and unlinking as people see them, over real HTTP; the database is read by a second session."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from core.people.links.rules import grouped
from playground import Person
from storage.schema import metadata
from tests.bot.conftest import FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, MOTHER_OF_TWO, House

CLASS_TEACHER_5A = "7800100202"
WRONG = "AAAA-BBBB-CCCC"
LINKED = "Готово, чат подключён."


async def _rows(house: House, table: str) -> list[dict[str, Any]]:
    async with house.database.reading() as unit:
        found = await unit.connection.execute(metadata.tables[table].select().order_by("id"))
        return [dict(row._mapping) for row in found]


async def _says(person: Person, text: str, answer: str) -> str:
    """Say something and wait for an answer that contains this."""
    person.mark()
    await person.say(text)
    return (await person.expect(answer)).text


async def _presses(person: Person, label: str, screen: str) -> str:
    person.mark()
    await person.press(label)
    return (await person.expect(screen)).text


async def test_a_stranger_learns_how_to_come_in_and_nothing_else(house: House) -> None:
    stranger = house.stranger()
    await stranger.start()
    text = (await stranger.expect("Как подключиться")).text
    assert "QR" in text
    assert "Ёлкина" not in text
    assert await _rows(house, "chat") == []


async def test_the_deep_link_of_a_slip_links_at_once(house: House) -> None:
    mother = house.stranger("Мама Софьи")
    await mother.start(await house.code(MOTHER_OF_SOFIA))
    text = (await mother.expect(LINKED)).text
    assert "Ёлкина" in text
    assert "5А" in text
    assert "отметки" in text


async def test_uid_and_code_in_one_message(house: House) -> None:
    mother, code = house.stranger(), await house.code(MOTHER_OF_TWO)
    await mother.start()
    text = await _says(mother, f"код {grouped(code).lower()}, уид {MOTHER_OF_TWO}", LINKED)
    assert text.count("5А") == 2


@pytest.mark.parametrize("uid_first", [True, False])
async def test_what_is_missing_is_asked_for(house: House, uid_first: bool) -> None:
    mother, code = house.stranger(), await house.code(MOTHER_OF_SOFIA)
    first, second = (MOTHER_OF_SOFIA, code) if uid_first else (code, MOTHER_OF_SOFIA)
    await _says(mother, first, "Теперь пришлите")
    await _says(mother, second, LINKED)


async def test_the_used_code_again_is_success_again_in_its_chat_only(house: House) -> None:
    mother, other, code = house.stranger("Мама"), house.stranger("Прохожий"), await house.code(MOTHER_OF_SOFIA)
    await mother.start(code)
    await mother.expect(LINKED)
    await mother.start(code)
    await mother.expect("Этот чат уже подключён.")
    await other.start(code)
    await other.expect("Этот код уже использован")


async def test_wrong_codes_and_unknown_uids_are_answered_alike(house: House) -> None:
    stranger = house.stranger()
    answers = {await _says(stranger, f"{uid} {WRONG}", "UID") for uid in (MOTHER_OF_SOFIA, "7800999999")}
    assert len(answers) == 1


async def test_after_five_tries_a_stranger_waits_an_hour(house: House) -> None:
    stranger, code = house.stranger(), await house.code(MOTHER_OF_SOFIA)
    for _ in range(5):
        await _says(stranger, f"{MOTHER_OF_SOFIA} {WRONG}", "Такой пары UID и кода нет")
    await _says(stranger, f"{MOTHER_OF_SOFIA} {code}", "после 16:30")
    house.clock.pass_(timedelta(hours=1))
    await _says(stranger, f"{MOTHER_OF_SOFIA} {code}", LINKED)


async def test_a_code_of_the_day_before_yesterday_has_expired(house: House) -> None:
    stranger, code = house.stranger(), await house.code(MOTHER_OF_SOFIA)
    house.clock.pass_(timedelta(days=15))
    await stranger.start(code)
    await stranger.expect("Код действовал до 27 октября.")


async def test_the_other_guardian_is_told(house: House) -> None:
    father = await house.linked(FATHER_OF_SOFIA, "Папа Софьи")
    await house.linked(MOTHER_OF_SOFIA, "Мама Софьи")
    text = (await father.expect("ещё один представитель")).text
    assert "Ёлкина Софья" in text


async def test_one_chat_may_be_a_teacher_and_a_parent(house: House) -> None:
    person = await house.linked(MATHS, "Ольга Викторовна")
    await person.say("/start")
    await _presses(person, "Настройки и доступ", "какие чаты подключены")
    await _presses(person, "Подключить ещё одного человека", "Пришлите одним сообщением UID и код")
    await _says(person, f"{MOTHER_OF_TWO} {await house.code(MOTHER_OF_TWO)}", LINKED)
    home = await _says(person, "/start", "Этот чат подключён")
    assert home.count("Вы: ") == 2


async def test_a_linked_teacher_s_lesson_is_not_taken_for_a_code(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await teacher.say("5А матем дз п.7 № 213; 5 Ёлкина, н Сидоров б")
    await teacher.expect("5А · Математика")


async def test_a_lesson_is_a_lesson_even_while_a_code_is_awaited(house: House) -> None:
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await _presses(teacher, "Настройки и доступ", "какие чаты подключены")
    await _presses(teacher, "Подключить ещё одного человека", "UID")
    await teacher.say("5А матем дз п.7 № 213; 5 Ёлкина, н Сидоров б")
    await teacher.expect("5А · Математика")


async def test_unlinking_asks_first_and_can_be_left(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await _says(mother, "/unlink", "Отключить этот чат?")
    await _presses(mother, "Оставить как есть", "Этот чат подключён")
    assert [row["ended_at"] for row in await _rows(house, "account_link")] == [None]


async def test_an_unlinked_chat_is_a_stranger_and_can_come_back(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await _says(mother, "/unlink", "Отключить этот чат?")
    await _presses(mother, "Отключить", "Чат отключён")
    await _says(mother, "/start", "Как подключиться")
    assert [row["ended_why"] for row in await _rows(house, "account_link")] == ["unlinked"]
    await mother.start(await house.code(MOTHER_OF_SOFIA))
    await mother.expect(LINKED)


async def test_of_several_people_one_is_unlinked(house: House) -> None:
    person = await house.linked(MATHS, "Ольга Викторовна")
    await person.start(await house.code(MOTHER_OF_TWO))
    await person.expect(LINKED)
    choice = await _asked(person, "/unlink", "Кого отключить")
    await _presses(person, choice[1], "Отключить этот чат?")
    home = await _presses(person, "Отключить", "Этот чат подключён")
    assert home.count("Вы: ") == 1
    assert "Смирнова" in home


async def _asked(person: Person, text: str, answer: str) -> list[str]:
    person.mark()
    await person.say(text)
    return (await person.expect(answer)).labels


async def test_a_forged_button_cannot_unlink_another_chat(house: House) -> None:
    mother, father = await house.linked(MOTHER_OF_SOFIA, "Мама"), await house.linked(FATHER_OF_SOFIA, "Папа")
    link_of_mother = (await _rows(house, "account_link"))[0]["id"]
    await father.say("/unlink")
    shown = await father.expect("Отключить этот чат?")
    for forged in (f"unlink:{link_of_mother}", f"unlink?:{link_of_mother}"):
        answer = await father.press_data(shown.id, forged)
        assert "Этого здесь больше нет" in (answer.text or "")
    assert [row["ended_at"] for row in await _rows(house, "account_link")] == [None, None]
    await _says(mother, "/start", "Этот чат подключён")


async def test_a_language_is_chosen_and_kept(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await _says(mother, "/language", "На каком языке")
    await _presses(mother, "English", "This chat is connected")
    await house.restart()
    await _says(mother, "/start", "This chat is connected")


async def test_a_stranger_may_choose_a_language_too(house: House) -> None:
    stranger = house.stranger(language="en")
    await _says(stranger, "/language", "Which language")
    await _presses(stranger, "Русский", "Как подключиться")


async def test_a_block_is_remembered_until_the_person_comes_back(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    mother.block()
    await _until_blocked(house, mother, blocked=True)
    await mother.start()
    await mother.expect("Этот чат подключён")
    await _until_blocked(house, mother, blocked=False)


async def _until_blocked(house: House, person: Person, *, blocked: bool) -> None:
    async with asyncio.timeout(10):
        while ((await _rows(house, "chat"))[0]["blocked_at"] is not None) != blocked:  # noqa: ASYNC110 - no event
            await asyncio.sleep(0.02)


async def test_a_code_is_enough_though_the_bot_is_restarted_after_its_uid(house: House) -> None:
    mother, code = house.stranger(), await house.code(MOTHER_OF_SOFIA)
    await _says(mother, MOTHER_OF_SOFIA, "Теперь пришлите код")
    await house.restart()
    await _says(mother, code, LINKED)


async def test_names_stay_out_of_a_discreet_school_s_screens(house: House) -> None:
    async with house.database.writing() as unit:
        await unit.connection.execute(metadata.tables["school"].update().values(content_mode="discreet"))
        await unit.commit()
    mother = house.stranger()
    await mother.start(await house.code(MOTHER_OF_TWO))
    text = (await mother.expect(LINKED)).text
    assert "Подключены дневники 2 детей." in text
    assert "Петров" not in text


async def test_codes_do_not_get_into_the_log(house: House, capfd: pytest.CaptureFixture[str]) -> None:
    code = await house.code(MOTHER_OF_SOFIA)
    stranger = house.stranger()
    await _says(stranger, f"7800999999 {code}", "Такой пары UID и кода нет")
    await stranger.start(code)
    await stranger.expect(LINKED)
    logged = "".join(capfd.readouterr())
    assert code not in logged
    assert MOTHER_OF_SOFIA not in logged


async def test_a_class_teacher_gets_slips_for_own_class(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER_5A, "Классный руководитель")
    unused = await house.code(MOTHER_OF_SOFIA)
    await _presses(teacher, "Коды и доступ", "Кто уже подключён")
    assert _labels(teacher) == ["5А", "← Назад"]
    await _presses(teacher, "5А", "кто подключён")
    await _presses(teacher, "🖨 Листки всем", "новые листки")
    await _presses(teacher, "Русский", "коды выданы")
    (file,) = [message.document for message in teacher.messages if message.document]
    assert file.name == "5А.pdf"
    stranger = house.stranger()
    await stranger.start(unused)
    await stranger.expect("Этот код отменён")


async def test_others_get_no_codes_even_by_a_forged_button(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    shown = mother.messages[-1]
    assert "Коды и доступ" not in _labels(mother)
    before = len(await _rows(house, "link_code"))
    for forged in ("cd:g1:0:0:ru", "cd?:g1:0:0", "cdl:g1:0", "cdp:g1:5", "cdw:g1:5", "open:codes"):
        assert "недоступно" in ((await mother.press_data(shown.id, forged)).text or "")
    assert len(await _rows(house, "link_code")) == before


async def test_a_class_teacher_gets_no_codes_for_another_class(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER_5A, "Классный руководитель")
    (other, *_) = [row["id"] for row in await _rows(house, "school_class") if (row["grade"], row["letter"]) != (5, "А")]
    answer = await teacher.press_data(teacher.messages[-1].id, f"cd:g{other}:0:0:ru")
    assert "Этого здесь больше нет" in (answer.text or "")


async def test_a_school_without_names_in_messengers_prints_its_slips_itself(house: House) -> None:
    teacher = await house.linked(CLASS_TEACHER_5A, "Классный руководитель")
    async with house.database.writing() as unit:
        await unit.connection.execute(metadata.tables["school"].update().values(content_mode="initials"))
        await unit.commit()
    await _presses(teacher, "Коды и доступ", "Кто уже подключён")
    text = await _presses(teacher, "5А", "Листки печатает администратор")
    assert not [label for label in _labels(teacher) if "Листки" in label or "Ёлк" in label]
    assert "Ёлк" not in text
    class_id = next(
        row["id"] for row in await _rows(house, "school_class") if (row["grade"], row["letter"]) == (5, "А")
    )
    answer = await teacher.press_data(teacher.messages[-1].id, f"cd:g{class_id}:0:0:ru")
    assert "недоступно" in (answer.text or "")


def _labels(person: Person) -> list[str]:
    return person.messages[-1].labels
