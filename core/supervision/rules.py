"""Pure decisions about checks and remarks: who, what follows what, until when."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from core.calendar.model import Calendar, TimetableEntry
from core.calendar.rules import is_holiday
from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId, PersonId
from core.people.model import Actor, Role
from core.supervision.errors import RemarkSettledError, RemarkTextError
from core.supervision.model import Event, Remark, State

CHECKING = (Role.DEPUTY, Role.DIRECTOR)
"""They check the journal and write remarks; they change no mark (F09, N03)."""
SEEING = (*CHECKING, Role.CLASS_TEACHER)
"""They see what is found: class teachers in the own class."""
EXECUTING = (Role.TEACHER, Role.CLASS_TEACHER)
"""Remarks are made to them."""
LONGEST = 1000
"""Characters of a remark, and of an answer to one."""
_SUNDAY = 6
_FOLLOWS = {
    Event.ANSWERED: ({State.SENT, State.FIXED}, None),
    Event.FIXED: ({State.SENT}, State.FIXED),
    Event.RETURNED: ({State.FIXED}, State.SENT),
    Event.ACCEPTED: ({State.SENT, State.FIXED}, State.ACCEPTED),
    Event.WITHDRAWN: ({State.SENT, State.FIXED}, State.WITHDRAWN),
}


def checks(actor: Actor) -> bool:
    """Whether the actor checks the journal."""
    return actor.holds(*CHECKING)


def check_checks(actor: Actor) -> PersonId:
    """The actor's key. ForbiddenError for who checks nothing."""
    if actor.person_id is None or not checks(actor):
        raise ForbiddenError
    return actor.person_id


def check_sees(actor: Actor, class_id: ClassId) -> None:
    """NotFoundError but for who checks and for the class teacher of this class."""
    if not checks(actor) and not actor.leads(class_id):
        raise NotFoundError


def month_of(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def last_of(month: date) -> date:
    """The last day of a month."""
    return after(month) - timedelta(days=1)


def before(month: date) -> date:
    """The month before."""
    return month_of(month_of(month) - timedelta(days=1))


def after(month: date) -> date:
    """The month after."""
    return month_of(month_of(month) + timedelta(days=31))


def shown_month(month: date | None, today: date, calendar: Calendar, check_day: int) -> date:
    """The month asked for, if it is of this school year and has begun.

    Else the one whose check is due: the last one up to the day of its check, then the current one.
    """
    first, current = month_of(calendar.year_from), month_of(today)
    if month is not None and first <= month_of(month) <= current:
        return month_of(month)
    last = before(current)
    return last if today.day <= check_day and last >= first else current


def words(text: str | None) -> str:
    """What was typed, without what surrounds it. RemarkTextError for nothing or too much."""
    said = (text or "").strip()
    if not 0 < len(said) <= LONGEST:
        raise RemarkTextError(limit=LONGEST, length=len(said))
    return said


def next_state(remark: Remark, event: Event) -> State:
    """Where an event leads. RemarkSettledError where it cannot follow: somebody else was first."""
    from_states, to = _FOLLOWS[event]
    if remark.state not in from_states:
        raise RemarkSettledError
    return to or remark.state


def school_days_after(calendar: Calendar, grade: int, day: date, count: int) -> date:
    """The day that is so many school days after another: no Sundays, no holidays of the grade, within two months."""
    for ahead in range(1, 62):
        one = day + timedelta(days=ahead)
        count -= one.weekday() != _SUNDAY and not is_holiday(calendar, grade, one)
        if count <= 0:
            return one
    return day + timedelta(days=62)


def judges(author_id: PersonId, deputies: Sequence[PersonId], directors: Sequence[PersonId]) -> tuple[PersonId, ...]:
    """Who decides about a remark: its author; where they check no more, the deputies, or the director without any."""
    return (author_id,) if author_id in {*deputies, *directors} else tuple(deputies or directors)


def executors(
    remark: Remark, employed: Collection[PersonId], entries: Iterable[TimetableEntry], today: date
) -> frozenset[PersonId]:
    """Who is to mend it: its teacher, or, where they have left, who teaches that course of the class now."""
    made = remark.made
    if made.teacher_id in employed:
        return frozenset({made.teacher_id})
    same = [
        one
        for one in entries
        if (one.class_id, one.subject_id) == (made.page.class_id, made.page.subject_id)
        and one.group_id in (None, made.group_id)
        and one.from_day <= today <= one.to_day
    ]
    return frozenset(one.teacher_id for one in same)
