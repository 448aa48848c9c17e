"""Notes give their reasons to absences that stand, by corrections: nothing is overwritten."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.ids import PersonId
from core.journal.model import Absence, EntryKind
from core.journal.notes.model import Stated
from core.journal.notes.rules import given
from core.journal.ports import NewAttendance, NewEntry
from core.journal.telling import tell
from core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes notes, when, and how long families are not told of it yet."""

    author_id: PersonId
    now: datetime
    grace: timedelta


async def settle_reasons(unit: UnitOfWork, change: Change, *stated: Stated) -> int:
    """Bring the absences of the days that a pupil's notes spoke or speak of in line with those that stand; how many.

    An absence without a reason of the teacher's own gets that of the last note that covers it, or loses the reason of a
    note that stands no more. Families hear of it by the usual way of corrections.
    """
    pupil_id = stated[0].pupil_id
    first, last = min(one.first_day for one in stated), max(one.until for one in stated)
    notes = await unit.notes.standing((pupil_id,), first, last)
    settled = 0
    for absence in await unit.journal.absences((pupil_id,), first, last):
        reason, note_id = given(absence, notes)
        if (reason, note_id) != (absence.fact.reason, absence.fact.note_id):
            settled += 1
            fact = NewAttendance(pupil_id, "absent", reason.value if reason else None, note_id=note_id)
            await _correct(unit, change, absence, fact)
    return settled


async def _correct(unit: UnitOfWork, change: Change, absence: Absence, fact: NewAttendance) -> None:
    before = await unit.journal.lesson_by_id(absence.lesson_id)
    author = change.author_id
    entry_id = await unit.journal.add_entry(
        NewEntry(absence.lesson_id, EntryKind.CORRECTION, author, author, change.now)
    )
    await unit.journal.set_attendance(absence.lesson_id, entry_id, (fact,))
    await tell(unit, author, before, entry_id, change.now, change.grace)
