"""What a row about a lesson says, read from the journal when the row is claimed."""

from dataclasses import replace
from datetime import datetime, timedelta

from core.ids import ChatKey, EntryId, LessonId, OutboxId
from core.journal.model import EntryKind, Homework
from core.journal.ports import NewAttendance
from core.notifications.model import Kind, LessonNews, Operation, Outcome, Planned, Result
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import ARTYOM, MARIA, NOW, SCHOOL, SOFIA, TODAY, TOMORROW
from tests.contract.writing import BOT, a_mark, begun, entry, linked

SENT = NOW + timedelta(minutes=5)
LATER = NOW + timedelta(minutes=10)


async def _row(
    unit: UnitOfWork, chat: ChatKey, lesson_id: LessonId, first: EntryId, last: EntryId, follows: int | None = None
) -> None:
    planned = Planned(
        SCHOOL,
        chat,
        MARIA,
        Kind.LESSON,
        f"{first}-{last}-{follows}",
        NOW,
        Operation.EDIT if follows else Operation.SEND,
        lesson_id=lesson_id,
        pupil_id=SOFIA,
        first_entry=first,
        last_entry=last,
        follows=OutboxId(follows) if follows else None,
    )
    await unit.outbox.enqueue((planned,), NOW)


async def _claim(unit: UnitOfWork, at: datetime = SENT) -> LessonNews:
    """The news of the one row that is due, which is sent at once."""
    (delivery,) = await unit.outbox.claim(BOT, "a", 10, at, at + timedelta(minutes=1))
    await unit.outbox.record("a", (Result(delivery.id, Outcome.SENT, at, "77"),))
    assert delivery.news
    return delivery.news


async def _full_lesson(unit: UnitOfWork) -> tuple[LessonId, EntryId]:
    lesson_id, first = await begun(unit)
    await unit.journal.set_topic(lesson_id, first, "Дроби")
    await unit.journal.set_homework(lesson_id, first, Homework("№ 1", True, TOMORROW))
    await unit.journal.set_held(lesson_id, first, True, None)
    await unit.journal.add_marks(lesson_id, first, (a_mark(SOFIA, "4"), a_mark(ARTYOM, "2")))
    await unit.journal.set_attendance(
        lesson_id, first, (NewAttendance(SOFIA, "late", minutes=5), NewAttendance(ARTYOM, "absent"))
    )
    return lesson_id, first


