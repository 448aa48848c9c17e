"""Correcting marks and taking entries back: by whom, until when, and what families then hear."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFoundError
from core.ids import MarkId, PersonId
from core.journal.correcting import correct_mark, sheet, undo_lesson
from core.journal.drafts import reopen
from core.journal.errors import (
    CorrectionForbiddenError,
    CorrectionReasonNeededError,
    DraftClosedError,
    MarkNotFoundError,
    MarkScaleError,
    UndoCorrectedError,
    UndoTooLateError,
)
from core.journal.model import EntryKind, Homework
from core.journal.quick_entry.model import DraftAbsence, DraftCorrection
from core.notifications.model import State
from core.people.model import School
from tests.contract.school import ARTYOM, LEV, MARIA, NINA, NOW, OLGA, SOFIA, TEACHER_ELSEWHERE
from tests.contract.writing import BOT
from tests.core.journal.conftest import GRACE, World, mark, saying

SOON = NOW + timedelta(minutes=1)
LAST_FREE = NOW + timedelta(minutes=15)
OTHERS = [NINA, MARIA, TEACHER_ELSEWHERE]


async def test_a_sheet_has_the_marks_of_its_own_entry(world: World) -> None:
    first = await world.say(marks=(mark(SOFIA, "4"), mark(ARTYOM)))
    await world.say(SOON, marks=(mark(LEV),))
    page = await sheet(world.database, await world.actor(), first.draft.id)
    assert [(one.pupil_id, one.value) for one in page.marks] == [(SOFIA, "4"), (ARTYOM, "5")]
    assert (page.record.id, page.draft.state) == (first.lesson_id, "recorded")


@pytest.mark.parametrize("person_id", OTHERS)
async def test_another_persons_sheet_is_not_there(world: World, person_id: PersonId) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "4"),))
    other, draft_id = await world.actor(person_id), recorded.draft.id
    with pytest.raises(NotFoundError):
        await sheet(world.database, other, draft_id)
    with pytest.raises(NotFoundError):
        await correct_mark(world.database, other, draft_id, (await world.lesson()).marks[0].id, "5", SOON, GRACE)
    with pytest.raises(NotFoundError):
        await undo_lesson(world.database, other, draft_id, SOON, GRACE)
    assert [one.value for one in (await world.lesson()).marks] == ["4"]


async def test_an_open_draft_has_no_sheet(world: World) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),)))
    with pytest.raises(DraftClosedError):
        await sheet(world.database, await world.actor(), draft_id)


async def test_the_old_value_is_kept_with_who_and_when(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "4"),))
    page = await world.correct(recorded, "5", LAST_FREE)
    (standing,) = page.marks
    assert (standing.value, standing.earlier) == ("5", (("4", LAST_FREE),))
    entry_id, made = list(world.database.shared.state.journal.entries.items())[-1]
    assert (made.kind, made.author_id, made.at) == (EntryKind.CORRECTION, OLGA, LAST_FREE)
    async with world.database.reading() as unit:
        line = (await unit.audit.lines(page.record.key.school_id))[-1].line
    assert (line.action, line.data["old"], line.data["new"], line.data["entry"]) == (
        "mark.corrected",
        "4",
        "5",
        entry_id,
    )


async def test_the_same_value_again_changes_nothing(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "4"),))
    await world.correct(recorded, "5", SOON)
    before = await world.lesson()
    await world.correct(recorded, "5", SOON)
    assert await world.lesson() == before
    assert await world.actions() == ["lesson.recorded", "mark.corrected"]


async def test_a_mark_may_be_removed(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "4"), mark(ARTYOM)))
    page = await world.correct(recorded, None, SOON)
    assert [one.pupil_id for one in page.marks] == [ARTYOM]


@pytest.mark.parametrize("later", [timedelta(microseconds=1), timedelta(days=1)])
async def test_after_the_free_minutes_approval_is_needed(world: World, later: timedelta) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "4"),))
    with pytest.raises(CorrectionReasonNeededError):
        await world.correct(recorded, "5", LAST_FREE + later)
    assert [one.value for one in (await world.lesson()).marks] == ["4"]
    assert await world.actions() == ["lesson.recorded"]


async def test_a_profile_may_forbid_corrections_or_give_more_minutes(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "4"),))
    _school(world, profile="pyatigorsk-2012")
    with pytest.raises(CorrectionForbiddenError):
        await world.correct(recorded, "5", LAST_FREE + timedelta(seconds=1))
    _school(world, profile_overrides={"free_correction_minutes": 30})
    assert await world.correct(recorded, "5", LAST_FREE + timedelta(seconds=1))


def _school(world: World, **changes: object) -> None:
    schools: list[School] = world.database.directories.schools
    schools[:] = [replace(school, **changes) for school in schools]  # type: ignore[arg-type]


async def test_minutes_count_from_the_first_entry_of_the_mark(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "3"),))
    await world.correct(recorded, "4", LAST_FREE)
    with pytest.raises(CorrectionReasonNeededError):
        await world.correct(recorded, "5", LAST_FREE + timedelta(minutes=1))


async def test_a_value_off_the_scale_is_refused(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "4"),))
    with pytest.raises(MarkScaleError):
        await world.correct(recorded, "6", SOON)


async def test_a_mark_of_another_entry_is_not_on_the_sheet(world: World) -> None:
    first = await world.say(marks=(mark(SOFIA, "4"),))
    await world.say(SOON, marks=(mark(LEV),))
    with pytest.raises(MarkNotFoundError):
        await world.correct(first, "5", SOON, index=1)
    with pytest.raises(MarkNotFoundError):
        await correct_mark(world.database, await world.actor(), first.draft.id, MarkId(99), "5", SOON, GRACE)


async def test_within_the_grace_time_all_is_taken_back_and_nobody_is_told(world: World) -> None:
    recorded = await world.say(topic="Дроби", homework="№ 1", marks=(mark(SOFIA),), absences=(DraftAbsence(LEV),))
    undone = await world.undo(recorded, NOW + GRACE - timedelta(microseconds=1))
    lesson = await world.lesson()
    assert undone.state == "undone"
    assert (lesson.topic, lesson.homework, lesson.marks, lesson.attendance) == (None, None, (), ())
    assert await world.actions() == ["lesson.recorded", "lesson.undone"]
    async with world.database.reading() as unit:
        deliveries = await unit.outbox.claim(BOT, "test", 50, NOW + GRACE, NOW + 2 * GRACE)
    assert {delivery.news.empty for delivery in deliveries if delivery.news} == {True}


async def test_after_the_grace_time_nothing_is_taken_back(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA),))
    with pytest.raises(UndoTooLateError):
        await world.undo(recorded, NOW + GRACE)
    assert len((await world.lesson()).marks) == 1


async def test_taking_back_twice_changes_nothing(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA),))
    first = await world.undo(recorded, SOON)
    assert await world.undo(recorded, SOON + GRACE) == first
    assert await world.actions() == ["lesson.recorded", "lesson.undone"]


async def test_what_was_not_recorded_cannot_be_taken_back(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA),))
    open_draft = replace(recorded, draft=replace(recorded.draft, id=await world.draft(saying(topic="Дроби"))))
    with pytest.raises(DraftClosedError):
        await world.undo(open_draft, SOON)


async def test_a_corrected_entry_is_not_taken_back_as_a_whole(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "4"),))
    await world.correct(recorded, "5", SOON)
    with pytest.raises(UndoCorrectedError):
        await world.undo(recorded, SOON)


async def test_what_the_entry_had_replaced_stands_again(world: World) -> None:
    await world.say(homework="№ 1", marks=(mark(SOFIA, "3"),))
    second = await world.say(SOON, homework="№ 2", corrections=(DraftCorrection(SOFIA, "3", "4"),))
    await world.undo(second, SOON + timedelta(minutes=1))
    lesson = await world.lesson()
    assert lesson.homework == Homework("№ 1")
    assert [one.value for one in lesson.marks] == ["3"]


async def test_after_taking_back_the_draft_may_be_recorded_anew(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA),))
    await world.undo(recorded, SOON)
    opened = await reopen(world.database, await world.actor(), recorded.draft.id, SOON)
    assert (opened.state, opened.entry_id) == ("open", None)
    again = await world.record(recorded.draft.id, SOON)
    assert again.entry_id != recorded.entry_id
    assert [one.entry_id for one in (await world.lesson()).marks] == [again.entry_id]


async def test_a_message_taken_back_after_others_were_sent_leaves_those_alone(world: World) -> None:
    await world.say(marks=(mark(SOFIA),))
    await world.deliver(NOW + GRACE)
    second = await world.say(NOW + GRACE, marks=(mark(ARTYOM),))
    await world.undo(second, NOW + GRACE + timedelta(minutes=1))
    assert [row.state for row in await world.rows()] == [State.SENT, State.SENT, State.PENDING]
