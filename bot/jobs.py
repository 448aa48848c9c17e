"""The timetable of what runs by the clock."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

UPDATES_KEPT = timedelta(days=2)
"""The messenger repeats an update for a day at most; what was handled earlier need not be remembered."""

log = structlog.get_logger()


Work = Callable[[], Awaitable[int]]
"""What a job does; how much of it there was."""


def timetable(
    forget_updates: Work, watch_queue: Work, fetch_files: Work, remind_of_applications: Work, erase_certificates: Work
) -> AsyncIOScheduler:
    """The jobs, not started yet. A job that was missed runs once when it can."""
    scheduler = AsyncIOScheduler(job_defaults={"coalesce": True, "misfire_grace_time": 3600, "max_instances": 1})
    scheduler.add_job(_logged("forget_updates", forget_updates), "interval", hours=6, id="forget_updates")
    scheduler.add_job(_logged("watch_queue", watch_queue), "interval", minutes=1, id="watch_queue")
    scheduler.add_job(_logged("fetch_files", fetch_files), "interval", minutes=1, id="fetch_files")
    reminding = _logged("remind_of_applications", remind_of_applications)
    scheduler.add_job(reminding, "interval", minutes=15, id="remind_of_applications")
    erasing = _logged("erase_certificates", erase_certificates)
    scheduler.add_job(erasing, "interval", hours=24, id="erase_certificates")
    return scheduler


def _logged(name: str, work: Work) -> Callable[[], Awaitable[None]]:
    async def run() -> None:
        if count := await work():
            log.info("job_done", kind=name, count=count)

    return run
