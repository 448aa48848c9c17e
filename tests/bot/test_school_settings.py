"""/school as administrators and coordinators use it, over real HTTP."""

from datetime import date, timedelta

import pytest

from core.audit.model import AuditLine
from core.settings.catalogue import standing
from core.settings.model import Own
from playground import Person
from storage.schema.people import role_grant
from tests.bot.conftest import COORDINATOR, DEPUTY, MATHS, MOTHER_OF_SOFIA, House
from tests.bot.test_teachers import recorded
from tests.bot.updates.conftest import until

ADMINISTRATOR = "7800199006"
SCREEN = "Настройки школы: "
FORGED = ["open:school", "open:content", "content:discreet:", "content:full:discreet", "s-tell:mark:off",
    "s-quiet:0:0", "s-digest:18"]  # fmt: skip


async def held(house: House) -> dict[str, str]:
    """What holds under each key, read in a session of its own."""
    async with house.database.reading() as unit:
        own = Own(await unit.people.school(house.school.id), await unit.preferences.choices(house.school.id, None))
    return {one.key: one.value for one in standing(own)}


async def changes(house: House) -> list[AuditLine]:
    """The lines of the log about settings."""
    async with house.database.reading() as unit:
        lines = [chained.line for chained in await unit.audit.lines(house.school.id)]
    return [line for line in lines if line.action == "school.setting"]


async def at_the_screen(house: House, uid: str = ADMINISTRATOR) -> Person:
    person = await house.linked(uid, "Инна Павловна")
    await person.say("/school")
    await person.expect(SCREEN)
    return person


async def coordinator(house: House) -> Person:
    """A teacher to whom the function of a coordinator is granted."""
    async with house.database.writing() as unit:
        (person,) = await unit.links.people_with_uid(COORDINATOR)
        grant = {"school_id": house.school.id, "person_id": person.id, "role": "coordinator"}
        await unit.connection.execute(role_grant.insert().values(**grant, from_day=date(2026, 9, 1)))
        await unit.commit()
    return await at_the_screen(house, COORDINATOR)


async def test_the_screen_says_what_holds_and_what_is_changed_at_the_server(house: House) -> None:
    await house.set(**{"profile.grace_days": "0", "profile.correction": "forbid"})
    administrator = await at_the_screen(house)
    text = administrator.messages[-1].text
    assert house.school.short_name in text
    assert "Урок записывают в тот же день." in text
    assert "сам 15 минут, позже исправить нельзя." in text
    assert "Часовой пояс: Europe/Moscow" in text
    assert administrator.messages[-1].labels[:2] == ["В мессенджер: всё", "Отметки: сразу"]
    await until(lambda: "school" in {command.command for command in administrator.commands})


