"""Marks of a period, in memory and in both databases."""

from datetime import timedelta
from decimal import Decimal

from core.approvals.model import NewRequest, PeriodCorrection
from core.ids import PersonId
from core.journal.model import EntryKind, LessonKey
from core.journal.periods.model import Away, Course, GivenMark, HeldLesson, NewPeriodMark, SheetKey
from core.journal.ports import NewAttendance
from core.notifications.model import Kind, Outcome, Planned, Result, TermMark, TermNews
from core.unit_of_work import Database, UnitOfWork
from tests.contract.school import (
    ARTYOM,
    CLASS_5A,
    CLASS_6B,
    ENGLISH,
    GROUP_1,
    MARIA,
    MATHS,
    NOW,
    OLGA,
    SCHOOL,
    SOFIA,
    TODAY,
    TOMORROW,
    YESTERDAY,
)
from tests.contract.writing import BOT, a_mark, begun, entry, linked, put

SHEET = SheetKey(Course(CLASS_5A, None, MATHS), "q1")
OF_GROUP = SheetKey(Course(CLASS_5A, GROUP_1, ENGLISH), "q1")
LATER = NOW + timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


def new(pupil_id: PersonId = SOFIA, value: str = "5", key: SheetKey = SHEET) -> NewPeriodMark:
    return NewPeriodMark(SCHOOL, key, pupil_id, value, OLGA, NOW)


async def given(unit: UnitOfWork, code: str = "q1") -> list[tuple[PersonId, str]]:
    return [(mark.pupil_id, mark.value) for mark in await unit.periods.of_class(CLASS_5A, code)]


async def test_marks_are_kept_by_class_and_period(school: Database) -> None:
    async with school.writing() as unit:
        await unit.periods.add(
            [new(), new(ARTYOM, "н/а"), new(SOFIA, "4", OF_GROUP), new(key=SheetKey(SHEET.course, "q2"))]
        )
        await unit.commit()
    async with school.reading() as unit:
        assert await given(unit) == [(SOFIA, "5"), (ARTYOM, "н/а"), (SOFIA, "4")]
        assert [mark.key for mark in await unit.periods.of_class(CLASS_5A, "q1")] == [SHEET, SHEET, OF_GROUP]
        assert await unit.periods.of_class(CLASS_6B, "q1") == ()


async def test_a_correction_ends_what_it_replaces_and_remembers_the_first(school: Database) -> None:
    async with school.writing() as unit:
        await unit.periods.add([new()])
        (old,) = await unit.periods.of_class(CLASS_5A, "q1")
        fixed = NewPeriodMark(SCHOOL, SHEET, SOFIA, "4", OLGA, LATER, replaces=old.id)
        await unit.periods.add([fixed])
        (mark,) = await unit.periods.of_class(CLASS_5A, "q1")
        assert (mark.value, mark.at, mark.first_at) == ("4", LATER, NOW)


async def test_a_year_reads_the_marks_of_all_periods_in_its_classes(school: Database) -> None:
    async with school.writing() as unit:
        await unit.periods.add([new(), new(value="4", key=SheetKey(SHEET.course, "q2")), new(ARTYOM)])
        found = await unit.periods.of_pupils((SOFIA,), MATHS, (CLASS_5A, CLASS_6B))
        assert [(mark.key.code, mark.value) for mark in found] == [("q1", "5"), ("q2", "4")]
        assert await unit.periods.of_pupils((SOFIA,), MATHS, (CLASS_6B,)) == ()
        assert await unit.periods.of_pupils((SOFIA,), ENGLISH, (CLASS_5A,)) == ()


async def test_a_draft_is_each_teachers_own_and_is_written_over(school: Database) -> None:
    async with school.writing() as unit:
        assert await unit.periods.draft(OLGA, SHEET) == {}
        await unit.periods.save_draft(SCHOOL, OLGA, SHEET, {SOFIA: "5", ARTYOM: "н/а"}, NOW)
        await unit.periods.save_draft(SCHOOL, OLGA, OF_GROUP, {SOFIA: "4"}, NOW)
        await unit.periods.save_draft(SCHOOL, OLGA, SHEET, {SOFIA: "4"}, LATER)
        await unit.commit()
    async with school.writing() as unit:
        assert await unit.periods.draft(OLGA, SHEET) == {SOFIA: "4"}
        assert await unit.periods.drafted(OLGA) == {SHEET, OF_GROUP}
        await unit.periods.save_draft(SCHOOL, OLGA, SHEET, {}, LATER)
        assert await unit.periods.drafted(OLGA) == {OF_GROUP}
        assert await unit.periods.draft(SOFIA, OF_GROUP) == {}


async def test_evidence_is_what_stands_of_the_subject_in_the_days(school: Database) -> None:
    other = LessonKey(SCHOOL, CLASS_5A, GROUP_1, ENGLISH, TODAY, 3)
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        await unit.journal.add_marks(lesson_id, first, (a_mark(SOFIA, "5"), a_mark(ARTYOM, "3", "Контрольная работа")))
        away = (NewAttendance(SOFIA, "absent"), NewAttendance(ARTYOM, "exempt"))
        await unit.journal.set_attendance(lesson_id, first, away)
        english, said = await begun(unit, other)
        await unit.journal.add_marks(english, said, (a_mark(SOFIA, "2"),))
        found = await unit.periods.evidence(CLASS_5A, MATHS, (SOFIA, ARTYOM), YESTERDAY, TODAY)
        assert found.marks == (GivenMark(SOFIA, "5", Decimal(1)), GivenMark(ARTYOM, "3", Decimal("1.5")))
        assert found.lessons == (HeldLesson(None, TODAY, 2),)
        assert found.away == (Away(SOFIA, TODAY, 2, exempt=False), Away(ARTYOM, TODAY, 2, exempt=True))
        of_group = await unit.periods.evidence(CLASS_5A, ENGLISH, (ARTYOM,), TODAY, TODAY)
        assert (of_group.marks, of_group.lessons) == ((), (HeldLesson(GROUP_1, TODAY, 3),))
        assert (await unit.periods.evidence(CLASS_5A, MATHS, (SOFIA,), TOMORROW, TOMORROW)).lessons == ()


