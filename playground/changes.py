"""How the parts of the playground learn that something has happened, without asking again and again."""

import asyncio
from collections.abc import Callable
from typing import Any

Listener = Callable[[dict[str, Any]], None]


class Signal:
    """Wakes everybody who waits at the moment of `fire`.

    A waiter checks its condition, then calls `wait` without awaiting anything in between; so no
    change can slip through.
    """

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def fire(self) -> None:
        """Wake everybody who is waiting now."""
        event, self._event = self._event, asyncio.Event()
        event.set()

    async def wait(self) -> None:
        """Return after the next `fire`."""
        await self._event.wait()


class Feed:
    """Carries events, as JSON-ready dictionaries, to the open chat pages."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def subscribe(self, listener: Listener) -> None:
        """Have `listener` called with every event from now on."""
        self._listeners.add(listener)

    def unsubscribe(self, listener: Listener) -> None:
        """Stop calling `listener`."""
        self._listeners.discard(listener)

    def tell(self, kind: str, **event: Any) -> None:
        """Hand an event of the given kind to every open page."""
        for listener in tuple(self._listeners):
            listener({"kind": kind, **event})
