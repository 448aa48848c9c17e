"""Many pushes in a short time become a digest. Pure.

A teacher who fills in ten lessons at the end of a day must not make a family's phone ring ten times.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from core.notifications.preferences import Settings, Topic
from core.notifications.timing import Slot, after_quiet

WINDOW = timedelta(minutes=10)
MOST = 5
"""So many pushes about lessons come to a person in one chat in any ten minutes, and no more."""

URGENT = frozenset({Topic.ABSENCE})
"""That a child is not at school is told at once, however much else there is to tell."""


def calm(slot: Slot, topics: frozenset[Topic], pushes: Sequence[datetime], settings: Settings, zone: tzinfo) -> Slot:
    """This slot, or the digest that gathers what would be one push too many.

    `pushes` are the moments of those that came or will come to that person there. The digest comes when ten minutes
    have passed since the first of those that are too close, or after the quiet hours in which that falls.
    """
    if slot.digest or topics & URGENT:
        return slot
    close = [moment for moment in pushes if moment > slot.moment - WINDOW]
    if len(close) < MOST:
        return slot
    return Slot(after_quiet(min(close) + WINDOW, settings, zone), digest=True)
