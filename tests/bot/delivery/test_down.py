"""The messenger is down for ten minutes: then all arrives once, in order, at its pace, and staff heard of the delay."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from core.ids import ChatKey, PersonId
from core.notifications.model import Kind, Planned
from core.notifications.pacing import CHAT_BURST
from playground import Person
from storage.schema.notifications import outbox
from tests.bot.conftest import FATHER_OF_SOFIA, MOTHER_OF_EGOR, House

ADMINISTRATOR = "7800199006"
MINUTE = timedelta(minutes=1)
MESSAGES = 8
"""For each guardian: more than go to one chat in a row."""


async def test_ten_minutes_without_the_messenger_cost_no_news(house: House) -> None:
    administrator = await house.linked(ADMINISTRATOR, "Инна")
    guardians = [await house.linked(uid, uid) for uid in (FATHER_OF_SOFIA, MOTHER_OF_EGOR)]
    house.playground.trouble.down()
    for uid in (FATHER_OF_SOFIA, MOTHER_OF_EGOR):
        await _tell(house, uid)
    for _ in range(11):
        await _a_minute_passes(house)
    assert not any(_told(guardian) for guardian in guardians)

    house.playground.trouble.clear()
    for _ in range(5):  # the longest time between two tries
        await _a_minute_passes(house)
    await _until(house, lambda waiting: not waiting)

    for guardian in guardians:
        assert _told(guardian) == [f"Гость{number}" for number in range(MESSAGES)]
        moments = _moments(house, guardian)
        assert max(moments) - min(moments) > MESSAGES - CHAT_BURST - 1.5
    assert [message.text for message in administrator.messages if "Извещения задерживаются" in message.text]


async def _tell(house: House, uid: str) -> None:
    """News for a guardian, each of another guest."""
    async with house.database.writing() as unit:
        (person,) = await unit.links.people_with_uid(uid)
        ((_, chat),) = await unit.links.links_to(person.id)
        rows = tuple(_news(house, person.id, chat.key, number) for number in range(MESSAGES))
        await unit.outbox.enqueue(rows, house.clock.now())
        await unit.commit()


def _news(house: House, guardian: PersonId, chat: ChatKey, number: int) -> Planned:
    key, content = f"guest:{chat}:{number}", {"event": "own_chat", "who": f"Гость{number}"}
    return Planned(house.school.id, chat, guardian, Kind.LINK, key, house.clock.now(), content=content)


async def _a_minute_passes(house: House) -> None:
    """The jobs of a minute are done, and all that is due now has been tried."""
    assert house.app
    house.clock.pass_(MINUTE)
    await house.app.jobs().get_job("watch_queue").func()
    house.app.wake()
    await _until(house, lambda waiting: not any(due for due in waiting))


async def _until(house: House, holds: Callable[[list[bool]], bool]) -> None:
    """Wait for the open rows, of each of which `holds` gets whether it is due."""
    async with asyncio.timeout(60):
        while not holds(await _waiting(house)):  # noqa: ASYNC110 - rows have no events
            await asyncio.sleep(0.02)


async def _waiting(house: House) -> list[bool]:
    query = outbox.select().where(outbox.c.state.in_(("pending", "claimed")))
    async with house.database.reading() as unit:
        rows = (await unit.connection.execute(query)).all()
    return [row.state == "claimed" or row.not_before <= house.clock.now() for row in rows]


def _told(guardian: Person) -> list[str]:
    """The guests that a guardian read of, oldest first."""
    texts = [message.text for message in guardian.messages if message.from_bot and "Гость" in message.text]
    return ["Гость" + text.split("Гость")[1][0] for text in texts]


def _moments(house: House, guardian: Person) -> list[float]:
    """When the messages to a guardian were taken, in real seconds."""
    sent = [
        call for call in house.playground.calls if "response" in call and "Гость" in str(call["params"].get("text"))
    ]
    return [call["ts"] for call in sent if int(call["params"]["chat_id"]) == guardian.id]
