"""What somebody was asked for: the next message is taken for it, unless it comes too late."""

from datetime import datetime, timedelta
from typing import Any

from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import Message

from core.clock import Clock
from core.people.links.model import Identity
from core.people.model import Role

PATIENCE = timedelta(minutes=15)
"""So long the next message is taken for what was asked for: later it may be meant for something else."""
_AT = "at"


class Awaited(Filter):
    """Lets pass what comes soon after it was asked for with `await_words`; an older step is dropped.

    It stands after the filters of the step and of the kind of message: what they refuse drops nothing.
    """

    def __init__(self, *hurried: Role) -> None:
        """`hurried`: whose messages are waited for so briefly; without any, everybody's."""
        self._hurried = hurried

    async def __call__(
        self,
        message: Message,  # noqa: ARG002 - any kind of message
        identity: Identity,
        state: FSMContext,
        clock: Clock,
    ) -> bool | dict[str, Any]:
        """`step`: what is known of it."""
        step = await state.get_data()
        if self._hurries(identity) and not _is_fresh(step, clock.now()):
            await state.clear()
            return False
        return {"step": step}

    def _hurries(self, identity: Identity) -> bool:
        return not self._hurried or any(actor.holds(*self._hurried) for actor in identity.actors)


async def await_words(state: FSMContext, step: State, now: datetime, **data: object) -> None:
    """The next message belongs to this step."""
    await state.set_state(step)
    await state.set_data({**data, _AT: now.isoformat()})


def _is_fresh(step: dict[str, Any], now: datetime) -> bool:
    return _AT in step and now - datetime.fromisoformat(step[_AT]) <= PATIENCE
