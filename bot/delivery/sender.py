"""Delivers one row: renders it, waits for its turn, sends it, and says what became of it."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import structlog

from bot.delivery.errand import Errand
from bot.delivery.recorder import Note
from bot.delivery.rendering import render
from bot.delivery.shelf import Shelf
from bot.delivery.turnstile import Turnstile
from bot.i18n import texts_of
from core.clock import Clock
from core.ids import ChatKey
from core.notifications.errors import ChannelError, ChannelFailure, FailureKind, decide
from core.notifications.model import Delivery, Operation, Outcome, Result
from core.notifications.ports import Channel
from core.notifications.rules import settled

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Held:
    """A claimed row in hand. Nothing is begun after `until`, in monotonic seconds: the lease nears its end."""

    delivery: Delivery
    until: float


class NotNowError(Exception):
    """The pace or the lease holds a message back; the row comes again after so many seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Sender:
    """Sends through one channel. A message takes `longest` seconds at most; `record` keeps what was sent in part.

    `shelf` is where files come from.
    """

    def __init__(
        self,
        channel: Channel,
        turnstile: Turnstile,
        clock: Clock,
        longest: float,
        record: Callable[[Note], Awaitable[None]],
        shelf: Shelf,
    ) -> None:
        self._channel = channel
        self._shelf = shelf
        self._turnstile = turnstile
        self._clock = clock
        self._longest = longest
        self._record = record

    async def deliver(self, held: Held) -> Note:
        """Deliver a row; the outcome. A row that breaks us is failed, so that it does not stop the others."""
        try:
            return await self._deliver(held)
        except Exception as error:
            log.error("delivery.broken", row=held.delivery.id, error=type(error).__name__)
            return self._ended(held.delivery, Outcome.FAILED, FailureKind.BROKEN.value)

    async def _deliver(self, held: Held) -> Note:
        delivery = held.delivery
        if end := settled(delivery):
            return self._ended(delivery, *end)
        errand = Errand(self._channel, self._shelf, delivery, self._longest, partial(self._turn, held), self._save)
        try:
            await self._run(errand, delivery)
        except NotNowError as refusal:
            return self._note(errand, self._given_back(delivery, refusal.seconds))
        except ChannelError as error:
            return self._judged(errand, error.failure)
        return self._note(errand, errand.result(Outcome.SENT, self._clock.now()))

    async def _run(self, errand: Errand, delivery: Delivery) -> None:
        words = texts_of(delivery.language, delivery.time_zone)
        edits = delivery.operation is Operation.EDIT
        await errand.run(render(delivery, words), lambda: render(replace(delivery, restated=edits), words))

    async def _turn(self, held: Held, errand: Errand) -> None:
        chat = errand.address.chat
        await self._turnstile.approach(chat)
        wait = await self._turnstile.enter(chat)
        if wait is not None:
            raise NotNowError(wait)
        if time.monotonic() > held.until:
            raise NotNowError(0)

    async def _save(self, errand: Errand) -> None:
        await self._record(self._note(errand, errand.result(Outcome.PARTLY, self._clock.now())))

    def _judged(self, errand: Errand, failure: ChannelFailure) -> Note:
        row, now = errand.delivery, self._clock.now()
        decision = decide(failure, row.attempts, now, row.reason)
        log.info("delivery.failure", row=row.id, kind=failure.kind.value, outcome=decision.outcome.value)
        if decision.pause:
            self._turnstile.close(decision.pause.total_seconds())
        result = Result(row.id, decision.outcome, now, reason=decision.reason, retry_at=decision.retry_at)
        return self._note(errand, result, row.chat_key if decision.chat_lost else None)

    def _note(self, errand: Errand, result: Result, lost: ChatKey | None = None) -> Note:
        moved_to = errand.moved_to
        return Note(result, lost, (errand.delivery.chat_key, moved_to) if moved_to else None)

    def _given_back(self, delivery: Delivery, wait: float) -> Result:
        now = self._clock.now()
        retry_at = now + timedelta(seconds=wait)
        return Result(delivery.id, Outcome.RETRY, now, reason="given_back", retry_at=retry_at)

    def _ended(self, delivery: Delivery, outcome: Outcome, reason: str) -> Note:
        return Note(Result(delivery.id, outcome, self._clock.now(), reason=reason))
