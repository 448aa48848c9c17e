"""Calendars over HTTP: one address for each guardian and child, and 404 for whatever else is asked."""

import asyncio
import hashlib
import math
from collections import OrderedDict, deque
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus

from aiohttp import web

from bot.calendars.events import Event, events, title
from bot.calendars.ics import CONTENT_TYPE, FILE_NAME, ics
from bot.calendars.strangers import Strangers
from bot.config import Config
from bot.i18n import texts_of
from bot.observing import listening
from core.clock import Clock
from core.diary.feeds.model import Served, hashed
from core.diary.feeds.service import served
from core.errors import DomainError, StorageError
from core.unit_of_work import Database

MOST = 30
WITHIN = timedelta(minutes=10)
"""So often one address is answered; a telephone asks a few times a day."""

AT_ONCE = 4
"""Calendars that are read at a time: a crowd of them waits and does not hold up the bot."""

REMEMBERED = 10_000
"""Addresses of which it is remembered when they were asked for and since when they show what they show."""

_HEADERS = {
    "Cache-Control": "private, no-cache",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


@dataclass
class Visited:
    """What is remembered of an address: the last times it was asked for, and since when it shows this content."""

    asked: deque[datetime] = field(default_factory=lambda: deque(maxlen=MOST))
    etag: str = ""
    since: datetime = _BEFORE_ALL

    def wait(self, now: datetime) -> timedelta | None:
        """For how long it is not answered; None if it is now, and that counts."""
        if len(self.asked) == MOST and now - self.asked[0] < WITHIN:
            return self.asked[0] + WITHIN - now
        self.asked.append(now)
        return None

    def shows(self, etag: str, now: datetime) -> None:
        """This is what it shows now."""
        if etag != self.etag:
            self.etag, self.since = etag, now.replace(microsecond=0)


class Calendars:
    """Answers for the addresses. Under hashes of them it remembers no more than moments."""

    def __init__(self, config: Config, database: Database, clock: Clock) -> None:
        self._config = config
        self._database = database
        self._clock = clock
        self._visited: OrderedDict[str, Visited] = OrderedDict()
        self._strangers = Strangers(config.calendar.web_server)
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def answer(self, request: web.Request) -> web.Response:
        """The calendar behind the last part of the path: 304 for who has it, 429 for who asks too often."""
        now, secret, place = self._clock.now(), request.path.rpartition("/")[2], self._strangers.place(request)
        visited = self._visited.get(hashed(secret))
        wait = self._strangers.tries(place, now) if visited is None else visited.wait(now)
        if wait is not None:
            return _empty(HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(math.ceil(wait.total_seconds()))})
        try:
            found = await self._found(request, secret, visited or Visited(asked=deque([now], maxlen=MOST)), now)
        except StorageError:
            found = _empty(HTTPStatus.SERVICE_UNAVAILABLE)
        except DomainError:  # ended, never was, or not to be read any more: nobody learns which
            return _empty(HTTPStatus.NOT_FOUND)
        if visited is None:
            self._strangers.take_back(place, now)
        return found

    async def _found(self, request: web.Request, secret: str, visited: Visited, now: datetime) -> web.Response:
        async with self._turns:
            found = await served(self._database, secret, now)
            self._remember(secret, visited)
            return await self._shown(request, found, visited, now)

    async def _shown(self, request: web.Request, found: Served, visited: Visited, now: datetime) -> web.Response:
        own = found.pages.diary.own
        texts = texts_of(found.language or self._config.school.language, own.school.time_zone)
        shown, name = events(found.pages, texts), title(own, texts)
        visited.shows(_etag(shown, name), now)
        since = format_datetime(visited.since.astimezone(UTC), usegmt=True)
        headers = {"ETag": f'W/"{visited.etag}"', "Last-Modified": since}
        if _known(request, visited):
            return _empty(HTTPStatus.NOT_MODIFIED, headers)
        body = await asyncio.to_thread(ics, shown, name, visited.since)
        headers["Content-Disposition"] = f'inline; filename="{FILE_NAME}"'
        return web.Response(body=body, content_type=CONTENT_TYPE, charset="utf-8", headers=_HEADERS | headers)

    def _remember(self, secret: str, visited: Visited) -> None:
        """Only addresses that are: who tries others fills no memory."""
        key = hashed(secret)
        self._visited[key] = visited
        self._visited.move_to_end(key)
        if len(self._visited) > REMEMBERED:
            self._visited.popitem(last=False)


def application(calendars: Calendars) -> web.Application:
    """The web application; no page lists anything."""
    app = web.Application()
    app.router.add_get("/{path:.*}", calendars.answer)
    return app


def calendars_served(config: Config, database: Database, clock: Clock) -> AbstractAsyncContextManager[None]:
    """Answer at the address of the section while the block runs. PortTakenError."""
    section = config.calendar
    return listening(application(Calendars(config, database, clock)), "calendar", section.host, section.port)


def _known(request: web.Request, visited: Visited) -> bool:
    """Whether who asks has it: by the tag if one is named, else by the moment."""
    if request.if_none_match is not None:
        return any(one.value in (visited.etag, "*") for one in request.if_none_match)
    since = request.if_modified_since
    return since is not None and since >= visited.since


def _etag(shown: tuple[Event, ...], name: str) -> str:
    return hashlib.sha256(repr((shown, name)).encode()).hexdigest()[:32]


def _empty(status: HTTPStatus, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(status=status, headers=_HEADERS | (headers or {}))
