"""The demo's clock: a school day that begins when the demo does."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

FIRST_MOMENT = datetime(2026, 10, 13, 11, 30, tzinfo=ZoneInfo("Europe/Moscow"))
"""Tuesday, the fourth lesson is going on; the school of the demo lives in this week for ever."""


class DemoClock:
    """Runs at the speed of the real one, from `FIRST_MOMENT`."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def now(self) -> datetime:
        """The present moment of the demo in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def seconds(self) -> float:
        """The same in seconds since the epoch, for the playground."""
        return FIRST_MOMENT.timestamp() + time.monotonic() - self._started
