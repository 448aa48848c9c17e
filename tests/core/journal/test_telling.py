"""Who is told of what is written: each child's guardians, once, and never the author."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from core.ids import ChatKey
from core.journal.quick_entry.model import DraftAbsence, DraftCorrection, DraftLateness, DraftRemark
from core.notifications.model import Kind, Operation, State
from core.notifications.preferences import Choices, Mode, Topic
from tests.contract.school import (
    ARTYOM,
    DANIIL,
    EGOR,
    GLEB,
    IVANOV,
    LEV,
    MARIA,
    NOW,
    OLEG,
    OLGA,
    SCHOOL,
    SOFIA,
    TODAY,
    YESTERDAY,
    ZHUKOVA,
)
from tests.contract.writing import BOT, linked
from tests.core.journal.conftest import GRACE, World, mark, saying
from tests.fakes.directories import Days, Guardianship

SOON = NOW + timedelta(minutes=1)
AFTER = NOW + GRACE
EVENING = NOW.replace(hour=16, minute=0)


async def test_parents_who_live_apart_each_have_a_row(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA),))
    assert await world.told() == [(world.mother, SOFIA), (world.father, SOFIA)]
    assert recorded.told == 2


async def test_a_row_waits_for_the_grace_time_and_expires(world: World) -> None:
    await world.say(marks=(mark(SOFIA),))
    row = (await world.rows())[0]
    assert (row.state, row.planned.not_before) == (State.PENDING, AFTER)
    assert row.planned.expires_at
    assert row.planned.expires_at > AFTER


async def test_twins_have_a_message_each(world: World) -> None:
    recorded = await world.say(marks=(mark(GLEB), mark(LEV)))
    assert await world.told() == [(world.twins, GLEB), (world.twins, LEV)]
    assert recorded.told == 1


async def test_homework_is_told_to_everyone_in_the_class_that_day(world: World) -> None:
    async with world.database.writing() as unit:
        await linked(unit, ZHUKOVA, 9)
        await unit.commit()
    await world.say(homework="№ 1")
    told = [pupil for _, pupil in await world.told()]
    assert told == [ARTYOM, GLEB, LEV, SOFIA, SOFIA]
    assert EGOR not in told
    assert OLEG not in told


async def test_of_yesterdays_lesson_yesterdays_pupils_are_told(world: World) -> None:
    entries = world.database.directories.entries
    entries.append(replace(entries[0], weekday=YESTERDAY.weekday()))
    async with world.database.writing() as unit:
        zhukova = await linked(unit, ZHUKOVA, 9)
        await unit.commit()
    await world.say(day=YESTERDAY, homework="№ 1")
    assert (zhukova, EGOR) in await world.told()


async def test_who_was_a_guardian_until_yesterday_is_not_told_of_yesterdays_lesson(world: World) -> None:
    entries = world.database.directories.entries
    entries.append(replace(entries[0], weekday=YESTERDAY.weekday()))
    async with world.database.writing() as unit:
        await linked(unit, IVANOV, 9)
        await unit.commit()
    await world.say(day=YESTERDAY, marks=(mark(DANIIL),))
    assert await world.rows() == []


async def test_a_mark_of_one_is_told_to_nobody_else(world: World) -> None:
    await world.say(marks=(mark(ARTYOM),))
    assert await world.told() == [(world.other, ARTYOM)]


async def test_a_topic_alone_is_no_news(world: World) -> None:
    recorded = await world.say(topic="Дроби")
    assert (await world.rows(), recorded.told) == ([], 0)


async def test_the_author_is_not_told_of_own_child(world: World) -> None:
    world.database.directories.guardianships.append(Guardianship(OLGA, SOFIA, Days(TODAY)))
    async with world.database.writing() as unit:
        await linked(unit, OLGA, 9)
        await unit.commit()
    await world.say(marks=(mark(SOFIA),))
    assert await world.told() == [(world.mother, SOFIA), (world.father, SOFIA)]


async def test_a_second_entry_within_the_grace_time_joins_the_waiting_row(world: World) -> None:
    first = await world.say(marks=(mark(SOFIA, "4"),))
    second = await world.say(SOON, marks=(mark(SOFIA),))
    rows = await world.rows()
    assert [(row.planned.first_entry, row.planned.last_entry) for row in rows] == [
        (first.entry_id, second.entry_id),
        (first.entry_id, second.entry_id),
    ]
    assert {row.planned.not_before for row in rows} == {AFTER}


async def test_a_second_mark_after_the_message_is_told_in_a_message_of_its_own(world: World) -> None:
    await world.say(marks=(mark(SOFIA),))
    await world.deliver(AFTER)
    second = await world.say(AFTER, marks=(mark(SOFIA),))
    told = (await world.rows())[2:]
    assert [(row.planned.operation, row.planned.first_entry) for row in told] == [
        (Operation.SEND, second.entry_id),
        (Operation.SEND, second.entry_id),
    ]


async def test_a_correction_before_the_message_makes_no_row(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "4"),))
    await world.correct(recorded, "5", SOON)
    rows = await world.rows()
    assert [row.planned.operation for row in rows] == [Operation.SEND, Operation.SEND]
    assert {row.planned.first_entry for row in rows} == {recorded.entry_id}


async def test_a_correction_after_the_message_makes_one_edit_of_each(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "4"),))
    await world.deliver(AFTER)
    await world.correct(recorded, "5", AFTER)
    sent, edits = (await world.rows())[:2], (await world.rows())[2:]
    assert [(row.planned.operation, row.planned.follows) for row in edits] == [
        (Operation.EDIT, sent[0].id),
        (Operation.EDIT, sent[1].id),
    ]
    assert {row.planned.not_before for row in edits} == {AFTER}
    await world.correct(recorded, "5", AFTER)
    assert len(await world.rows()) == 4


async def test_an_edit_says_the_new_value_and_the_old(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA, "4"),))
    await world.deliver(AFTER)
    await world.correct(recorded, "5", AFTER + timedelta(seconds=1))
    async with world.database.writing() as unit:
        deliveries = await unit.outbox.claim(BOT, "test", 10, AFTER + GRACE, AFTER + 2 * GRACE)
    told = [delivery.news for delivery in deliveries]
    assert [[(one.value, [old for old, _ in one.earlier]) for one in news.marks] for news in told if news] == [
        [("5", ["4"])],
        [("5", ["4"])],
    ]
    assert {delivery.edits_message for delivery in deliveries} == {"message 1", "message 2"}


async def test_a_correction_in_words_edits_and_tells_nothing_new(world: World) -> None:
    await world.say(marks=(mark(SOFIA, "4"),))
    await world.deliver(AFTER)
    await world.say(AFTER, corrections=(DraftCorrection(SOFIA, "4", "5"),))
    assert [row.planned.operation for row in (await world.rows())[2:]] == [Operation.EDIT, Operation.EDIT]


async def test_an_absence_that_turns_into_lateness_edits(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA),))
    await world.deliver(AFTER)
    await world.say(AFTER, lateness=(DraftLateness(SOFIA, 5),))
    assert [row.planned.operation for row in (await world.rows())[2:]] == [Operation.EDIT, Operation.EDIT]


async def test_the_same_absence_again_is_no_news(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA),))
    await world.deliver(AFTER)
    await world.say(AFTER, absences=(DraftAbsence(SOFIA),))
    assert len(await world.rows()) == 2


async def test_changed_homework_edits_what_everyone_was_told(world: World) -> None:
    await world.say(homework="№ 1")
    await world.deliver(AFTER)
    await world.say(AFTER, homework="№ 2")
    edits = (await world.rows())[5:]
    assert [row.planned.operation for row in edits] == [Operation.EDIT] * 5


async def test_edited_homework_that_is_taken_back_is_edited_back(world: World) -> None:
    await world.say(homework="№ 1")
    await world.deliver(AFTER)
    second = await world.say(AFTER, homework="№ 2")
    await world.deliver(AFTER)
    await world.undo(second, AFTER + timedelta(minutes=1))
    assert [row.planned.operation for row in (await world.rows())[10:]] == [Operation.EDIT] * 5


async def test_a_chat_that_hears_of_twins_again_is_one_chat(world: World) -> None:
    await world.say(marks=(mark(GLEB), mark(LEV)))
    again = await world.say(SOON, marks=(mark(GLEB), mark(LEV)))
    assert again.told == 1


async def test_a_remark_and_an_exemption_are_told_to_the_family_of_that_pupil(world: World) -> None:
    await world.say(remarks=(DraftRemark(SOFIA, "Не слушала"),), exempt=(ARTYOM,))
    assert await world.told() == [(world.other, ARTYOM), (world.mother, SOFIA), (world.father, SOFIA)]


async def test_a_remark_taken_back_after_it_was_told_is_edited(world: World) -> None:
    recorded = await world.say(remarks=(DraftRemark(SOFIA, "Не слушала"),))
    await world.deliver(AFTER)
    await world.undo(recorded, AFTER - timedelta(seconds=1))
    assert [row.planned.operation for row in (await world.rows())[2:]] == [Operation.EDIT, Operation.EDIT]


async def _chosen(world: World, **changes: Any) -> None:
    async with world.database.writing() as unit:
        await unit.preferences.save(SCHOOL, MARIA, Choices(**changes))
        await unit.commit()


async def _due(world: World) -> list[tuple[ChatKey, Kind, datetime]]:
    return [(row.planned.chat_key, row.planned.kind, row.planned.not_before) for row in await world.rows()]


async def test_kinds_that_one_parent_put_off_come_in_the_evening_digest(world: World) -> None:
    await _chosen(world, modes={Topic.HOMEWORK: Mode.DIGEST, Topic.LATENESS: Mode.OFF})
    await world.say(marks=(mark(SOFIA),), lateness=(DraftLateness(SOFIA),), homework="№ 1")
    own = [row for row in await world.rows() if row.planned.chat_key == world.mother]
    digest, now = sorted(own, key=lambda row: row.planned.kind)
    assert (now.planned.kind, now.planned.not_before) == (Kind.LESSON, AFTER)
    assert now.planned.topics == frozenset({Topic.MARK})
    assert (digest.planned.kind, digest.planned.not_before) == (Kind.DIGEST, EVENING)
    ((_, part),) = world.database.shared.state.outbox.parts.values()
    assert (part.pupil_id, part.topics) == (SOFIA, frozenset({Topic.HOMEWORK}))
    (father,) = (row for row in await world.rows() if row.planned.chat_key == world.father)
    assert father.planned.topics == frozenset({Topic.MARK, Topic.LATENESS, Topic.HOMEWORK})


async def test_a_mark_in_quiet_hours_comes_once_at_their_end(world: World) -> None:
    """netschoolbot: it never came."""
    night = NOW.replace(hour=19, minute=30)  # 22:30 in Moscow
    morning = NOW.replace(hour=4, minute=0) + timedelta(days=1)
    await world.say(night, marks=(mark(SOFIA),))
    await world.say(night + timedelta(minutes=10), marks=(mark(SOFIA, "4"),))
    assert await _due(world) == [(world.mother, Kind.DIGEST, morning), (world.father, Kind.DIGEST, morning)]
    await world.deliver(morning - timedelta(seconds=1))
    assert {row.state for row in await world.rows()} == {State.PENDING}
    await world.deliver(morning)
    assert {row.state for row in await world.rows()} == {State.SENT}


async def test_a_family_has_one_digest_with_each_child(world: World) -> None:
    night = NOW.replace(hour=19, minute=30)
    await world.say(night, marks=(mark(GLEB), mark(LEV)))
    assert [chat for chat, _, _ in await _due(world)] == [world.twins]
    parts = world.database.shared.state.outbox.parts.values()
    assert [part.pupil_id for _, part in parts] == [GLEB, LEV]


async def test_a_late_entry_goes_to_the_digest(world: World) -> None:
    """Giua-App #179: a push today about a mark of weeks ago."""
    await _record_late(world)
    assert await _due(world) == [(world.mother, Kind.DIGEST, EVENING), (world.father, Kind.DIGEST, EVENING)]


