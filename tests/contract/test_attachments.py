"""Files of homework: who sent them, their albums, their bytes, and what each bot calls them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFoundError
from core.ids import AttachmentId
from core.journal.attachments.model import Attachment, Content, FileKind, SentFile, Waiting
from core.journal.model import Homework
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import NINA, NOW, OLGA, SCHOOL
from tests.contract.writing import begun, entry

PHOTO = SentFile(FileKind.PHOTO, "photo.jpg", "image/jpeg", 1000, "unique", "1", "reference", "1:100:7", "album")
CONTENT = Content("0a1b", (b"\x00abc", b"def"))
LATER = NOW + timedelta(minutes=5)


async def added(unit: UnitOfWork, source: str = "1:100:7", **changes: object) -> Attachment:
    return await unit.attachments.add(SCHOOL, OLGA, replace(PHOTO, source=source, **changes), NOW)  # type: ignore[arg-type]


async def test_a_file_is_found_by_its_message_for_its_owner_alone(school: Database) -> None:
    async with school.writing() as unit:
        file = await added(unit)
        assert file == Attachment(file.id, FileKind.PHOTO, "photo.jpg", 1000, "unique")
        assert await unit.attachments.sent_in(OLGA, "1:100:7") == file
        assert await unit.attachments.sent_in(NINA, "1:100:7") is None
        assert await unit.attachments.sent_in(OLGA, "1:100:8") is None


async def test_an_album_is_its_owners(school: Database) -> None:
    async with school.writing() as unit:
        first, second = await added(unit), await added(unit, "1:100:8")
        alone = await added(unit, "1:100:9", album=None)
        await added(unit, "1:100:10", album=None)
        assert await unit.attachments.album_of(OLGA, second.id) == (first, second)
        assert await unit.attachments.album_of(OLGA, alone.id) == (alone,)
        for file_id, owner in ((first.id, NINA), (AttachmentId(99), OLGA)):
            with pytest.raises(NotFoundError):
                await unit.attachments.album_of(owner, file_id)


async def test_bytes_are_fetched_when_wanted_and_kept_once(school: Database) -> None:
    async with school.writing() as unit:
        first, second = await added(unit), await added(unit, "1:100:8")
        assert await unit.attachments.waiting(["1"], LATER, 10) == ()
        await unit.attachments.want((first.id, second.id), NOW)
        assert await unit.attachments.waiting(["2"], NOW, 10) == ()
        assert await unit.attachments.waiting(["1", "2"], NOW, 1) == (Waiting(first.id, "1", "reference", 0),)
        await unit.commit()
    async with school.writing() as unit:
        for one in (first, second):
            assert await unit.attachments.is_awaited(one.id)
            await unit.attachments.keep(one.id, CONTENT, LATER)
            assert await unit.attachments.content(one.id) == CONTENT
            assert not await unit.attachments.is_awaited(one.id)
        await unit.attachments.want((first.id,), LATER)
        assert await unit.attachments.waiting(["1"], LATER, 10) == ()


async def test_what_could_not_be_fetched_comes_later_or_never(school: Database) -> None:
    async with school.writing() as unit:
        file = await added(unit)
        await unit.attachments.want((file.id,), NOW)
        await unit.attachments.postpone(file.id, "network", LATER)
        assert await unit.attachments.waiting(["1"], NOW, 10) == ()
        assert await unit.attachments.waiting(["1"], LATER, 10) == (Waiting(file.id, "1", "reference", 1),)
        await unit.attachments.postpone(file.id, "refused", None)
        await unit.attachments.want((file.id,), LATER)
        assert await unit.attachments.waiting(["1"], LATER, 10) == ()
        assert not await unit.attachments.is_awaited(file.id)
        assert await unit.attachments.content(file.id) is None


async def test_each_bot_has_a_reference_of_its_own(school: Database) -> None:
    async with school.writing() as unit:
        file = await added(unit)
        await unit.attachments.refer(file.id, "2", "other")
        await unit.attachments.refer(file.id, "2", "newer")
        known = [await unit.attachments.reference(file.id, bot) for bot in ("1", "2", "3")]
        assert known == ["reference", "newer", None]
        await unit.attachments.want((file.id,), NOW)
        assert len(await unit.attachments.waiting(["1", "2"], NOW, 10)) == 1
        await unit.attachments.refer(file.id, "1", None)
        assert await unit.attachments.reference(file.id, "1") is None


async def test_homework_has_its_files_and_they_go_with_it(school: Database) -> None:
    """Superseded, never deleted: what stood before comes back with its files when the later entry is taken back."""
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        file = await added(unit)
        task = Homework("№ 1", attachments=(file,))
        await unit.journal.set_homework(lesson_id, first, task)
        assert (await unit.journal.lesson_by_id(lesson_id)).homework == task
        second = await entry(unit, lesson_id, LATER)
        await unit.journal.set_homework(lesson_id, second, Homework("№ 2"))
        assert (await unit.journal.lesson_by_id(lesson_id)).homework == Homework("№ 2")
        await unit.journal.undo(second, await entry(unit, lesson_id, LATER))
        assert (await unit.journal.lesson_by_id(lesson_id)).homework == task


async def test_what_is_erased_is_gone_but_for_bytes_that_another_has(school: Database) -> None:
    async with school.writing() as unit:
        first, second = await added(unit), await added(unit, "1:100:8")
        for one in (first, second):
            await unit.attachments.want((one.id,), NOW)
            await unit.attachments.keep(one.id, CONTENT, LATER)
        await unit.attachments.erase((first.id,))
        assert await unit.attachments.content(first.id) is None
        assert await unit.attachments.reference(first.id, "1") is None
        assert await unit.attachments.content(second.id) == CONTENT
        await unit.attachments.keep(first.id, CONTENT, LATER)
        assert await unit.attachments.content(first.id) is None, "it was on its way when it was erased"
        await unit.attachments.erase((second.id,))
        await unit.attachments.want((second.id,), LATER)
        assert await unit.attachments.waiting(["1"], LATER, 10) == ()
