"""Who asks for addresses that never were: counted by the network address that asks, so that nobody can try many."""

import ipaddress
from collections import OrderedDict, deque
from datetime import datetime, timedelta

from aiohttp import web

from bot.config.sections import Network

MOST = 60
WITHIN = timedelta(minutes=10)
"""So many unknown addresses from one place in this time; many telephones of one operator may ask for ended ones."""

REMEMBERED = 10_000
"""Places of which it is remembered."""

_OF_ONE = 64
"""The first bits of an IPv6 address, which are all that a subscriber keeps."""


class Strangers:
    """Counts what is asked for in vain. In memory only: moments under network addresses, no more."""

    def __init__(self, web_server: Network) -> None:
        self._web_server = web_server
        self._tried: OrderedDict[str, deque[datetime]] = OrderedDict()

    def place(self, request: web.Request) -> str | None:
        """Where it comes from; None if the web server before us does not say.

        Only that server is believed, and only what it added itself: the last name of `X-Forwarded-For`.
        """
        peer = _address(request.remote)
        if peer is None or peer not in self._web_server:
            return _named(peer)
        return _named(_address(",".join(request.headers.getall("X-Forwarded-For", ())).rpartition(",")[2].strip()))

    def tries(self, place: str | None, now: datetime) -> timedelta | None:
        """For how long this place has to wait before it may try another address; None if it may now, and that counts.

        It counts before anybody knows what is behind the address: many that are tried at once have no advantage.
        """
        if place is None:
            return None
        tried = self._tried.setdefault(place, deque(maxlen=MOST))
        if len(tried) == MOST and now - tried[0] < WITHIN:
            return tried[0] + WITHIN - now
        tried.append(now)
        self._tried.move_to_end(place)
        if len(self._tried) > REMEMBERED:
            self._tried.popitem(last=False)
        return None

    def take_back(self, place: str | None, at: datetime) -> None:
        """What was tried then was no guess: the address is there, or nobody could say."""
        tried = self._tried.get(place or "")
        if tried and at in tried:
            tried.remove(at)


def _address(text: str | None) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text or "")
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _named(address: ipaddress.IPv4Address | ipaddress.IPv6Address | None) -> str | None:
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, _OF_ONE), strict=False))
    return None if address is None else str(address)
