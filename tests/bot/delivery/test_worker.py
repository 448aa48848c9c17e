"""What the outbox holds reaches the chats once, in order, at the pace allowed, through every kind of trouble."""

from datetime import timedelta

import pytest

from core.notifications.model import Priority
from storage.database import Database
from storage.schema.notifications import outbox
from tests.bot.delivery.conftest import Post, opened_post
from tests.bot.delivery.school import BOT


async def test_one_message_for_each_child_and_lesson(post_on_both: Post) -> None:
    post, school = post_on_both, post_on_both.school
    sofia, egor, artyom = school.families
    await school.record({sofia: "5", egor: "4"}, homework="№ 301, 302")
    async with post.working():
        rows = await post.until_ended()

    assert [row["state"] for row in rows] == ["sent"] * 3
    assert all(row["message_id"] and row["sent_at"] for row in rows)
    assert school.texts(sofia) == ["Софья, 5А · Математика, вт 13 октября\nОтметка 5\nЗадано: № 301, 302"]
    assert [len(school.texts(family)) for family in school.families] == [1, 1, 1]
    assert "Отметка" not in school.texts(artyom)[0]


async def test_a_correction_edits_the_very_message(post_on_both: Post) -> None:
    post, school = post_on_both, post_on_both.school
    sofia = school.families[0]
    await school.record({sofia: "4"})
    async with post.working() as worker:
        await post.until_ended()
        await school.correct(sofia, "5")
        worker.wake()
        rows = await post.until(lambda rows: len(rows) == 2 and rows[1]["state"] == "sent")

    assert rows[1]["message_id"] == rows[0]["message_id"]
    (message,) = [message for message in school.guardian(sofia).messages if message.from_bot]
    assert message.edited
    assert "Отметка <s>4</s> → 5" in message.html


async def test_a_mark_taken_back_is_struck_in_the_message(post: Post) -> None:
    sofia = post.school.families[0]
    await post.school.record({sofia: "4"})
    async with post.working() as worker:
        await post.until_ended()
        await post.school.correct(sofia, None)
        worker.wake()
        await post.until(lambda rows: [row["state"] for row in rows] == ["sent", "sent"])

    assert "<s>Отметка 4</s> — отменена" in post.school.guardian(sofia).messages[-1].html


async def test_news_of_which_nothing_is_left_is_not_told(post: Post) -> None:
    sofia = post.school.families[0]
    await post.school.record({sofia: "4"})
    await post.school.correct(sofia, None)
    async with post.working():
        rows = await post.until_ended()

    assert [(row["state"], row["reason"]) for row in rows] == [("superseded", "nothing_left")]
    assert post.school.texts(sofia) == []


async def test_too_many_requests_are_obeyed_by_everybody(post: Post) -> None:
    await post.school.tell(post.school.families * 3, "Гость")
    post.playground.trouble.flood(1, calls=1)
    async with post.working(per_second=15):
        rows = await post.until_ended()

    refused, *later = post.playground.calls
    assert not refused["response"]["ok"]
    assert min(call["ts"] for call in later) - refused["ts"] >= 1.0
    assert [row["state"] for row in rows] == ["sent"] * 9


@pytest.mark.parametrize("gone", ["block", "deactivate"])
async def test_a_chat_that_is_gone_is_unreachable_and_remembered(post_on_both: Post, gone: str) -> None:
    post, school = post_on_both, post_on_both.school
    sofia, egor, _ = school.families
    getattr(school.guardian(sofia), gone)()
    await school.tell([sofia, sofia, egor], "Гость")
    async with post.working() as worker:
        rows = await post.until_ended()
        await school.tell([sofia], "Позже")
        worker.wake()
        rows = await post.until_ended()

    reason = {"block": "blocked", "deactivate": "deactivated"}[gone]
    expected = [("unreachable", reason)] * 2 + [("sent", None), ("unreachable", "blocked")]
    assert [(row["state"], row["reason"]) for row in rows] == expected
    (lost, other, _) = await school.rows("chat")
    assert (lost["blocked_why"], other["blocked_why"]) == (reason, None)
    refused = [call for call in post.playground.calls if not call["response"]["ok"]]
    assert len(refused) == 1


