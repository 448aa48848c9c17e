"""Trouble on demand: what a messenger does on its bad days."""

import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What goes wrong."""

    SLOW = "slow"
    FLOOD = "flood"
    DOWN = "down"
    GATEWAY = "gateway"
    FAILING = "failing"
    LOST_ANSWER = "lost_answer"


SENDING = (
    "sendMessage",
    "sendDocument",
    "sendPhoto",
    "editMessageText",
    "editMessageCaption",
    "editMessageMedia",
    "editMessageReplyMarkup",
    "deleteMessage",
)


@dataclass
class Rule:
    """One trouble which is switched on.

    `seconds` is the delay or the ``retry_after``; `calls` how many calls it will still hit, None for any
    number; `until` the monotonic second at which it ends, None for never; `methods` the lower-case names
    it hits, empty for all; `bot` the id of the one bot it hits, None for all.
    """

    kind: Kind
    seconds: float = 0.0
    calls: int | None = None
    until: float | None = None
    methods: frozenset[str] = frozenset()
    bot: int | None = None

    def over(self) -> bool:
        """Tell whether the rule has run out."""
        return self.calls == 0 or (self.until is not None and time.monotonic() >= self.until)


class Trouble:
    """The switches. Every one takes `calls` (the next so many), `during` (seconds), or stays until `clear`."""

    def __init__(self) -> None:
        self._rules: list[Rule] = []

    def slow(self, seconds: float, *, calls: int | None = None, during: float | None = None) -> None:
        """Answer every call `seconds` late, polls included."""
        self._add(Kind.SLOW, seconds, calls, during, ())

    def flood(
        self,
        retry_after: int,
        *,
        calls: int | None = None,
        during: float | None = None,
        methods: Iterable[str] = SENDING,
        bot: int | None = None,
    ) -> None:
        """Answer 429 with `retry_after` seconds, to all bots or to one; nothing is sent."""
        self._add(Kind.FLOOD, retry_after, calls, during, methods, bot)

    def down(self, *, calls: int | None = None, during: float | None = None) -> None:
        """Cut every connection before the call is even read."""
        self._add(Kind.DOWN, 0, calls, during, ())

    def gateway(self, *, calls: int | None = None, during: float | None = None) -> None:
        """Answer every call 502 with a page instead of JSON, as a proxy before a dead server does."""
        self._add(Kind.GATEWAY, 0, calls, during, ())

    def failing(
        self, *, calls: int | None = None, during: float | None = None, methods: Iterable[str] = SENDING
    ) -> None:
        """Answer 500; nothing is sent."""
        self._add(Kind.FAILING, 0, calls, during, methods)

    def lose_answers(
        self, *, calls: int | None = None, during: float | None = None, methods: Iterable[str] = SENDING
    ) -> None:
        """Do what is asked, then cut the connection: the bot cannot know whether the message arrived."""
        self._add(Kind.LOST_ANSWER, 0, calls, during, methods)

    def clear(self) -> None:
        """Switch everything off."""
        self._rules.clear()

    def strike(self, method: str, bot: int | None) -> dict[Kind, float]:
        """Return what hits this call of a bot, with its seconds, and count it down."""
        return {rule.kind: rule.seconds for rule in self._hits(method.lower(), bot)}

    def described(self) -> list[dict[str, Any]]:
        """Return the switches which are on, JSON-ready."""
        self._forget_spent()
        return [{**asdict(rule), "methods": sorted(rule.methods)} for rule in self._rules]

    def _add(
        self,
        kind: Kind,
        seconds: float,
        calls: int | None,
        during: float | None,
        methods: Iterable[str],
        bot: int | None = None,
    ) -> None:
        until = None if during is None else time.monotonic() + during
        names = frozenset(method.lower() for method in methods)
        self._rules.append(Rule(kind, seconds, calls, until, names, bot))

    def _hits(self, method: str, bot: int | None) -> Iterator[Rule]:
        self._forget_spent()
        for rule in self._rules:
            if rule.bot in (None, bot) and (not rule.methods or method in rule.methods):
                if rule.calls is not None:
                    rule.calls -= 1
                yield rule

    def _forget_spent(self) -> None:
        self._rules = [rule for rule in self._rules if not rule.over()]
