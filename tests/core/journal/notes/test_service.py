"""Notes about pupils: who may, what they explain, what families hear of it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from core.classroom.days import class_day
from core.errors import NotFoundError
from core.ids import NoteId, PersonId
from core.journal.model import Reason
from core.journal.notes import service
from core.journal.notes.errors import NoteDaysError
from core.journal.notes.model import AbsenceNote, Source, Stated
from core.journal.quick_entry.model import DraftAbsence, DraftLateness
from core.notifications.model import Operation
from core.people.model import Grant, Role
from tests.contract.school import (
    ARTYOM,
    BEGAN,
    CLASS_5A,
    EGOR,
    MARIA,
    NINA,
    NOW,
    OLEG,
    OLGA,
    SOFIA,
    TODAY,
    TOMORROW,
    YESTERDAY,
)
from tests.contract.writing import BOT
from tests.core.journal.conftest import GRACE, World, saying
from tests.fakes.directories import Days, Function, Guardianship

SOON, AFTER, LATER = NOW + timedelta(minutes=1), NOW + GRACE, NOW + 2 * GRACE
FRIDAY = date(2026, 10, 16)
ILL = Stated(pupil_id=SOFIA, first_day=TODAY, last_day=FRIDAY, reason=Reason.ILLNESS)
OPEN = replace(ILL, last_day=None)


async def add(world: World, stated: Stated = ILL, now: datetime = NOW, by: PersonId = OLGA) -> NoteId:
    return (await service.add_note(world.database, await world.actor(by), stated, now, GRACE)).note_id


async def withdraw(world: World, note_id: NoteId, now: datetime, by: PersonId = OLGA) -> None:
    await service.withdraw_note(world.database, await world.actor(by), note_id, now, GRACE)


async def close(world: World, note_id: NoteId, back: date, now: datetime, by: PersonId = OLGA) -> None:
    await service.close_note(world.database, await world.actor(by), note_id, back, now, GRACE)


async def notes(world: World, pupil_id: PersonId = SOFIA) -> tuple[AbsenceNote, ...]:
    async with world.database.reading() as unit:
        return await unit.notes.standing((pupil_id,), BEGAN, date(2027, 5, 31))


async def why(world: World) -> list[tuple[Reason | None, NoteId | None]]:
    """The reasons of the absences of the lesson, with the notes that gave them."""
    return [(fact.reason, fact.note_id) for fact in (await world.lesson()).attendance]


async def test_a_note_is_kept_with_who_entered_it_and_when(world: World) -> None:
    note_id = await add(world)
    (note,) = await notes(world)
    assert (note.id, note.stated, note.made.entered_by, note.made.entered_at) == (note_id, ILL, OLGA, NOW)
    assert await world.actions() == ["note.added"]


async def test_the_same_note_twice_is_one(world: World) -> None:
    assert await add(world) == await add(world, now=SOON)
    assert len(await notes(world)) == 1


async def test_only_the_class_teacher_enters_notes_of_a_class(world: World) -> None:
    """Denied: a teacher of the class, and the class teacher about a pupil of another class or who left."""
    for by, pupil in ((NINA, SOFIA), (MARIA, SOFIA), (OLGA, OLEG), (OLGA, EGOR)):
        with pytest.raises(NotFoundError):
            await add(world, replace(ILL, pupil_id=pupil), by=by)
        assert await notes(world, pupil) == ()
    assert await add(world)


async def test_only_the_class_teacher_ends_notes(world: World) -> None:
    note_id = await add(world)
    with pytest.raises(NotFoundError):
        await withdraw(world, note_id, NOW, by=NINA)
    with pytest.raises(NotFoundError):
        await service.replace_note(world.database, await world.actor(NINA), note_id, ILL, NOW, GRACE)
    assert len(await notes(world)) == 1


async def test_a_deputy_sees_every_class_and_changes_nothing(world: World) -> None:
    note_id = await add(world)
    world.database.directories.functions.append(Function(NINA, Grant(Role.DEPUTY), Days(BEGAN)))
    deputy = await world.actor(NINA)
    day = await class_day(world.database, deputy, CLASS_5A, NOW)
    assert ([one.pupil.id for one in day.away], day.own) == ([SOFIA], False)
    with pytest.raises(NotFoundError):
        await withdraw(world, note_id, NOW, by=NINA)
    with pytest.raises(NotFoundError):
        await add(world, by=NINA)


@pytest.mark.parametrize(
    ("first", "last"),
    [(TODAY, YESTERDAY), (TODAY, TODAY + timedelta(days=93)), (TODAY - timedelta(days=93), TODAY - timedelta(days=90))],
    ids=["ends before it begins", "too long", "too far"],
)
async def test_days_that_are_likelier_a_slip_are_refused(world: World, first: date, last: date) -> None:
    with pytest.raises(NoteDaysError):
        await add(world, replace(ILL, first_day=first, last_day=last))


async def test_an_absence_that_a_note_explains_is_not_told(world: World) -> None:
    """icc #500: alert though a note excused the child."""
    note_id = await add(world)
    recorded = await world.say(absences=(DraftAbsence(SOFIA),))
    assert await why(world) == [(Reason.ILLNESS, note_id)]
    assert (await world.rows(), recorded.told) == ([], 0)


