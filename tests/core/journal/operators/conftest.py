"""An operator of the school, and what they typed for Olga."""

from datetime import timedelta

import pytest

from core.ids import ChatKey
from core.journal.drafts import interpret_message
from core.journal.operators import service
from core.journal.operators.confirming import hand_over
from core.journal.ports import StoredDraft
from core.people.model import Actor, Grant, Role
from tests.contract.school import DIRECTOR, NOW, OLGA, TODAY
from tests.contract.writing import linked
from tests.core.journal.conftest import GRACE, World
from tests.fakes.directories import Days, Function

RETIREE = DIRECTOR
"""Anna, who types for others here; on other days she is the director."""
LATER = NOW + timedelta(hours=2)
TEXT = "5А матем: Ёлкина 5, дз № 7"


@pytest.fixture
async def operator(world: World) -> Actor:
    """An operator of the school who has chosen Olga."""
    world.database.directories.functions.append(Function(RETIREE, Grant(Role.OPERATOR), Days(TODAY)))
    plain = await world.actor(RETIREE)
    await service.begin(world.database, plain, OLGA, NOW)
    found = await service.turn(world.database, plain, NOW)
    assert found is not None
    return found.actor


@pytest.fixture
async def olgas_chat(world: World) -> ChatKey:
    """The teacher's own chat."""
    async with world.database.writing() as unit:
        chat = await linked(unit, OLGA, 70)
        await linked(unit, RETIREE, 71)
        await unit.commit()
    return chat


async def typed(world: World, operator: Actor, text: str = TEXT, message: int = 1) -> StoredDraft:
    """A draft that the operator typed."""
    (draft,) = await interpret_message(world.database, operator, text, f"1:71:{message}", NOW)
    return draft


async def handed(world: World, operator: Actor, text: str = TEXT, message: int = 1) -> StoredDraft:
    """The same, handed over to the teacher."""
    draft = await typed(world, operator, text, message)
    done = await hand_over(world.database, operator, draft.id, NOW, GRACE)
    assert done.recorded is None
    return done.draft
