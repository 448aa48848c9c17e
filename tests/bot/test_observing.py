"""What a running bot shows from outside, read over HTTP as Prometheus and a watchdog read it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from bot.clock import SystemClock
from bot.config import MetricsSection
from bot.observing import PortTakenError, observed
from core.notifications.model import Priority
from storage.database import Database
from tests.bot.conftest import House
from tests.bot.delivery.conftest import Post, opened_post
from tests.bot.delivery.school import BOT

Sample = tuple[str, tuple[str, ...]]


@pytest.fixture
async def post(database: Database) -> AsyncIterator[Post]:
    """Three families on each engine in turn."""
    async with opened_post(database) as opened:
        yield opened


@pytest.fixture
def section() -> MetricsSection:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return MetricsSection(enabled=True, port=free.getsockname()[1])


async def seen(section: MetricsSection) -> dict[Sample, float]:
    """The samples that Prometheus would store."""
    url = f"http://{section.host}:{section.port}/metrics"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.content_type == "text/plain"
        families = text_string_to_metric_families(await answer.text())
        return {(one.name, tuple(one.labels.values())): one.value for family in families for one in family.samples}


async def test_the_queue_by_priority_then_what_became_of_it(post: Post, section: MetricsSection) -> None:
    school = post.school
    await school.tell(school.families[:2], "a")
    await school.tell(school.families, "b", Priority.BULK)
    school.clock.ahead = timedelta(minutes=10)
    worker = post.worker()
    async with observed(section, worker.counters.registry, school.database, school.clock, [BOT]):
        before = await seen(section)
        assert [before["peremena_queue_waiting", (BOT, name)] for name in ("urgent", "normal", "bulk")] == [0, 2, 3]
        assert before["peremena_queue_due", (BOT, "normal")] == 2
        assert before["peremena_queue_oldest_seconds", (BOT, "urgent")] == 0
        assert 600 <= before["peremena_queue_oldest_seconds", (BOT, "normal")] < 660

        school.guardian(school.families[0]).block()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(worker.run())
            await post.until_ended()
            worker.stop()
        after = await seen(section)
        assert after["peremena_queue_waiting", (BOT, "bulk")] == 0
        assert after["peremena_deliveries_total", (BOT, "sent", "")] == 3
        assert after["peremena_deliveries_total", (BOT, "unreachable", "blocked")] == 2
        assert after["peremena_pace_waits_total", (BOT,)] > 0
        assert after["peremena_pace_wait_seconds_total", (BOT,)] > 0


async def test_a_flood_is_counted_with_its_seconds(post: Post, section: MetricsSection) -> None:
    await post.school.tell(post.school.families[:1], "a")
    post.playground.trouble.flood(60)
    worker = post.worker()
    async with observed(section, worker.counters.registry, post.school.database, post.school.clock):
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(worker.run())
            await post.until(lambda rows: rows[0]["reason"] == "flood")
            worker.stop()
        found = await seen(section)
    assert found["peremena_messenger_pauses_total", (BOT,)] == 1
    assert found["peremena_messenger_pause_seconds_total", (BOT,)] >= 60
    assert found["peremena_deliveries_total", (BOT, "retry", "flood")] == 1


async def test_health_follows_the_database(section: MetricsSection, sqlite_database: Database) -> None:
    url = f"http://{section.host}:{section.port}/health"
    away = Database.open("postgresql+asyncpg://nobody@127.0.0.1:1/none")
    for database, status, said in (
        (sqlite_database, 200, {"status": "ok"}),
        (away, 503, {"status": "unavailable", "reason": "storage_busy"}),
    ):
        async with (
            observed(section, CollectorRegistry(), database, SystemClock()),
            aiohttp.ClientSession() as session,
            session.get(url) as answer,
        ):
            assert (answer.status, await answer.json()) == (status, said)
    await away.close()


async def test_nobody_is_answered_unless_switched_on(section: MetricsSection, sqlite_database: Database) -> None:
    off = section.model_copy(update={"enabled": False})
    async with observed(off, CollectorRegistry(), sqlite_database, SystemClock()):
        with pytest.raises(aiohttp.ClientConnectorError):
            await seen(section)


async def test_a_port_that_is_taken_is_told_apart(section: MetricsSection, sqlite_database: Database) -> None:
    async with observed(section, CollectorRegistry(), sqlite_database, SystemClock()):
        with pytest.raises(PortTakenError):
            async with observed(section, CollectorRegistry(), sqlite_database, SystemClock()):
                pytest.fail("it listens twice")


async def test_the_running_bot_is_seen(house: House, section: MetricsSection) -> None:
    await house.close()
    house.config = house.config.model_copy(update={"metrics": section})
    await house.open()
    async with asyncio.timeout(10):
        while (found := await _seen_by_now(section)) is None:  # noqa: ASYNC110 - a port has no events
            await asyncio.sleep(0.02)
    assert found["peremena_queue_waiting", (str(house.playground.bot.id), "normal")] == 0


async def _seen_by_now(section: MetricsSection) -> dict[Sample, float] | None:
    try:
        return await seen(section)
    except aiohttp.ClientConnectorError:
        return None
