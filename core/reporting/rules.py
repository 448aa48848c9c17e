"""At which stage somebody stands, what is counted together, who sees what. Pure."""

from collections import Counter
from collections.abc import Iterable

from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId
from core.notifications.model import Kind
from core.people.model import Actor, Role
from core.reporting.model import Circle, Counted, Families, Funnel, Stage, Standing

WHOLE = (Role.COORDINATOR, Role.DIRECTOR, Role.DEPUTY, Role.ADMINISTRATOR)
"""Who sees the whole school (K02, N02, N03, N05)."""
SEEING = (*WHOLE, Role.CLASS_TEACHER)
"""A class teacher sees the own classes (D12)."""
RECENT_DAYS = 7
"""Somebody who wrote or pressed a button within so many days, today included, is active (K01)."""

PASSING = (Kind.REMINDER, Kind.SUMMARY, Kind.QUEUE, Kind.NOTICE_TRIAL, Kind.NOTICE_PROGRESS, Kind.RECEPTION)
"""These end by themselves when their hour has passed: nobody misses them."""


def stage_of(known: Standing) -> Stage:
    """The furthest stage that somebody has come to; who cannot be written to stands apart (K01)."""
    if known.linked and not known.reachable:
        return Stage.UNREACHABLE
    if known.linked:
        return Stage.ACTIVE if known.recent else Stage.LINKED
    if known.issued:
        return Stage.ISSUED
    return Stage.APPLIED if known.applied else Stage.NOTHING


def funnel(counted: Iterable[Counted], circle: Circle, class_id: ClassId | None = None) -> Funnel:
    """The people of a circle by stage, of a class or of all; the numbers add up to everybody (K05)."""
    found: Counter[Stage] = Counter()
    for one in counted:
        if (one.circle, one.class_id) == (circle, class_id):
            found[stage_of(one.standing)] += one.people
    return Funnel(tuple((stage, found[stage]) for stage in Stage))


def together(families: Iterable[Families]) -> Families:
    """Several classes as one: a pupil is in one class, so nothing is counted twice."""
    found = tuple(families)
    firsts = [one.first for one in found if one.first is not None]
    return Families(
        total=sum(one.total for one in found),
        alone=sum(one.alone for one in found),
        now=sum(one.now for one in found),
        week_ago=sum(one.week_ago for one in found),
        month_ago=sum(one.month_ago for one in found),
        first=min(firsts, default=None),
    )


def check_sees(actor: Actor) -> None:
    """ForbiddenError for who sees nothing of this."""
    if not actor.holds(*SEEING):
        raise ForbiddenError


def sees_whole(actor: Actor) -> bool:
    """Whether the whole school is shown."""
    return actor.holds(*WHOLE)


def check_sees_whole(actor: Actor) -> None:
    """ForbiddenError for who sees less than the whole school (J03)."""
    if not sees_whole(actor):
        raise ForbiddenError


def check_sees_class(actor: Actor, class_id: ClassId) -> None:
    """NotFoundError for another's class: absent and forbidden look the same."""
    if not sees_whole(actor) and not actor.leads(class_id):
        raise NotFoundError