async def test_what_the_school_chooses_holds_for_families_that_chose_nothing(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    administrator = await at_the_screen(house)
    screen = administrator.messages[-1].id
    await administrator.press("Задания: сразу")
    await administrator.expect("Сохранено. Задания: вечером")
    await administrator.press("Задания: вечером")
    await administrator.expect("Сохранено. Задания: не присылать")
    await administrator.press("Тихие часы: с 22:00 до 7:00")
    await administrator.expect("Сохранено. Тихие часы: с 21:00 до 8:00")
    await administrator.press("Вечерняя сводка: в 19:00")
    await administrator.expect("Сохранено. Вечерняя сводка: в 20:00")
    assert administrator.messages[-1].id == screen
    await recorded(house)
    house.grace_passes()
    assert "№ 213" not in (await mother.expect("Отметка 5")).text
    found = await held(house)
    assert (found["news.homework"], found["quiet"], found["digest"]) == ("off", "21:00-08:00", "20:00")
    lines = await changes(house)
    assert [line.subject for line in lines] == [
        "setting:news.homework", "setting:news.homework", "setting:quiet", "setting:digest",
    ]  # fmt: skip
    assert (lines[0].data["old"], lines[0].data["new"]) == ("now", "digest")
    assert all(line.actor_id is not None for line in lines)


async def test_letting_less_out_needs_no_question_and_more_is_asked_about(house: House) -> None:
    administrator = await at_the_screen(house)
    await administrator.press("В мессенджер: всё")
    await administrator.expect("Что уходит в мессенджер")
    assert "✓ В мессенджер: всё" in administrator.messages[-1].labels
    await administrator.press("В мессенджер: без личных данных")
    await administrator.expect("Сохранено. В мессенджер: без личных данных")
    await administrator.press("В мессенджер: без личных данных")
    await administrator.expect("Что уходит в мессенджер")
    await administrator.press("В мессенджер: всё")
    question = await administrator.expect("Точно?")
    assert question.labels == ["Да, изменить", "Нет, оставить"]
    assert (await held(house))["content"] == "discreet"
    await administrator.press("Нет, оставить")
    await administrator.expect("Что уходит в мессенджер")
    await administrator.press("В мессенджер: всё")
    await administrator.expect("Точно?")
    await administrator.press("Да, изменить")
    await administrator.expect("Сохранено. В мессенджер: всё")
    assert [(line.data["old"], line.data["new"]) for line in await changes(house)] == [
        ("full", "discreet"),
        ("discreet", "full"),
    ]


async def test_a_yes_to_what_held_before_is_asked_anew(house: House) -> None:
    """«Да» under an old question: meanwhile another administrator has let nothing out."""
    await house.set(content="initials")
    administrator = await at_the_screen(house)
    await administrator.press("В мессенджер: имена инициалами")
    await administrator.expect("Что уходит в мессенджер")
    await administrator.press("В мессенджер: всё")
    await administrator.expect("Точно?")
    await house.set(content="discreet")
    await administrator.press("Да, изменить")
    await administrator.expect("Сейчас: «В мессенджер: без личных данных»")
    assert (await held(house))["content"] == "discreet"


async def test_a_second_tap_on_an_old_button_changes_nothing_and_says_nothing_was_saved(house: House) -> None:
    administrator = await at_the_screen(house)
    screen = administrator.messages[-1].id
    await administrator.press_data(screen, "s-tell:mark:off")
    await administrator.expect("Сохранено. Отметки: не присылать")
    await administrator.press_data(screen, "s-tell:mark:off")
    await administrator.wait(lambda messages: "Сохранено" not in messages[-1].text)
    assert len(await changes(house)) == 1


async def test_a_coordinator_chooses_the_news_and_not_what_leaves(house: House) -> None:
    person = await coordinator(house)
    assert not any("В мессенджер" in label for label in person.messages[-1].labels)
    await person.press("Отметки: сразу")
    await person.expect("Сохранено. Отметки: вечером")
    for forged in ("open:content", "content:discreet:", "content:full:full"):
        answer = await person.press_data(person.messages[-1].id, forged)
        assert "недоступно" in (answer.text or "")
    assert (await held(house))["content"] == "full"


@pytest.mark.parametrize("uid", [MATHS, MOTHER_OF_SOFIA])
async def test_nobody_else_gets_there(house: House, uid: str) -> None:
    """The denial twin: no command, no button, and forged ones are refused."""
    person = await house.linked(uid)
    shown = person.messages[-1]
    assert "Настройки школы" not in shown.labels
    await person.say("/school")
    await person.expect("недоступно")
    before = await held(house)
    for forged in FORGED:
        assert "недоступно" in ((await person.press_data(shown.id, forged)).text or "")
    assert await held(house) == before
    assert "school" not in {command.command for command in person.commands}


async def test_strange_buttons_are_stale(house: House) -> None:
    administrator = await at_the_screen(house)
    screen = administrator.messages[-1].id
    for forged in ("content:everything:", "s-quiet:24:7", "s-digest:99", "s-tell:mark:loud"):
        assert "больше не действует" in ((await administrator.press_data(screen, forged)).text or "")
    assert await changes(house) == []


async def test_a_switch_of_the_regulation_is_changed_after_a_question(house: House) -> None:
    administrator = await at_the_screen(house)
    await administrator.press("Регламент: изменить")
    label = next(
        one for one in (await administrator.expect("Регламент школы")).labels if "Сколько дней после урока" in one
    )
    assert label.startswith("3 · Сколько дней после урока")
    await administrator.press(label)
    await administrator.expect("Пришлите число от 0 до 366")
    await administrator.say("много")
    await administrator.expect("Так эту настройку задать нельзя")
    await administrator.say("5")
    assert "Сейчас: 3\nСтанет: 5" in (await administrator.expect("Изменить?")).text
    house.clock.pass_(timedelta(minutes=6))
    await administrator.press("Да, изменить")  # too late: it is asked anew
    await administrator.wait(lambda _: True)
    assert (await held(house))["profile.grace_days"] == "3"
    await administrator.press("Да, изменить")
    saved = await administrator.expect("Сохранено.")
    assert (await held(house))["profile.grace_days"] == "5"
    (own,) = [one for one in saved.labels if one.startswith("✎")]
    await administrator.press(own)
    await administrator.press("Как в регламенте")
    await administrator.press("Да, изменить")
    await administrator.wait(lambda messages: not any(one.startswith("✎") for one in messages[-1].labels))
    assert [(line.subject, line.data["new"]) for line in await changes(house)] == [
        ("setting:profile.grace_days", "5"),
        ("setting:profile.grace_days", "3"),
    ]


async def test_only_an_administrator_changes_the_regulation(house: House) -> None:
    """The denial twin: a deputy keeps the staff too, but not the regulation."""
    deputy = await house.linked(DEPUTY)
    now = int(house.clock.now().timestamp())
    for forged in ("open:switches", "swl:0", "sw:grace_days", f"sws:grace_days:5:{now}"):
        assert "недоступно" in ((await deputy.press_data(deputy.messages[-1].id, forged)).text or "")
    assert await changes(house) == []


async def test_in_english_from_the_home_screen_and_back(house: House) -> None:
    administrator = await house.linked(ADMINISTRATOR, language="en")
    await administrator.start()
    await administrator.press("School settings")
    text = (await administrator.expect("School settings: ")).text
    assert "A lesson is to be recorded within 3 days." in text
    await administrator.press("To the messenger: everything")
    await administrator.expect("What goes to the messenger")
    await administrator.press("← Back")
    await administrator.expect("School settings: ")
    await administrator.press("← Back")
    await administrator.expect("This chat is connected")
