"""Workers in processes of their own, for tests that kill them: `python -m tests.bot.delivery.victim`.

It imports once and forks a worker for each line of standard input: the database, the address of the Bot API with the
token, the lease in seconds, messages a second. It answers with the number of the new process.
"""

import asyncio
import os
import signal
import sys

import aiohttp

from bot.clock import SystemClock
from bot.config import DeliverySection
from bot.delivery.lease import BotLease
from bot.delivery.telegram import TelegramChannel
from bot.delivery.worker import DeliveryWorker
from storage.database import Database
from tests.bot.delivery.school import BOT

SENDER_LEASE = 0.25
"""Seconds until the next victim may send for the bot."""


async def main(url: str, api: str, lease: str, pace: str) -> None:
    """Deliver until killed."""
    database = Database.open(url)
    # A lease this short is refused in a configuration; a test has no time for a longer one.
    settings = DeliverySection.model_construct(
        per_second=float(pace), per_chat_seconds=0.0, batch=100, lease_seconds=int(lease)
    )
    async with aiohttp.ClientSession() as session:

        async def opened() -> aiohttp.ClientSession:
            return session

        channel = TelegramChannel(opened, lambda method: f"{api}/{method}")
        own = BotLease(database, BOT, f"victim-{os.getpid()}", SENDER_LEASE)
        await DeliveryWorker(database, channel, SystemClock(), settings, own).run()


def breed() -> None:
    """Fork until standard input ends. Who was killed is gone at once: nobody waits for children."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while line := sys.stdin.readline():
        number = os.fork()
        if number == 0:
            sys.stdout = sys.stderr  # the log of a worker is no answer
            asyncio.run(main(*line.split()))
            return
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    breed()
