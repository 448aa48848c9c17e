"""Absences that wait for a reason: whose, since when, and all days of a pupil explained at once."""

from datetime import date, timedelta

import pytest

from core.classroom.gaps import class_gaps, explain_days
from core.classroom.model import Gaps
from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId, PersonId
from core.journal.model import Reason
from core.journal.notes.model import Source, Stated
from core.journal.notes.service import add_note
from core.journal.quick_entry.model import DraftAbsence
from core.people.model import Grant, Role
from tests.contract.school import ARTYOM, BEGAN, CLASS_5A, CLASS_6B, MARIA, NINA, NOW, OLGA, SOFIA, TODAY, YESTERDAY
from tests.core.journal.conftest import GRACE, World
from tests.fakes.directories import Days, Function

THURSDAY = TODAY - timedelta(days=5)


async def look(world: World, now: timedelta = timedelta()) -> tuple[Gaps, ...]:
    return await class_gaps(world.database, await world.actor(), CLASS_5A, NOW + now)


async def explain(world: World, by: PersonId = OLGA, class_id: ClassId = CLASS_5A, pupil: PersonId = SOFIA) -> int:
    said = (class_id, pupil, Reason.ILLNESS, Source.CERTIFICATE)
    return (await explain_days(world.database, await world.actor(by), *said, NOW, GRACE)).notes


async def missed(world: World, *pupils: PersonId, day: date = TODAY) -> None:
    now = NOW - (TODAY - day)
    await world.say(now, absences=tuple(DraftAbsence(pupil) for pupil in pupils), day=day)


async def test_the_oldest_comes_first_and_what_is_late_says_so(world: World) -> None:
    await missed(world, SOFIA, day=THURSDAY)
    await missed(world, ARTYOM, SOFIA)
    found = await look(world)
    assert [(one.pupil.id, one.days, one.overdue) for one in found] == [
        (SOFIA, (THURSDAY, TODAY), (THURSDAY,)),
        (ARTYOM, (TODAY,), ()),
    ]
    assert {one.overdue for one in await look(world, timedelta(days=4))} == {(THURSDAY, TODAY), (TODAY,)}


async def test_what_has_a_reason_waits_for_none(world: World) -> None:
    note = Stated(pupil_id=SOFIA, first_day=TODAY, last_day=TODAY, reason=Reason.ILLNESS)
    await add_note(world.database, await world.actor(), note, NOW, GRACE)
    await world.say(absences=(DraftAbsence(SOFIA), DraftAbsence(ARTYOM, Reason.EXCUSED)))
    assert await look(world) == ()


async def test_all_days_at_once_make_a_note_for_each_run(world: World) -> None:
    """Thursday and Tuesday are two runs: of the Friday and Monday between nothing is said."""
    await missed(world, SOFIA, day=THURSDAY)
    await missed(world, SOFIA)
    assert await explain(world) == 2
    assert await look(world) == ()
    async with world.database.reading() as unit:
        notes = await unit.notes.standing((SOFIA,), BEGAN, TODAY)
    assert [(note.stated.first_day, note.stated.last_day, note.stated.source) for note in notes] == [
        (THURSDAY, THURSDAY, Source.CERTIFICATE),
        (TODAY, TODAY, Source.CERTIFICATE),
    ]
    assert await explain(world) == 0


@pytest.mark.parametrize(
    ("by", "class_id", "pupil"),
    [(NINA, CLASS_5A, SOFIA), (MARIA, CLASS_5A, SOFIA), (OLGA, CLASS_6B, SOFIA), (OLGA, CLASS_5A, MARIA)],
)
async def test_only_the_class_teacher_explains(world: World, by: PersonId, class_id: ClassId, pupil: PersonId) -> None:
    await missed(world, SOFIA)
    with pytest.raises(NotFoundError):
        await explain(world, by, class_id, pupil)
    assert len(await look(world)) == 1


async def test_a_deputy_sees_and_explains_nothing(world: World) -> None:
    await missed(world, SOFIA)
    with pytest.raises(ForbiddenError):
        await class_gaps(world.database, await world.actor(NINA), CLASS_5A, NOW)
    world.database.directories.functions.append(Function(NINA, Grant(Role.DEPUTY), Days(YESTERDAY)))
    assert len(await class_gaps(world.database, await world.actor(NINA), CLASS_5A, NOW)) == 1
    with pytest.raises(NotFoundError):
        await explain(world, NINA)
