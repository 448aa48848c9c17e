"""The chat page and its requests: `/`, `/page/...` and `/play/...`, for this machine's browser only."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from playground.accounts import BotAccount
from playground.acts import ACTS, TROUBLES
from playground.log import CallLog
from playground.personas import Cast, Hint, Json, Persona
from playground.trouble import Trouble
from playground.world import World

PAGE = Path(__file__).parent / "page"
TICK_SECONDS = 5.0
RETRY_MS = 1000
_LOOPBACK = frozenset({"127.0.0.1", "localhost"})
_POLICY = "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; frame-ancestors 'none'"
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Control:
    """Serves the page, tells it what happens and does what its user asks."""

    def __init__(self, world: World, bot: BotAccount, log: CallLog, trouble: Trouble, time_zone: str) -> None:
        self.hints: list[Hint] = []
        self._cast = Cast(world)
        self._world = world
        self._bot = bot
        self._log = log
        self._trouble = trouble
        self._time_zone = time_zone
        self._streams: set[asyncio.Queue[Json | None]] = set()

    def add(self, persona: Persona) -> None:
        """Give the page one more panel."""
        self._cast.add(persona)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve the page's addresses."""
        router.add_get("/", _guarded(self._index))
        router.add_get("/page/{name}", _guarded(self._static))
        router.add_get("/play/state", _guarded(self._state))
        router.add_get("/play/events", _guarded(self._events))
        router.add_get("/play/file/{file_id}", _guarded(self._file))
        router.add_get("/play/log", _guarded(self._calls))
        router.add_post("/play/act", _guarded(self._act))
        router.add_post("/play/trouble", _guarded(self._switch))

    def close(self) -> None:
        """Send open pages home."""
        for stream in self._streams:
            stream.put_nowait(None)

    async def _index(self, _: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html", headers=_HEADERS)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        names = {path.name: path for path in PAGE.iterdir()}
        if request.match_info["name"] not in names:
            raise web.HTTPNotFound
        return web.FileResponse(names[request.match_info["name"]], headers=_HEADERS)

    async def _state(self, _: web.Request) -> web.Response:
        return _json(
            {
                "bot": {"name": self._bot.name, "username": self._bot.username},
                "now": self._world.clock(),
                "time_zone": self._time_zone,
                "personas": self._cast.told(),
                "hints": [vars(hint) for hint in self.hints],
                "trouble": self._trouble.described(),
            }
        )

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={**_HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        stream: asyncio.Queue[Json | None] = asyncio.Queue()
        listener = self._listener(stream)
        self._streams.add(stream)
        self._world.feed.subscribe(listener)
        try:
            await self._pour(stream, response)
        except ConnectionResetError:
            return response
        finally:
            self._world.feed.unsubscribe(listener)
            self._streams.discard(stream)
        return response

    def _listener(self, stream: asyncio.Queue[Json | None]) -> Callable[[Json], None]:
        def listen(event: Json) -> None:
            for told in self._cast.translate(event):
                stream.put_nowait(told)

        return listen

    async def _pour(self, stream: asyncio.Queue[Json | None], response: web.StreamResponse) -> None:
        """Write events as they come, and the clock and the switches whenever nothing comes for a while."""
        await response.write(f"retry: {RETRY_MS}\n\n".encode())
        event: Json | None = self._tick()
        while event is not None:
            await response.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
            try:
                event = await asyncio.wait_for(stream.get(), TICK_SECONDS)
            except TimeoutError:
                event = self._tick()

    def _tick(self) -> Json:
        return {"kind": "tick", "now": self._world.clock(), "trouble": self._trouble.described()}

    async def _file(self, request: web.Request) -> web.Response:
        file = self._world.files.by_id(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        # Whatever people send is shown only inside <img>; opened by itself it runs no scripts.
        return web.Response(
            body=file.data, content_type=file.mime, headers={**_HEADERS, "Content-Security-Policy": "sandbox"}
        )

    async def _calls(self, _: web.Request) -> web.Response:
        return web.Response(text=self._log.lines(), content_type="application/jsonl", headers=_HEADERS)

    async def _act(self, request: web.Request) -> web.Response:
        act = await request.json()
        try:
            return _json(await ACTS[act["act"]](self._cast[act["person"]].person, act))
        except (KeyError, ValueError, LookupError, RuntimeError) as error:
            return _json({"error": str(error)}, status=400)

    async def _switch(self, request: web.Request) -> web.Response:
        act = await request.json()
        if act.get("act") not in TROUBLES:
            return _json({"error": "no such switch"}, status=400)
        TROUBLES[act["act"]](self._trouble, act)
        for stream in self._streams:
            stream.put_nowait(self._tick())
        return _json({"trouble": self._trouble.described()})


def _json(data: Any, status: int = 200) -> web.Response:
    return web.json_response(data, status=status, headers=_HEADERS)


def _guarded(handler: Handler) -> Handler:
    """Refuse requests which another web site, or a name pointed at this machine, makes the browser send.

    The page itself may be opened by a link from anywhere.
    """

    async def guard(request: web.Request) -> web.StreamResponse:
        if urlsplit(f"//{request.host}").hostname not in _LOOPBACK:
            raise web.HTTPForbidden(text="This page is served to this machine only.")
        if request.path != "/" and _foreign(request):
            raise web.HTTPForbidden(text="This page takes requests of its own only.")
        if request.method == "POST" and request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        return await handler(request)

    return guard


def _foreign(request: web.Request) -> bool:
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site", "none")
    return origin not in (None, f"http://{request.host}") or site not in ("same-origin", "none")
