"""Remarks and the verification of a teacher who is ill, for the colleague who stands in (F04, G02)."""

from datetime import date

import pytest

from core.deadlines.model import Leave
from core.ids import PersonId
from tests.bot.conftest import MATHS, RUSSIAN, House
from tests.bot.test_checks import NOVEMBER, sent, states


async def person(house: House, uid: str) -> PersonId:
    """The key of somebody."""
    async with house.database.reading() as unit:
        (found,) = await unit.links.people_with_uid(uid)
    return found.id


async def away(house: House, deputy: str) -> None:
    """Смирнова is ill all autumn, and somebody is named in her place."""
    leave = Leave(await person(house, MATHS), date(2026, 10, 16), date(2026, 11, 30), await person(house, deputy))
    async with house.database.writing() as unit:
        await unit.deadlines.add_leave(house.school.id, leave)
        await unit.commit()


async def test_who_stands_in_opens_what_is_on_the_list(house: House) -> None:
    await sent(house)
    colleague = await house.linked(RUSSIAN, "Нина Львовна")
    await away(house, RUSSIAN)
    await colleague.say("/remarks")
    await colleague.press((await colleague.expect("Открыто: 1")).labels[0])
    await colleague.expect("Сейчас: ждёт исправления")
    await colleague.press("Исправлено")
    await colleague.expect("учитель исправил, ждёт проверки")
    assert await states(house) == ["fixed"]
    house.clock.moment = NOVEMBER
    colleague.mark()
    await colleague.say("/verify")
    shown = await colleague.expect("Сверка дневника · октябрь 2026")
    await colleague.press("5А · Математика", shown.id)
    await colleague.expect("Сравните итоги и этих учеников")
    await colleague.press("Верно")
    await colleague.expect("✅ 5А · Математика")


@pytest.mark.parametrize("button", ["rmo", "vfo"])
async def test_a_colleague_who_does_not_opens_nothing(house: House, button: str) -> None:
    """The denial twin: another is named."""
    _, deputy, told = await sent(house)
    colleague = await house.linked(RUSSIAN, "Нина Львовна")
    await away(house, "7800100091")
    house.clock.moment = NOVEMBER
    await deputy.say("/verify")
    listed = await deputy.expect("Сверка дневника")
    while "5А · Математика" not in listed.labels:
        deputy.mark()
        await deputy.press("Дальше ›", listed.id)
        listed = await deputy.expect("Сверка дневника")
    await deputy.press("5А · Математика", listed.id)
    seen = [one.data for message in (told, listed) for row in message.buttons for one in row if one.data]
    data = next(one for one in seen if one.startswith(button))
    colleague.mark()
    answer = await colleague.press_data(colleague.messages[-1].id, data)
    assert not any("Сейчас:" in one.text or "Сравните" in one.text for one in colleague.messages), answer.text
