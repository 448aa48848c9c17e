"""/staff and /audit as those who keep the school use them, over real HTTP (A17, L10, N01)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.administrators.audit_words import ACTIONS
from core.audit.reading import BEGINNINGS
from core.people.model import Role
from playground import Person
from tests.bot.conftest import DEPUTY, DIRECTOR, MATHS, MOTHER_OF_SOFIA, RUSSIAN, House

ADMINISTRATOR = "7800199006"
CORE = Path(__file__).parents[2] / "core"


async def roles(house: House, uid: str) -> set[Role]:
    """What somebody holds today, read in a session of its own."""
    async with house.database.reading() as unit:
        (person,) = await unit.links.people_with_uid(uid)
        actor = await unit.people.actor(person.id, house.school.today(house.clock.now()))
    return {one.role for one in actor.grants}


async def at_the_card(house: House, name: str, uid: str = ADMINISTRATOR) -> Person:
    person = await house.linked(uid, "Инна Павловна")
    await person.say(f"/staff {name.split()[0]}")
    await person.expect("Нашлись")
    await person.press(f"{name} · учитель")
    await person.expect("Должность: ")
    return person


async def test_a_function_is_given_for_a_term_and_taken_back(house: House) -> None:
    administrator = await at_the_card(house, "Фёдорова Н. Л.")
    screen = administrator.messages[-1].id
    await administrator.press("Дать функцию")
    assert "это: администратор" in (await administrator.expect("Какую функцию дать?")).text
    await administrator.press("Ответственный за мероприятия")
    await administrator.press("Другие даты")
    await administrator.expect("На какие дни?")
    await administrator.say("когда-нибудь")
    await administrator.expect("Не понял дни")
    await administrator.say("с 13 по 20")
    question = await administrator.expect("Дать функцию?")
    assert "с 13 октября 2026 по 20 октября 2026" in question.text
    assert await roles(house, RUSSIAN) == {Role.TEACHER}
    house.clock.pass_(timedelta(minutes=6))
    await administrator.press("Да, дать")  # too late: it is asked anew
    await administrator.press("Да, дать")
    done = await administrator.expect("Функция дана.")
    assert "администратор, с 13 октября 2026 по 20 октября 2026" in done.text
    assert await roles(house, RUSSIAN) == {Role.TEACHER, Role.ADMINISTRATOR, Role.DATA_OFFICER, Role.CLERK}
    await administrator.press("Забрать функцию")
    await administrator.press("защита персональных данных, с 13 октября 2026 по 20 октября 2026")
    await administrator.expect("Забрать функцию?")
    await administrator.press("Да, забрать")
    await administrator.expect("Функция закрыта.")
    assert Role.DATA_OFFICER not in await roles(house, RUSSIAN)
    await administrator.press_data(screen, "open:audit")
    told = (await administrator.expect("Журнал действий")).text
    assert "Функция закрыта: Фёдорова Нина; защита персональных данных" in told
    assert told.count("Дана функция") == 3
    await administrator.press("Доступ и коды")
    assert "Выдан код" in (await administrator.expect("Доступ и коды")).text
    await administrator.press("Кто действовал")
    await administrator.press("Дальше ›")
    await administrator.press("Фёдорова Н. Л.")
    await administrator.expect("Таких записей нет")


async def test_an_absence_with_who_stands_in_and_a_code(house: House) -> None:
    administrator = await at_the_card(house, "Фёдорова Н. Л.")
    await administrator.press("Отсутствие и замещение")
    await administrator.press("До конца недели")
    await administrator.press("Смирнова О. В.")
    question = await administrator.expect("Записать отсутствие?")
    assert "с 13 октября 2026 по 16 октября 2026" in question.text
    await administrator.press("Да, записать")
    await administrator.expect("Замещает: Смирнова Ольга Викторовна")
    await administrator.press("Отменить отсутствие с 13 октября")
    await administrator.press("Да, отменить")
    await administrator.expect("Отсутствие отменено.")
    await administrator.press("Код для входа")
    await administrator.expect("Выдать код?")
    await administrator.press("Да, выдать код")
    await administrator.expect("Код выдан")


async def test_a_deputy_says_who_is_away_and_changes_nothing_else(house: House) -> None:
    """The denial twin of the administrator's card: fewer buttons, and forged ones are refused."""
    deputy = await at_the_card(house, "Фёдорова Н. Л.", DEPUTY)
    card = deputy.messages[-1]
    assert card.labels == ["Отсутствие и замещение", "‹ Все сотрудники"]
    async with house.database.reading() as unit:
        (person,) = await unit.links.people_with_uid(RUSSIAN)
    now = int(house.clock.now().timestamp())
    for forged in (f"stfg:{person.id}", f"stfr:{person.id}", f"stfc:{person.id}:{now}",
                   f"stfy:{person.id}:deputy:0:739902:0:{now}"):  # fmt: skip
        assert "недоступно" in ((await deputy.press_data(card.id, forged)).text or "")
    assert await roles(house, RUSSIAN) == {Role.TEACHER}
    await deputy.say("/audit")
    await deputy.expect("Я не понял")


@pytest.mark.parametrize("uid", [MATHS, MOTHER_OF_SOFIA])
async def test_nobody_else_gets_there(house: House, uid: str) -> None:
    person = await house.linked(uid)
    shown = person.messages[-1]
    assert not {"Сотрудники", "Журнал действий"} & {*shown.labels}
    for forged in ("open:staff", "stf:0", "open:audit", "log:all:0:0:0", "stfl:1:False"):
        assert "больше не действует" in ((await person.press_data(shown.id, forged)).text or "")
    assert not {"staff", "audit"} & {command.command for command in person.commands}


async def test_a_director_reads_the_log_in_english(house: House) -> None:
    director = await house.linked(DIRECTOR, language="en")
    await director.say("/audit")
    page = await director.expect("Log of actions")
    assert "Chat linked" in page.text
    await director.press("All time")
    await director.press("← Back")
    await director.expect("This chat is connected")


def test_each_action_has_words() -> None:
    """What the core writes into the log: every word of the form «area.what» in modules that append lines."""
    modules = [path.read_text("utf-8") for path in CORE.rglob("*.py")]
    writing = [text for text in modules if re.search(r"AuditLine|\baudit\(", text)]
    found = {one for text in writing for one in re.findall(r'"([a-z]+\.[a-z_]+)"', text)}
    assert found - {*ACTIONS} == set()
    assert {one.partition(".")[0] for one in ACTIONS} == {word for words in BEGINNINGS.values() for word in words}
