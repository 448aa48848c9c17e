"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import time
from typing import Any

from aiohttp import web

from playground import errors
from playground.accounts import BotAccount
from playground.log import CallLog
from playground.methods import BY_LOWER_NAME, Call
from playground.params import Params, read_params
from playground.trouble import Kind, Trouble
from playground.world import World


class BotApi:
    """Answers calls of bots, through whatever trouble is switched on, and writes them to the log."""

    def __init__(self, world: World, log: CallLog, trouble: Trouble) -> None:
        self._world = world
        self._log = log
        self._trouble = trouble

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve the Bot API's addresses."""
        router.add_route("*", "/bot{token}/{method}", self.answer)
        router.add_get("/file/bot{token}/{path:.+}", self.download)

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one call; the connection is cut instead when the server is «down» or loses answers."""
        caller = self._world.bots.get(request.match_info["token"])
        strikes = self._trouble.strike(request.match_info["method"], caller.id if caller else None)
        if Kind.DOWN in strikes:
            raise _cut(request)
        await asyncio.sleep(strikes.get(Kind.SLOW, 0))
        if Kind.GATEWAY in strikes:
            return web.Response(status=502, text="<html>502 Bad Gateway</html>", content_type="text/html")
        body = await self._answer(request, strikes)
        if Kind.LOST_ANSWER in strikes:
            raise _cut(request)
        return web.json_response(body, status=body.get("error_code", 200), headers=_retry_header(body))

    async def download(self, request: web.Request) -> web.Response:
        """Give the contents of a file whose path ``getFile`` told."""
        file = self._world.files.by_path(request.match_info["path"])
        if request.match_info["token"] not in self._world.bots or file is None:
            return web.json_response(errors.not_found().body(), status=404)
        return web.Response(body=file.data, content_type=file.mime)

    async def run(self, bot: BotAccount, method: str, params: Params) -> dict[str, Any]:
        """Run one method and return the body of its answer."""
        try:
            if method.lower() not in BY_LOWER_NAME:
                raise errors.not_found()
            _, run = BY_LOWER_NAME[method.lower()]
            return {"ok": True, "result": await run(Call(self._world, bot, params))}
        except errors.ApiError as error:
            return error.body()

    async def _answer(self, request: web.Request, strikes: dict[Kind, float]) -> dict[str, Any]:
        begun, method = time.time(), request.match_info["method"]
        bot = self._world.bots.get(request.match_info["token"])
        if bot is None:
            return errors.unauthorized().body()
        try:
            params = await read_params(request)
        except errors.ApiError as error:
            return error.body()
        body = _struck(strikes) or await self.run(bot, method, params)
        self._write(bot, method, params, None if Kind.LOST_ANSWER in strikes else body, begun)
        return body

    def _write(self, bot: BotAccount, method: str, params: Params, body: dict[str, Any] | None, begun: float) -> None:
        name, _ = BY_LOWER_NAME.get(method.lower(), (method, None))
        if name == "getUpdates" and body and body["ok"]:
            self._log.updates(bot, body["result"])
            body = {"ok": True}
        self._log.call(bot, name, params, body, begun)


def _struck(strikes: dict[Kind, float]) -> dict[str, Any] | None:
    if Kind.FLOOD in strikes:
        return errors.too_many_requests(int(strikes[Kind.FLOOD])).body()
    return errors.restart().body() if Kind.FAILING in strikes else None


def _retry_header(body: dict[str, Any]) -> dict[str, str]:
    wait = body.get("parameters", {}).get("retry_after")
    return {"Retry-After": str(wait)} if wait else {}


def _cut(request: web.Request) -> Exception:
    """Close the connection without an answer; returns what ends the handler."""
    if request.transport:
        request.transport.abort()
    return ConnectionResetError("cut by a trouble switch")
