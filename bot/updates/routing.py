"""From an update to its handler by one look-up.

aiogram walks the tree of routers and asks the filters of each handler in turn, those that are no coroutines in a
thread of their own: with fifty handlers an answer to a word costs ten times an echo. A table is made once of the same
routers. By what an update carries, a command or the data of a button, it finds the few handlers that may want it, and
asks their filters in the order of registration. It leaves out only those that would have refused.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.dispatcher.event.handler import FilterObject, HandlerObject
from aiogram.filters import Command, Filter, StateFilter
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message, TelegramObject

EVENTS = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that are asked for; a test compares them with `polling.ALLOWED`."""

_SEPARATOR = ":"
_POSITIONAL = {"self", "value"}
_NOTHING: dict[str, Any] = {}


class Pressed(Filter):
    """A press of this very button, for data that one handler takes as a whole."""

    def __init__(self, data: CallbackData) -> None:
        self.data = data.pack()

    async def __call__(self, callback: CallbackQuery) -> bool:
        """Whether it is this one."""
        return callback.data == self.data


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter, and the names of the arguments that it takes beside the update; None if it takes them all."""

    callback: Callable[..., Any]
    awaitable: bool
    names: tuple[str, ...] | None

    @classmethod
    def of(cls, one: FilterObject) -> Self:
        """What aiogram found out about the filter; MagicFilter's own names are never arguments of an update."""
        return cls(one.callback, one.awaitable, None if one.varkw else tuple(one.params - _POSITIONAL))

    def wanted(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """Of these arguments those that the filter takes."""
        if self.names is None:
            return arguments
        return {name: arguments[name] for name in self.names if name in arguments} if self.names else _NOTHING


@dataclass(frozen=True, slots=True)
class Route:
    """A handler, what it and its routers ask of an update, and the keys without which they refuse it.

    No keys mean that any update may be wanted. `talking` are routes for the middle of a conversation only.
    """

    handler: HandlerObject
    filters: tuple[Asked, ...]
    keys: frozenset[str]
    talking: bool


class _Candidates:
    """Of these routes those that may want an update, by its key."""

    def __init__(self, routes: Iterable[Route]) -> None:
        ordered = tuple(routes)
        keys = frozenset[str]().union(*(route.keys for route in ordered))
        self._keyless = tuple(route for route in ordered if not route.keys)
        self._by_key = {key: _wanting(frozenset({key, _prefix(key)}), ordered) for key in keys}

    def of(self, event: TelegramObject) -> tuple[Route, ...]:
        """In the order of registration."""
        key = _key(event)
        return self._by_key.get(key) or self._by_key.get(_prefix(key)) or self._keyless


def _wanting(keys: frozenset[str], routes: tuple[Route, ...]) -> tuple[Route, ...]:
    return tuple(route for route in routes if not route.keys or not keys.isdisjoint(route.keys))


class Table:
    """The routes of one kind of updates."""

    def __init__(self, routes: Iterable[Route]) -> None:
        ordered = tuple(routes)
        self._talking = _Candidates(ordered)
        self._at_rest = _Candidates(route for route in ordered if not route.talking)

    async def handle(self, event: TelegramObject, **data: Any) -> Any:
        """Give the update to the first handler that takes it; UNHANDLED if none does."""
        chosen = await self.choose(event, data)
        if chosen is None:
            return UNHANDLED
        route, arguments = chosen
        return await route.handler.call(event, **arguments)

    async def choose(self, event: TelegramObject, data: dict[str, Any]) -> tuple[Route, dict[str, Any]] | None:
        """The first route that takes the update, and its handler's arguments."""
        candidates = self._at_rest if data.get("raw_state") is None else self._talking
        for route in candidates.of(event):
            arguments = data
            for one in route.filters:  # here, and not in a coroutine for each route: most refuse at once
                answer = one.callback(event, **one.wanted(arguments))
                found = await answer if one.awaitable else answer
                if not found:
                    break
                if isinstance(found, dict):
                    arguments = {**arguments, **found}
            else:
                return route, arguments
        return None


def tables_of(*routers: Router) -> dict[str, Table]:
    """The routes of these routers by kind of updates, so that a dispatcher looks them up instead of walking them.

    ValueError for what a table cannot keep.
    """
    return {kind: table(kind, *routers) for kind in EVENTS}


def table(kind: str, *routers: Router) -> Table:
    """The routes of these routers for one kind of updates. ValueError for what a table cannot keep."""
    return Table(found for router in routers for found in _routes(router, kind, ()))


def _routes(router: Router, kind: str, above: tuple[FilterObject, ...]) -> Iterator[Route]:
    """The routes of a router and of those below it, in the order in which aiogram would ask them."""
    observer = router.observers[kind]
    if observer.middleware or observer.outer_middleware:
        raise ValueError("what every update passes belongs to the dispatcher")
    filters = above + tuple(observer._handler.filters or ())
    for handler in observer.handlers:
        own = tuple(handler.filters or ())
        yield Route(handler, tuple(map(Asked.of, filters + own)), _keys(own), any(map(_asks_for_a_state, own)))
    for below in router.sub_routers:
        yield from _routes(below, kind, filters)


def _keys(filters: Iterable[FilterObject]) -> frozenset[str]:
    """The keys of the first filter that has some: what it refuses the handler never sees."""
    return next((keys for one in filters if (keys := _keys_of(one.callback))), frozenset())


def _keys_of(asked: Callable[..., Any]) -> frozenset[str]:
    if isinstance(asked, Pressed):
        return frozenset({asked.data})
    if isinstance(asked, CallbackQueryFilter):
        return frozenset({asked.callback_data.__prefix__})
    if isinstance(asked, Command) and asked.prefix == "/" and not asked.ignore_case:
        names = [name for name in asked.commands if isinstance(name, str)]
        return frozenset(f"/{name}" for name in names) if len(names) == len(asked.commands) else frozenset()
    return frozenset()


def _key(event: TelegramObject) -> str:
    """The command or the button's data that an update carries; empty if none."""
    if isinstance(event, CallbackQuery):
        return event.data or ""
    text = (event.text or event.caption or "") if isinstance(event, Message) else ""
    return text.split(maxsplit=1)[0].partition("@")[0] if text.startswith("/") else ""


def _prefix(key: str) -> str:
    return key.partition(_SEPARATOR)[0]


def _asks_for_a_state(one: FilterObject) -> bool:
    """Whether a filter refuses each chat that is in no conversation."""
    asked = one.callback
    states = asked.states if isinstance(asked, StateFilter) else (asked,)
    return all(isinstance(state, State) and state.state not in (None, "*") for state in states)
