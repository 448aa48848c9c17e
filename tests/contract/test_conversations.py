"""Steps of conversations, in memory and in both databases."""

from datetime import timedelta

from core.conversations.model import Step
from core.unit_of_work import Database
from tests.contract.school import NOW


async def test_a_step_takes_the_place_of_the_one_before_and_is_forgotten(school: Database) -> None:
    old, step = Step("fsm:1:2", "a", {}, NOW - timedelta(days=2)), Step("fsm:1:1", "b", {"thread": 7}, NOW)
    async with school.writing() as unit:
        for one in (Step("fsm:1:1", None, {"album": "x"}, NOW), step, old):
            await unit.conversations.keep(one)
        await unit.commit()
    async with school.writing() as unit:
        assert await unit.conversations.steps() == (step, old)
        await unit.conversations.forget_before(NOW - timedelta(days=1))
        assert await unit.conversations.steps() == (step,)
        await unit.conversations.forget("fsm:1:1")
        await unit.conversations.forget("fsm:1:9")
        assert await unit.conversations.steps() == ()