async def test_marks_of_the_class_before_count_and_its_lessons_do_not(school: Database) -> None:
    elsewhere = LessonKey(SCHOOL, CLASS_6B, None, MATHS, YESTERDAY, 2)
    async with school.writing() as unit:
        lesson_id, first = await begun(unit, elsewhere)
        await unit.journal.add_marks(lesson_id, first, (a_mark(SOFIA, "4"),))
        found = await unit.periods.evidence(CLASS_5A, MATHS, (SOFIA,), YESTERDAY, TODAY)
        assert (found.marks, found.lessons) == ((GivenMark(SOFIA, "4", Decimal(1)),), ())


async def test_a_lesson_that_was_not_held_or_was_taken_back_is_none(school: Database) -> None:
    async with school.writing() as unit:
        lesson_id, first = await begun(unit)
        tomorrow, said = await begun(unit, LessonKey(SCHOOL, CLASS_5A, None, MATHS, TOMORROW, 2))
        await unit.journal.set_held(tomorrow, said, False, "актированный день")
        await unit.journal.undo(first, await entry(unit, lesson_id, kind=EntryKind.UNDO))
        assert (await unit.periods.evidence(CLASS_5A, MATHS, (SOFIA,), TODAY, TOMORROW)).lessons == ()


async def test_a_message_tells_the_marks_given_since_it_was_planned(school: Database) -> None:
    """A later subject joins it; what was told before stays out; a correction of what was told is shown as one."""
    content = {"class": str(CLASS_5A), "period": "q1", "since": NOW.isoformat()}
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        before = NewPeriodMark(SCHOOL, SheetKey(Course(CLASS_5A, None, ENGLISH), "q1"), SOFIA, "3", OLGA, NOW - MINUTE)
        await unit.periods.add([before, new()])
        row = Planned(SCHOOL, chat, MARIA, Kind.TERM, "term:1", NOW, pupil_id=SOFIA, content=content)
        await put(unit, row)
        (sent,) = await unit.outbox.claim(BOT, "a", 9, NOW, NOW + MINUTE)
        assert sent.term is not None
        assert (sent.term.class_title, sent.term.code, sent.empty) == ("5А", "q1", False)
        assert sent.term.marks == (TermMark("Математика", "5"),)
        await unit.outbox.record("a", (Result(sent.id, Outcome.SENT, LATER, "7"),))
        assert [one.id for one in await unit.outbox.term_rows((SOFIA,))] == [sent.id]
        assert await unit.outbox.term_rows((ARTYOM,)) == ()


async def test_an_edit_shows_the_old_value_struck(school: Database) -> None:
    content = {"class": str(CLASS_5A), "period": "q1", "since": NOW.isoformat()}
    after = LATER + MINUTE
    async with school.writing() as unit:
        chat = await linked(unit, MARIA, 1)
        await unit.periods.add([new()])
        row = Planned(SCHOOL, chat, MARIA, Kind.TERM, "term:1", NOW, pupil_id=SOFIA, content=content)
        await put(unit, row)
        (sent,) = await unit.outbox.claim(BOT, "a", 9, NOW, NOW + MINUTE)
        await unit.outbox.record("a", (Result(sent.id, Outcome.SENT, LATER, "7"),))
        (old,) = await unit.periods.of_class(CLASS_5A, "q1")
        late = NewPeriodMark(SCHOOL, SheetKey(Course(CLASS_5A, None, ENGLISH), "q1"), SOFIA, "3", OLGA, after)
        await unit.periods.add([NewPeriodMark(SCHOOL, SHEET, SOFIA, "4", OLGA, after, replaces=old.id), late])
        edit = Planned(
            SCHOOL, chat, MARIA, Kind.TERM, "edit:1", after, pupil_id=SOFIA, content=content, follows=sent.id
        )
        await put(unit, edit)
        (delivery,) = await unit.outbox.claim(BOT, "a", 9, after, after + MINUTE)
        assert isinstance(delivery.term, TermNews)
        assert delivery.term.marks == (TermMark("Математика", "4", ("5",)),)


async def test_a_request_about_a_mark_names_class_subject_and_pupil(school: Database) -> None:
    async with school.writing() as unit:
        await unit.periods.add([new()])
        (old,) = await unit.periods.of_class(CLASS_5A, "q1")
        matter = PeriodCorrection(CLASS_5A, MATHS, "q1", SOFIA, old.id, "5", "4")
        made = NewRequest(school_id=SCHOOL, asker_id=OLGA, asked_at=NOW, reason="slip", matter=matter)
        request_id = await unit.approvals.add(made)
        await unit.commit()
    async with school.reading() as unit:
        (card,) = await unit.approvals.cards((request_id,))
        assert card.request.made == made
        assert (card.class_title, card.subject_name, card.day) == ("5А", "Математика", None)
        assert card.names[SOFIA].given == "Софья"
