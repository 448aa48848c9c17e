"""The monthly check of a class list: what is signed, by whom, what changed since, who is told."""

from datetime import date, timedelta

import pytest

from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId, PersonId
from core.notifications.model import Kind
from core.people.model import Grant, Role
from core.people.roster import service
from core.people.roster.errors import RosterMonthError, RosterTextError
from core.people.roster.model import Sheet, State, Verdict
from tests.contract.school import BEGAN, CLASS_5A, CLASS_6B, IGOR, LEV, MARIA, NINA, NOW, OLGA, SOFIA, TODAY
from tests.contract.writing import linked
from tests.core.journal.conftest import World
from tests.fakes.directories import Days, Enrolment, Function, Guardianship

OCTOBER = date(2026, 10, 1)
NEXT_MONTH = NOW + timedelta(days=30)


async def look(world: World, now: object = NOW) -> Sheet:
    return await service.sheet(world.database, await world.actor(), CLASS_5A, now)  # type: ignore[arg-type]


async def confirm(world: World, by: PersonId = OLGA, class_id: ClassId = CLASS_5A) -> None:
    await service.confirm(world.database, await world.actor(by), class_id, OCTOBER, NOW)


async def test_the_list_with_guardians_and_groups(world: World) -> None:
    sheet = await look(world)
    found = {one.name: (one.guardians, one.linked, one.groups) for one in sheet.lines}
    assert found["Ёлкина Софья"] == (2, 2, ("1 группа",))
    assert found["Белова Вера"] == (1, 0, ())
    assert (len(sheet.lines), sheet.month, sheet.state, sheet.changes) == (6, OCTOBER, State.DUE, None)


async def test_what_was_confirmed_is_kept_with_who_and_when(world: World) -> None:
    await confirm(world)
    await confirm(world)
    sheet = await look(world)
    (past,) = sheet.history
    assert (past.made.checked_by, past.made.at, past.made.verdict) == (OLGA, NOW, Verdict.RIGHT)
    assert (past.by, sheet.state) == ("Смирнова Ольга Викторовна", State.DONE)
    assert sheet.changes is not None
    assert sheet.changes.none
    assert await world.actions() == ["roster.confirmed"]


@pytest.mark.parametrize(("by", "class_id"), [(NINA, CLASS_5A), (MARIA, CLASS_5A), (OLGA, CLASS_6B)])
async def test_only_the_class_teacher_checks_a_list(world: World, by: PersonId, class_id: ClassId) -> None:
    with pytest.raises(NotFoundError):
        await confirm(world, by, class_id)
    with pytest.raises(NotFoundError):
        await service.report(world.database, await world.actor(by), class_id, "нет Ивановой", NOW)
    with pytest.raises(NotFoundError):
        await service.sheet(world.database, await world.actor(by), class_id, NOW)
    assert await world.actions() == []


async def test_each_month_is_due_anew_and_a_button_of_the_last_one_is_stale(world: World) -> None:
    await confirm(world)
    assert (await look(world, NEXT_MONTH)).state is State.DUE
    with pytest.raises(RosterMonthError):
        await service.confirm(world.database, await world.actor(), CLASS_5A, OCTOBER, NEXT_MONTH)


async def test_what_changed_since_the_last_check(world: World) -> None:
    await confirm(world)
    directories = world.database.directories
    directories.enrolments.append(Enrolment(NINA, CLASS_5A, Days(TODAY)))
    directories.enrolments[:] = [one for one in directories.enrolments if one.pupil_id != LEV]
    directories.enrolments.append(Enrolment(LEV, CLASS_5A, Days(BEGAN, TODAY - timedelta(days=1))))
    directories.guardianships.append(Guardianship(IGOR, SOFIA, Days(BEGAN)))
    changes = (await look(world)).changes
    assert changes is not None
    assert (changes.came, changes.left) == (("Фёдорова Нина",), ("Петров Лев",))
    assert (changes.groups, changes.guardians) == ((), ("Ёлкина Софья",))


async def test_an_error_reaches_coordinators_and_is_to_be_checked_again(world: World) -> None:
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        world.database.directories.functions.append(Function(IGOR, Grant(role), Days(BEGAN)))
    async with world.database.writing() as unit:
        chat = await linked(unit, IGOR, 900)
        await unit.commit()
    await service.report(world.database, await world.actor(), CLASS_5A, "  Нет Ивановой  ", NOW)
    (row,) = await world.rows()
    assert (row.planned.kind, row.planned.chat_key) == (Kind.ROSTER, chat)
    assert (row.planned.content or {})["text"] == "Нет Ивановой"
    assert (await look(world)).state is State.REPORTED
    states = await service.all_states(world.database, await world.actor(IGOR), NOW)
    assert [(one.of.title, one.state, one.text) for one in states] == [
        ("5А", State.REPORTED, "Нет Ивановой"),
        ("6Б", State.DUE, None),
    ]
    await confirm(world)
    assert (await look(world)).state is State.DONE


@pytest.mark.parametrize("text", ["", "   ", "а" * 1001])
async def test_an_error_takes_words(world: World, text: str) -> None:
    with pytest.raises(RosterTextError):
        await service.report(world.database, await world.actor(), CLASS_5A, text, NOW)
    assert (await look(world)).history == ()


async def test_how_far_all_are_is_not_for_teachers(world: World) -> None:
    with pytest.raises(ForbiddenError):
        await service.all_states(world.database, await world.actor(NINA), NOW)


async def test_what_is_due_is_that_of_the_own_classes(world: World) -> None:
    actor = await world.actor()
    assert [one.of.title for one in await service.due(world.database, (actor,), NOW)] == ["5А"]
    assert await service.due(world.database, (await world.actor(NINA),), NOW) == ()
    await confirm(world)
    assert await service.due(world.database, (actor,), NOW) == ()
