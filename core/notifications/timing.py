"""When news may come: at once, at the end of quiet hours, in the evening digest, or never. Pure.

People's hours are those of the school's clock; moments are absolute, so that a night in which the clock is changed has
neither a lost nor a doubled hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo

from core.notifications.preferences import Mode, Settings


@dataclass(frozen=True, slots=True)
class Slot:
    """The moment of a push, and whether it is part of a digest, which brings together all news of that moment."""

    moment: datetime
    digest: bool = False


def slot(mode: Mode, ready: datetime, settings: Settings, zone: tzinfo, *, late: bool = False) -> Slot | None:
    """When news that is ready at that moment is told; None if its kind is off.

    News that quiet hours hold back comes at their end in one digest. News of a late entry, made long after its lesson,
    is no reason to disturb anybody: it waits for the evening digest.
    """
    if mode is Mode.OFF:
        return None
    if mode is Mode.DIGEST or late:
        return Slot(after_quiet(next_time(ready, settings.digest_at, zone), settings, zone), digest=True)
    free = after_quiet(ready, settings, zone)
    return Slot(free, digest=free != ready)


def after_quiet(moment: datetime, settings: Settings, zone: tzinfo) -> datetime:
    """This moment, or the end of the quiet hours that it falls into."""
    while settings.has_quiet_hours and is_quiet(moment.astimezone(zone).time(), settings):
        moment = next_time(moment, settings.quiet_to, zone)
    return moment


def is_quiet(clock: time, settings: Settings) -> bool:
    """Whether the clock shows a time of the quiet hours; their last moment is not one."""
    if settings.quiet_from <= settings.quiet_to:
        return settings.quiet_from <= clock < settings.quiet_to
    return clock >= settings.quiet_from or clock < settings.quiet_to


def next_time(moment: datetime, clock: time, zone: tzinfo) -> datetime:
    """The first moment from this one on at which the clock shows that time.

    Where the clock jumps over it, that is the moment of the same distance from midnight by the clock before the jump.
    """
    return min(found for found in _showings(moment, clock, zone) if found >= moment)


def _showings(moment: datetime, clock: time, zone: tzinfo) -> Iterator[datetime]:
    """When the clock shows that time today and tomorrow; twice where it is set back over it."""
    today = moment.astimezone(zone).date()
    for day in (today, today + timedelta(days=1)):
        for fold in (0, 1):
            found = datetime.combine(day, clock.replace(fold=fold), zone).astimezone(UTC)
            if found.astimezone(zone).time() >= clock:
                yield found