async def test_without_a_note_it_is_told(world: World) -> None:
    """The twin of the one above."""
    recorded = await world.say(absences=(DraftAbsence(SOFIA),))
    assert await why(world) == [(None, None)]
    assert (len(await world.rows()), recorded.told) == (2, 2)


async def test_truancy_is_told_whatever_notes_say(world: World) -> None:
    await add(world, replace(ILL, reason=Reason.UNEXCUSED))
    assert (await world.say(absences=(DraftAbsence(SOFIA),))).told == 2


async def test_a_note_that_comes_later_gives_its_reason_by_a_correction(world: World) -> None:
    recorded = await world.say(absences=(DraftAbsence(SOFIA), DraftAbsence(ARTYOM)))
    note_id = await add(world, now=SOON)
    facts = {fact.pupil_id: (fact.reason, fact.note_id) for fact in (await world.lesson()).attendance}
    assert facts == {SOFIA: (Reason.ILLNESS, note_id), ARTYOM: (None, None)}
    kinds = [entry.kind.value for entry in world.database.shared.state.journal.entries.values()]
    assert kinds == ["record", "correction"]
    old = world.database.shared.state.journal.attendance[1]
    assert recorded.entry_id
    assert (old.entry_id, old.value.reason, old.ended_by) == (recorded.entry_id, None, recorded.entry_id + 1)


async def test_a_reason_of_the_teachers_own_stays(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA, Reason.EXCUSED),))
    await add(world, now=SOON)
    assert await why(world) == [(Reason.EXCUSED, None)]
    assert len(world.database.shared.state.journal.entries) == 1


async def test_the_alert_is_edited_when_the_note_comes_after_it(world: World) -> None:
    """icc #502: closed when the note comes later."""
    await world.say(absences=(DraftAbsence(SOFIA),))
    await world.deliver(AFTER)
    await add(world, now=AFTER)
    sent, edits = (await world.rows())[:2], (await world.rows())[2:]
    assert [(row.planned.operation, row.planned.follows) for row in edits] == [
        (Operation.EDIT, sent[0].id),
        (Operation.EDIT, sent[1].id),
    ]
    async with world.database.writing() as unit:
        deliveries = await unit.outbox.claim(BOT, "test", 9, LATER, LATER + GRACE)
    assert {one.news.attendance.reason for one in deliveries if one.news and one.news.attendance} == {Reason.ILLNESS}
    assert len(deliveries) == 2


async def test_an_alert_that_waits_is_not_sent_when_the_note_comes_first(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA),))
    await add(world, now=SOON)
    async with world.database.writing() as unit:
        deliveries = await unit.outbox.claim(BOT, "test", 9, LATER, LATER + GRACE)
    assert [delivery.empty for delivery in deliveries] == [True, True]


async def test_the_author_of_a_note_is_not_alerted(world: World) -> None:
    """icc #503: alert to the one who entered it."""
    world.database.directories.functions.append(Function(MARIA, Grant(Role.CLASS_TEACHER, CLASS_5A), Days(BEGAN)))
    world.database.directories.guardianships.append(Guardianship(MARIA, ARTYOM, Days(BEGAN)))
    note_id = await add(world, replace(ILL, pupil_id=ARTYOM), by=MARIA)
    await world.say(absences=(DraftAbsence(ARTYOM),))
    await withdraw(world, note_id, SOON, by=MARIA)
    assert await world.told() == [(world.other, ARTYOM)]


