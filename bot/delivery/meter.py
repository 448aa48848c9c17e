"""What a delivery counts for Prometheus: outcomes, waits for the pace, pauses that the messenger asked for."""

from collections import Counter as Tally
from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter

from core.notifications.model import Result


class Counters:
    """Counters of all bots since the process began. `registry` holds them and whatever else is shown beside them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.outcomes = self._counter(
            "peremena_deliveries", "Tries to deliver a row, as recorded.", "outcome", "reason"
        )
        self.waits = self._counter("peremena_pace_waits", "Times the pace held a message back.")
        self.waited = self._counter("peremena_pace_wait_seconds", "Seconds spent waiting for the pace.")
        self.pauses = self._counter("peremena_messenger_pauses", "Times the messenger made all wait (retry_after).")
        self.paused = self._counter("peremena_messenger_pause_seconds", "Seconds that the messenger asked to wait.")

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(name, meaning, ["bot", *labels], registry=self.registry)


class Meter:
    """What one bot's delivery counts. `bot` is the bot's id, which is no secret."""

    def __init__(self, bot: str, counters: Counters) -> None:
        self._bot = bot
        self._outcomes = counters.outcomes
        self._waits, self._waited = counters.waits.labels(bot), counters.waited.labels(bot)
        self._pauses, self._paused = counters.pauses.labels(bot), counters.paused.labels(bot)

    def recorded(self, results: Iterable[Result]) -> None:
        """Outcomes were written; a reason is a code, so there are few of them."""
        for (outcome, reason), count in Tally((result.outcome, result.reason) for result in results).items():
            self._outcomes.labels(self._bot, outcome.value, reason or "").inc(count)

    def waited(self, seconds: float) -> None:
        """A message was held back for so long."""
        self._waits.inc()
        self._waited.inc(seconds)

    def paused(self, seconds: float) -> None:
        """Nothing is sent for so long, because the messenger said so."""
        self._pauses.inc()
        self._paused.inc(seconds)
