"""A broadcast to a hundred thousand does not delay a mark: counted in messages, so that no clock decides."""

import sqlalchemy as sa

from core.notifications.files import FileToSend, SentAs
from core.notifications.model import Kind, Operation, Priority, State
from core.people.links.model import Address
from storage.database import Database
from storage.schema.notifications import outbox
from tests.bot.delivery.conftest import Post, opened_post
from tests.bot.delivery.school import BOT, NOW, SCHOOL, TEACHER, School, chat_id

ROWS, FAMILIES = 100_000, 60
PER_SECOND = 30
"""Telegram's pace: what is overtaken by so many messages comes a second later."""

SOME = 100
"""So many messages of the broadcast go before the mark is entered."""


class Sequence:
    """A channel that keeps the chats in the order of the messages, and says when there were so many."""

    def __init__(self, school: School) -> None:
        self.chats: list[str] = []
        self.entered_after = 0
        self._school = school

    async def send(self, address: Address, text: str, buttons: tuple[tuple[str, str], ...] = ()) -> str:
        self.chats.append(address.chat)
        if len(self.chats) == SOME:
            await self._school.tell(self._school.families[:1], "Отметка")
            self.entered_after = len(self.chats)
        return str(len(self.chats))

    async def edit(
        self, address: Address, message_id: str, text: str, buttons: tuple[tuple[str, str], ...] = ()
    ) -> None:
        raise NotImplementedError

    async def delete(self, address: Address, message_id: str) -> None:
        raise NotImplementedError

    async def send_file(self, address: Address, file: FileToSend, caption: str) -> SentAs:
        raise NotImplementedError


async def test_a_mark_waits_less_than_two_seconds_behind_a_hundred_thousand(database: Database) -> None:
    async with opened_post(database, families=FAMILIES) as post:
        await _broadcast(post)
        channel = Sequence(post.school)
        # As much is claimed at a time as at Telegram's pace; only the pace itself is lifted.
        async with post.working(channel, batch=PER_SECOND, per_second=1000.0) as worker:
            await post.until_sent("test:Отметка0")
            worker.stop()

    overtaken = channel.chats.index(str(chat_id(post.school.families[0].chat_key))) - channel.entered_after
    assert overtaken < 2 * PER_SECOND


async def _broadcast(post: Post) -> None:
    """Rows of a notice to the chats of all families but the first, made by the database."""
    numbers = sa.select(sa.literal(1).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(sa.select(numbers.c.n + 1).where(numbers.c.n < ROWS))
    values = {
        "school_id": SCHOOL,
        "bot": BOT,
        "kind": Kind.LINK.value,
        "operation": Operation.SEND.value,
        "priority": Priority.BULK.value,
        "content": {"event": "own_chat", "who": "Ёлкина Ирина"},
        "state": State.PENDING.value,
        "attempts": 0,
        "created_at": NOW,
        "changed_at": NOW,
        "not_before": NOW,
    }
    columns = [sa.literal(value, outbox.c[name].type) for name, value in values.items()]
    key, chat = sa.literal("notice:") + sa.cast(numbers.c.n, sa.Text), 2 + numbers.c.n % (FAMILIES - 1)
    names = [*values, "dedupe_key", "chat_id", "person_id"]
    rows = outbox.insert().from_select(names, sa.select(*columns, key, chat, sa.literal(TEACHER)))
    async with post.school.database.writing() as unit:
        await unit.connection.execute(rows)
        await unit.commit()
