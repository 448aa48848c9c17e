"""The way to the messenger: the address of its Bot API, through the proxy of the configuration if there is one."""

import asyncio
from typing import Any

import aiohttp
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp_socks import ProxyConnectionError, ProxyConnector, ProxyError, ProxyTimeoutError

from bot.config import BotSection

_PROXY_ERRORS = (ProxyConnectionError, ProxyError, ProxyTimeoutError, asyncio.IncompleteReadError)


def messenger_session(section: BotSection) -> AiohttpSession:
    """The session of a bot. ValueError for a proxy whose address is none."""
    proxy = section.proxy.get_secret_value() if section.proxy else None
    return _Session(proxy=proxy, api=TelegramAPIServer.from_base(section.api_url))


class _Connector(ProxyConnector):
    """A proxy that is down is trouble of the network, to be waited out; the library's errors are of no such kind."""

    async def _wrap_create_connection(self, *args: Any, req: Any, **others: Any) -> Any:
        try:
            return await super()._wrap_create_connection(*args, req=req, **others)
        except _PROXY_ERRORS as error:
            raise aiohttp.ClientProxyConnectionError(req.connection_key, OSError("the proxy failed")) from error


class _Session(AiohttpSession):
    async def close(self) -> None:
        """Aiogram waits a quarter of a second for connections with TLS to say goodbye; others have nothing to say."""
        plain = self.api.base.startswith("http://") and self.proxy is None
        if plain and self._session is not None:
            await self._session.close()
        else:
            await super().close()

    def _setup_proxy_connector(self, proxy: Any) -> None:
        super()._setup_proxy_connector(proxy)
        self._connector_type = _Connector
