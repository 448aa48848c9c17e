"""Entering a lesson by taps: what is opened, who may, and what a tap says beside the words of a message."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.calendar.model import Term, TermKind
from core.errors import NotFoundError
from core.ids import DraftId, PersonId
from core.journal.drafts import cancel
from core.journal.errors import (
    DraftClosedError,
    FutureLessonError,
    LateReasonNeededError,
    MarkScaleError,
    NoSuchLessonError,
    NothingToRepeatError,
    NotYourLessonError,
    UnsupportedEntryError,
)
from core.journal.model import Reason
from core.journal.notes.model import Source, Stated
from core.journal.notes.service import add_note
from core.journal.ports import StoredDraft
from core.journal.recording import record_lesson
from core.journal.taps.lessons import own_day
from core.journal.taps.model import WORDS_AWAITED, Attends, LessonRef, OwnDay, Progress, Step
from core.journal.taps.service import Sheet, as_last_time, open_lesson, say, sheet, stop_awaiting
from core.journal.taps.statements import (
    Attending,
    Awaiting,
    ByPlan,
    DueOn,
    EveryoneHere,
    Marking,
    NoHomework,
    OfControl,
    Statement,
)
from tests.contract.school import (
    ARTYOM,
    CLASS_5A,
    DANIIL,
    ENGLISH,
    GROUP_1,
    IGOR,
    MATHS,
    NINA,
    NOW,
    OLGA,
    PUPIL_ELSEWHERE,
    SOFIA,
    TODAY,
    VERA,
    YESTERDAY,
)
from tests.core.journal.conftest import GRACE, World, mark, saying

TUESDAY = LessonRef(CLASS_5A, None, MATHS, TODAY, 2)
LATER = NOW + timedelta(minutes=1)
THURSDAY = TODAY + timedelta(days=2)


async def opened(world: World, ref: LessonRef = TUESDAY, author: PersonId = OLGA) -> StoredDraft:
    return await open_lesson(world.database, await world.actor(author), ref, NOW)


async def tapped(world: World, draft: StoredDraft, *said: Statement) -> Sheet:
    for one in said:
        shown = await say(world.database, await world.actor(), draft.id, one, LATER)
    return shown


async def day(world: World, when: date | None = None, days: int = 0) -> OwnDay:
    return await own_day(world.database, await world.actor(), when, NOW + timedelta(days=days))


async def test_the_days_lessons_are_the_teachers_own(world: World) -> None:
    found = await day(world)
    assert [(one.class_title, one.subject_name, one.slot.number) for one in found.lessons] == [
        ("5А", "Математика", 2),
        ("6Б", "Математика", 4),
    ]
    assert [one.progress for one in found.lessons] == [Progress.EMPTY] * 2
    english = await own_day(world.database, await world.actor(NINA), None, NOW)
    assert [(one.subject_name, one.group_title) for one in english.lessons] == [("Английский язык", "1 группа")]


async def test_how_far_a_lesson_is_entered(world: World) -> None:
    await opened(world)
    assert (await day(world)).lessons[0].drafted
    await world.say(topic="Дроби")
    assert (await day(world)).lessons[0].progress is Progress.PARTIAL
    assert (await day(world, TODAY, days=1)).lessons[0].progress is Progress.OVERDUE
    await world.say(no_homework=True)
    assert (await day(world)).lessons[0].progress is Progress.COMPLETE
    assert (await day(world, TODAY, days=1)).lessons[0].progress is Progress.COMPLETE


async def test_days_reach_back_for_five_weeks(world: World) -> None:
    """Late entries and corrections begin there too; further back today is shown."""
    assert (await day(world, TODAY, days=35)).day == TODAY
    assert (await day(world, TODAY, days=36)).day == TODAY + timedelta(days=36)


async def test_a_lesson_is_opened_once(world: World) -> None:
    first = await opened(world)
    assert (first.text, first.state, first.reading.class_title, first.reading.number) == ("", "open", "5А", 2)
    assert await opened(world) == first
    await cancel(world.database, await world.actor(), first.id, LATER)
    assert (await opened(world)).id != first.id


async def test_the_open_draft_of_a_message_is_opened(world: World) -> None:
    (typed,) = await world.read("5А матем дз № 1")
    assert await opened(world) == typed


@pytest.mark.parametrize(
    "ref",
    [
        LessonRef(CLASS_5A, GROUP_1, ENGLISH, TODAY, 3),
        replace(TUESDAY, day=YESTERDAY),
        replace(TUESDAY, number=3),
        replace(TUESDAY, day=TODAY - timedelta(days=700)),
    ],
)
async def test_another_teachers_lesson_and_none_look_the_same(world: World, ref: LessonRef) -> None:
    """The button may be forged, or older than the timetable."""
    with pytest.raises(NoSuchLessonError):
        await opened(world, ref)
    with pytest.raises(NoSuchLessonError):
        await opened(world, TUESDAY, IGOR)


async def test_a_lesson_to_come_and_one_of_a_holiday_are_not_opened(world: World) -> None:
    with pytest.raises(FutureLessonError):
        await opened(world, replace(TUESDAY, day=THURSDAY))
    holiday = Term("каникулы", TermKind.HOLIDAY, TODAY, TODAY, 1, 11)
    year, _ = world.database.directories.terms[0]
    world.database.directories.terms.append((year, holiday))
    with pytest.raises(NoSuchLessonError):
        await opened(world)
    assert (await day(world)).lessons == ()


async def test_a_draft_of_last_week_asks_for_a_reason(world: World) -> None:
    draft = await open_lesson(world.database, await world.actor(), TUESDAY, NOW + timedelta(days=7))
    assert draft.reading.late_days == 7
    await tapped(world, draft, Marking(SOFIA, "5", given=True))
    with pytest.raises(LateReasonNeededError):
        await world.record(draft.id, NOW + timedelta(days=7))


async def test_taps_are_the_roll_and_the_marks(world: World) -> None:
    draft = await opened(world)
    said = (Attending(VERA, Attends.ILL), Attending(DANIIL, Attends.LATE), Marking(SOFIA, "5", given=True))
    shown = await tapped(world, draft, *said, OfControl(1), *said)
    reading = shown.draft.reading
    assert [(one.pupil_id, one.reason) for one in reading.absences] == [(VERA, Reason.ILLNESS)]
    assert [one.pupil_id for one in reading.lateness] == [DANIIL]
    assert [(one.pupil_id, one.value, one.control) for one in reading.marks] == [(SOFIA, "5", "Контрольная работа")]
    lines = {one.pupil_id: one for one in shown.roll}
    assert (lines[VERA].attends, lines[DANIIL].attends, lines[SOFIA].marks) == (Attends.ILL, Attends.LATE, ("5",))
    assert await sheet(world.database, await world.actor(), draft.id) == shown
    await world.record(draft.id)
    assert [one.control for one in (await world.lesson()).marks] == ["Контрольная работа"]


async def test_marks_and_absences_of_the_message_are_tapped_off(world: World) -> None:
    (draft,) = await world.read("5А матем дз № 1; 5 Ёлкина; н Белова")
    off = Marking(SOFIA, "5", given=False)
    shown = await tapped(world, draft, off, off, Attending(VERA, Attends.HERE))
    assert (shown.draft.reading.marks, shown.draft.reading.absences) == ((), ())
    again = await tapped(world, draft, Marking(SOFIA, "5", given=True))
    assert [one.value for one in again.draft.reading.marks] == ["5"]
    assert again.draft.taps.given == ()


async def test_here_against_what_the_journal_has_and_against_a_note(world: World) -> None:
    stated = Stated(pupil_id=SOFIA, first_day=TODAY, last_day=TODAY, reason=Reason.ILLNESS, source=Source.GUARDIAN)
    await add_note(world.database, await world.actor(), stated, NOW, GRACE)
    (first,) = await world.read("5А матем н Белова")
    await tapped(world, first, Attending(SOFIA, Attends.HERE))
    await world.record(first.id)
    assert [one.pupil_id for one in (await world.lesson()).attendance] == [VERA]
    shown = await sheet(world.database, await world.actor(), (await opened(world)).id)
    assert {one.pupil_id: one.attends for one in shown.roll}[VERA] is Attends.ABSENT
    await tapped(world, shown.draft, Attending(VERA, Attends.HERE))
    await world.record(shown.draft.id)
    assert (await world.lesson()).attendance == ()


async def test_everyone_is_here(world: World) -> None:
    (draft,) = await world.read("5А матем дз № 1; н Белова")
    shown = await tapped(world, draft, EveryoneHere())
    assert shown.draft.reading.all_present
    assert shown.draft.reading.absences == ()
    away = await tapped(world, draft, Attending(SOFIA, Attends.ABSENT))
    assert not away.draft.reading.all_present
    assert [one.pupil_id for one in away.draft.reading.absences] == [SOFIA]


async def test_topic_homework_and_its_day(world: World) -> None:
    draft = await opened(world)
    shown = await tapped(world, draft, ByPlan(), NoHomework())
    assert (shown.draft.reading.topic, shown.draft.reading.no_homework) == ("Дроби", True)
    await tapped(world, draft, Awaiting(Step.HOMEWORK, NOW))
    (told,) = await world.read("п. 7, 5 Ёлкина", message=5)
    assert told.id == draft.id
    reading = told.reading
    assert (reading.homework, reading.no_homework, reading.homework_due) == ("п. 7, 5 Ёлкина", False, THURSDAY)
    assert reading.marks == ()
    late = await tapped(world, draft, DueOn(TODAY + timedelta(days=7)))
    assert late.draft.reading.homework_due == TODAY + timedelta(days=7)


async def test_words_of_a_step_follow_the_edited_message(world: World) -> None:
    draft = await opened(world)
    await tapped(world, draft, Awaiting(Step.TOPIC, NOW))
    for text in ("Дроби", "Дроби и проценты"):
        (told,) = await world.read(text, message=5)
        assert (told.id, told.reading.topic) == (draft.id, text)


async def test_words_are_awaited_for_some_minutes_and_until_the_next_tap(world: World) -> None:
    draft = await opened(world)
    await tapped(world, draft, Awaiting(Step.TOPIC, NOW))
    late = NOW + WORDS_AWAITED + timedelta(seconds=1)
    assert await world.read("спасибо, поняла", message=5, now=late) == ()
    await stop_awaiting(world.database, await world.actor(), draft.id, LATER)
    assert await world.read("спасибо, поняла", message=6) == ()
    await tapped(world, draft, Awaiting(Step.TOPIC, NOW), EveryoneHere())
    assert await world.read("спасибо, поняла", message=7) == ()


async def test_as_last_time(world: World) -> None:
    draft = await opened(world)
    actor = await world.actor()
    with pytest.raises(NothingToRepeatError):
        await as_last_time(world.database, actor, draft.id, LATER)
    before = {"day": TODAY - timedelta(days=5), "marks": (replace(mark(SOFIA), control="Контрольная работа"),)}
    last = await world.draft(saying(homework="№ 9", **before))
    await world.record(last, reason="ill")
    shown = await as_last_time(world.database, actor, draft.id, LATER)
    assert (shown.draft.reading.homework, shown.draft.reading.homework_due) == ("№ 9", THURSDAY)
    assert shown.draft.taps.control == "Контрольная работа"


async def test_a_message_joins_what_was_tapped_and_is_the_newer_word(world: World) -> None:
    draft = await opened(world)
    await tapped(world, draft, Attending(VERA, Attends.HERE), Attending(DANIIL, Attends.ABSENT), ByPlan())
    (joined,) = await world.read("5А матем тема Проценты; н Белова б", message=7)
    assert joined.id == draft.id
    assert {one.pupil_id: one.reason for one in joined.reading.absences} == {VERA: Reason.ILLNESS, DANIIL: None}
    assert joined.reading.topic == "Проценты"
    (edited,) = await world.read("5А матем тема Проценты", message=7)
    assert (edited.id, [one.pupil_id for one in edited.reading.absences]) == (draft.id, [DANIIL])


async def test_an_answer_and_a_tap_stand_beside_each_other(world: World) -> None:
    (asked,) = await world.read("5А матем Иванов 5")
    shown = await tapped(world, asked, Attending(VERA, Attends.ABSENT))
    (question,) = shown.draft.reading.questions
    answered = await world.answer(shown.draft, {question.key: question.options[0].key})
    assert answered.reading.ready
    assert [one.pupil_id for one in answered.reading.absences] == [VERA]
    assert [one.pupil_id for one in answered.reading.marks] == [ARTYOM]


@pytest.mark.parametrize(
    "said", [Attending(PUPIL_ELSEWHERE, Attends.ABSENT), Marking(PUPIL_ELSEWHERE, "5", given=True)]
)
async def test_a_pupil_of_another_class_cannot_be_tapped(world: World, said: Statement) -> None:
    with pytest.raises(NotFoundError):
        await tapped(world, await opened(world), said)


async def test_what_the_screen_does_not_offer_is_refused(world: World) -> None:
    draft = await opened(world)
    with pytest.raises(MarkScaleError):
        await tapped(world, draft, Marking(SOFIA, "6", given=True))
    for said in (OfControl(99), OfControl(-2), DueOn(YESTERDAY)):
        with pytest.raises(NotFoundError):
            await tapped(world, draft, said)


async def test_what_is_said_in_words_takes_no_taps(world: World) -> None:
    (draft,) = await world.read("5А матем урок не проведён, эвакуация")
    with pytest.raises(UnsupportedEntryError):
        await tapped(world, draft, Attending(SOFIA, Attends.ABSENT))
    assert (await opened(world)).id != draft.id


async def test_another_teachers_draft_is_not_there(world: World) -> None:
    draft = await opened(world)
    other = await world.actor(NINA)
    with pytest.raises(NotFoundError):
        await say(world.database, other, draft.id, EveryoneHere(), LATER)
    with pytest.raises(NotFoundError):
        await sheet(world.database, other, draft.id)
    with pytest.raises(NotFoundError):
        await as_last_time(world.database, other, draft.id, LATER)
    with pytest.raises(NotFoundError):
        await stop_awaiting(world.database, other, draft.id, LATER)
    with pytest.raises(NotFoundError):
        await sheet(world.database, other, DraftId(99))


async def test_a_recorded_draft_takes_no_taps(world: World) -> None:
    draft = await opened(world)
    await tapped(world, draft, Marking(SOFIA, "5", given=True))
    await world.record(draft.id)
    with pytest.raises(DraftClosedError):
        await tapped(world, draft, EveryoneHere())


async def test_two_teachers_and_a_timetable_that_changed(world: World) -> None:
    """The lesson went to another teacher after it was opened: only theirs is recorded."""
    draft = await opened(world)
    await tapped(world, draft, Marking(SOFIA, "5", given=True))
    entries = world.database.directories.entries
    entries[0] = replace(entries[0], teacher_id=NINA)
    theirs = await opened(world, TUESDAY, NINA)
    assert theirs.id != draft.id
    with pytest.raises(NotYourLessonError):
        await world.record(draft.id)
    await say(world.database, await world.actor(NINA), theirs.id, ByPlan(), LATER)
    await record_lesson(world.database, await world.actor(NINA), theirs.id, LATER, GRACE)
    assert (await world.lesson()).topic == "Дроби"
    assert (await world.lesson()).marks == ()
    entries.pop(0)
    with pytest.raises(NoSuchLessonError):
        await world.record(draft.id)
