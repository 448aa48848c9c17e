"""A guardian who is none any more, ended in a chat or by the school's file: the diary closes, and they are told."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from core.exchange.service import Import, import_school
from core.exchange.source import Source, SourceFile, read_source
from core.people.guardianships import STOPPED
from core.people.model import DISCREET
from playground import Person
from storage.schema.audit import audit_entry
from storage.schema.notifications import outbox
from tests.bot.conftest import COORDINATOR, FATHER_OF_SOFIA, MATHS, MOTHER_OF_SOFIA, SCHOOL, House
from tests.bot.test_consents import presses, says
from tests.bot.test_lessons import rows

PAIR = "Ёлкин Дмитрий · Ёлкина Софья"
END = "Больше не представитель"


async def recorded(house: House) -> None:
    """A lesson of which the families have not heard yet."""
    teacher = await house.linked(MATHS, "Ольга Викторовна")
    await says(teacher, "5А матем дз п.7 № 213; 5 Ёлкина", "Ёлкина Софья 5")
    await presses(teacher, "Записать", "Записано")


async def ended(house: House) -> Person:
    """The coordinator, after ending what makes Sofia's father her guardian."""
    coordinator = await house.linked(COORDINATOR, "Координатор")
    await says(coordinator, "/consents", "Согласия по школе")
    await presses(coordinator, next(one for one in coordinator.messages[-1].labels if one.startswith("5А")), "5А")
    await presses(coordinator, "Кто дал", "5А")
    await presses(coordinator, PAIR, "Ребёнок: Ёлкина Софья")
    question = await presses(coordinator, END, "Больше не представитель?")
    assert "Дневник этого ребёнка сразу закроется" in question
    await presses(coordinator, "Оставить как есть", "Ребёнок: Ёлкина Софья")
    await presses(coordinator, END, "Больше не представитель?")
    coordinator.mark()
    assert "Представительство закончено" in (await coordinator.press("Закончить представительство")).text
    await coordinator.expect("5А")
    return coordinator


async def actions(house: House) -> int:
    """How many guardianships the log says have ended."""
    return len(await rows(house, sa.select(audit_entry.c.id).where(audit_entry.c.action == "guardianship.ended")))


async def load(house: House, to_day: str) -> None:
    """The school's file again; the last column of «Родители» says until when Sofia's father is her guardian."""
    files = []
    for file in read_source(SCHOOL).files:
        if file.name.startswith("Родители"):
            head, *lines = file.content.decode("utf-8-sig").splitlines()
            father = [f"{one};{to_day if one.endswith(FATHER_OF_SOFIA) else ''}" for one in lines]
            file = SourceFile(file.name, "\n".join([f"{head};По дату", *father]).encode())
        files.append(file)
    now = house.clock.now()
    report = await import_school(house.database, Import(Source("школа", tuple(files)), now.date(), now))
    assert not report.errors


async def test_a_coordinator_ends_it_and_the_diary_closes_at_once_for_one_parent(house_on_both: House) -> None:
    house = house_on_both
    mother, father = await house.linked(MOTHER_OF_SOFIA, "Мама"), await house.linked(FATHER_OF_SOFIA, "Папа")
    await recorded(house)
    coordinator = await ended(house)
    assert PAIR not in coordinator.messages[-1].labels
    told = (await father.expect("Дневник закрыт")).text
    assert "Ёлкина Софья" in told
    house.grace_passes()
    await mother.expect("Отметка 5")
    await says(father, "/diary", "Дневник есть у родителей")
    assert not [one for one in father.messages if "Отметка 5" in one.text]
    assert not [one for one in mother.messages if "Дневник закрыт" in one.text]
    assert await rows(house, sa.select(outbox.c.reason).where(outbox.c.reason == STOPPED))
    assert await actions(house) == 1
    await load(house, "31.05.2027")
    await says(father, "/diary", "Дневник есть у родителей")


async def test_a_file_that_names_a_past_day_ends_it(house: House) -> None:
    mother, father = await house.linked(MOTHER_OF_SOFIA, "Мама"), await house.linked(FATHER_OF_SOFIA, "Папа")
    await recorded(house)
    await load(house, "12.10.2026")
    assert await actions(house) == 1
    await father.expect("Дневник закрыт")
    house.grace_passes()
    await mother.expect("Отметка 5")
    await says(father, "/diary", "Дневник есть у родителей")
    assert not [one for one in father.messages if "Отметка 5" in one.text]
    await load(house, "12.10.2026")
    assert await actions(house) == 1, "the same again changes nothing"


async def test_a_day_to_come_ends_it_when_it_has_passed(house: House) -> None:
    father = await house.linked(FATHER_OF_SOFIA, "Папа")
    await load(house, "14.10.2026")
    await says(father, "/diary", "Ёлкина Софья")
    house.clock.pass_(timedelta(days=2))
    await says(father, "/diary", "Дневник есть у родителей")


async def test_where_no_names_go_out_nobody_is_named(house: House) -> None:
    await house.set(content=DISCREET)
    father = await house.linked(FATHER_OF_SOFIA, "Папа")
    await load(house, "12.10.2026")
    told = (await father.expect("его дневник закрыт")).text
    assert "Софья" not in told


async def test_no_button_of_it_is_for_others(house: House) -> None:
    """Its twin: who may not end it presses the coordinator's own button."""
    father, mother = await house.linked(FATHER_OF_SOFIA, "Папа"), await house.linked(MOTHER_OF_SOFIA, "Мама")
    teacher, coordinator = await house.linked(MATHS, "Учитель"), await house.linked(COORDINATOR, "Координатор")
    await says(coordinator, "/consents", "Согласия по школе")
    await presses(coordinator, next(one for one in coordinator.messages[-1].labels if one.startswith("5А")), "5А")
    await presses(coordinator, "Кто дал", "5А")
    await presses(coordinator, PAIR, "Ребёнок: Ёлкина Софья")
    await presses(coordinator, END, "Больше не представитель?")
    shown = coordinator.messages[-1]
    sure = next(one.data or "" for row in shown.buttons for one in row if one.text == "Закончить представительство")
    for other in (mother, teacher):
        await other.press_data(other.messages[-1].id, sure)
    await says(father, "/diary", "Ёлкина Софья")
    assert await actions(house) == 0


async def test_what_lists_ended_while_the_bot_was_down_is_stopped_at_its_start(house: House) -> None:
    assert house.app is not None
    others, own = house.app.jobs().get_job("send_summaries"), house.app.jobs().get_job("stop_former_guardians")
    assert not hasattr(others, "next_run_time")
    assert own.next_run_time <= datetime.now(UTC)
