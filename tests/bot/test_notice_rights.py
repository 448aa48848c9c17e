"""Who sent a notice and may not write to these people any more does nothing further with it; the school still may."""

import pytest
import sqlalchemy as sa

from bot.common.notice_data import Download, Remind, Reword, ShowNotice, Silent, Withdraw
from playground import Person
from storage.schema.people import role_grant, school_class
from tests.bot.conftest import COORDINATOR, House
from tests.bot.test_notices import asked, states

STEPS = (Remind(notice=1), Silent(notice=1), Download(notice=1), Withdraw(notice=1, sure=True), Reword(notice=1))


async def moved(house: House) -> None:
    """Whoever leads 5А leads 5Б from now on."""
    other = sa.select(school_class.c.id).where(school_class.c.grade == 5, school_class.c.letter == "Б")
    first = sa.select(school_class.c.id).where(school_class.c.grade == 5, school_class.c.letter == "А")
    leads = (role_grant.c.role == "class_teacher") & (role_grant.c.class_id == first.scalar_subquery())
    async with house.database.writing() as unit:
        await unit.connection.execute(role_grant.update().where(leads).values(class_id=other.scalar_subquery()))
        await unit.commit()


async def pressed(author: Person, *steps: object) -> None:
    """Each button, as it stood under an old screen; then words, where they would be awaited."""
    home = author.messages[-1]
    for one in steps:
        await author.press_data(home.id, one.pack())  # type: ignore[attr-defined]
    await author.say("Совсем другие слова")
    await author.say("/notices")
    await author.expect("Черновики видите только вы")


@pytest.mark.parametrize("may", [True, False])
async def test_steps_after_the_sending_need_the_right_to_send(house: House, *, may: bool) -> None:
    author, mother, _ = await asked(house)
    if not may:
        await moved(house)
    await pressed(author, *STEPS)
    assert any(one.document for one in author.messages) is may
    assert await states(house) == (["withdrawn"] if may else ["sent"])
    await author.press_data(author.messages[-1].id, ShowNotice(notice=1).pack())
    report = await author.expect("Получили: 2 из")
    assert not {"Скачать таблицу", "Исправить текст", "Отозвать", "Кто не ознакомился"} & {*report.labels} or may
    if not may:
        assert not any("Напоминание" in one.text or "Совсем другие" in one.text for one in mother.messages)


async def test_what_its_author_may_not_take_back_any_more_the_school_takes_back(house: House) -> None:
    _, mother, _ = await asked(house)
    coordinator = await house.linked(COORDINATOR)
    await moved(house)
    await coordinator.say("/notices")
    await coordinator.expect("Черновики видите только вы")
    await coordinator.press("13 окт. · Собрание в четверг")
    report = await coordinator.expect("Получили: 2 из")
    assert "Исправить текст" not in report.labels
    await coordinator.press("Отозвать")
    await coordinator.press("Да, отозвать")
    await coordinator.expect("❌ Объявление отозвано.")
    await mother.expect("Это объявление отозвано")
