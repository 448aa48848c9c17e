"""Who keeps the staff, and what must not happen to it. Pure."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from core.deadlines.model import Leave
from core.errors import ForbiddenError
from core.people.model import Actor, Grant, Role
from core.people.staff.errors import (
    DeputyAwayError,
    FunctionHeldError,
    LastAdministratorError,
    OwnAdministratorError,
    StaleConfirmationError,
    TermError,
)
from core.people.staff.model import Employee, Held, Rights, Term

KEEPERS = (Role.ADMINISTRATOR,)
"""Who grants functions, takes them back and hands out codes to staff (A17)."""
SEEING = (Role.ADMINISTRATOR, Role.DEPUTY, Role.DIRECTOR)
"""Who sees the staff, and says who is away and who stands in."""
FRESH = timedelta(minutes=5)
"""How long a question may wait for its «yes»: whoever finds the telephone later changes nothing (L09)."""
YEARS = 2
"""How far ahead a term may begin or end."""


def rights(actor: Actor) -> Rights:
    """What somebody may change. ForbiddenError for who does not even see the staff."""
    if not actor.holds(*SEEING):
        raise ForbiddenError
    return Rights(functions=actor.holds(*KEEPERS), leaves=True)


def check_keeps(actor: Actor) -> None:
    """Refuse whoever may not change functions."""
    if not actor.holds(*KEEPERS):
        raise ForbiddenError


def is_fresh(asked_at: datetime, now: datetime) -> bool:
    """Whether a question that was asked then may be answered now."""
    return timedelta() <= now - asked_at <= FRESH


def check_fresh(asked_at: datetime, now: datetime) -> None:
    """StaleConfirmationError for an answer that comes too late."""
    if not is_fresh(asked_at, now):
        raise StaleConfirmationError


def check_term(term: Term, today: date) -> None:
    """Refuse days that have passed, end before they begin, or are too far."""
    horizon = today + timedelta(days=366 * YEARS)
    last = term.to_day or term.from_day
    if term.from_day < today or not term.from_day <= last <= horizon:
        raise TermError


def year_ends(today: date) -> date:
    """The last day of the school year, holidays included."""
    last = date(today.year, 8, 31)
    return last if today <= last else last.replace(year=today.year + 1)


def lacking(employee: Employee, wanted: Iterable[Grant], term: Term) -> tuple[Grant, ...]:
    """Of these functions those that are not held in the whole term. FunctionHeldError if none is lacking."""
    found = tuple(one for one in wanted if not any(_covers(held, one, term) for held in employee.held))
    if not found:
        raise FunctionHeldError
    return found


def _covers(held: Held, wanted: Grant, term: Term) -> bool:
    lasts = held.to_day is None or (term.to_day is not None and term.to_day <= held.to_day)
    return held.grant == wanted and held.from_day <= term.from_day and lasts


def check_may_end(actor: Actor, employee: Employee, held: Held, staff: Collection[Employee], today: date) -> None:
    """Refuse to leave the school without an administrator, and administrators to take the function from themselves."""
    if held.grant.role is not Role.ADMINISTRATOR:
        return
    others = [one for one in staff if one.person.id != employee.person.id]
    if not any(_administers_on(one, today) for one in others):
        raise LastAdministratorError
    if employee.person.id == actor.person_id:
        raise OwnAdministratorError


def _administers_on(one: Employee, today: date) -> bool:
    """Whether somebody administers today and without an end: who leaves on Friday does not count."""
    return any(held.grant.role is Role.ADMINISTRATOR and held.on(today) and held.to_day is None for held in one.held)


def check_deputy(leave: Leave, others: Iterable[Leave]) -> None:
    """Refuse a deputy who is the same person or away on any of these days."""
    away = (one for one in others if one.person_id == leave.deputy_id)
    meets = any(one.from_day <= leave.to_day and leave.from_day <= one.to_day for one in away)
    if leave.deputy_id == leave.person_id or meets:
        raise DeputyAwayError


def found_by(staff: Iterable[Employee], words: str) -> tuple[Employee, ...]:
    """Those whose name or position has every word, or the beginning of it; ё stands with е."""
    wanted = _plain(words).split()
    return tuple(one for one in staff if all(_has(one, word) for word in wanted))


def _has(one: Employee, word: str) -> bool:
    return any(part.startswith(word) for part in _plain(f"{one.person.name.full} {one.position}").split())


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е").replace("-", " ")
