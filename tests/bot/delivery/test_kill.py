"""Killed at any moment, the worker loses nothing and repeats at most what was in flight."""

import random

import pytest

from bot.delivery.lanes import IN_FLIGHT
from storage.database import Database
from tests.bot.delivery.conftest import opened_post
from tests.bot.delivery.killing import kill

KILLS = 20


@pytest.mark.timeout(300)
async def test_kills_lose_nothing_and_repeat_at_most_what_was_in_flight(database: Database, database_url: str) -> None:
    random.seed(database_url.partition(":")[0])
    async with opened_post(database, families=40) as post:
        toll = await kill(post, database_url, KILLS)

    assert (toll.lost, toll.states) == (0, frozenset({"sent"}))
    assert toll.repeated <= KILLS * IN_FLIGHT
