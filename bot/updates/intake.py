"""Taking the updates of several bots: one that the messenger refuses stops none of the others."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from aiogram.exceptions import AiogramError

from bot.updates.handling import Handling

Work = Callable[[Handling], Awaitable[None]]

log = structlog.get_logger()


async def of_each(handlings: Sequence[Handling], work: Work) -> None:
    """Do the work for each bot, side by side. A bot whose token was revoked is logged and left out.

    AiogramError if the messenger refuses every one of them: then there is nobody to work for.
    """
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(_refusal(one, work)) for one in handlings]
    refusals = [refusal for task in tasks if (refusal := task.result()) is not None]
    if len(refusals) == len(tasks):
        raise refusals[0]


async def _refusal(one: Handling, work: Work) -> AiogramError | None:
    try:
        await work(one)
    except AiogramError as error:
        log.error("bot_refused", bot=one.bot.id, error=type(error).__name__)
        return error
    return None
