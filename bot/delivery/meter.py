"""What a delivery counts for Prometheus: outcomes, waits for the pace, pauses that the messenger asked for."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, Counter

from core.notifications.model import Result


class Meter:
    """Counters since the process began. `registry` holds them and whatever else is shown beside them."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._outcomes = Counter(
            "peremena_deliveries", "Tries to deliver a row, as recorded.", ["outcome", "reason"], registry=registry
        )
        self._waits = Counter("peremena_pace_waits", "Times the pace held a message back.", registry=registry)
        self._waited = Counter("peremena_pace_wait_seconds", "Seconds spent waiting for the pace.", registry=registry)
        self._pauses = Counter(
            "peremena_messenger_pauses", "Times the messenger made all wait (retry_after).", registry=registry
        )
        self._paused = Counter(
            "peremena_messenger_pause_seconds", "Seconds that the messenger asked to wait.", registry=registry
        )

    def recorded(self, results: Iterable[Result]) -> None:
        """Outcomes were written; a reason is a code, so there are few of them."""
        for result in results:
            self._outcomes.labels(result.outcome.value, result.reason or "").inc()

    def waited(self, seconds: float) -> None:
        """A message was held back for so long."""
        self._waits.inc()
        self._waited.inc(seconds)

    def paused(self, seconds: float) -> None:
        """Nothing is sent for so long, because the messenger said so."""
        self._pauses.inc()
        self._paused.inc(seconds)
