"""Notes give their reasons to absences that stand, by corrections: nothing is overwritten.

Lessons of a closed period are left as they are (P12).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.ids import ClassId, PersonId
from core.journal.closing import closed
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


@dataclass(frozen=True, slots=True)
class Settled:
    """How many absences got or lost a reason, and how many were left because their period is closed."""

    changed: int = 0
    shut: int = 0


async def settle_reasons(unit: UnitOfWork, change: Change, *stated: Stated) -> Settled:
    """Bring the absences of the days that a pupil's notes spoke or speak of in line with those that stand.

    An absence without a reason of the teacher's own gets that of the last note that covers it, or loses the reason of a
    note that stands no more. Families hear of it by the usual way of corrections.
    """
    pupil_id = stated[0].pupil_id
    first, last = min(one.first_day for one in stated), max(one.until for one in stated)
    notes = await unit.notes.standing((pupil_id,), first, last)
    found = await unit.journal.absences((pupil_id,), first, last)
    differing = [one for one in found if given(one, notes) != (one.fact.reason, one.fact.note_id)]
    open_ones = await in_open_periods(unit, differing, change.now)
    for absence in open_ones:
        reason, note_id = given(absence, notes)
        fact = NewAttendance(pupil_id, "absent", reason.value if reason else None, note_id=note_id)
        await _correct(unit, change, absence, fact)
    return Settled(len(open_ones), len(differing) - len(open_ones))


async def in_open_periods(unit: UnitOfWork, absences: Sequence[Absence], now: datetime) -> list[Absence]:
    """Those of them whose lessons are not in a closed period; each day of a class is asked about once."""
    shut: dict[tuple[ClassId, date], bool] = {}
    for key in (one.key for one in absences):
        if (key.class_id, key.day) not in shut:
            school = await unit.people.school(key.school_id)
            shut[key.class_id, key.day] = await closed(unit, school, key, now)
    return [one for one in absences if not shut[one.key.class_id, one.key.day]]


async def _correct(unit: UnitOfWork, change: Change, absence: Absence, fact: NewAttendance) -> None:
    before = await unit.journal.lesson_by_id(absence.lesson_id)
    author = change.author_id
    entry_id = await unit.journal.add_entry(
        NewEntry(absence.lesson_id, EntryKind.CORRECTION, author, author, change.now)
    )
    await unit.journal.set_attendance(absence.lesson_id, entry_id, (fact,))
    await tell(unit, author, before, entry_id, change.now, change.grace)