async def test_who_never_pressed_start_is_unreachable(sqlite_database: Database) -> None:
    async with opened_post(sqlite_database, families=1) as post:
        post.school.guardian(post.school.families[0]).conversation.started = False
        await post.school.tell(post.school.families, "Гость")
        async with post.working():
            (row,) = await post.until_ended()

    assert (row["state"], row["reason"]) == ("unreachable", "chat_not_found")


@pytest.mark.parametrize("trouble", ["failing", "gateway", "down"])
async def test_passing_trouble_is_retried(post: Post, trouble: str) -> None:
    await post.school.tell(post.school.families, "Гость")
    getattr(post.playground.trouble, trouble)(calls=2)
    async with post.working() as worker:
        await post.until(lambda rows: sum(row["state"] == "sent" for row in rows) == 1)
        waiting = await post.until(lambda rows: [row["state"] for row in rows].count("pending") == 2)
        post.school.clock.ahead += timedelta(minutes=1)
        worker.wake()
        rows = await post.until_ended()

    reason = {"failing": "server", "gateway": "server", "down": "unknown"}[trouble]
    assert {row["reason"] for row in waiting if row["state"] == "pending"} == {reason}
    assert [row["state"] for row in rows] == ["sent"] * 3
    assert [len(post.school.texts(family)) for family in post.school.families] == [1, 1, 1]


async def test_an_edit_that_changes_nothing_is_fine(post: Post) -> None:
    sofia = post.school.families[0]
    await post.school.record({sofia: "4"})
    async with post.working() as worker:
        (first,) = await post.until_ended()
        await post.school.correct(sofia, "5")
        worker.wake()
        await post.until(lambda rows: len(rows) == 2 and rows[1]["state"] == "sent")
        await _again(post, first["id"] + 1)
        worker.wake()
        rows = await post.until_ended()

    assert (rows[1]["state"], rows[1]["reason"]) == ("sent", "not_modified")
    assert rows[1]["message_id"] == first["message_id"]


async def _again(post: Post, row_id: int) -> None:
    async with post.school.database.writing() as unit:
        await unit.connection.execute(outbox.update().where(outbox.c.id == row_id).values(state="pending"))
        await unit.commit()


async def test_an_edit_of_what_was_never_delivered_is_dropped(post: Post) -> None:
    sofia = post.school.families[0]
    await post.school.record({sofia: "4"})
    async with post.school.database.writing() as unit:
        await unit.outbox.claim(
            BOT, "gone", 1, post.school.clock.now(), post.school.clock.now() + timedelta(seconds=60)
        )
        await unit.commit()
    await post.school.correct(sofia, "5")
    post.school.clock.ahead += timedelta(minutes=2)
    post.school.guardian(sofia).block()
    async with post.working():
        rows = await post.until_ended()

    assert [row["state"] for row in rows] == ["unreachable", "unreachable"]
    assert post.school.texts(sofia) == []


async def test_what_a_dead_worker_held_is_delivered_when_its_lease_has_passed(post_on_both: Post) -> None:
    post, school = post_on_both, post_on_both.school
    await school.tell(school.families, "Гость")
    async with school.database.writing() as unit:
        now = school.clock.now()
        held = await unit.outbox.claim(BOT, "dead", 2, now, now + timedelta(seconds=60))
        await unit.commit()
    await post.channel().send(held[0].address, "Гость0")  # it had sent one, and died before it could say so
    async with post.working() as worker:
        await post.until(lambda rows: [row["state"] for row in rows] == ["claimed", "claimed", "sent"])
        school.clock.ahead += timedelta(seconds=61)
        worker.wake()
        rows = await post.until_ended()

    assert [row["state"] for row in rows] == ["sent"] * 3
    assert [len(school.texts(family)) for family in school.families] == [2, 1, 1]


