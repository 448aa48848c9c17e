"""The timetable of what runs by the clock."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

UPDATES_KEPT = timedelta(days=2)
"""The messenger repeats an update for a day at most; what was handled earlier need not be remembered."""

log = structlog.get_logger()


Work = Callable[[], Awaitable[int]]
"""What a job does; how much of it there was."""


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done again and again."""

    name: str
    every: timedelta
    work: Work
    at_once: bool = False
    """Whether the first time is the start, not one interval later."""


def timetable(*jobs: Job) -> AsyncIOScheduler:
    """The jobs, not started yet. A job that was missed runs once when it can."""
    scheduler = AsyncIOScheduler(job_defaults={"coalesce": True, "misfire_grace_time": 3600, "max_instances": 1})
    for job in jobs:
        seconds = job.every.total_seconds()
        first = {"next_run_time": datetime.now(UTC)} if job.at_once else {}
        scheduler.add_job(_logged(job.name, job.work), "interval", seconds=int(seconds), id=job.name, **first)
    return scheduler


def _logged(name: str, work: Work) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        if count := await work():
            log.info("job_done", kind=name, count=count)

    return run
