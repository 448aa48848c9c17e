"""Asking for a correction, deciding, withdrawing: by whom, how often, and what the journal says then."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.approvals import service
from core.approvals.errors import AlreadyAskedError, OwnRequestError
from core.approvals.model import Card, Request, State
from core.errors import ForbiddenError, NotFoundError
from core.ids import PersonId
from core.journal.model import Reason
from core.journal.quick_entry.model import DraftAbsence, DraftCorrection
from core.notifications.model import Kind
from core.people.model import Grant, Role
from tests.contract.school import (
    BEGAN,
    DIRECTOR,
    ENDS,
    IGOR,
    LEV,
    MARIA,
    NINA,
    NOW,
    OLGA,
    SOFIA,
    TEACHER_ELSEWHERE,
    TODAY,
)
from tests.contract.writing import LESSON, linked
from tests.core.journal.conftest import GRACE, World, mark, saying
from tests.core.journal.conftest import world as world
from tests.fakes.directories import Days, Function

LATER = NOW + timedelta(minutes=16)
MUCH_LATER = LATER + timedelta(minutes=30)


async def asked(world: World, new: str | None = "4") -> Request:
    """A correction that was asked for after the free minutes."""
    await world.say(marks=(mark(SOFIA, "5"),))
    return await ask(world, new)


async def ask(world: World, new: str | None) -> Request:
    draft_id = await world.draft(saying(corrections=(DraftCorrection(SOFIA, "5", new),)))
    done = await world.record(draft_id, LATER, reason="slip")
    assert done.entry_id is None
    (request,) = done.requests
    return request


async def decide(world: World, request: Request, by: PersonId = DIRECTOR, allowed: bool = True) -> Card:
    actor = await world.actor(by)
    return await service.decide(
        world.database, actor, request.id, allowed=allowed, now=MUCH_LATER, grace=GRACE, answer=None
    )


async def values(world: World) -> list[str]:
    return [one.value for one in (await world.lesson()).marks]


def grant(world: World, person_id: PersonId, role: Role = Role.DEPUTY) -> None:
    world.database.directories.functions.append(Function(person_id, Grant(role), Days(BEGAN, ENDS)))


async def test_an_allowed_correction_has_both_names(world: World) -> None:
    request = await asked(world)
    assert await values(world) == ["5"]
    card = await decide(world, request)
    assert (card.request.state, card.request.decided_by) == (State.ALLOWED, DIRECTOR)
    (standing,) = (await world.lesson()).marks
    assert (standing.value, standing.earlier) == ("4", (("5", MUCH_LATER),))
    made = list(world.database.shared.state.journal.entries.values())[-1]
    assert (made.author_id, made.approved_by, made.reason) == (OLGA, DIRECTOR, "slip")
    assert await world.actions() == ["lesson.recorded", "approval.asked", "approval.allowed"]


async def test_a_refused_one_changes_nothing(world: World) -> None:
    card = await decide(world, await asked(world), allowed=False)
    assert (card.request.state, await values(world)) == (State.REFUSED, ["5"])


async def test_it_is_decided_once(world: World) -> None:
    request = await asked(world)
    grant(world, NINA)
    await decide(world, request, allowed=False)
    card = await decide(world, request, NINA, allowed=True)
    assert (card.request.state, card.request.decided_by) == (State.REFUSED, DIRECTOR)
    assert await values(world) == ["5"]


@pytest.mark.parametrize("person_id", [NINA, IGOR, MARIA, TEACHER_ELSEWHERE])
async def test_for_others_there_is_no_such_request(world: World, person_id: PersonId) -> None:
    """The denial twin; a deputy of another school is none here."""
    request = await asked(world)
    grant(world, TEACHER_ELSEWHERE)
    actor = await world.actor(person_id)
    with pytest.raises(NotFoundError):
        await decide(world, request, person_id)
    with pytest.raises(NotFoundError):
        await service.card(world.database, actor, request.id)
    with pytest.raises(NotFoundError):
        await service.withdraw(world.database, actor, request.id, LATER)
    assert await values(world) == ["5"]


async def test_only_who_decides_has_a_list(world: World) -> None:
    request = await asked(world)
    assert [card.request.id for card in await service.waiting(world.database, await world.actor(DIRECTOR))] == [
        request.id
    ]
    with pytest.raises(ForbiddenError):
        await service.waiting(world.database, await world.actor(NINA))


async def test_nobody_decides_an_own_request(world: World) -> None:
    request = await asked(world)
    grant(world, OLGA)
    assert await service.waiting(world.database, await world.actor(OLGA)) == ()
    with pytest.raises(OwnRequestError):
        await decide(world, request, OLGA)


async def test_a_withdrawn_one_cannot_be_allowed(world: World) -> None:
    request = await asked(world)
    await service.withdraw(world.database, await world.actor(), request.id, LATER)
    card = await decide(world, request)
    assert (card.request.state, await values(world)) == (State.WITHDRAWN, ["5"])


async def test_what_has_changed_meanwhile_is_not_overwritten(world: World) -> None:
    await world.say(marks=(mark(SOFIA, "5"),))
    request = await ask(world, "4")
    schools = world.database.directories.schools
    schools[:] = [replace(one, profile_overrides={"correction": "self_with_reason"}) for one in schools]
    draft_id = await world.draft(saying(corrections=(DraftCorrection(SOFIA, "5", "3"),)))
    await world.record(draft_id, LATER, reason="slip")
    card = await decide(world, request)
    assert (card.request.state, await values(world)) == (State.OUTDATED, ["3"])


async def test_the_same_is_asked_for_once_and_something_else_not_beside_it(world: World) -> None:
    first = await asked(world)
    assert (await ask(world, "4")).id == first.id
    with pytest.raises(AlreadyAskedError):
        await ask(world, "3")


async def test_deciders_and_the_asker_hear_of_it(world: World) -> None:
    async with world.database.writing() as unit:
        director, olga = await linked(unit, DIRECTOR, 71), await linked(unit, OLGA, 72)
        await unit.commit()
    request = await asked(world)
    rows = [row.planned for row in await world.rows() if row.planned.kind is Kind.APPROVAL]
    assert [(row.chat_key, row.not_before) for row in rows] == [(director, LATER)]
    await decide(world, request)
    rows = [row.planned for row in await world.rows() if row.planned.kind is Kind.APPROVAL]
    assert [row.chat_key for row in rows] == [director, olga]


async def test_a_presence_of_long_ago_is_asked_for_and_what_is_new_is_written(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA, Reason.ILLNESS),))
    draft_id = await world.draft(saying(absences=(DraftAbsence(SOFIA, Reason.UNEXCUSED), DraftAbsence(LEV))))
    done = await world.record(draft_id, LATER, reason="recheck")
    assert done.entry_id
    facts = {one.pupil_id: one.reason for one in (await world.lesson()).attendance}
    assert facts == {SOFIA: Reason.ILLNESS, LEV: None}
    await decide(world, done.requests[0])
    facts = {one.pupil_id: one.reason for one in (await world.lesson()).attendance}
    assert facts == {SOFIA: Reason.UNEXCUSED, LEV: None}


async def test_the_own_list_names_what_waits_for_its_asker_alone(world: World) -> None:
    request = await asked(world)
    own = await service.own_about(world.database, await world.actor(), LESSON)
    assert ([one.id for one in own.requests], own.names[SOFIA]) == ([request.id], "Ёлкина Софья")
    assert (await service.own_about(world.database, await world.actor(NINA), LESSON)).requests == ()


async def test_what_was_closed_while_it_waited_is_not_allowed_without_an_order(world: World) -> None:
    """P12: after the period is closed only the director's order changes it, whoever asked before."""
    request = await asked(world)
    schools = world.database.directories.schools
    schools[:] = [replace(one, profile_overrides={"closed_through": TODAY.isoformat()}) for one in schools]
    card = await decide(world, request)
    assert (card.request.state, await values(world)) == (State.OUTDATED, ["5"])
