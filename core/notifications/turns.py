"""Schools take turns in one queue: nobody waits until another's broadcast is through. Pure."""

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from typing import TypeVar

from core.ids import SchoolId

T = TypeVar("T")


def rotation(schools: Iterable[SchoolId], after: SchoolId | None) -> list[SchoolId]:
    """The schools in the order of their turns, beginning with the one that comes next to `after`."""
    return sorted(schools, key=lambda school: (after is not None and school <= after, school))


def in_turn(queues: Sequence[Sequence[T]], room: int) -> list[T]:
    """One of each queue, then the next of each, until there is no room or nothing is left."""
    rounds = zip_longest(*([(row,) for row in queue] for queue in queues), fillvalue=())
    return list(chain.from_iterable(chain.from_iterable(rounds)))[:room]
