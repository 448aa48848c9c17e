"""What somebody was in the middle of is there after a restart; what is secret is not written; old steps are gone."""

from datetime import timedelta

import pytest
from aiogram.fsm.storage.base import StorageKey

from bot.conversations import LIFETIME, KeptStates
from tests.bot.conftest import MOTHER_OF_SOFIA, House, ShiftedClock
from tests.bot.test_letters import LEADER, addressed
from tests.fakes.database import MemoryDatabase
from tests.fakes.directories import Directories

KEY = StorageKey(bot_id=1, chat_id=2, user_id=2)


@pytest.fixture
def memory() -> MemoryDatabase:
    return MemoryDatabase(Directories())


async def test_a_letter_that_was_being_written_is_a_letter_after_a_restart(house: House) -> None:
    mother, teacher = await house.linked(MOTHER_OF_SOFIA), await house.linked(LEADER)
    await addressed(house, mother)
    await house.restart()
    await mother.say("Начатое до перезапуска")
    await teacher.expect("Начатое до перезапуска", timeout=20)


async def test_steps_are_kept_for_the_next_process_without_what_is_secret(memory: MemoryDatabase) -> None:
    clock = ShiftedClock()
    first = KeptStates(memory, clock)
    await first.set_state(KEY, "awaited")
    await first.set_data(KEY, {"uid": "7", "code": "secret"})
    assert await first.get_data(KEY) == {"uid": "7", "code": "secret"}
    next_one = KeptStates(memory, clock)
    assert await next_one.get_state(KEY) == "awaited"
    assert await next_one.get_data(KEY) == {"uid": "7"}
    await next_one.set_state(KEY, None)
    await next_one.set_data(KEY, {})
    assert await KeptStates(memory, clock).get_state(KEY) is None


async def test_a_step_that_was_left_for_a_day_is_none(memory: MemoryDatabase) -> None:
    clock = ShiftedClock()
    states = KeptStates(memory, clock)
    await states.set_state(KEY, "awaited")
    clock.pass_(LIFETIME + timedelta(seconds=1))
    assert await states.get_state(KEY) is None
    assert await KeptStates(memory, clock).get_state(KEY) is None
    async with memory.reading() as unit:
        assert await unit.conversations.steps() == ()
