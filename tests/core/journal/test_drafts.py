"""Reading a message into drafts, once; answering, dropping and bringing back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFoundError
from core.ids import DraftId, PersonId
from core.journal.drafts import TEXT_LIMIT, answer, cancel, interpret_message, reopen, show
from core.journal.errors import DraftClosedError, TextTooLongError
from core.journal.ports import StoredDraft
from core.journal.quick_entry.model import Ask
from core.people.model import Actor, Name, console
from tests.contract.school import ARTYOM, DANIIL, MARIA, NINA, NOW, OLGA, SCHOOL, SOFIA, TEACHER_ELSEWHERE
from tests.core.journal.conftest import World, mark, saying

LATER = NOW + timedelta(minutes=1)
TEXT = "5А матем сегодня. Тема: дроби. дз № 301. Ёлкина 5"
SOURCE = "1:100:7"


async def _read(world: World, text: str = TEXT, source: str = SOURCE) -> tuple[StoredDraft, ...]:
    return await interpret_message(world.database, await world.actor(), text, source, NOW)


async def test_a_message_becomes_a_draft(world: World) -> None:
    (draft,) = await _read(world)
    reading = draft.reading
    assert (draft.state, draft.text, draft.source, draft.part) == ("open", TEXT, SOURCE, 0)
    assert (reading.class_title, reading.subject_name, reading.number, reading.day) == (
        "5А",
        "Математика",
        2,
        NOW.date(),
    )
    assert [(one.pupil_id, one.value) for one in reading.marks] == [(SOFIA, "5")]
    assert await show(world.database, await world.actor(), draft.id) == draft


async def test_the_same_message_is_read_once(world: World) -> None:
    first = await _read(world)
    assert await _read(world) == first


async def test_a_message_of_another_teacher_in_the_same_chat_is_not_shown(world: World) -> None:
    """The chat was linked to somebody else meanwhile: an old message of it opens nothing."""
    await _read(world)
    for text in (TEXT, f"{TEXT}!"):
        with pytest.raises(NotFoundError):
            await interpret_message(world.database, await world.actor(NINA), text, SOURCE, NOW)


async def test_an_edited_message_is_read_anew_into_its_draft(world: World) -> None:
    (first,) = await _read(world)
    (second,) = await _read(world, TEXT.replace("Ёлкина 5", "Ёлкина 4"))
    assert second.id == first.id
    assert [one.value for one in second.reading.marks] == ["4"]
    assert await show(world.database, await world.actor(), first.id) == second


async def test_an_edited_message_that_is_no_entry_any_more_drops_its_draft(world: World) -> None:
    (first,) = await _read(world)
    assert await _read(world, "спасибо, поняла") == ()
    assert (await show(world.database, await world.actor(), first.id)).state == "cancelled"


async def test_an_edited_message_that_was_recorded_stays_as_it_is(world: World) -> None:
    (first,) = await _read(world)
    recorded = await world.record(first.id)
    assert await _read(world, TEXT.replace("Ёлкина 5", "Ёлкина 4")) == (recorded.draft,)


async def test_what_is_no_entry_makes_no_draft(world: World) -> None:
    assert await _read(world, "спасибо, поняла") == ()
    with pytest.raises(NotFoundError):
        await show(world.database, await world.actor(), DraftId(1))


async def test_too_long_a_message_is_not_read(world: World) -> None:
    with pytest.raises(TextTooLongError) as refusal:
        await _read(world, "5" * (TEXT_LIMIT + 1))
    assert refusal.value.data == {"limit": TEXT_LIMIT}


async def test_an_answer_settles_a_question(world: World) -> None:
    (asked,) = await _read(world, "5А матем сегодня. Иванов 5")
    (question,) = asked.reading.questions
    assert question.ask is Ask.PUPIL
    option = next(one for one in question.options if "Артём" in one.label)
    answered = await answer(world.database, await world.actor(), asked.id, {question.key: option.key}, LATER)
    assert answered.reading.ready
    assert [one.pupil_id for one in answered.reading.marks] == [ARTYOM]
    assert DANIIL not in {one.pupil_id for one in answered.reading.marks}


async def test_a_mark_that_was_given_before_is_mentioned(world: World) -> None:
    await world.say(marks=(mark(SOFIA, "4"),))
    (draft,) = await _read(world)
    assert ("has_mark", "Ёлкина Софья: 4") in draft.reading.notes


async def test_a_dropped_draft_comes_back(world: World) -> None:
    actor, draft_id = await world.actor(), await world.draft(saying(marks=(mark(SOFIA),)))
    dropped = await cancel(world.database, actor, draft_id, LATER)
    assert dropped.state == "cancelled"
    assert await cancel(world.database, actor, draft_id, LATER) == dropped
    assert await reopen(world.database, actor, draft_id, LATER) == replace(dropped, state="open")


async def test_a_recorded_draft_is_neither_dropped_nor_reopened_nor_answered(world: World) -> None:
    recorded = await world.say(marks=(mark(SOFIA),))
    actor, draft_id = await world.actor(), recorded.draft.id
    with pytest.raises(DraftClosedError):
        await cancel(world.database, actor, draft_id, LATER)
    with pytest.raises(DraftClosedError):
        await reopen(world.database, actor, draft_id, LATER)
    with pytest.raises(DraftClosedError):
        await answer(world.database, actor, draft_id, {"p0": "1"}, LATER)


@pytest.mark.parametrize("person_id", [NINA, MARIA, TEACHER_ELSEWHERE])
async def test_another_persons_draft_is_not_there(world: World, person_id: PersonId) -> None:
    draft_id = await world.draft(saying(marks=(mark(SOFIA),)))
    other = await world.actor(person_id)
    with pytest.raises(NotFoundError):
        await show(world.database, other, draft_id)
    with pytest.raises(NotFoundError):
        await cancel(world.database, other, draft_id, LATER)
    with pytest.raises(NotFoundError):
        await reopen(world.database, other, draft_id, LATER)
    with pytest.raises(NotFoundError):
        await answer(world.database, other, draft_id, {}, LATER)
    assert (await show(world.database, await world.actor(OLGA), draft_id)).state == "open"


async def test_the_console_writes_no_drafts(world: World) -> None:
    async with world.database.reading() as unit:
        operator = console(await unit.people.school(SCHOOL))
    with pytest.raises(NotFoundError):
        await interpret_message(world.database, operator, TEXT, SOURCE, NOW)
    assert operator == Actor(SCHOOL, None, Name("", ""), operator.grants)
