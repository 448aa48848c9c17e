"""How taking updates ends: what waits is left at once, what is in hand gets a moment."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

STOP_SECONDS = 5
"""How long updates in hand may take after a stop; the messenger repeats those that were not finished."""

T = TypeVar("T")


async def unless_stopped(work: Coroutine[Any, Any, T], stop: asyncio.Event) -> T | None:
    """What `work` gives; None if `stop` was set first, which cancels it."""
    working = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        working.cancel()
        stopping.cancel()
