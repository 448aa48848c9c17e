"""The state of conversations, in the database: a restart loses no step that somebody was in the middle of.

This process is the only one that speaks in these conversations (several of them share Redis), so that what it knows is
what the database has: a step is read from there once, and written only when it changes.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StateType, StorageKey

from core.clock import Clock
from core.conversations.model import Step
from core.unit_of_work import Database, UnitOfWork

LIFETIME = timedelta(days=1)
"""How long somebody may leave a step without going on with it."""
SECRET = frozenset({"code"})
"""What is not written: a code that links a chat is nowhere kept as it is; after a restart it is asked for again."""

_KEYS = DefaultKeyBuilder(with_bot_id=True)  # a person has one chat id with every bot


class KeptStates(BaseStorage):
    """What aiogram asks for the state and the data of a conversation."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._steps: dict[str, Step] | None = None

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """What the next message is taken for."""
        name = state.state if isinstance(state, State) else state
        await self._put(replace(await self._step(key), state=name))

    async def get_state(self, key: StorageKey) -> str | None:
        """The same, as it stands."""
        return (await self._step(key)).state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """What it is about."""
        await self._put(replace(await self._step(key), data=dict(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """The same, as it stands; a copy."""
        return dict((await self._step(key)).data)

    async def close(self) -> None:
        """The database is closed by who opened it."""

    async def _step(self, key: StorageKey) -> Step:
        name, now = _KEYS.build(key), self._clock.now()
        step = (await self._known()).get(name)
        return step if step and step.at > now - LIFETIME else Step(name, None, {}, now)

    async def _known(self) -> dict[str, Step]:
        if self._steps is None:
            oldest = self._clock.now() - LIFETIME

            async def read(unit: UnitOfWork) -> tuple[Step, ...]:
                await unit.conversations.forget_before(oldest)
                return await unit.conversations.steps()

            found = await self._database.run(read)
            if self._steps is None:  # another chat's update may have read them meanwhile
                self._steps = {step.key: step for step in found}
        return self._steps

    async def _put(self, step: Step) -> None:
        known = await self._known()
        before = known.get(step.key)
        if not step.state and not step.data:
            if before is not None:
                await self._database.run(lambda unit: unit.conversations.forget(step.key))
                known.pop(step.key, None)
            return
        if before is not None and (before.state, before.data) == (step.state, step.data):
            return
        step = replace(step, at=self._clock.now())
        told = replace(step, data={name: value for name, value in step.data.items() if name not in SECRET})
        await self._database.run(lambda unit: unit.conversations.keep(told))
        known[step.key] = step
