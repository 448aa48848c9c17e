"""What pupils read of their own, where the school lets them, and what is closed to them (P17, P26, B30)."""

from datetime import timedelta

import pytest

from core.calendar.timetable import of_child
from core.correspondence import service as letters
from core.diary import access
from core.diary.chores import chores, tick
from core.diary.days import diary
from core.diary.model import Asked
from core.diary.progress import needed, progress, term_marks
from core.errors import ForbiddenError, NotFoundError
from core.ids import NoteId, PersonId
from core.journal.model import Reason
from core.journal.notes import family
from core.journal.notes.model import Source, Stated
from core.people.links.codes import issue_codes
from core.people.links.model import GuardiansOfClass
from core.people.model import Actor, console
from core.people.pupils import PupilsKeptOutError
from core.settings.service import change_settings
from core.unit_of_work import Database
from tests.contract.school import ARTYOM, CLASS_5A, MARIA, MATHS, NOW, SCHOOL, SOFIA, TODAY
from tests.core.diary.test_service import actor, database
from tests.fakes.database import MemoryDatabase

__all__ = ["database"]


async def let(database: Database, access: str) -> None:
    """The school decides."""
    async with database.reading() as unit:
        school = await unit.people.school(SCHOOL)
    await change_settings(database, console(school), {"profile.pupil_access": access}, NOW)


async def read_all(database: Database, who: Actor, pupil_id: PersonId, refused: type[Exception]) -> None:
    """Every way to the data of a pupil is refused."""
    for asked in (
        diary(database, who, pupil_id, None, 1, NOW),
        progress(database, who, pupil_id, None, NOW),
        term_marks(database, who, pupil_id, NOW),
        needed(database, who, pupil_id, MATHS, Asked(NOW.date(), "q1"), 5, NOW),
        chores(database, who, pupil_id, NOW),
        of_child(database, who, pupil_id, None, 1, NOW),
        access.choose(database, who, pupil_id, NOW),
    ):
        with pytest.raises(refused):
            await asked


async def test_a_pupil_reads_own_data_as_long_as_the_school_lets_pupils(database: MemoryDatabase) -> None:
    sofia = await actor(database, SOFIA)
    await read_all(database, sofia, SOFIA, PupilsKeptOutError)
    assert await access.families(database, (sofia,), NOW) == ()
    await let(database, "read")
    (own,) = await access.families(database, (sofia,), NOW)
    assert (own.child.pupil.id, own.child.class_title, own.by_pupil) == (SOFIA, "5А", True)
    (day,) = (await diary(database, sofia, SOFIA, None, 1, NOW)).days
    written = next(one.record for one in day.lessons if one.record and one.record.marks)
    assert {mark.pupil_id for mark in written.marks} == {SOFIA}
    assert (await progress(database, sofia, SOFIA, None, NOW)).subjects
    await let(database, "none")
    await read_all(database, sofia, SOFIA, PupilsKeptOutError)


async def test_of_other_pupils_a_pupil_reads_nothing(database: MemoryDatabase) -> None:
    await let(database, "read")
    await read_all(database, await actor(database, SOFIA), ARTYOM, NotFoundError)


async def test_ticks_of_a_pupil_and_of_a_guardian_are_apart(database: MemoryDatabase) -> None:
    await let(database, "read")
    sofia, mother = await actor(database, SOFIA), await actor(database, MARIA)
    first = (await chores(database, sofia, SOFIA, NOW)).chores[0].task.id
    await tick(database, sofia, SOFIA, first, NOW, done=True)
    assert [one.done for one in (await chores(database, mother, SOFIA, NOW)).chores] == [False, False]
    assert sorted(one.done for one in (await chores(database, sofia, SOFIA, NOW)).chores) == [False, True]


async def test_what_is_a_guardians_is_closed_to_a_pupil(database: MemoryDatabase) -> None:
    """No absence notes, no letters, no codes: the school's letting pupils read changes nothing of it."""
    await let(database, "read")
    sofia, grace = await actor(database, SOFIA), timedelta()
    said = Stated(pupil_id=SOFIA, first_day=TODAY, last_day=TODAY, reason=Reason.ILLNESS, source=Source.GUARDIAN)
    for asked in (
        family.overview(database, sofia, SOFIA, NOW),
        family.excuse(database, sofia, said, NOW, grace),
        family.ask_to_call(database, sofia, SOFIA, TODAY, NOW),
        family.add_comment(database, sofia, NoteId(1), "болит горло", NOW),
        family.withdraw(database, sofia, NoteId(1), NOW, grace),
        letters.correspondents(database, sofia, SOFIA, NOW),
    ):
        with pytest.raises(NotFoundError):
            await asked
    with pytest.raises(ForbiddenError):
        await letters.mailbox(database, sofia, NOW)
    assert await letters.children(database, sofia, NOW) == ()
    with pytest.raises(ForbiddenError):
        await issue_codes(database, sofia, GuardiansOfClass(CLASS_5A), NOW, source=_NoChance(), days=14)
    with pytest.raises(ForbiddenError):
        await change_settings(database, sofia, {"profile.pupil_access": "none"}, NOW)


class _NoChance:
    """Randomness that nobody should ask for."""

    def choice(self, seq: str, /) -> str:
        raise AssertionError(seq)
