"""Whose reminder is due at a moment: in the evening, at the person's own time for entry, or in the morning. Pure."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time

from core.deadlines.model import Occasion, Turn
from core.deadlines.profiles import Profile
from core.deadlines.rules import slot_of
from core.deadlines.staffing import STAFF, Staffing
from core.ids import PersonId
from core.notifications.preferences import Settings
from core.notifications.timing import is_quiet

NOON, NIGHT = time(12), time(22)
"""What is for the morning is told before noon; what is for the evening not after ten, however quiet hours are set."""

Cells = Mapping[PersonId, Mapping[str, str]]
Had = Collection[tuple[PersonId, Occasion]]


def awake(moment: datetime) -> bool:
    """Whether anybody at all may be reminded at this local moment: at others nothing is asked of the database."""
    return time(6) <= moment.time() < NIGHT


def due_turns(
    staffing: Staffing,
    cells: Cells,
    hours: Mapping[PersonId, time],
    had: Had,
    settings: Mapping[PersonId, Settings],
    profile: Profile,
    moment: datetime,
) -> Iterator[Turn]:
    """The turns whose time has come and has not passed; nobody's in own quiet hours, on leave, or without a chat."""
    for person_id in staff_of(staffing):
        chats = (staffing.chats or {}).get(person_id, ())
        if not chats or staffing.is_away(person_id) or is_quiet(moment.time(), settings[person_id]):
            continue
        for occasion in Occasion:
            usual = (
                hours.get(person_id, profile.remind_evening) if occasion is Occasion.EVENING else profile.remind_morning
            )
            at = time_of(occasion, usual, cells.get(person_id, {}), moment.date())
            last = NOON if occasion is Occasion.MORNING else NIGHT
            if (person_id, occasion) not in had and at <= moment.time() < last:
                yield Turn(person_id, occasion, at, chats)


def staff_of(staffing: Staffing) -> tuple[PersonId, ...]:
    """Everybody who may have duties."""
    return tuple(dict.fromkeys(one.person_id for one in staffing.holders if one.grant.role in STAFF))


def time_of(occasion: Occasion, usual: time, cells: Mapping[str, str], day: date) -> time:
    """The usual time, or when the person's time at a workstation begins that day (I05)."""
    own = slot_of(cells, day)
    return own if own is not None and (own < NOON) == (occasion is Occasion.MORNING) else usual
