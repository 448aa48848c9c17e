"""A revoked right ends what was begun with it: the drafts, the turn, and nothing of anybody else."""

from core.ids import ChatKey
from core.journal.drafts import show
from core.journal.operators import service
from core.journal.operators.leaving import leave
from core.journal.operators.model import Left
from core.journal.recording import record_lesson
from core.people.model import Actor
from tests.contract.school import NINA, NOW, OLGA
from tests.core.journal.conftest import GRACE, World
from tests.core.journal.operators.conftest import LATER, RETIREE, handed, typed


async def test_open_drafts_and_the_turn_end_and_nobody_is_told(
    world: World, operator: Actor, olgas_chat: ChatKey
) -> None:
    draft = await typed(world, operator)
    sent = await handed(world, operator, "5А матем: Ёлкина 4", message=2)
    (own,) = await world.read("5А матем: Белов 5")
    rows = len(world.database.shared.state.outbox.rows)
    world.database.directories.functions.pop()
    former = await world.actor(RETIREE)
    assert await leave(world.database, [former], LATER) == Left(1)
    state = world.database.shared.state
    assert state.journal.drafts[draft.id].state == "cancelled"
    assert len(state.outbox.rows) == rows
    assert state.audit[-1].line.action == "operator.left"
    assert state.journal.drafts[own.id].state == "open"
    assert await leave(world.database, [former], LATER) is None
    done = await record_lesson(world.database, await world.actor(OLGA), sent.id, LATER, GRACE)
    assert done.entry_id is not None


async def test_who_has_the_right_or_never_had_it_loses_nothing(
    world: World, operator: Actor, olgas_chat: ChatKey
) -> None:
    """The denial twin."""
    draft = await typed(world, operator)
    people = [await world.actor(RETIREE), await world.actor(NINA), await world.actor(OLGA)]
    assert await leave(world.database, people, LATER) is None
    assert (await show(world.database, operator, draft.id)).state == "open"
    assert await service.turn(world.database, people[0], NOW) is not None
