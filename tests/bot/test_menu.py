"""What can be done here: the help of a chat lists the commands of its own menu."""

from tests.bot.conftest import FATHER_OF_SOFIA, House


async def test_a_guardian_s_help_lists_what_a_guardian_has(house: House) -> None:
    father = await house.linked(FATHER_OF_SOFIA, "Дмитрий")
    await father.say("/help")
    text = (await father.expect("Что здесь есть")).text
    assert "/timetable — Расписание на день и неделю" in text
    assert "/notifications — " in text
    assert "/lessons" not in text


async def test_a_stranger_s_help_lists_what_everybody_has(house: House) -> None:
    stranger = house.stranger()
    await stranger.start()
    await stranger.say("/help")
    text = (await stranger.expect("Что здесь есть")).text
    assert "/start — " in text
    assert "/timetable" not in text
