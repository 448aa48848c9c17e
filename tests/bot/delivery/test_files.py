"""The files of homework in the chats of families: once each, after the words, also around kills and corrections."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from core.journal.attachments.model import Attachment, Content, FileKind, SentFile
from core.notifications.files import FileToSend, SentAs
from core.notifications.ports import Channel
from core.people.links.model import Address
from playground import MessageView
from storage.database import Database
from storage.schema import metadata
from tests.bot.delivery.conftest import Post, opened_post
from tests.bot.delivery.school import BOT, NOW, SCHOOL, TEACHER, Family
from tests.playground.pictures import png

PHOTO = png(40, 30)
HEADING = "Софья, 5А · Математика, вт 13 октября"


async def given(post: Post, name: str = "photo.jpg", data: bytes | None = PHOTO, reference: str = "") -> Attachment:
    """A file that a teacher sent to another bot, or to this one by `reference`; its bytes are kept, if given."""
    kind = FileKind.PHOTO if name.endswith("jpg") else FileKind.DOCUMENT
    bot = BOT if reference else "999"
    sent = SentFile(kind, name, "", 10, name, bot, reference or "elsewhere", f"message of {name}")
    async with post.school.database.writing() as unit:
        file = await unit.attachments.add(SCHOOL, TEACHER, sent, NOW)
        await unit.attachments.want((file.id,), NOW)
        if data is not None:
            await unit.attachments.keep(file.id, Content(name, (data,)), NOW)
        await unit.commit()
    return file


def shown(post: Post, family: Family) -> list[MessageView]:
    return [message for message in post.school.guardian(family).messages if message.from_bot]


def calls(post: Post, method: str) -> list[dict[str, Any]]:
    return [call for call in post.playground.calls if call["method"] == method and call["response"]["ok"]]


async def sent(post: Post, count: int) -> list[dict[str, Any]]:
    return await post.until(lambda rows: [row["state"] for row in rows] == ["sent"] * count)


async def test_files_follow_the_words_without_a_sound(post_on_both: Post) -> None:
    post, sofia = post_on_both, post_on_both.school.families[0]
    files = (await given(post), await given(post, "Задача.pdf", b"%PDF"))
    await post.school.record({sofia: "5"}, homework="№ 301", files=files)
    async with post.working():
        (row, *_) = await sent(post, 3)

    words, photo, document = shown(post, sofia)
    assert words.text.endswith("Задано: № 301\nВложения: 1 фото, 1 файл")
    assert (photo.photo, document.document) != (None, None)
    assert photo.photo is not None
    assert photo.photo.data == PHOTO
    assert document.document is not None
    assert document.document.name == "Задача.pdf"
    assert [photo.text, document.text] == [HEADING, HEADING]
    assert [part[0] for part in row["posted"]] == [str(one.id) for one in (words, photo, document)]
    assert row["message_id"] == str(words.id)
    assert all(call["params"]["disable_notification"] in (True, "true") for call in calls(post, "sendPhoto"))


async def test_the_bytes_go_once_to_each_bot_and_then_the_name_that_the_messenger_gave(post: Post) -> None:
    await post.school.record({}, homework="№ 301", files=(await given(post),))
    async with post.working():
        await sent(post, 3)

    photos = calls(post, "sendPhoto")
    assert len(photos) == 3
    assert ["files" in call for call in photos].count(True) == 1
    assert all(len(shown(post, family)) == 2 for family in post.school.families)


async def test_a_bot_that_got_the_file_itself_needs_no_bytes(post: Post) -> None:
    kept = post.playground.world.files.put(PHOTO, "photo.jpg", folder="photos")
    await post.school.record({}, homework="№ 1", files=(await given(post, data=None, reference=kept.file_id),))
    async with post.working():
        await sent(post, 3)
    assert [call["params"]["photo"] for call in calls(post, "sendPhoto")] == [kept.file_id] * 3


async def test_a_name_that_the_messenger_forgot_means_to_upload_again(post: Post) -> None:
    await post.school.record({}, homework="№ 1", files=(await given(post, reference="forgotten"),))
    async with post.working():
        await sent(post, 3)
    photos = calls(post, "sendPhoto")
    assert ["files" in call for call in photos].count(True) == 1
    assert len(photos) == 3


async def test_bytes_that_are_still_to_come_are_waited_for_and_words_are_not(post: Post) -> None:
    sofia = post.school.families[0]
    file = await given(post, data=None)
    await post.school.record({sofia: "5"}, homework="№ 1", files=(file,))
    async with post.working() as worker:
        rows = await post.until(lambda rows: {row["reason"] for row in rows} == {"file_waits"})
        assert {row["state"] for row in rows} == {"pending"}
        assert [one.text for one in shown(post, sofia)] == [f"{HEADING}\nОтметка 5\nЗадано: № 1\nВложения: 1 фото"]
        async with post.school.database.writing() as unit:
            await unit.attachments.keep(file.id, Content("digest", (PHOTO,)), NOW)
            await unit.commit()
        post.school.clock.ahead += timedelta(minutes=1)
        worker.wake()
        await sent(post, 3)
    assert all(len(shown(post, family)) == 2 for family in post.school.families)


async def test_a_file_that_is_lost_costs_the_message_nothing(post: Post) -> None:
    file = await given(post, data=None)
    async with post.school.database.writing() as unit:
        await unit.attachments.postpone(file.id, "refused", None)
        await unit.commit()
    await post.school.record({}, homework="№ 1", files=(file,))
    async with post.working():
        rows = await sent(post, 3)
    assert {row["reason"] for row in rows} == {"file_gone"}


@pytest.mark.parametrize("mode", ["full", "initials", "discreet"])
async def test_what_goes_out_in_each_content_mode(sqlite_database: Database, mode: str) -> None:
    async with opened_post(sqlite_database, families=1, content_mode=mode) as post:
        (sofia,) = post.school.families
        await post.school.record({sofia: "5"}, homework="№ 301", files=(await given(post),))
        async with post.working():
            await sent(post, 1)
        words, *files = shown(post, sofia)
        captions = {"full": [HEADING], "initials": [HEADING.replace("Софья", "С. Ё.")], "discreet": []}
        assert [one.text for one in files] == captions[mode]
        assert ("Вложения: 1 фото" in words.text) == (mode != "discreet")


class Deaf:
    """The messenger takes so many files and then answers no more."""

    def __init__(self, channel: Channel, files: int) -> None:
        self._channel = channel
        self._left = files
        self.silent = asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)

    async def send_file(self, address: Address, file: FileToSend, caption: str) -> SentAs:
        if not self._left:
            self.silent.set()
            await asyncio.Event().wait()
        self._left -= 1
        return await self._channel.send_file(address, file, caption)


async def test_after_a_kill_between_files_the_rest_comes_and_nothing_twice(database: Database) -> None:
    async with opened_post(database, families=1) as post:
        (sofia,) = post.school.families
        files = tuple([await given(post, f"{n}.jpg", png(40 + n, 30)) for n in range(3)])
        await post.school.record({sofia: "5"}, homework="№ 1", files=files)
        deaf = Deaf(post.channel(), 1)
        await post.killed(deaf, deaf.silent)
        assert len(shown(post, sofia)) == 2
        post.school.clock.ahead += timedelta(seconds=61)
        async with post.working():
            (row,) = await sent(post, 1)
        assert (row["attempts"], len(row["posted"])) == (2, 4)
        assert len(shown(post, sofia)) == 4
        assert len({one.photo.data for one in shown(post, sofia)[1:] if one.photo}) == 3


async def test_a_correction_sends_what_is_new_and_takes_away_what_is_gone(post: Post) -> None:
    sofia = post.school.families[0]
    first, second = await given(post), await given(post, "Задача.pdf", b"%PDF")
    await post.school.record({sofia: "4"}, homework="№ 1", files=(first,))
    async with post.working() as worker:
        await sent(post, 3)
        await post.school.set_homework("№ 1", files=(first, second))
        worker.wake()
        await sent(post, 6)
        assert [bool(one.photo) for one in shown(post, sofia)] == [False, True, False]
        await post.school.set_homework("№ 2")
        worker.wake()
        await sent(post, 9)
        (words,) = shown(post, sofia)
        assert words.text.endswith("Задано: № 2")
        await post.school.correct(sofia, "5")
        worker.wake()
        await sent(post, 10)
    assert len(shown(post, sofia)) == 1
    assert len(calls(post, "sendPhoto")) == 3


async def test_a_digest_has_each_file_once_and_names_every_child(sqlite_database: Database) -> None:
    """Two children of one mother in one class."""
    async with opened_post(sqlite_database, families=2) as post:
        school, (sofia, egor) = post.school, post.school.families
        await _one_mother(post, sofia, egor)
        school.clock.ahead = timedelta(hours=11)
        await school.record({}, homework="№ 1", files=(await given(post),))
        school.clock.ahead += timedelta(hours=9)
        async with post.working():
            await post.until_ended()
        digest, photo = shown(post, sofia)
        assert "Вложения: 1 фото" in digest.text
        assert photo.text == f"{HEADING}\n{HEADING.replace('Софья', 'Егор')}"


async def _one_mother(post: Post, one: Family, other: Family) -> None:
    async with post.school.database.writing() as unit:
        table = metadata.tables["guardianship"]
        mine = table.update().where(table.c.pupil_id == other.pupil_id)
        await unit.connection.execute(mine.values(guardian_id=one.guardian_id))
        await unit.commit()
