"""What one row becomes in the chat: several parts, others in place of those that are gone, a chat elsewhere."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from core.notifications.errors import ChannelError, FailureKind
from core.notifications.files import FileToSend, SentAs
from core.notifications.ports import Channel
from core.people.links.model import Address
from storage.database import Database
from storage.schema.links import chat
from tests.bot.delivery.conftest import Post, opened_post
from tests.bot.delivery.school import BOT, Family

Buttons = tuple[tuple[str, str], ...]
TASK = "Решить задачу. "


class Fussy:
    """The messenger with a whim. `sends` is how many messages it takes before it answers no more."""

    def __init__(self, channel: Channel, *, longest: int = 9999, sends: int = 9999, marks: bool = True) -> None:
        self._channel = channel
        self._longest = longest
        self._sends = sends
        self._marks = marks
        self.silent = asyncio.Event()

    async def send(self, address: Address, text: str, buttons: Buttons = ()) -> str:
        if len(text) > self._longest:
            raise ChannelError(FailureKind.TOO_LONG)
        if not self._sends:
            self.silent.set()
            await asyncio.Event().wait()
        self._sends -= 1
        broken = text if self._marks or "<" not in text else f"{text}<b>"
        return await self._channel.send(address, broken, buttons)

    async def edit(self, address: Address, message_id: str, text: str, buttons: Buttons = ()) -> None:
        await self._channel.edit(address, message_id, text, buttons)

    async def delete(self, address: Address, message_id: str) -> None:
        await self._channel.delete(address, message_id)

    async def send_file(self, address: Address, file: FileToSend, caption: str) -> SentAs:
        return await self._channel.send_file(address, file, caption)


def _task(count: int) -> str:
    return (TASK * count).strip()


def _said(post: Post, family: Family) -> str:
    """What the parts say together, without headings and numbers."""
    parts = [text.rpartition("\n\n")[0].partition("\n")[2] for text in post.school.texts(family)]
    return " ".join(parts)


async def _sent(post: Post, count: int) -> list[dict[str, Any]]:
    return await post.until(lambda rows: [row["state"] for row in rows] == ["sent"] * count)


async def test_homework_of_any_length_comes_whole_and_each_part_names_the_child(post_on_both: Post) -> None:
    """alertmanager #2923: homework of 5,000 characters."""
    post, sofia = post_on_both, post_on_both.school.families[0]
    await post.school.record({sofia: "5"}, homework=_task(600))
    async with post.working():
        rows = await post.until_ended()

    texts = post.school.texts(sofia)
    assert [text.rpartition("\n\n")[2] for text in texts] == ["1/3", "2/3", "3/3"]
    assert all(text.startswith("Софья, 5А · Математика, вт 13 октября\n") for text in texts)
    assert _said(post, sofia).count(TASK.strip()) == 600
    messages = [message for message in post.school.guardian(sofia).messages if message.from_bot]
    assert [part[0] for part in rows[0]["posted"]] == [str(message.id) for message in messages]
    assert rows[0]["message_id"] == rows[0]["posted"][0][0]


async def test_a_correction_changes_only_the_parts_that_it_concerns(post: Post) -> None:
    sofia = post.school.families[0]
    await post.school.record({sofia: "4"}, homework=_task(600))
    async with post.working() as worker:
        await _sent(post, 3)
        before = len(post.playground.calls)
        await post.school.correct(sofia, "5")
        worker.wake()
        await _sent(post, 4)

    (edit,) = [call for call in post.playground.calls[before:] if call["method"] == "editMessageText"]
    assert "Отметка <s>4</s> → 5" in edit["params"]["text"]
    assert len(post.school.texts(sofia)) == 3


