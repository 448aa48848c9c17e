"""Delivers one row: renders it, waits for its turn, sends it, and says what became of it."""

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.delivery.recorder import Note
from bot.delivery.rendering import Rendered, render
from bot.delivery.turnstile import Turnstile
from bot.i18n import texts
from core.clock import Clock
from core.notifications.errors import ChannelError, ChannelFailure, FailureKind, decide
from core.notifications.model import Delivery, Operation, Outcome, Result
from core.notifications.ports import Channel
from core.notifications.rules import settled
from core.people.links.model import Address

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Held:
    """A claimed row in hand. Nothing is begun after `until`, in monotonic seconds: the lease nears its end."""

    delivery: Delivery
    until: float


class Sender:
    """Sends through one channel. A try takes `longest` seconds at most."""

    def __init__(self, channel: Channel, turnstile: Turnstile, clock: Clock, longest: float) -> None:
        self._channel = channel
        self._turnstile = turnstile
        self._clock = clock
        self._longest = longest

    async def deliver(self, held: Held) -> Note:
        """Deliver a row; the outcome. A row that breaks us is failed, so that it does not stop the others."""
        row = held.delivery.row
        try:
            return await self._deliver(held)
        except Exception as error:
            log.error("delivery.broken", row=row.id, error=type(error).__name__)
            return self._ended(held.delivery, Outcome.FAILED, FailureKind.BROKEN.value)

    async def _deliver(self, held: Held) -> Note:
        delivery = held.delivery
        if end := settled(delivery):
            return self._ended(delivery, *end)
        message = render(delivery, texts(delivery.language, ZoneInfo(delivery.time_zone)))
        wait = await self._turnstile.enter(delivery.address.chat)
        if wait is not None:
            return self._given_back(delivery, wait)
        if time.monotonic() > held.until:
            return self._given_back(delivery, 0)
        return await self._send(delivery, message)

    async def _send(self, delivery: Delivery, message: Rendered) -> Note:
        try:
            message_id = await self._put(delivery, message)
        except ChannelError as error:
            return self._judged(delivery, error.failure)
        return Note(Result(delivery.row.id, Outcome.SENT, self._clock.now(), message_id))

    async def _put(self, delivery: Delivery, message: Rendered) -> str:
        """Send or edit; at the chat's new address if it has moved. The message's id."""
        try:
            async with asyncio.timeout(self._longest):
                try:
                    return await self._call(delivery, delivery.address, message)
                except ChannelError as error:
                    if (moved_to := error.failure.migrate_to) is None:
                        raise
                return await self._call(delivery, replace(delivery.address, chat=moved_to), message)
        except TimeoutError:
            raise ChannelError(FailureKind.UNKNOWN) from None

    async def _call(self, delivery: Delivery, address: Address, message: Rendered) -> str:
        if delivery.row.planned.operation is Operation.SEND or delivery.edits_message is None:
            return await self._channel.send(address, message.text, message.buttons)
        await self._channel.edit(address, delivery.edits_message, message.text, message.buttons)
        return delivery.edits_message

    def _judged(self, delivery: Delivery, failure: ChannelFailure) -> Note:
        row, now = delivery.row, self._clock.now()
        decision = decide(failure, row.attempts, now, row.reason)
        log.info("delivery.failure", row=row.id, kind=failure.kind.value, outcome=decision.outcome.value)
        if decision.pause:
            self._turnstile.close(decision.pause.total_seconds())
        message_id = delivery.edits_message if decision.outcome is Outcome.SENT else None
        result = Result(row.id, decision.outcome, now, message_id, decision.reason, decision.retry_at)
        return Note(result, row.planned.chat_key if decision.chat_lost else None)

    def _given_back(self, delivery: Delivery, wait: float) -> Note:
        now = self._clock.now()
        retry_at = now + timedelta(seconds=wait)
        return Note(Result(delivery.row.id, Outcome.RETRY, now, reason="given_back", retry_at=retry_at))

    def _ended(self, delivery: Delivery, outcome: Outcome, reason: str) -> Note:
        return Note(Result(delivery.row.id, outcome, self._clock.now(), reason=reason))
