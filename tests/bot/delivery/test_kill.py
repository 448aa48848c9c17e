"""Killed at any moment, the worker loses nothing and repeats at most what was in flight."""

import random

import pytest

from bot.delivery.lanes import IN_FLIGHT
from storage.database import Database
from tests.bot.delivery.conftest import opened_post
from tests.bot.delivery.killing import arrived, breeder, enqueue, kill

KILLS = 20
ROWS = 600


@pytest.mark.timeout(300)
async def test_kills_lose_nothing_and_repeat_at_most_what_was_in_flight(database: Database, database_url: str) -> None:
    random.seed(database_url.partition(":")[0])
    async with opened_post(database, families=40) as post:
        toll = await kill(post, database_url, KILLS)

    assert (toll.lost, toll.states) == (0, frozenset({"sent"}))
    assert toll.repeated <= KILLS * IN_FLIGHT


@pytest.mark.postgres
async def test_one_process_sends_and_when_it_dies_the_one_that_stands_by_goes_on(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    async with opened_post(database, families=40) as post:
        await enqueue(post, ROWS)
        async with (
            breeder() as victims,
            victims.victim(post, postgres_url) as one,
            victims.victim(post, postgres_url) as other,
        ):
            begun = await post.until(lambda rows: sum(row["state"] == "sent" for row in rows) > ROWS // 10)
            (sender,) = {row["lease_owner"] for row in begun} - {None}
            {f"victim-{one.pid}": one, f"victim-{other.pid}": other}[sender].kill()
            ended = await post.until_ended()
        seen = arrived(post)
    await database.close()

    assert len(seen) == ROWS
    assert {row["state"] for row in ended} == {"sent"}
    assert sum(seen.values()) - ROWS <= IN_FLIGHT