async def test_parts_that_became_more_are_sent_and_those_of_which_nothing_is_left_say_so(post: Post) -> None:
    sofia = post.school.families[0]
    await post.school.record({sofia: "4"}, homework=_task(400))
    async with post.working() as worker:
        await _sent(post, 3)
        for count, expected in ((700, 3), (2, 3), (600, 3)):
            await post.school.set_homework(_task(count))
            worker.wake()
            await post.until(lambda rows: all(row["state"] == "sent" for row in rows))
            texts = post.school.texts(sofia)
            assert len(texts) == expected
            assert sum(text.count(TASK.strip()) for text in texts) == count
            assert texts.count("Продолжения больше нет: запись стала короче.") == (2 if count == 2 else 0)
        first, *_ = await post.school.rows()
    assert len(first["posted"]) == 3


async def test_after_a_kill_between_parts_the_rest_comes_and_nothing_twice(database: Database) -> None:
    async with opened_post(database, families=1) as post:
        (sofia,) = post.school.families
        await post.school.record({sofia: "5"}, homework=_task(600))
        fussy = Fussy(post.channel(), sends=2)
        await post.killed(fussy, fussy.silent)
        assert len(post.school.texts(sofia)) == 2
        post.school.clock.ahead += timedelta(seconds=61)
        async with post.working():
            (row,) = await post.until_ended()

        assert (row["state"], row["attempts"], len(row["posted"])) == ("sent", 2, 3)
        assert [text[-3:] for text in post.school.texts(sofia)] == ["1/3", "2/3", "3/3"]
        assert [call["method"] for call in post.playground.calls] == ["sendMessage"] * 3


async def test_trouble_between_parts_is_gone_on_from(post: Post) -> None:
    sofia = post.school.families[0]
    await post.school.record({sofia: "5"}, homework=_task(600))
    async with post.working() as worker:
        await post.until(lambda rows: rows[0]["posted"] is not None)
        post.playground.trouble.failing(calls=2)
        await post.until(lambda rows: not any(row["state"] == "claimed" for row in rows))
        post.school.clock.ahead += timedelta(minutes=1)
        worker.wake()
        await _sent(post, 3)
    assert [len(post.school.texts(family)) for family in post.school.families] == [3, 3, 3]


async def test_what_the_messenger_calls_too_long_is_split_once_more(post: Post) -> None:
    sofia = post.school.families[0]
    await post.school.record({sofia: "5"}, homework=_task(200))
    async with post.working(Fussy(post.channel(), longest=2500)):
        rows = await _sent(post, 3)
    assert len(rows[0]["posted"]) == 2
    assert _said(post, sofia).count(TASK.strip()) == 200


async def test_what_is_too_long_in_any_case_fails_and_says_so(post: Post) -> None:
    await post.school.tell(post.school.families[:1], "Гость")
    async with post.working(Fussy(post.channel(), longest=1)):
        (row,) = await post.until_ended()
    assert (row["state"], row["reason"]) == ("failed", "too_long")


async def test_marks_that_telegram_cannot_read_do_not_cost_the_message_and_are_seen(post: Post) -> None:
    await post.school.record({}, homework="№ 1 < 2")
    async with post.working(Fussy(post.channel(), marks=False)) as worker:
        rows = await post.until_ended()
        counted = worker.counters.registry.get_sample_value(
            "peremena_deliveries_total", {"bot": BOT, "outcome": "sent", "reason": "markup"}
        )
    assert [(row["state"], row["reason"]) for row in rows] == [("sent", "markup")] * 3
    assert post.school.texts(post.school.families[0]) == ["Софья, 5А · Математика, вт 13 октября\nЗадано: № 1 < 2"]
    assert counted == 3


SHORT = {
    "full": "Исправление: <b>Софья, 5А</b> · Математика, вт 13 октября: <s>4</s> → 5",
    "initials": "Исправление: <b>С. Ё., 5А</b> · Математика, вт 13 октября: <s>4</s> → 5",
    "discreet": "В дневнике исправлена запись. Откройте дневник на сайте школы.",
}


