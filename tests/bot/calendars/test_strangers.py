"""Who is taken for whom by the limit of addresses that never were."""

import ipaddress
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.calendars.strangers import MOST, REMEMBERED, WITHIN, Strangers
from bot.config.sections import Network

NOW = datetime(2026, 10, 13, 9, 30, tzinfo=UTC)
LOOPBACK = ipaddress.ip_network("127.0.0.0/8")


def place(peer: str, said: str | None = None, web_server: Network = LOOPBACK) -> str | None:
    headers = {} if said is None else {"X-Forwarded-For": said}
    return Strangers(web_server).place(make_mocked_request("GET", "/x", headers=headers).clone(remote=peer))


@pytest.mark.parametrize(
    ("peer", "said", "found"),
    [
        ("127.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("127.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"),
        ("127.0.0.1", None, None),
        ("127.0.0.1", "someone", None),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("", None, None),
    ],
)
def test_only_the_web_server_is_believed(peer: str, said: str | None, found: str | None) -> None:
    assert place(peer, said) == found


def test_a_web_server_on_another_machine_is_named() -> None:
    assert place("10.0.0.5", "203.0.113.7", ipaddress.ip_network("10.0.0.5")) == "203.0.113.7"


def test_the_wait_is_what_is_left_and_no_memory_is_filled() -> None:
    strangers = Strangers(LOOPBACK)
    for second in range(MOST):
        assert strangers.tries("a", NOW + timedelta(seconds=second)) is None
    assert strangers.tries("a", NOW + timedelta(minutes=4)) == WITHIN - timedelta(minutes=4)
    assert strangers.tries("b", NOW) is None
    assert {strangers.tries(None, NOW) for _ in range(2 * MOST)} == {None}
    for number in range(REMEMBERED):
        strangers.tries(str(number), NOW)
    assert strangers.tries("a", NOW + timedelta(minutes=4)) is None, "the oldest is forgotten"


def test_what_was_no_guess_is_taken_back() -> None:
    strangers = Strangers(LOOPBACK)
    for _ in range(2 * MOST):
        assert strangers.tries("a", NOW) is None
        strangers.take_back("a", NOW)
    for _ in range(MOST):
        assert strangers.tries("a", NOW) is None
    strangers.take_back("b", NOW)
    strangers.take_back(None, NOW)
    assert strangers.tries("a", NOW) == WITHIN