async def _record_late(world: World) -> None:
    entries = world.database.directories.entries
    old = TODAY - timedelta(days=14)
    draft_id = await world.draft(replace(saying(marks=(mark(SOFIA),)), day=old))
    assert any(one.weekday == old.weekday() for one in entries)
    await world.record(draft_id, reason="болела")


async def test_an_undone_entry_leaves_nothing_in_the_digest(world: World) -> None:
    night = NOW.replace(hour=19, minute=30)
    recorded = await world.say(night, marks=(mark(SOFIA),))
    await world.undo(recorded, night + timedelta(minutes=1))
    async with world.database.writing() as unit:
        deliveries = await unit.outbox.claim(BOT, "a", 10, night + timedelta(hours=9), night + timedelta(hours=10))
    assert [delivery.empty for delivery in deliveries] == [True, True]


async def test_a_correction_after_the_digest_edits_it_once(world: World) -> None:
    night = NOW.replace(hour=19, minute=30)
    recorded = await world.say(night, marks=(mark(SOFIA),))
    await world.deliver(night + timedelta(hours=9))
    await world.correct(recorded, "4", night + timedelta(minutes=10))
    edits = (await world.rows())[2:]
    assert [(row.planned.operation, row.planned.kind, row.planned.follows) for row in edits] == [
        (Operation.EDIT, Kind.DIGEST, 1),
        (Operation.EDIT, Kind.DIGEST, 2),
    ]


async def test_corrections_may_be_off_or_wait_for_the_evening(world: World) -> None:
    await _chosen(world, modes={Topic.CORRECTION: Mode.DIGEST})
    recorded = await world.say(marks=(mark(SOFIA),))
    await world.deliver(AFTER)
    await world.correct(recorded, "4", AFTER)
    edit = (await world.rows())[2]
    assert (edit.planned.operation, edit.planned.not_before) == (Operation.EDIT, EVENING)
    await _chosen(world, modes={Topic.CORRECTION: Mode.OFF})
    await world.correct(recorded, "3", AFTER)
    assert [row.planned.chat_key for row in (await world.rows())[4:]] == [world.father]