async def test_a_withdrawn_note_leaves_an_absence_without_a_reason_that_is_told(world: World) -> None:
    note_id = await add(world)
    await world.say(absences=(DraftAbsence(SOFIA),))
    await withdraw(world, note_id, SOON)
    assert await why(world) == [(None, None)]
    assert await world.told() == [(world.mother, SOFIA), (world.father, SOFIA)]
    assert await notes(world) == ()
    ended = world.database.shared.state.notes[note_id]
    assert (ended.ended_at, ended.ended_by, ended.replaced_by) == (SOON, OLGA, None)


async def test_after_an_alert_a_note_and_its_end_only_edit_that_message(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA),))
    await world.deliver(AFTER)
    note_id = await add(world, now=AFTER)
    await withdraw(world, note_id, LATER)
    operations = [row.planned.operation for row in await world.rows()]
    assert operations == [Operation.SEND] * 2 + [Operation.EDIT] * 4


async def test_withdrawing_twice_changes_nothing(world: World) -> None:
    note_id = await add(world)
    await withdraw(world, note_id, NOW)
    await withdraw(world, note_id, LATER)
    assert world.database.shared.state.notes[note_id].ended_at == NOW
    assert await world.actions() == ["note.added", "note.withdrawn"]


async def test_a_replaced_note_hands_its_absences_over(world: World) -> None:
    note_id = await add(world)
    await world.say(absences=(DraftAbsence(SOFIA),))
    stated = replace(ILL, reason=Reason.EXCUSED)
    new_id = (await service.replace_note(world.database, await world.actor(), note_id, stated, SOON, GRACE)).note_id
    assert await why(world) == [(Reason.EXCUSED, new_id)]
    assert world.database.shared.state.notes[note_id].replaced_by == new_id
    assert await world.rows() == []


async def test_a_note_that_was_ended_is_not_replaced(world: World) -> None:
    note_id = await add(world)
    await withdraw(world, note_id, NOW)
    with pytest.raises(NotFoundError):
        await service.replace_note(world.database, await world.actor(), note_id, ILL, NOW, GRACE)


async def test_the_reason_of_today_replaces_the_one_given_before(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA),))
    for reason in (Reason.ILLNESS, Reason.ILLNESS, Reason.UNEXCUSED):
        stated = replace(ILL, last_day=TODAY, reason=reason)
        await service.give_reason(world.database, await world.actor(), stated, SOON, GRACE)
    (note,) = await notes(world)
    assert await why(world) == [(Reason.UNEXCUSED, note.id)]
    assert (note.stated.first_day, note.stated.last_day) == (TODAY, TODAY)
    assert await world.actions() == ["lesson.recorded", "note.added", "note.added", "note.replaced"]


async def test_an_open_note_expects_the_pupil_away_until_it_is_closed(world: World) -> None:
    """«Болеет с 14» covers every lesson to come; closing it takes its reason from the lessons after the return."""
    note_id = await add(world, OPEN)
    assert OPEN.covers(date(2027, 5, 20), 1)
    await world.say(absences=(DraftAbsence(SOFIA),))
    await close(world, note_id, TODAY + timedelta(days=2), SOON)
    (note,) = await notes(world)
    assert (note.stated.first_day, note.stated.last_day) == (TODAY, TOMORROW)
    assert await why(world) == [(Reason.ILLNESS, note.id)]
    ended = world.database.shared.state.notes[note_id]
    assert (ended.replaced_by, ended.stated) == (note.id, OPEN)
    assert await world.actions() == ["note.added", "lesson.recorded", "note.added", "note.replaced"]


async def test_who_came_back_on_the_first_day_was_never_away(world: World) -> None:
    note_id = await add(world, OPEN)
    await world.say(absences=(DraftAbsence(SOFIA),))
    await close(world, note_id, TODAY, SOON)
    assert (await notes(world), await why(world)) == ((), [(None, None)])


