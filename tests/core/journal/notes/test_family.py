"""What guardians say of absences: who may, what it explains, what the class teacher's word changes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import NotFoundError
from core.ids import NoteId, PersonId
from core.journal.model import Reason
from core.journal.notes import confirming, family
from core.journal.notes.errors import NoteCommentError, NoteDaysError, NoteSettledError
from core.journal.notes.model import AbsenceNote, NewNote, Source, Stated
from core.journal.notes.rules import COMMENT, covering
from core.journal.quick_entry.model import DraftAbsence
from tests.contract.school import DMITRY, MARIA, NINA, NOW, OLGA, SCHOOL, SOFIA, TODAY, TOMORROW, YESTERDAY
from tests.core.journal.conftest import GRACE, World
from tests.fakes.directories import Days

ILL = Stated(pupil_id=SOFIA, first_day=TODAY, last_day=TOMORROW, reason=Reason.ILLNESS, source=Source.GUARDIAN)


async def said(world: World, stated: Stated = ILL, by: PersonId = MARIA) -> family.Excused:
    return await family.excuse(world.database, await world.actor(by), stated, NOW, GRACE)


async def reasons(world: World) -> list[Reason | None]:
    return [fact.reason for fact in (await world.lesson()).attendance]


async def test_it_explains_at_once_and_waits(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA),))
    done = await said(world)
    assert (done.note.waits, done.again) == (True, False)
    assert await reasons(world) == [Reason.ILLNESS]
    assert (await world.actions())[-1] == "note.added"


async def test_either_guardian_says_the_same_once(world: World) -> None:
    first, second = await said(world), await said(world, by=DMITRY)
    assert (second.note.id, second.again) == (first.note.id, True)


@pytest.mark.parametrize("by", [SOFIA, OLGA, NINA])
async def test_who_is_no_guardian_excuses_nobody(world: World, by: PersonId) -> None:
    """Denied: the pupil's own account, the class teacher and a teacher in this way."""
    with pytest.raises(NotFoundError):
        await said(world, by=by)
    with pytest.raises(NotFoundError):
        await family.ask_to_call(world.database, await world.actor(by), SOFIA, TODAY, NOW)
    with pytest.raises(NotFoundError):
        await family.overview(world.database, await world.actor(by), SOFIA, NOW)


async def test_an_ended_guardianship_excuses_nobody(world: World) -> None:
    mother, done = await world.actor(MARIA), await said(world)
    guards = world.database.directories.guardianships
    guards[:] = [
        replace(one, days=Days(one.days.first, YESTERDAY)) if one.guardian_id == MARIA else one for one in guards
    ]
    for act in (
        family.excuse(world.database, mother, replace(ILL, last_day=TODAY), NOW, GRACE),
        family.withdraw(world.database, mother, done.note.id, NOW, GRACE),
        family.overview(world.database, mother, SOFIA, NOW),
    ):
        with pytest.raises(NotFoundError):
            await act


async def test_truancy_and_impossible_days_are_refused(world: World) -> None:
    with pytest.raises(NotFoundError):
        await said(world, replace(ILL, reason=Reason.UNEXCUSED))
    with pytest.raises(NoteDaysError):
        await said(world, replace(ILL, last_day=YESTERDAY))


async def test_only_the_class_teacher_decides(world: World) -> None:
    note_id = (await said(world)).note.id
    for by in (NINA, MARIA, SOFIA):
        with pytest.raises(NotFoundError):
            await confirming.confirm(world.database, await world.actor(by), note_id, NOW)
        with pytest.raises(NotFoundError):
            await confirming.refuse(world.database, await world.actor(by), note_id, "нет", NOW, GRACE)
    teacher = await world.actor(OLGA)
    assert [one.note.id for one in await confirming.waiting(world.database, teacher, teacher.led[0], NOW)] == [note_id]
    assert not (await confirming.confirm(world.database, teacher, note_id, NOW)).note.waits
    with pytest.raises(NoteSettledError):
        await confirming.refuse(world.database, teacher, note_id, "нет", NOW, GRACE)


async def test_a_refusal_needs_words_and_takes_the_reason_back(world: World) -> None:
    await world.say(absences=(DraftAbsence(SOFIA),))
    note_id, teacher = (await said(world)).note.id, await world.actor(OLGA)
    for words in ("  ", "х" * (COMMENT + 1)):
        with pytest.raises(NoteCommentError):
            await confirming.refuse(world.database, teacher, note_id, words, NOW, GRACE)
    assert await reasons(world) == [Reason.ILLNESS]
    done = await confirming.refuse(world.database, teacher, note_id, "была на уроке", NOW, GRACE)
    assert (done.note.refusal, await reasons(world)) == ("была на уроке", [None])
    with pytest.raises(NoteSettledError):
        await confirming.confirm(world.database, teacher, note_id, NOW)


def test_a_familys_word_gives_way_to_the_schools() -> None:
    def note(number: int, *, family: bool) -> AbsenceNote:
        made = NewNote(school_id=SCHOOL, stated=ILL, entered_by=OLGA, entered_at=NOW, from_family=family)
        return AbsenceNote(id=NoteId(number), made=made)

    schools, families = note(1, family=False), note(2, family=True)
    assert covering((schools, families), TODAY, 1) == schools
    confirmed = replace(families, confirmed_at=NOW + timedelta(minutes=1))
    assert covering((schools, confirmed), TODAY, 1) == confirmed
