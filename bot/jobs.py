"""The timetable of what runs by the clock."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

UPDATES_KEPT = timedelta(days=2)
"""The messenger repeats an update for a day at most; what was handled earlier need not be remembered."""

log = structlog.get_logger()


def timetable(forget_updates: Callable[[], Awaitable[int]]) -> AsyncIOScheduler:
    """The jobs, not started yet. A job that was missed runs once when it can."""
    scheduler = AsyncIOScheduler(job_defaults={"coalesce": True, "misfire_grace_time": 3600, "max_instances": 1})
    scheduler.add_job(_logged("forget_updates", forget_updates), "interval", hours=6, id="forget_updates")
    return scheduler


def _logged(name: str, work: Callable[[], Awaitable[int]]) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        log.info("job_done", kind=name, count=await work())

    return run
