"""Pure decisions about a class's day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from core.calendar.model import Calendar, Slot
from core.calendar.rules import slots_on
from core.errors import ForbiddenError
from core.ids import PersonId
from core.journal.model import Absence, LessonRecord, Text
from core.journal.notes.model import AbsenceNote
from core.journal.notes.rules import READERS
from core.people.model import Actor

AHEAD = 14
"""Days ahead that can be looked at: notes speak of them already."""

NEAR = 40
"""Days to a school day before or after; beyond, as in summer, there is none to go to."""

_WEEKEND = (5, 6)


def check_reads_all(actor: Actor) -> None:
    """Deputies and the director see the whole school. ForbiddenError for others."""
    if not actor.holds(*READERS):
        raise ForbiddenError


def within(calendar: Calendar, day: date | None, today: date) -> date:
    """The day that is shown: the one asked for, if it is of this school year and not too far ahead; else today."""
    if day is None or not calendar.year_from <= day <= today + timedelta(days=AHEAD):
        return today
    return day


def neighbours(calendar: Calendar, day: date, today: date) -> tuple[date | None, date | None]:
    """The school days before and after a day, the later one not too far ahead; today is one of them in any case."""
    before = (day - timedelta(days=back) for back in range(1, NEAR))
    after = (day + timedelta(days=ahead) for ahead in range(1, NEAR))
    last = today + timedelta(days=AHEAD)
    earlier = next((one for one in before if one == today or slots_on(calendar, one)), None)
    later = next((one for one in after if one <= last and (one == today or slots_on(calendar, one))), None)
    return earlier, later


def over(slot: Slot, moment: datetime) -> bool:
    """Whether a lesson has ended at this local moment; where no bell says when, it has at the end of its day."""
    if slot.day != moment.date():
        return slot.day < moment.date()
    return slot.ends is not None and slot.ends <= moment.time()


def unentered(slots: Iterable[Slot], records: Sequence[LessonRecord], moment: datetime) -> list[Slot]:
    """The lessons that are over and of which nothing was recorded."""
    entered = {_place(record.key) for record in records if Text.HELD in record.said_by}
    return [slot for slot in slots if over(slot, moment) and _place(slot) not in entered]


def absences_of(records: Iterable[LessonRecord]) -> list[Absence]:
    """The absences of lessons, by the lesson's number."""
    ordered = sorted(records, key=lambda record: (record.key.day, record.key.number))
    return [Absence(record.id, record.key, fact) for record in ordered for fact in record.attendance if not fact.late]


def came_back(note: AbsenceNote, entered_on: date, seen: Iterable[tuple[PersonId, date]]) -> date | None:
    """The first day on which the pupil of an open note was at a lesson, after it began and after it was entered.

    What was known when the note was entered says nothing against it.
    """
    since = max(note.stated.first_day, entered_on)
    days = [day for pupil_id, day in seen if pupil_id == note.stated.pupil_id and day > since]
    return min(days, default=None) if note.stated.last_day is None else None


def runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """Days as spans: from one day to the next, or over a weekend, it is the same span."""
    found: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        if found and _follows(day, found[-1][1]):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _follows(day: date, last: date) -> bool:
    """Whether nothing but days of a weekend stands between two days."""
    between = (day - last).days - 1
    return between <= len(_WEEKEND) and all(
        (last + timedelta(days=step)).weekday() in _WEEKEND for step in range(1, between + 1)
    )


def _place(of: object) -> tuple[object, ...]:
    names = ("class_id", "group_id", "subject_id", "day", "number")
    return tuple(getattr(of, name) for name in names)