@pytest.mark.parametrize("mode", SHORT)
async def test_a_correction_of_a_message_that_is_gone_is_a_short_new_one(database: Database, mode: str) -> None:
    async with opened_post(database, content_mode=mode) as post:
        sofia = post.school.families[0]
        await post.school.record({sofia: "4"})
        async with post.working() as worker:
            (row,) = await post.until_ended()
            post.school.guardian(sofia).delete(int(row["message_id"]))
            await post.school.correct(sofia, "5")
            worker.wake()
            rows = await _sent(post, 2)
            (short,) = [message for message in post.school.guardian(sofia).messages if message.from_bot]
            assert short.html == SHORT[mode]
            assert (rows[1]["reason"], rows[1]["message_id"]) == ("message_gone", str(short.id))
            await post.school.correct(sofia, "3")
            worker.wake()
            await _sent(post, 3)

        (edited,) = [message for message in post.school.guardian(sofia).messages if message.from_bot]
        assert edited.id == short.id
        assert mode == "discreet" or edited.html.endswith(": <s>4</s> → <s>5</s> → 3")


async def test_homework_that_changed_is_told_shortly_where_the_message_is_gone(post: Post) -> None:
    sofia = post.school.families[0]
    await post.school.record({sofia: "4"}, homework="№ 1")
    async with post.working() as worker:
        (row, *_) = await _sent(post, 3)
        post.school.guardian(sofia).delete(int(row["message_id"]))
        await post.school.set_homework("№ 2")
        worker.wake()
        await post.until(lambda rows: len(rows) == 6 and all(row["state"] == "sent" for row in rows))
        assert post.school.texts(sofia) == ["Исправление: Софья, 5А · Математика, вт 13 октября\nЗадано: № 2"]
        await post.school.correct(sofia, None)
        worker.wake()
        await post.until(lambda rows: len(rows) == 7 and all(row["state"] == "sent" for row in rows))

    (text,) = post.school.texts(sofia)
    assert text.split("\n")[1:] == ["Отметка 4 — отменена", "Задано: № 2"]


async def test_of_a_digest_that_is_gone_only_what_changed_is_told(post: Post) -> None:
    school, sofia = post.school, post.school.families[0]
    school.clock.ahead = timedelta(hours=11)
    await school.record({sofia: "5"}, number=2)
    await school.record({sofia: "4"}, number=3)
    school.clock.ahead += timedelta(hours=9)
    async with post.working() as worker:
        (row,) = await post.until_ended()
        school.guardian(sofia).delete(int(row["message_id"]))
        await school.correct(sofia, "3", number=3)
        worker.wake()
        await _sent(post, 2)
    assert school.texts(sofia) == ["Исправление: Софья, 5А · Математика, вт 13 октября: 4 → 3"]


async def test_a_part_that_was_deleted_before_the_rest_came_is_sent_again(sqlite_database: Database) -> None:
    async with opened_post(sqlite_database, families=1) as post:
        (sofia,) = post.school.families
        await post.school.record({sofia: "5"}, homework=_task(600))
        fussy = Fussy(post.channel(), sends=1)
        await post.killed(fussy, fussy.silent)
        (row,) = await post.school.rows()
        post.school.guardian(sofia).delete(int(row["message_id"]))
        await post.school.set_homework(_task(500))
        post.school.clock.ahead += timedelta(seconds=61)
        async with post.working():
            await post.until_ended()
        assert _said(post, sofia).count(TASK.strip()) == 500


async def test_a_chat_that_moved_is_written_to_at_its_new_address_from_then_on(post: Post) -> None:
    sofia = post.school.families[0]
    post.playground.migrate(-100, post.school.guardian(sofia).id)
    async with post.school.database.writing() as unit:
        await unit.connection.execute(chat.update().where(chat.c.id == sofia.chat_key).values(address="-100"))
        await unit.commit()
    async with post.working() as worker:
        await post.school.tell([sofia], "Гость")
        worker.wake()
        await post.until_ended()
        await post.school.tell([sofia], "Ещё")
        worker.wake()
        await _sent(post, 2)

    (moved, *_) = await post.school.rows("chat")
    assert moved["address"] == str(post.school.guardian(sofia).id)
    assert [call["response"]["ok"] for call in post.playground.calls] == [False, True, True]
    assert [link["ended_at"] for link in await post.school.rows("account_link")] == [None] * 3
