"""Events as a file of RFC 5545. Moments are written in UTC, so no telephone needs to know the school's zone."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.calendars.events import Event

if TYPE_CHECKING:
    from icalendar import Event as Component

FILE_NAME = "calendar.ics"
CONTENT_TYPE = "text/calendar"
REFRESH = timedelta(hours=1)
"""How often telephones are asked to look again."""

_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def ics(events: Iterable[Event], title: str, changed_at: datetime) -> bytes:
    """The file. A later `changed_at` gives a higher SEQUENCE, so telephones take what is newer for newer."""
    from icalendar import Calendar  # half a second to load, and most starts serve nobody's calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Peremena//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    stamp = changed_at.astimezone(UTC).replace(microsecond=0)
    for event in events:
        calendar.add_component(_component(event, stamp))
    return bytes(calendar.to_ical())


def _component(event: Event, stamp: datetime) -> "Component":
    from icalendar import Event as Component

    made = Component()
    made.add("uid", event.uid)
    made.add("dtstamp", stamp)
    made.add("sequence", max(0, int((stamp - _BEGAN).total_seconds()) // 60))
    made.add("dtstart", event.starts)
    made.add("dtend", event.ends or event.starts + timedelta(days=1))
    made.add("summary", event.summary)
    for name, value in (("description", event.description), ("location", event.place)):
        if value:
            made.add(name, value)
    made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    made.add("transp", "OPAQUE" if event.ends and not event.cancelled else "TRANSPARENT")
    return made