async def test_closing_twice_changes_nothing_and_a_note_with_a_last_day_is_not_closed(world: World) -> None:
    note_id = await add(world, OPEN)
    await close(world, note_id, TOMORROW, SOON)
    await close(world, note_id, TOMORROW, LATER)
    (note,) = await notes(world)
    with pytest.raises(NotFoundError):
        await close(world, note.id, TOMORROW, LATER)
    assert len(await notes(world)) == 1


async def test_only_the_class_teacher_closes(world: World) -> None:
    note_id = await add(world, OPEN)
    for stranger in (NINA, MARIA):
        with pytest.raises(NotFoundError):
            await close(world, note_id, TOMORROW, SOON, by=stranger)
    assert [note.id for note in await notes(world)] == [note_id]
    await close(world, note_id, TOMORROW, SOON)


async def test_a_certificate_with_both_days_ends_the_open_note(world: World) -> None:
    """«Болеет с 13», then «справка с 13 по 16»: nothing stands open that nobody closes."""
    note_id = await add(world, OPEN)
    certificate = replace(ILL, source=Source.CERTIFICATE)
    await service.give_reason(world.database, await world.actor(), certificate, SOON, GRACE)
    assert [note.stated for note in await notes(world)] == [certificate]
    ended = world.database.shared.state.notes[note_id]
    assert ended.replaced_by is not None


async def test_a_reason_of_one_day_leaves_the_open_note(world: World) -> None:
    await add(world, OPEN)
    one_day = replace(ILL, last_day=TODAY, reason=Reason.EXCUSED)
    await service.give_reason(world.database, await world.actor(), one_day, SOON, GRACE)
    assert [note.stated for note in await notes(world)] == [OPEN, one_day]


async def test_truancy_is_never_open(world: World) -> None:
    with pytest.raises(NoteDaysError):
        await add(world, replace(OPEN, reason=Reason.UNEXCUSED))


async def test_a_reason_for_one_lesson_leaves_the_note_of_the_day(world: World) -> None:
    whole_day = replace(ILL, last_day=TODAY)
    await add(world, whole_day)
    one_lesson = replace(whole_day, reason=Reason.EXCUSED, source=Source.GUARDIAN, lessons=frozenset({2}))
    await service.give_reason(world.database, await world.actor(), one_lesson, SOON, GRACE)
    assert [note.stated for note in await notes(world)] == [whole_day, one_lesson]
    await world.say(absences=(DraftAbsence(SOFIA),))
    assert [reason for reason, _ in await why(world)] == [Reason.EXCUSED]


async def test_who_left_is_explained_for_the_days_before(world: World) -> None:
    """Egor left yesterday: his absence of yesterday still waits for its reason, that of today is none."""
    await add(world, replace(ILL, pupil_id=EGOR, first_day=YESTERDAY, last_day=YESTERDAY))
    with pytest.raises(NotFoundError):
        await add(world, replace(ILL, pupil_id=EGOR))


ILL_FOR_DAYS = saying(absences=(DraftAbsence(SOFIA, Reason.ILLNESS),), absence_period=(TODAY, FRIDAY))


async def test_days_in_a_message_become_a_note(world: World) -> None:
    recorded = await world.record(await world.draft(ILL_FOR_DAYS))
    (note,) = await notes(world)
    assert (note.stated, note.made.entry_id) == (ILL, recorded.entry_id)
    assert await why(world) == [(Reason.ILLNESS, note.id)]
    assert recorded.told == 0
    assert "note.added" in await world.actions()


async def test_days_to_come_say_nothing_of_todays_lesson(world: World) -> None:
    await world.record(await world.draft(replace(ILL_FOR_DAYS, absence_period=(TOMORROW, FRIDAY))))
    assert (await world.lesson()).attendance == ()
    assert len(await notes(world)) == 1


async def test_taking_the_entry_back_takes_its_note_and_reasons_back(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA),))
    recorded = await world.record(await world.draft(ILL_FOR_DAYS), SOON)
    await world.undo(recorded, SOON)
    assert await notes(world) == ()
    assert await why(world) == [(None, None)]
    again = await world.record(await world.draft(ILL_FOR_DAYS), SOON)
    assert again.draft.state == "recorded"
    assert [reason for reason, _ in await why(world)] == [Reason.ILLNESS]


