"""Killed at any moment, the worker loses nothing and repeats at most what was in flight."""

import random

import pytest

from bot.delivery.lanes import IN_FLIGHT
from storage.database import Database
from tests.bot.delivery.conftest import opened_post
from tests.bot.delivery.killing import arrived, enqueue, kill, victim

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
async def test_what_a_dead_process_held_passes_on_to_the_living(postgres_url: str) -> None:
    database = Database.open(postgres_url)
    async with opened_post(database, families=40) as post:
        await enqueue(post, ROWS)
        async with victim(post, postgres_url):
            async with victim(post, postgres_url):
                await post.until(lambda rows: len({row["lease_owner"] for row in rows} - {None}) == 2)
            ended = await post.until_ended()
        seen = arrived(post)
    await database.close()

    assert len(seen) == ROWS
    assert {row["state"] for row in ended} == {"sent"}
    assert sum(seen.values()) - ROWS <= IN_FLIGHT
