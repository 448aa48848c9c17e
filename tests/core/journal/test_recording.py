"""Recording a draft: who may, when, what is written, and that a second tap changes nothing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.audit.model import first_break
from core.errors import DomainError, NotFoundError
from core.ids import DraftId, PersonId
from core.journal.errors import (
    CorrectionReasonNeededError,
    DraftClosedError,
    FutureLessonError,
    LateReasonNeededError,
    MarkNotFoundError,
    NoPreviousHomeworkError,
    NoSuchLessonError,
    NothingToRecordError,
    NotYourLessonError,
    PeriodMarksError,
    SubstitutionError,
    UnansweredError,
)
from core.journal.model import Homework, Reason
from core.journal.notes.errors import NoteReasonNeededError
from core.journal.quick_entry.model import (
    Ask,
    DraftAbsence,
    DraftCorrection,
    DraftLateness,
    DraftRemark,
    LessonDraft,
    Question,
)
from core.journal.recording import record_lesson
from tests.contract.school import (
    ARTYOM,
    CLASS_6B,
    CLASS_ELSEWHERE,
    ENGLISH,
    GLEB,
    GROUP_1,
    GROUP_2,
    IGOR,
    LEV,
    MARIA,
    MATHS_ELSEWHERE,
    NINA,
    NOW,
    OLEG,
    OLGA,
    SCHOOL,
    SOFIA,
    TEACHER_ELSEWHERE,
    TODAY,
    TOMORROW,
    VERA,
)
from tests.core.journal.conftest import GRACE, READING, World, mark, saying

WEEK = timedelta(days=7)
ENGLISH_1 = replace(READING, subject_id=ENGLISH, group_id=GROUP_1, number=3, marks=(mark(SOFIA),))


async def test_everything_that_was_said_is_written(world: World) -> None:
    recorded = await world.say(
        topic="Дроби",
        homework="№ 301",
        homework_due=TOMORROW,
        marks=(mark(SOFIA), mark(ARTYOM, "3")),
        control_text="за устный счёт",
        absences=(DraftAbsence(LEV, Reason.ILLNESS),),
        lateness=(DraftLateness(VERA, 5),),
        remarks=(DraftRemark(GLEB, "нет формы"),),
    )
    lesson = await world.lesson()
    assert (lesson.id, lesson.topic, lesson.held) == (recorded.lesson_id, "Дроби", True)
    assert lesson.homework == Homework("№ 301", True, TOMORROW)
    assert [(one.pupil_id, one.value, one.control_text) for one in lesson.marks] == [
        (SOFIA, "5", "за устный счёт"),
        (ARTYOM, "3", "за устный счёт"),
    ]
    assert [(one.pupil_id, one.late, one.reason) for one in lesson.attendance] == [
        (LEV, False, Reason.ILLNESS),
        (VERA, True, None),
    ]
    assert (recorded.draft.state, recorded.draft.entry_id) == ("recorded", recorded.entry_id)
    assert (recorded.repeated, recorded.undo_until) == (False, NOW + GRACE)


async def test_the_audit_line_has_counts_and_no_names(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA),), absences=(DraftAbsence(LEV),))
    async with world.database.reading() as unit:
        (chained,) = lines = await unit.audit.lines(SCHOOL)
    assert first_break(lines) is None
    assert (chained.line.action, chained.line.actor_id) == ("lesson.recorded", OLGA)
    assert chained.line.data == {"entry": recorded.entry_id, "marks": 1, "absences": 1, "lateness": 0}


async def test_a_second_tap_changes_nothing(world: World) -> None:
    first = await world.say(marks=(mark(SOFIA),), homework="№ 1")
    rows, lesson = await world.rows(), await world.lesson()
    again = await world.record(first.draft.id, NOW + timedelta(minutes=1))
    assert again == replace(first, repeated=True)
    assert (await world.rows(), await world.lesson()) == (rows, lesson)
    assert await world.actions() == ["lesson.recorded"]


async def test_a_refused_draft_leaves_nothing(world: World) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),), homework="то же", same_homework=True))
    with pytest.raises(NoPreviousHomeworkError):
        await world.record(draft_id)
    assert (await world.rows(), await world.actions()) == ([], [])
    async with world.database.reading() as unit:
        assert (await unit.journal.draft(draft_id)).state == "open"


async def test_ones_own_draft_of_ones_own_lesson_is_recorded(world: World) -> None:
    draft_id = await world.draft(ENGLISH_1, NINA)
    actor = await world.actor(NINA)
    recorded = await record_lesson(world.database, actor, draft_id, NOW, GRACE)
    assert recorded.draft.state == "recorded"


@pytest.mark.parametrize("person_id", [NINA, MARIA, TEACHER_ELSEWHERE])
async def test_another_persons_draft_is_not_there(world: World, person_id: PersonId) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),)))
    actor = await world.actor(person_id)
    with pytest.raises(NotFoundError):
        await record_lesson(world.database, actor, draft_id, NOW, GRACE)
    with pytest.raises(NotFoundError):
        await record_lesson(world.database, actor, DraftId(99), NOW, GRACE)


@pytest.mark.parametrize(
    ("person_id", "reading", "refusal"),
    [
        pytest.param(NINA, saying(marks=(mark(SOFIA),)), NotYourLessonError, id="another teacher's lesson"),
        pytest.param(NINA, replace(ENGLISH_1, group_id=GROUP_2), NotYourLessonError, id="another teacher's group"),
        pytest.param(MARIA, saying(marks=(mark(SOFIA),)), NotYourLessonError, id="a guardian"),
        pytest.param(TEACHER_ELSEWHERE, saying(marks=(mark(SOFIA),)), NotYourLessonError, id="another school's"),
        pytest.param(
            NINA, saying(marks=(mark(SOFIA),), substitute_for=IGOR), NotYourLessonError, id="a substitute for another"
        ),
    ],
)
async def test_another_teachers_lesson_is_refused(
    world: World, person_id: PersonId, reading: LessonDraft, refusal: type[DomainError]
) -> None:
    draft_id = await world.draft(reading, person_id)
    actor = await world.actor(person_id)
    with pytest.raises(refusal):
        await record_lesson(world.database, actor, draft_id, NOW, GRACE)
    assert await world.actions() == []


async def test_a_substitution_is_declared_with_the_record(world: World) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),), substitute_for=OLGA), NINA)
    recorded = await record_lesson(world.database, await world.actor(NINA), draft_id, NOW, GRACE)
    assert recorded.entry_id is not None
    async with world.database.reading() as unit:
        entry = await unit.journal.entry(recorded.entry_id)
        (line,) = await unit.changes.substituted(SCHOOL, TODAY, TODAY)
    assert (entry.author_id, entry.instead_of) == (NINA, OLGA)
    assert (line.recorded, line.kept.made.declared) == (True, True)
    assert await world.actions() == ["timetable.changed", "lesson.recorded"]


async def test_a_school_may_leave_substitutions_to_the_deputy(world: World) -> None:
    async with world.database.writing() as unit:
        school = await unit.people.school(SCHOOL)
        await unit.people.save_school(replace(school, profile_overrides={"declared_substitutions": False}))
        await unit.commit()
    draft_id = await world.draft(saying(marks=(mark(SOFIA),), substitute_for=OLGA), NINA)
    with pytest.raises(SubstitutionError):
        await record_lesson(world.database, await world.actor(NINA), draft_id, NOW, GRACE)
    assert await world.actions() == []


async def test_a_class_that_one_does_not_teach_is_not_opened_by_naming_a_colleague(world: World) -> None:
    reading = saying(marks=(mark(OLEG),), substitute_for=OLGA, class_id=CLASS_6B, number=4)
    draft_id = await world.draft(reading, IGOR)
    with pytest.raises(SubstitutionError):
        await record_lesson(world.database, await world.actor(IGOR), draft_id, NOW, GRACE)


async def test_a_lesson_of_another_school_is_not_in_ones_timetable(world: World) -> None:
    elsewhere = saying(class_id=CLASS_ELSEWHERE, subject_id=MATHS_ELSEWHERE, marks=(mark(SOFIA),))
    draft_id = await world.draft(elsewhere)
    with pytest.raises(NotYourLessonError):
        await world.record(draft_id)


@pytest.mark.parametrize("changes", [{"number": 5}, {"day": TODAY - timedelta(days=1)}, {"group_id": GROUP_1}])
async def test_a_lesson_that_the_timetable_does_not_have_is_refused(world: World, changes: Mapping[str, Any]) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),), **changes))
    with pytest.raises(NoSuchLessonError):
        await world.record(draft_id)


async def test_a_timetable_that_changed_since_the_draft_was_shown_decides(world: World) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),)))
    entries = world.database.directories.entries
    entries[0] = replace(entries[0], number=4)
    with pytest.raises(NoSuchLessonError):
        await world.record(draft_id)
    entries[0] = replace(entries[0], number=2)
    assert (await world.record(draft_id)).draft.state == "recorded"


async def test_a_lesson_to_come_is_refused(world: World) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),), day=TODAY + WEEK))
    with pytest.raises(FutureLessonError):
        await world.record(draft_id)


async def test_the_day_is_that_of_the_school(world: World) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),)))
    evening_before = NOW.replace(day=12, hour=20, minute=59)
    with pytest.raises(FutureLessonError):
        await world.record(draft_id, evening_before)
    assert await world.record(draft_id, evening_before + timedelta(minutes=1))


async def test_a_late_entry_needs_a_reason(world: World) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),)))
    on_the_third_day, on_the_fourth = NOW + timedelta(days=3), NOW + timedelta(days=4)
    with pytest.raises(LateReasonNeededError) as refusal:
        await world.record(draft_id, on_the_fourth)
    assert refusal.value.data == {"days": 4}
    assert await world.record(draft_id, on_the_fourth, reason="болела")
    another = await world.draft(saying(marks=(mark(ARTYOM),)))
    assert await world.record(another, on_the_third_day)


async def test_how_late_it_was_and_why_stays_with_the_entry(world: World) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),)))
    recorded = await world.record(draft_id, NOW + timedelta(days=4), reason="болела")
    assert recorded.entry_id
    made = world.database.shared.state.journal.entries[recorded.entry_id]
    assert (made.late_days, made.reason, made.author_id, made.typed_by_id) == (4, "болела", OLGA, OLGA)


@pytest.mark.parametrize(
    ("reading", "refusal"),
    [
        (saying(marks=(mark(SOFIA),), questions=(Question("p0", Ask.PUPIL, "Иванов"),)), UnansweredError),
        (saying(marks=(mark(SOFIA),), number=None), UnansweredError),
        (saying(), NothingToRecordError),
        (saying(marks=(mark(SOFIA),), period="1 четверть"), PeriodMarksError),
        (saying(absences=(DraftAbsence(SOFIA),), absence_period=(TODAY, TOMORROW)), NoteReasonNeededError),
    ],
)
async def test_what_is_open_or_empty_is_not_written(
    world: World, reading: LessonDraft, refusal: type[DomainError]
) -> None:
    draft_id = await world.draft(reading)
    with pytest.raises(refusal):
        await world.record(draft_id)


@pytest.mark.parametrize("said", [{"no_homework": True}, {"all_present": True}, {"held": False}, {"exempt": (SOFIA,)}])
async def test_a_little_is_enough(world: World, said: Mapping[str, Any]) -> None:
    assert (await world.say(**said)).draft.state == "recorded"


@pytest.mark.parametrize("state", ["cancelled", "undone"])
async def test_a_closed_draft_is_not_written(world: World, state: str) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),)), state=state)
    with pytest.raises(DraftClosedError):
        await world.record(draft_id)


async def test_the_same_homework_repeats_that_of_the_lesson_before(world: World) -> None:
    last_week = NOW - WEEK
    before = await world.draft(saying(day=TODAY - WEEK, homework="№ 301", homework_due=TODAY))
    await world.record(before, last_week)
    await world.say(homework="то же", same_homework=True, homework_due=TOMORROW, marks=(mark(SOFIA),))
    assert (await world.lesson()).homework == Homework("№ 301", True, TOMORROW)


async def test_a_correction_in_words_replaces_the_one_mark_that_fits(world: World) -> None:
    await world.say(marks=(mark(SOFIA, "3"), mark(ARTYOM, "3")))
    await world.say(NOW + timedelta(minutes=2), corrections=(DraftCorrection(SOFIA, "3", "4"),))
    standing = {one.pupil_id: (one.value, [value for value, _ in one.earlier]) for one in (await world.lesson()).marks}
    assert standing == {SOFIA: ("4", ["3"]), ARTYOM: ("3", [])}


@pytest.mark.parametrize("correction", [DraftCorrection(SOFIA, "2", "4"), DraftCorrection(LEV, None, "4")])
async def test_a_correction_in_words_of_no_mark_is_refused(world: World, correction: DraftCorrection) -> None:
    await world.say(marks=(mark(SOFIA, "3"),))
    draft_id = await world.draft(saying(corrections=(correction,)))
    with pytest.raises(MarkNotFoundError):
        await world.record(draft_id)
    assert [one.value for one in (await world.lesson()).marks] == ["3"]


async def test_a_correction_in_words_is_free_for_a_few_minutes_only(world: World) -> None:
    await world.say(marks=(mark(SOFIA, "3"),))
    draft_id = await world.draft(saying(corrections=(DraftCorrection(SOFIA, "3", "4"),)))
    with pytest.raises(CorrectionReasonNeededError):
        await world.record(draft_id, NOW + timedelta(minutes=16))
    assert await world.record(draft_id, NOW + timedelta(minutes=15))