async def test_outcomes_of_rows_lost_to_another_worker_are_ignored(post: Post) -> None:
    post.playground.trouble.slow(1.0, calls=1)
    await post.school.tell(post.school.families[:1], "Гость")
    async with post.working():
        await post.until(lambda rows: rows[0]["state"] == "claimed")
        now = post.school.clock.now() + timedelta(minutes=2)
        async with post.school.database.writing() as unit:
            await unit.outbox.claim(BOT, "other", 1, now, now + timedelta(minutes=1))
            await unit.commit()
        await post.school.guardian(post.school.families[0]).expect("Гость0")

    (row,) = await post.school.rows()
    assert (row["state"], row["lease_owner"]) == ("claimed", "other")


async def test_messages_to_one_chat_keep_their_order(post: Post) -> None:
    sofia, egor, _ = post.school.families
    await post.school.tell([sofia, sofia, sofia, sofia, sofia, egor], "Гость")
    post.playground.trouble.slow(0.05, calls=1)
    async with post.working(per_second=1000):
        await post.until_ended()

    assert [text.split("Гость")[1][0] for text in post.school.texts(sofia)] == list("01234")


async def test_one_busy_chat_does_not_hold_up_the_others(post: Post) -> None:
    sofia, egor, _ = post.school.families
    await post.school.tell([sofia] * 40 + [egor], "Гость")
    async with post.working(per_chat_seconds=60):
        await post.school.guardian(egor).expect("Гость40", timeout=5)
        waiting = await post.until(lambda rows: [row["state"] for row in rows].count("sent") == 4)

    later = [row["not_before"] for row in waiting if row["reason"] == "chat_pace"]
    assert later == sorted(later)
    assert len(post.school.texts(sofia)) == 3


async def test_what_is_new_does_not_overtake_what_was_given_back(post: Post) -> None:
    sofia = post.school.families[0]
    await post.school.tell([sofia] * 5, "Гость")
    async with post.working(per_chat_seconds=60) as worker:
        earlier = await post.until(lambda rows: [row["reason"] for row in rows].count("chat_pace") == 2)
        await post.until(lambda rows: [row["state"] for row in rows].count("sent") == 3)
        await post.school.tell([sofia], "Позже")
        worker.wake()
        rows = await post.until(lambda rows: rows[-1]["reason"] == "chat_pace")

    assert rows[-1]["not_before"] > max(row["not_before"] for row in earlier)


async def test_a_broadcast_does_not_delay_a_mark(post: Post) -> None:
    sofia, egor, artyom = post.school.families
    await post.school.tell([egor, artyom] * 100, "Рассылка", Priority.BULK)
    async with post.working(per_second=20) as worker:
        await post.school.guardian(egor).expect("Рассылка")
        await post.school.record({sofia: "5"})
        worker.wake()
        await post.school.guardian(sofia).expect("Отметка 5", timeout=4)
        states = await post.school.states()

    assert states.count("pending") > 100


async def test_an_answer_that_was_lost_costs_a_repeat_and_never_the_message(post: Post) -> None:
    await post.school.tell(post.school.families[:1], "Гость")
    post.playground.trouble.lose_answers(calls=1)
    async with post.working() as worker:
        await post.until(lambda rows: rows[0]["reason"] == "unknown")
        post.school.clock.ahead += timedelta(seconds=3)
        worker.wake()
        (row,) = await post.until_ended()

    assert (row["state"], row["attempts"]) == ("sent", 2)
    assert len(post.school.texts(post.school.families[0])) == 2


async def test_a_row_without_words_fails_alone(post: Post) -> None:
    await post.school.tell(post.school.families, "Гость")
    async with post.school.database.writing() as unit:
        await unit.connection.execute(outbox.update().where(outbox.c.id == 1).values(content={"event": "?"}))
        await unit.commit()
    async with post.working():
        rows = await post.until_ended()

    assert [(row["state"], row["reason"]) for row in rows] == [("failed", "broken"), ("sent", None), ("sent", None)]
