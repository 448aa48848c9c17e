"""Who is a guardian no more: by whom it is ended, and who hears of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import DomainError, ForbiddenError, NotFoundError
from core.ids import PersonId
from core.notifications.model import Kind, State
from core.people.guardianships import STOPPED, end_guardianship, stop_former
from core.people.model import Actor, Grant, Name, Role
from tests.contract.school import (
    DANIIL,
    DIRECTOR,
    DMITRY,
    ELSEWHERE,
    GLEB,
    GUARDIAN_ELSEWHERE,
    IVANOV,
    LEV,
    MARIA,
    NOW,
    PETROVA,
    PUPIL_ELSEWHERE,
    SCHOOL,
    SOFIA,
    TODAY,
    made_up_school,
)
from tests.contract.writing import linked, news, put
from tests.fakes.database import MemoryDatabase


def someone(role: Role, school_id: object = SCHOOL) -> Actor:
    return Actor(school_id, DIRECTOR, Name("Назаров", "Олег"), frozenset({Grant(role)}))  # type: ignore[arg-type]


@pytest.fixture
async def database() -> MemoryDatabase:
    """Both parents of Sofia and the twins' mother have a chat, and something waits for each of the children."""
    made = MemoryDatabase(made_up_school())
    async with made.writing() as unit:
        for person, pupil in ((MARIA, SOFIA), (DMITRY, SOFIA), (PETROVA, LEV)):
            chat = await linked(unit, person, person)
            await put(unit, news(chat, f"{person}", person_id=person, pupil_id=pupil))
        await put(unit, news(chat, "gleb", person_id=PETROVA, pupil_id=GLEB))
        await unit.commit()
    return made


async def children(database: MemoryDatabase, guardian: PersonId) -> list[PersonId]:
    async with database.reading() as unit:
        return [one.pupil.id for one in await unit.people.children(guardian, TODAY)]


async def waiting(database: MemoryDatabase) -> set[str]:
    rows = [*database.shared.state.outbox.rows.values()]
    assert {row.reason for row in rows if row.state is State.SUPERSEDED} <= {STOPPED}
    return {row.planned.dedupe_key for row in rows if row.state is State.PENDING and row.planned.pupil_id}


async def actions(database: MemoryDatabase) -> list[tuple[str, PersonId | None, str, object]]:
    async with database.reading() as unit:
        lines = [one.line for one in await unit.audit.lines(SCHOOL)]
    return [(one.action, one.actor_id, one.subject, one.data.get("pupil")) for one in lines]


async def test_it_ends_at_once_for_one_guardian_and_one_child(database: MemoryDatabase) -> None:
    await end_guardianship(database, someone(Role.COORDINATOR), MARIA, SOFIA, NOW)
    assert (await children(database, MARIA), await children(database, DMITRY)) == ([], [SOFIA])
    assert await waiting(database) == {f"{DMITRY}", f"{PETROVA}", "gleb"}
    rows = [row.planned for row in database.shared.state.outbox.rows.values() if not row.planned.pupil_id]
    assert {one.kind for one in rows} == {Kind.LINK}
    assert [(one.person_id, (one.content or {})["children"]) for one in rows] == [(MARIA, "Ёлкина Софья")]
    assert await actions(database) == [("guardianship.ended", DIRECTOR, f"person:{MARIA}", SOFIA)]


async def test_another_child_of_theirs_stays(database: MemoryDatabase) -> None:
    await end_guardianship(database, someone(Role.ADMINISTRATOR), PETROVA, LEV, NOW)
    assert await children(database, PETROVA) == [GLEB]
    assert await waiting(database) == {f"{MARIA}", f"{DMITRY}", "gleb"}


async def test_what_waits_for_a_day_that_lay_ahead_is_not_sent_after_it(database: MemoryDatabase) -> None:
    ties = database.directories.guardianships
    ties[:] = [
        replace(one, days=replace(one.days, last=TODAY)) if (one.guardian_id, one.pupil_id) == (MARIA, SOFIA) else one
        for one in ties
    ]
    await stop_former(database, NOW)
    assert f"{MARIA}" in await waiting(database), "it is the last day"
    await stop_former(database, NOW + timedelta(days=1))
    assert await waiting(database) == {f"{DMITRY}", f"{PETROVA}", "gleb"}


@pytest.mark.parametrize(
    ("by", "guardian", "pupil", "refusal"),
    [
        pytest.param(someone(Role.CLASS_TEACHER), MARIA, SOFIA, ForbiddenError, id="a class teacher"),
        pytest.param(someone(Role.DATA_OFFICER), MARIA, SOFIA, ForbiddenError, id="who only sees the register"),
        pytest.param(someone(Role.GUARDIAN), DMITRY, SOFIA, ForbiddenError, id="another guardian"),
        pytest.param(someone(Role.COORDINATOR, ELSEWHERE), MARIA, SOFIA, NotFoundError, id="of another school"),
        pytest.param(someone(Role.COORDINATOR), GUARDIAN_ELSEWHERE, PUPIL_ELSEWHERE, NotFoundError, id="elsewhere"),
        pytest.param(someone(Role.COORDINATOR), MARIA, LEV, NotFoundError, id="no child of theirs"),
        pytest.param(someone(Role.COORDINATOR), IVANOV, DANIIL, NotFoundError, id="ended already"),
    ],
)
async def test_for_others_nothing_ends(
    database: MemoryDatabase, by: Actor, guardian: PersonId, pupil: PersonId, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        await end_guardianship(database, by, guardian, pupil, NOW)
    assert (await children(database, MARIA), await children(database, DMITRY)) == ([SOFIA], [SOFIA])
    assert await waiting(database) == {f"{MARIA}", f"{DMITRY}", f"{PETROVA}", "gleb"}
    assert await actions(database) == []
