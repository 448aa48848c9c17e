"""News that waits too long: the administrator hears of it in the chat, the operator from the doctor."""

from datetime import timedelta

import pytest

from bot.cli.doctor import examine
from bot.clock import SystemClock
from core.ids import OutboxId
from core.notifications.model import Kind, Planned, Selection
from storage.database import Database
from tests.bot.conftest import MOTHER_OF_SOFIA, House

ADMINISTRATOR = "7800199006"
HOUR = timedelta(hours=1)


async def stuck(database: Database, uid: str) -> OutboxId:
    """News for a linked person that was due long ago and that a worker, gone since, still holds."""
    now = SystemClock().now()
    async with database.writing() as unit:
        (person,) = await unit.links.people_with_uid(uid)
        ((_, chat),) = await unit.links.links_to(person.id)
        content = {"event": "own_chat", "who": person.name.full}
        row = Planned(person.school_id, chat.key, person.id, Kind.LINK, "stuck", now - 3 * HOUR, content=content)
        await unit.outbox.enqueue((row,), now - 3 * HOUR)
        (held,) = await unit.outbox.claim(chat.address.bot, "gone", 10, now, now + 10_000 * HOUR)
        await unit.commit()
    return held.id


async def test_the_administrator_is_told_once(house: House) -> None:
    house.clock.moment = SystemClock().now()
    await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    administrator = await house.linked(ADMINISTRATOR, "Инна")
    await house.close()
    await stuck(house.database, MOTHER_OF_SOFIA)
    await house.open()
    assert house.app
    watch = house.app.jobs().get_job("watch_queue").func
    for _ in range(2):
        await watch()
    house.app.wake()
    message = await administrator.expect("Извещения задерживаются")
    assert "ждали отправки: 1." in message.text
    async with house.database.reading() as unit:
        (school,) = await unit.people.schools()
        assert len(await unit.outbox.find(school.id, Selection(), 10)) == 2


async def test_doctor_warns_of_an_old_head_of_the_queue(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PEREMENA_DATABASE__URL", house.config.database.url.get_secret_value())
    house.clock.moment = SystemClock().now()
    await house.linked(MOTHER_OF_SOFIA, "Гульнара")
    await house.close()
    before = {finding.name: finding for finding in await examine(None, online=False)}["Очередь"]
    assert (before.state, before.text) == ("ok", "Ждут отправки: 0.")
    await stuck(house.database, MOTHER_OF_SOFIA)
    after = {finding.name: finding for finding in await examine(None, online=False)}["Очередь"]
    assert after.state == "warning"
    assert "ждёт 180 мин." in after.text
    assert "peremena outbox list" in after.advice
