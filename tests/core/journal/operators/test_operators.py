"""Entries that an operator types: for whom, in whose hands they are, and what is written when (B17)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFoundError
from core.ids import ChatKey, DraftId, EntryId, PersonId
from core.journal.correcting import undo_lesson
from core.journal.drafts import answer, cancel, interpret_message, reopen, show
from core.journal.errors import (
    ConfirmationNeededError,
    DraftChangedError,
    DraftClosedError,
    NoSuchLessonError,
    OtherTeacherError,
)
from core.journal.model import EntryKind
from core.journal.operators import service
from core.journal.operators.confirming import acknowledge, give_back, hand_over, hands, take_back, waiting
from core.journal.ports import NewEntry
from core.journal.recording import record_lesson
from core.journal.taps.lessons import own_day
from core.notifications.model import Kind
from core.people.model import Actor, Grant, Role
from tests.contract.school import IGOR, MARIA, NINA, NOW, OLGA, SCHOOL, TEACHER_ELSEWHERE, TODAY
from tests.core.journal.conftest import GRACE, World
from tests.core.journal.operators.conftest import LATER, RETIREE, TEXT, handed, typed
from tests.fakes.directories import Days, Function


def entry_of(world: World, entry_id: EntryId | None) -> NewEntry:
    """The entry that was written."""
    assert entry_id is not None
    return world.database.shared.state.journal.entries[entry_id]


async def test_the_entry_is_the_teachers_and_both_names_are_kept(
    world: World, operator: Actor, olgas_chat: ChatKey
) -> None:
    draft = await handed(world, operator)
    assert (draft.author_id, draft.typed_by_id) == (OLGA, RETIREE)
    assert not world.database.shared.state.journal.entries
    teacher = await world.actor(OLGA)
    done = await record_lesson(world.database, teacher, draft.id, LATER, GRACE)
    entry = entry_of(world, done.entry_id)
    assert (entry.author_id, entry.typed_by_id, entry.kind) == (OLGA, RETIREE, EntryKind.RECORD)
    assert done.draft.confirmed_at == LATER
    assert [one.value for one in (await world.lesson()).marks] == ["5"]
    async with world.database.reading() as unit:
        lines = [chained.line for chained in await unit.audit.lines(SCHOOL)]
    recorded = next(line for line in lines if line.action == "lesson.recorded")
    assert (recorded.actor_id, recorded.data["typed_by"]) == (OLGA, RETIREE)
    assert [line.action for line in lines if line.action.startswith(("operator", "draft"))] == [
        "operator.began",
        "draft.handed_over",
    ]


async def test_the_teacher_is_asked_and_the_operator_told(world: World, operator: Actor, olgas_chat: ChatKey) -> None:
    draft = await handed(world, operator)
    (asked,) = [row for row in await world.rows() if row.planned.kind is Kind.DRAFT]
    assert (asked.planned.chat_key, asked.planned.content) == (olgas_chat, {"draft": str(draft.id), "event": "handed"})
    await record_lesson(world.database, await world.actor(OLGA), draft.id, LATER, GRACE)
    told = [row.planned for row in await world.rows() if row.planned.kind is Kind.DRAFT][1]
    assert (told.person_id, (told.content or {})["event"]) == (RETIREE, "recorded")


async def test_an_operator_alone_writes_nothing(world: World, operator: Actor, olgas_chat: ChatKey) -> None:
    draft = await typed(world, operator)
    with pytest.raises(ConfirmationNeededError):
        await record_lesson(world.database, operator, draft.id, NOW, GRACE)
    assert not world.database.shared.state.journal.entries


async def test_a_school_may_want_no_confirmation(world: World, operator: Actor, olgas_chat: ChatKey) -> None:
    async with world.database.writing() as unit:
        school = await unit.people.school(SCHOOL)
        await unit.people.save_school(replace(school, profile_overrides={"operator_confirmation": False}))
        await unit.commit()
    draft = await typed(world, operator)
    done = await hand_over(world.database, operator, draft.id, NOW, GRACE)
    assert done.recorded is not None
    entry = entry_of(world, done.recorded.entry_id)
    assert (entry.author_id, entry.typed_by_id) == (OLGA, RETIREE)
    assert await waiting(world.database, await world.actor(OLGA), LATER) == ()
    undone = await undo_lesson(world.database, operator, draft.id, NOW, GRACE)
    assert undone.state == "undone"


async def test_a_teacher_without_a_chat_does_not_let_the_day_pass(world: World, operator: Actor) -> None:
    """B02 wants the entry the same day; the confirmation stays due and can be given later."""
    draft = await typed(world, operator)
    done = await hand_over(world.database, operator, draft.id, NOW, GRACE)
    assert done.recorded is not None
    teacher = await world.actor(OLGA)
    assert [one.id for one in await waiting(world.database, teacher, LATER)] == [draft.id]
    confirmed = await acknowledge(world.database, teacher, draft.id, LATER)
    assert confirmed.confirmed_at == LATER
    assert await waiting(world.database, teacher, LATER) == ()
    assert (await acknowledge(world.database, teacher, draft.id, LATER + GRACE)).confirmed_at == LATER


async def test_what_was_handed_over_came_then(world: World, operator: Actor, olgas_chat: ChatKey) -> None:
    """The deadline counts the operator's time, however late the teacher confirms."""
    draft = await handed(world, operator)
    done = await record_lesson(world.database, await world.actor(OLGA), draft.id, NOW + timedelta(days=9), GRACE)
    assert entry_of(world, done.entry_id).late_days == 0


