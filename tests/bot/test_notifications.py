"""/notifications as guardians use it, and what comes of it, over real HTTP."""

from datetime import timedelta

from core.notifications.preferences import Mode, Topic
from tests.bot.conftest import FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, MOTHER_OF_TWO, House
from tests.bot.test_teachers import recorded

SCREEN = "Что и когда сюда приходит"


async def test_what_one_parent_chooses_holds_for_that_parent(house: House) -> None:
    mother, father = await house.linked(MOTHER_OF_SOFIA), await house.linked(FATHER_OF_SOFIA)
    await mother.say("/notifications")
    screen = await mother.expect(SCREEN)
    await mother.press("Отметки: сразу")
    await mother.press("Отметки: вечером")
    await mother.press("Задания: сразу")
    await mother.press("Тихие часы: с 22:00 до 7:00")
    await mother.press("Вечерняя сводка: в 19:00")
    assert mother.messages[-1].id == screen.id
    await recorded(house)
    house.grace_passes()
    assert "Отметка 5" in (await father.expect("Отметка 5")).text
    assert not any("Отметка 5" in message.text for message in mother.messages)
    house.clock.pass_(timedelta(hours=5))
    assert house.app
    house.app.wake()
    digest = await mother.expect("№ 213")
    assert "Отметка" not in digest.text


async def test_a_chat_of_two_guardians_sets_both(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA)
    await mother.say(f"{MOTHER_OF_TWO} {await house.code(MOTHER_OF_TWO)}")
    await mother.expect("Готово")
    await mother.say("/notifications")
    await mother.expect(SCREEN)
    await mother.press("Пропуски: сразу")
    async with house.database.reading() as unit:
        people = [(await unit.links.people_with_uid(uid))[0].id for uid in (MOTHER_OF_SOFIA, MOTHER_OF_TWO)]
        found = await unit.preferences.settings(house.school.id, people)
    assert [found[one].modes[Topic.ABSENCE] for one in people] == [Mode.DIGEST, Mode.DIGEST]


async def test_in_english_from_the_home_screen_and_back(house: House) -> None:
    mother = await house.linked(MOTHER_OF_SOFIA, language="en")
    await mother.start()
    await mother.press("Settings and access")
    await mother.expect("which chats are linked")
    await mother.press("What comes and when")
    await mother.expect("What comes here and when")
    await mother.press("Quiet hours: 22:00 to 7:00")
    await mother.press("← Back")
    await mother.expect("This chat is connected")


async def test_a_teacher_has_nothing_to_choose(house: House) -> None:
    """The denial twin: the command, and a button that was never shown to them."""
    teacher = await house.linked(MATHS)
    await teacher.say("/notifications")
    message = await teacher.expect("есть у родителей")
    await teacher.press_data(message.id, "tell:mark:off")
    async with house.database.reading() as unit:
        (person,) = await unit.links.people_with_uid(MATHS)
        assert (await unit.preferences.choices(house.school.id, person.id)).modes == {}


async def test_a_family_with_two_children_has_one_message_after_quiet_hours(house: House) -> None:
    """One digest for each family, with each child named, however late the teacher writes."""
    mother = await house.linked(MOTHER_OF_TWO)
    house.clock.pass_(timedelta(hours=7))
    await recorded(house, "5А матем вт дз п.7 № 213")
    house.grace_passes()
    before = len(mother.messages)
    house.clock.pass_(timedelta(hours=9))
    assert house.app
    house.app.wake()
    digest = await mother.expect("№ 213")
    assert digest.text.count("№ 213") == 2
    assert len(mother.messages) == before + 1