async def test_a_row_tells_of_its_own_pupil(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await _full_lesson(unit)
        await _row(unit, chat, lesson_id, first, first)
        news = await _claim(unit)
    assert (news.child.given, news.class_title, news.subject_name) == ("Софья", "5А", "Математика")
    assert (news.day, news.number, news.topic, news.held) == (TODAY, 2, "Дроби", True)
    assert news.homework == Homework("№ 1", True, TOMORROW)
    assert [(mark.pupil_id, mark.value) for mark in news.marks] == [(SOFIA, "4")]
    assert news.attendance
    assert (news.attendance.pupil_id, news.attendance.late, news.attendance.minutes) == (SOFIA, True, 5)
    assert (news.told_at, news.entered_at, news.withdrawn, news.empty) == (None, NOW, (), False)


async def test_a_row_tells_of_its_own_entries(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, _ = await _full_lesson(unit)
        second = await entry(unit, lesson_id, NOW + timedelta(minutes=1))
        await unit.journal.add_marks(lesson_id, second, (a_mark(SOFIA, "5"),))
        await _row(unit, chat, lesson_id, second, second)
        news = await _claim(unit)
    assert [mark.value for mark in news.marks] == ["5"]
    assert (news.homework, news.attendance, news.entered_at) == (None, None, NOW + timedelta(minutes=1))


async def test_a_row_of_two_entries_tells_what_stands_of_both(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await _full_lesson(unit)
        second = await entry(unit, lesson_id, NOW + timedelta(minutes=1))
        await unit.journal.add_marks(lesson_id, second, (a_mark(SOFIA, "5"),))
        await unit.journal.set_homework(lesson_id, second, Homework("№ 2"))
        await _row(unit, chat, lesson_id, first, second)
        news = await _claim(unit)
    assert [mark.value for mark in news.marks] == ["4", "5"]
    assert (news.homework, news.entered_at) == (Homework("№ 2"), NOW)


async def test_a_lesson_taken_back_leaves_nothing_to_tell(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await _full_lesson(unit)
        by = await entry(unit, lesson_id, NOW + timedelta(minutes=1), EntryKind.UNDO)
        await unit.journal.undo(first, by)
        await _row(unit, chat, lesson_id, first, by)
        news = await _claim(unit)
    assert news.empty


async def test_an_explicit_none_is_no_news(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await begun(unit)
        await unit.journal.set_homework(lesson_id, first, Homework("", given=False))
        await _row(unit, chat, lesson_id, first, first)
        assert (await _claim(unit)).empty


async def test_a_lesson_that_was_not_held_is_news(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await begun(unit)
        await unit.journal.set_held(lesson_id, first, False, "карантин")
        await _row(unit, chat, lesson_id, first, first)
        news = await _claim(unit)
    assert (news.held, news.empty) == (False, False)


async def test_an_edit_shows_the_value_that_was_told(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await _full_lesson(unit)
        await _row(unit, chat, lesson_id, first, first)
        await _claim(unit)
        second = await entry(unit, lesson_id, LATER, EntryKind.CORRECTION)
        mark = (await unit.journal.lesson_by_id(lesson_id)).marks[0]
        await unit.journal.add_marks(lesson_id, second, (replace(a_mark(SOFIA, "5"), replaces=mark.id),))
        await _row(unit, chat, lesson_id, first, first, follows=1)
        news = await _claim(unit, LATER)
    assert [(mark.value, mark.earlier) for mark in news.marks] == [("5", (("4", LATER),))]
    assert (news.told_at, news.withdrawn) == (SENT, ())


async def test_an_edit_shows_a_told_mark_that_was_removed(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await _full_lesson(unit)
        await _row(unit, chat, lesson_id, first, first)
        await _claim(unit)
        second = await entry(unit, lesson_id, LATER, EntryKind.CORRECTION)
        for mark in (await unit.journal.lesson_by_id(lesson_id)).marks:
            await unit.journal.end_mark(mark.id, second)
        await _row(unit, chat, lesson_id, first, first, follows=1)
        news = await _claim(unit, LATER)
    assert news.marks == ()
    assert [(mark.pupil_id, mark.value) for mark in news.withdrawn] == [(SOFIA, "4")]


async def test_a_mark_removed_before_anything_was_told_is_not_shown(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await _full_lesson(unit)
        second = await entry(unit, lesson_id, NOW + timedelta(minutes=1), EntryKind.CORRECTION)
        mark = (await unit.journal.lesson_by_id(lesson_id)).marks[0]
        await unit.journal.end_mark(mark.id, second)
        await _row(unit, chat, lesson_id, first, first)
        await _claim(unit)
        await _row(unit, chat, lesson_id, first, first, follows=1)
        news = await _claim(unit, LATER)
    assert (news.marks, news.withdrawn) == ((), ())


async def test_remarks_and_exemptions_are_news_of_their_pupil(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await begun(unit)
        await unit.journal.add_remarks(lesson_id, first, ((SOFIA, "Не слушала"), (ARTYOM, "Болтал")))
        await unit.journal.set_attendance(lesson_id, first, (NewAttendance(SOFIA, "exempt"),))
        second = await entry(unit, lesson_id, NOW + timedelta(minutes=1))
        await unit.journal.add_remarks(lesson_id, second, ((SOFIA, "Опять"),))
        await _row(unit, chat, lesson_id, first, first)
        news = await _claim(unit)
    assert [fact.text for fact in news.remarks] == [None, "Не слушала"]
    assert (news.attendance, news.empty) == (None, False)


async def test_a_remark_taken_back_is_no_news(school: Database) -> None:
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        lesson_id, first = await begun(unit)
        await unit.journal.add_remarks(lesson_id, first, ((SOFIA, "Не слушала"),))
        by = await entry(unit, lesson_id, NOW + timedelta(minutes=1), EntryKind.UNDO)
        await unit.journal.undo(first, by)
        await _row(unit, chat, lesson_id, first, by)
        assert (await _claim(unit)).empty