async def test_it_is_in_one_pair_of_hands(world: World, operator: Actor, olgas_chat: ChatKey) -> None:
    draft = await typed(world, operator)
    teacher = await world.actor(OLGA)
    for call in (show(world.database, teacher, draft.id), cancel(world.database, teacher, draft.id, NOW)):
        with pytest.raises(NotFoundError):
            await call
    await hand_over(world.database, operator, draft.id, NOW, GRACE)
    assert (await show(world.database, operator, draft.id)).handed_at == NOW
    for late in (answer(world.database, operator, draft.id, {}, NOW), cancel(world.database, operator, draft.id, NOW)):
        with pytest.raises(DraftClosedError):
            await late
    assert (await answer(world.database, teacher, draft.id, {}, NOW)).state == "open"


async def test_an_edited_message_changes_nothing_that_was_handed_over(
    world: World, operator: Actor, olgas_chat: ChatKey
) -> None:
    draft = await handed(world, operator)
    (same,) = await interpret_message(world.database, operator, "5А Ёлкина 2", "1:71:1", LATER)
    assert same == draft


async def test_the_teacher_may_give_it_back(world: World, operator: Actor, olgas_chat: ChatKey) -> None:
    draft = await handed(world, operator)
    teacher = await world.actor(OLGA)
    await give_back(world.database, teacher, draft.id, LATER)
    assert (await give_back(world.database, teacher, draft.id, LATER)).handed_at is None
    told = [row.planned for row in await world.rows() if row.planned.kind is Kind.DRAFT]
    assert [(one.content or {})["event"] for one in told] == ["handed", "returned"]
    with pytest.raises(NotFoundError):
        await record_lesson(world.database, teacher, draft.id, LATER, GRACE)
    assert (await answer(world.database, operator, draft.id, {}, LATER)).state == "open"


async def test_the_operator_may_take_it_back(world: World, operator: Actor, olgas_chat: ChatKey) -> None:
    draft = await handed(world, operator)
    assert (await take_back(world.database, operator, draft.id, LATER)).handed_at is None
    again = await hand_over(world.database, operator, draft.id, LATER, GRACE)
    await record_lesson(world.database, await world.actor(OLGA), draft.id, LATER, GRACE)
    assert (await take_back(world.database, operator, draft.id, LATER)).state == "recorded"
    assert again.draft.handed_at == LATER


async def test_two_operators_do_not_write_a_lesson_twice(world: World, operator: Actor, olgas_chat: ChatKey) -> None:
    world.database.directories.functions.append(Function(IGOR, Grant(Role.OPERATOR), Days(TODAY)))
    await service.begin(world.database, await world.actor(IGOR), OLGA, NOW)
    second = await service.turn(world.database, await world.actor(IGOR), NOW)
    assert second is not None
    one = await handed(world, operator, message=1)
    other = await handed(world, second.actor, message=2)
    assert one.id != other.id
    with pytest.raises(NotFoundError):
        await show(world.database, second.actor, one.id)
    teacher = await world.actor(OLGA)
    await record_lesson(world.database, teacher, one.id, LATER, GRACE)
    with pytest.raises(DraftChangedError):
        await record_lesson(world.database, teacher, other.id, LATER, GRACE)
    noticed = await show(world.database, teacher, other.id)
    assert [code for code, _ in noticed.reading.notes] == ["has_mark"]
    assert len((await world.lesson()).marks) == 1


