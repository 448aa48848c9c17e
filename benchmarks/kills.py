"""Two hundred kills of the delivering process at random moments: what is lost, what comes twice."""

import asyncio

from benchmarks.stores import Store, stores
from bot.delivery.lanes import IN_FLIGHT
from storage.database import Database
from tests.bot.delivery.conftest import opened_post
from tests.bot.delivery.killing import PER_KILL, Toll, kill

KILLS, A_SCHOOL = 200, 20
"""Kills altogether, and those that one school's messages suffer."""


def report() -> str:
    """Run them on each engine; a Markdown page. It takes five to ten minutes."""
    with stores(_nothing) as empty:
        rows = [_row(store.name, [_one(store) for _ in range(KILLS // A_SCHOOL)]) for store in empty]
    head = (
        f"# {KILLS} kills\n\nA process that delivers is killed (SIGKILL) at random moments of claim, send and record;"
        f" {PER_KILL} messages for each kill, at most {IN_FLIGHT} of them in flight.\n"
    )
    columns = "| | messages | lost | came twice | allowed to | states at the end |\n|---|--:|--:|--:|--:|---|"
    return "\n".join([head, columns, *rows]) + "\n"


def _one(store: Store) -> Toll:
    with store.copy() as url:
        return asyncio.run(_toll(url))


async def _toll(url: str) -> Toll:
    database = Database.open(url)
    try:
        async with opened_post(database, families=40) as post:
            return await kill(post, url, A_SCHOOL)
    finally:
        await database.close()


async def _nothing(_url: str) -> None:
    """Each school is filled in its copy."""


def _row(engine: str, tolls: list[Toll]) -> str:
    lost, repeated = sum(toll.lost for toll in tolls), sum(toll.repeated for toll in tolls)
    states = ", ".join(sorted(frozenset[str]().union(*(toll.states for toll in tolls))))
    return f"| {engine} | {KILLS * PER_KILL} | {lost} | {repeated} | {KILLS * IN_FLIGHT} | {states} |"