async def test_an_absence_that_a_note_explained_since_is_taken_back_whole(world: World) -> None:
    recorded = await world.say(absences=(DraftAbsence(SOFIA),))
    await add(world, now=SOON)
    await world.undo(recorded, SOON)
    assert (await world.lesson()).attendance == ()


async def test_a_note_of_too_many_days_is_refused_and_nothing_is_written(world: World) -> None:
    draft = await world.draft(replace(ILL_FOR_DAYS, absence_period=(TODAY, TODAY + timedelta(days=100))))
    with pytest.raises(NoteDaysError):
        await world.record(draft)
    assert world.database.shared.state.journal.entries == {}


async def test_there_against_a_note_is_written_and_ends_an_absence(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA),))
    await world.say(SOON, present=(SOFIA,))
    record = await world.lesson()
    assert (record.attendance, record.present) == ((), (SOFIA,))


async def test_a_message_at_a_later_lesson_expects_the_pupil_away(world: World) -> None:
    await add(world)
    (draft,) = await world.read("5А матем дз № 301")
    assert [(one.pupil_id, one.why, one.foretold) for one in draft.reading.absences] == [(SOFIA, Reason.ILLNESS, True)]
    there = await world.answer(draft, {"note15": "present"})
    assert (there.reading.absences, there.reading.present) == ((), (SOFIA,))
    await world.record(draft.id)
    (second,) = await world.read("5А матем 5 Иванов А", message=2)
    assert second.reading.absences == ()


async def test_a_pupil_is_said_to_be_there_in_words(world: World) -> None:
    await add(world)
    (draft,) = await world.read("5А матем дз № 301; Ёлкина была")
    assert (draft.reading.absences, draft.reading.present, draft.reading.homework) == ((), (SOFIA,), "№ 301")
    (both,) = await world.read("5А матем н Ёлкина; Ёлкина была", message=2)
    assert [question.about for question in both.reading.questions] == ["Ёлкина Софья"]
    (task,) = await world.read("5А матем дз прочитать, кем был Иванов", message=3)
    assert (task.reading.present, task.reading.homework) == ((), "прочитать, кем был Иванов")


async def test_what_a_note_foretold_is_not_written_once_it_was_withdrawn(world: World) -> None:
    note_id = await add(world)
    (draft,) = await world.read("5А матем дз № 301")
    await withdraw(world, note_id, SOON)
    done = await world.record(draft.id, SOON)
    assert (await world.lesson()).attendance == ()
    assert done.draft.reading.absences == ()


async def test_a_card_from_before_does_not_overrule_what_was_recorded_since(world: World) -> None:
    await add(world)
    (early,) = await world.read("5А матем дз № 301")
    await world.say(SOON, lateness=(DraftLateness(SOFIA, 5),))
    await world.record(early.id, SOON)
    assert [(fact.late, fact.minutes) for fact in (await world.lesson()).attendance] == [(True, 5)]


async def test_a_closed_lesson_keeps_its_reason_and_the_rest_is_done(world: World) -> None:
    """P12: the note stands, the absence of the closed day does not change, neither now nor when it is withdrawn."""
    await world.say(absences=(DraftAbsence(SOFIA),))
    own = {"closed_through": TODAY.isoformat()}
    world.database.directories.schools[1] = replace(world.database.directories.schools[1], profile_overrides=own)
    kept = await service.give_reason(world.database, await world.actor(), ILL, SOON, GRACE)
    assert kept.shut == 1
    assert await why(world) == [(None, None)]
    assert len(await notes(world)) == 1
    assert await service.withdraw_note(world.database, await world.actor(), kept.note_id, AFTER, GRACE) == 0


async def test_a_reason_that_a_note_gave_stays_in_a_closed_period(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA),))
    note_id = await add(world)
    own = {"closed_through": TODAY.isoformat()}
    world.database.directories.schools[1] = replace(world.database.directories.schools[1], profile_overrides=own)
    assert await service.withdraw_note(world.database, await world.actor(), note_id, AFTER, GRACE) == 1
    assert await why(world) == [(Reason.ILLNESS, note_id)]
    assert await notes(world) == ()
