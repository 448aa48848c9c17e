"""What is wrong in a schedule: one workplace for two, one person at two, lessons, hours, nobody's time. Pure."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations

from core.calendar.entry.cells import bookings
from core.calendar.entry.errors import EntryNotReadError, EntryTimeError
from core.calendar.entry.model import WEEKDAYS, Booking, Conflict, Place, Row, Span, Trouble
from core.calendar.model import Calendar
from core.ids import PersonId
from core.people.model import Actor, Role

KEEPING = (Role.COORDINATOR, Role.DEPUTY, Role.ADMINISTRATOR)
"""Who is responsible for the schedule (I04)."""
SEEING = (*KEEPING, Role.DIRECTOR)
"""Who sees all of it; teachers see their own row."""
ENTERING = (Role.TEACHER, Role.CLASS_TEACHER)
"""Whose time it sets (I01)."""
OPENS, CLOSES = time(7), time(20)
"""The hours in which a school is open to those who work there."""
UNDONE = timedelta(minutes=15)
"""So long a change can be taken back with one tap."""


@dataclass(frozen=True, slots=True)
class Held:
    """A booking of a weekday."""

    person_id: PersonId
    weekday: int
    booking: Booking


def check_read(rows: Iterable[Row]) -> tuple[tuple[Held, ...], tuple[Conflict, ...]]:
    """The bookings of all cells, and the cells that are none."""
    held: list[Held] = []
    unread: list[Conflict] = []
    for row in rows:
        for day, cell in row.cells.items():
            weekday = WEEKDAYS.index(day)
            try:
                held += [Held(row.person_id, weekday, one) for one in bookings(cell)]
            except (EntryNotReadError, EntryTimeError):
                unread.append(Conflict(Trouble.UNREAD, row.person_id, weekday, cell))
    return tuple(held), tuple(unread)


def conflicts(rows: Sequence[Row], lessons: Mapping[tuple[PersonId, int], Sequence[Span]]) -> tuple[Conflict, ...]:
    """All that is to be mended, by weekday; `lessons`: when each person teaches on a weekday."""
    held, unread = check_read(rows)
    found = (*unread, *_same_place(held), *_twice(held), *_teaching(held, lessons), *_outside(held))
    return tuple(sorted(found, key=lambda one: (one.weekday or 0, one.person_id, one.trouble)))


def lessons_of(calendar: Calendar, today: date) -> dict[tuple[PersonId, int], list[Span]]:
    """When each person teaches on a weekday by the timetable of that day, in either week."""
    found: dict[tuple[PersonId, int], list[Span]] = {}
    for entry in calendar.entries:
        if not entry.from_day <= today <= entry.to_day:
            continue
        bell = next(
            (
                one
                for one in calendar.bells
                if one.number == entry.number
                and one.from_grade <= entry.grade <= one.to_grade
                and entry.weekday in one.weekdays
            ),
            None,
        )
        if bell is not None:
            found.setdefault((entry.teacher_id, entry.weekday), []).append(Span(bell.starts, bell.ends))
    return found


def rooms(rows: Iterable[Row], directory: Mapping[str, str]) -> dict[str, str]:
    """The room of each workplace, as the schedule writes it, or else as the directory of rooms knows it."""
    held, _ = check_read(rows)
    known = {number: f"каб.{room}" for number, room in directory.items()}
    return known | {one.booking.place.number: one.booking.place.room for one in held if one.booking.place.room}


def by_place(rows: Iterable[Row], weekday: int) -> dict[Place, list[tuple[Booking, PersonId]]]:
    """Who sits where on a weekday: workplaces in the order of their numbers, the earliest first."""
    held = [one for one in check_read(rows)[0] if one.weekday == weekday]
    found: dict[Place, list[tuple[Booking, PersonId]]] = {}
    for one in sorted(held, key=lambda one: (_number(one.booking.place), _starts(one.booking))):
        found.setdefault(one.booking.place, []).append((one.booking, one.person_id))
    return found


def may_undo(row: Row, actor: Actor, now: datetime) -> bool:
    """Whether this very person changed it just now."""
    fresh = row.changed_at is not None and now - row.changed_at <= UNDONE
    return fresh and row.before is not None and row.changed_by == actor.person_id


def _starts(booking: Booking) -> time:
    return booking.spans[0].starts if booking.spans else time(0)


def _number(place: Place) -> tuple[int, str]:
    digits = "".join(one for one in place.number if one.isdigit())
    return int(digits), place.number


def _same_place(held: Iterable[Held]) -> Iterator[Conflict]:
    """One for all who are at a workplace one over another, however many pairs of them there are."""
    at_place = _grouped(held, lambda one: (one.weekday, one.booking.place.number))
    for group in at_place:
        left = sorted(group, key=lambda one: (_starts(one.booking), one.person_id))
        while left:
            first, *left = left
            met = _met(first, left)
            left = [one for one in left if one not in met]
            others = {one.person_id for one in met} - {first.person_id}
            if others:
                what = str(first.booking if len(others) == 1 else first.booking.place)
                yield Conflict(Trouble.SAME_PLACE, first.person_id, first.weekday, what, tuple(sorted(others)))


def _met(first: Held, others: Sequence[Held]) -> list[Held]:
    """Those whose time meets that of the first, or of one whom that meets."""
    found, new = [first], [first]
    while new:
        new = [one for one in others if one not in found and any(_meet(one.booking, other.booking) for other in new)]
        found += new
    return found[1:]


def _twice(held: Iterable[Held]) -> Iterator[Conflict]:
    """Where a workplace is one's own all day, it may be left for another."""
    for group in _grouped(held, lambda one: (one.weekday, one.person_id)):
        for one, other in combinations(group, 2):
            if any(a.meets(b) for a in one.booking.spans for b in other.booking.spans):
                yield Conflict(Trouble.TWICE, one.person_id, one.weekday, f"{one.booking}; {other.booking}")


def _grouped(held: Iterable[Held], of: Callable[[Held], Hashable]) -> Iterable[list[Held]]:
    found: dict[Hashable, list[Held]] = {}
    for one in held:
        found.setdefault(of(one), []).append(one)
    return found.values()


def _teaching(held: Iterable[Held], lessons: Mapping[tuple[PersonId, int], Sequence[Span]]) -> Iterator[Conflict]:
    for one in held:
        taught = lessons.get((one.person_id, one.weekday), ())
        met = sorted({str(lesson) for span in one.booking.spans for lesson in taught if span.meets(lesson)})
        if met:
            yield Conflict(Trouble.TEACHES, one.person_id, one.weekday, ", ".join(met))


def _outside(held: Iterable[Held]) -> Iterator[Conflict]:
    for one in held:
        if any(span.starts < OPENS or span.ends > CLOSES for span in one.booking.spans):
            yield Conflict(Trouble.OUTSIDE, one.person_id, one.weekday, str(one.booking))


def _meet(one: Booking, other: Booking) -> bool:
    if one.permanent or other.permanent:
        return True
    return any(a.meets(b) for a in one.spans for b in other.spans)