async def test_a_lesson_that_went_from_the_timetable_is_not_written(
    world: World, operator: Actor, olgas_chat: ChatKey
) -> None:
    draft = await handed(world, operator)
    world.database.directories.entries.clear()
    with pytest.raises((DraftChangedError, NoSuchLessonError)):
        await record_lesson(world.database, await world.actor(OLGA), draft.id, LATER, GRACE)
    assert not world.database.shared.state.journal.entries


async def test_the_right_is_revoked_in_the_middle(world: World, operator: Actor, olgas_chat: ChatKey) -> None:
    draft = await typed(world, operator)
    waiting_one = await handed(world, operator, "5А матем: Ёлкина 4", message=2)
    world.database.directories.functions.pop()
    plain = await world.actor(RETIREE)
    assert await service.turn(world.database, plain, NOW) is None
    stale = replace(plain, types_for=OLGA)
    for call in (
        hand_over(world.database, stale, draft.id, NOW, GRACE),
        answer(world.database, stale, draft.id, {}, NOW),
        own_day(world.database, stale, None, NOW),
        interpret_message(world.database, stale, TEXT, "1:71:9", NOW),
    ):
        with pytest.raises(NotFoundError):
            await call
    done = await record_lesson(world.database, await world.actor(OLGA), waiting_one.id, LATER, GRACE)
    assert done.draft.confirmed_at == LATER


async def test_only_operators_choose_only_teachers_of_their_school(world: World, operator: Actor) -> None:
    nina = await world.actor(NINA)
    for call in (
        service.desk(world.database, nina, NOW),
        service.find(world.database, nina, "", NOW),
        service.begin(world.database, nina, OLGA, NOW),
        service.begin(world.database, operator, TEACHER_ELSEWHERE, NOW),
        service.begin(world.database, operator, MARIA, NOW),
    ):
        with pytest.raises(NotFoundError):
            await call
    assert [one.named for one in await service.find(world.database, operator, "ФЕД", NOW)] == ["Фёдорова Нина Львовна"]


async def test_who_neither_teaches_nor_types_does_not_hear_of_operators(world: World, operator: Actor) -> None:
    assert await service.are_there(world.database, operator, NOW)
    with pytest.raises(NotFoundError):
        await service.are_there(world.database, replace(operator, grants=frozenset()), NOW)


async def test_drafts_stay_with_their_teacher(world: World, operator: Actor) -> None:
    draft = await typed(world, operator)
    plain = replace(operator, types_for=None)
    await service.begin(world.database, plain, NINA, NOW)
    for_nina = await service.turn(world.database, plain, NOW)
    assert for_nina is not None
    with pytest.raises(OtherTeacherError):
        await answer(world.database, for_nina.actor, draft.id, {}, NOW)
    found = await service.desk(world.database, plain, NOW)
    assert (found.teacher and found.teacher.id, [one.id for one in found.recent]) == (NINA, [OLGA])
    await service.end(world.database, plain, NOW)
    assert await service.turn(world.database, plain, NOW) is None


@pytest.mark.parametrize("person", [NINA, MARIA])
async def test_nobody_else_confirms_or_returns(
    world: World, operator: Actor, olgas_chat: ChatKey, person: PersonId
) -> None:
    draft = await handed(world, operator)
    other = await world.actor(person)
    for call in (
        show(world.database, other, draft.id),
        record_lesson(world.database, other, draft.id, LATER, GRACE),
        give_back(world.database, other, draft.id, LATER),
        take_back(world.database, other, draft.id, LATER),
        acknowledge(world.database, other, draft.id, LATER),
        hand_over(world.database, other, draft.id, LATER, GRACE),
    ):
        with pytest.raises(NotFoundError):
            await call
    for own in (acknowledge, give_back):
        with pytest.raises((NotFoundError, DraftClosedError)):
            await own(world.database, operator, draft.id, LATER)


async def test_a_draft_of_ones_own_was_typed_by_nobody_else(world: World) -> None:
    (draft,) = await world.read(TEXT)
    assert await hands(world.database, draft) is None
    with pytest.raises(NotFoundError):
        await hand_over(world.database, await world.actor(OLGA), DraftId(draft.id), NOW, GRACE)


async def test_a_record_that_was_taken_back_stays_with_the_teacher(
    world: World, operator: Actor, olgas_chat: ChatKey
) -> None:
    draft = await handed(world, operator)
    teacher = await world.actor(OLGA)
    await record_lesson(world.database, teacher, draft.id, LATER, GRACE)
    await undo_lesson(world.database, teacher, draft.id, LATER, GRACE)
    opened = await reopen(world.database, teacher, draft.id, LATER)
    assert (opened.state, opened.handed_at) == ("open", NOW)
