"""Pure decisions about groups."""

from collections.abc import Iterable
from datetime import date, timedelta

from core.errors import ForbiddenError
from core.ids import ClassId, GroupId
from core.people.groups.errors import GroupDayError
from core.people.groups.model import Move
from core.people.model import Actor, Membership, Role

KEEPERS = (Role.COORDINATOR,)
"""They keep the groups of every class; a class teacher those of the own (A24)."""

AHEAD = timedelta(days=60)
"""How far ahead a change may be planned."""

_ONE_DAY = timedelta(days=1)


def check_keeps(actor: Actor, class_id: ClassId) -> None:
    """ForbiddenError but for the class teacher and coordinators."""
    if not actor.leads(class_id) and not actor.holds(*KEEPERS):
        raise ForbiddenError


def check_day(day: date, today: date) -> None:
    """GroupDayError for a day that has passed or lies too far ahead."""
    if not today <= day <= today + AHEAD:
        raise GroupDayError


def move(memberships: Iterable[Membership], group_id: GroupId | None, day: date) -> Move:
    """What puts a pupil into this group of a subject, or into none, from `day` on; nothing if it is so already.

    `memberships` are those in the subject's groups. A pupil is in one group of a subject at a time, so every other one
    ends the day before; what was to begin that day or later never held.
    """
    coming = [one for one in memberships if one.to_day is None or one.to_day >= day]
    kept = next((one for one in coming if one.group_id == group_id and one.from_day <= day), None)
    others = [one for one in coming if one is not kept]
    ended = [(one, day - _ONE_DAY) for one in others if one.from_day < day]
    reopened = [(kept, None)] if kept is not None and kept.to_day is not None else []
    added = Membership(group_id, day, None) if kept is None and group_id is not None else None
    return Move((*ended, *reopened), tuple(one for one in others if one.from_day >= day), added)


def group_on(memberships: Iterable[Membership], day: date) -> GroupId | None:
    """The group of a subject in which a pupil is that day."""
    return next((one.group_id for one in memberships if one.on(day)), None)
