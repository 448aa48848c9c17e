"""What families hear of a change of the timetable: when their child's day begins or ends otherwise than they know."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from core.calendar.changes.rules import Bounds, bounds
from core.calendar.model import Slot
from core.ids import ChatKey, ClassId, OutboxId, PersonId
from core.notifications import audience
from core.notifications.model import Kind, Planned, Recipient, Row
from core.notifications.preferences import Mode, Settings, Topic
from core.notifications.timing import slot as moment_of
from core.people.model import Enrolled, School
from core.unit_of_work import UnitOfWork

AHEAD = timedelta(days=7)
"""How far ahead a family is told; what is decided for later days stands in the timetable."""


_WAS = ("was_first", "was_last", "was_starts", "was_ends")
"""What a family knows of the day; empty where it has no lessons."""


@dataclass(frozen=True, slots=True)
class DayChange:
    """The lessons of one date before a decision and after it."""

    day: date
    before: Sequence[Slot]
    after: Sequence[Slot]


@dataclass(frozen=True, slots=True)
class NewBounds:
    """A pupil whose lessons of a day begin or end otherwise now."""

    pupil: Enrolled
    class_id: ClassId
    day: date
    before: Bounds | None
    after: Bounds | None


def new_bounds(change: DayChange, lists: Mapping[ClassId, Sequence[Enrolled]]) -> Iterator[NewBounds]:
    """The pupils of these classes for whom the day begins or ends otherwise."""
    for class_id, pupils in lists.items():
        for pupil in pupils:
            if pupil.on(change.day):
                before = bounds(change.before, pupil, class_id)
                after = bounds(change.after, pupil, class_id)
                if before != after:
                    yield NewBounds(pupil, class_id, change.day, before, after)


async def tell_families(
    unit: UnitOfWork,
    school: School,
    changes: Sequence[DayChange],
    titles: Mapping[ClassId, str],
    token: str,
    now: datetime,
) -> None:
    """A row for each child and chat, by each guardian's own choice of when to be told (D07)."""
    today = school.today(now)
    for change in changes:
        if today <= change.day <= today + AHEAD:
            concerned = tuple({slot.class_id for slot in (*change.before, *change.after)} & {*titles})
            lists = await unit.people.class_pupils(concerned)
            found = {one.pupil.pupil.id: one for one in new_bounds(change, lists)}
            await _tell(unit, school, found, titles, token, now)


async def _tell(
    unit: UnitOfWork,
    school: School,
    found: Mapping[PersonId, NewBounds],
    titles: Mapping[ClassId, str],
    token: str,
    now: datetime,
) -> None:
    """News that wait still are told together with what comes; what came to nothing meanwhile is not told at all."""
    if not found:
        return
    recipients = await audience.recipients(unit, school, tuple(found), now)
    settings = await unit.preferences.settings(school.id, {one.person_id for one in recipients})
    earlier = await _withdrawn(unit, found, now)
    rows: list[Planned] = []
    for to in recipients:
        change = found[to.pupil_id]
        content = _content(change, titles[change.class_id]) | earlier.get((to.chat_key, to.pupil_id), {})
        moment = _moment(school, change.day, settings[to.person_id], now)
        if moment is not None and _is_news(content):
            rows.append(_row(school, to, change.day, content, moment, token))
    await unit.outbox.enqueue(tuple(rows), now)


async def _withdrawn(
    unit: UnitOfWork, found: Mapping[PersonId, NewBounds], now: datetime
) -> dict[tuple[ChatKey, PersonId], dict[str, str]]:
    """What each chat knows of the day of a pupil, where newer news were on their way; those are taken back."""
    days = {one.day.isoformat() for one in found.values()}
    waiting = [row for row in await unit.outbox.waiting(Kind.TIMETABLE, [*found]) if _day(row) in days]
    gone = await unit.outbox.withdraw([row.id for row in waiting], now) if waiting else frozenset[OutboxId]()
    known: dict[tuple[ChatKey, PersonId], dict[str, str]] = {}
    for row in waiting:
        planned = row.planned
        if row.id in gone and planned.pupil_id is not None:
            known.setdefault((planned.chat_key, planned.pupil_id), _known(planned.content or {}))
    return known


def _day(row: Row) -> str:
    return (row.planned.content or {}).get("day", "")


def _known(content: Mapping[str, str]) -> dict[str, str]:
    return {name: content.get(name, "") for name in _WAS}


def _is_news(content: Mapping[str, str]) -> bool:
    """Whether the day is otherwise than the family knows."""
    return any(content.get(name, "") != content.get(name.replace("was", "now"), "") for name in _WAS)


def _row(school: School, to: Recipient, day: date, content: dict[str, str], moment: datetime, token: str) -> Planned:
    return Planned(
        school.id,
        to.chat_key,
        to.person_id,
        Kind.TIMETABLE,
        f"timetable:{token}:{day}:{to.pupil_id}:{to.chat_key}",
        moment,
        pupil_id=to.pupil_id,
        content=content,
        expires_at=datetime.combine(day, time(23, 59), school.zone),
    )


def _moment(school: School, day: date, settings: Settings, now: datetime) -> datetime | None:
    """When it is told, None if never; not in an evening digest that would come when the day has begun."""
    mode = settings.modes[Topic.TIMETABLE]
    chosen = moment_of(mode, now, settings, school.zone)
    if chosen is None or chosen.moment.astimezone(school.zone).date() < day:
        return chosen.moment if chosen else None
    soon = moment_of(Mode.NOW, now, settings, school.zone)
    return soon.moment if soon else None


def _content(change: NewBounds, title: str) -> dict[str, str]:
    pupil, name = change.pupil.pupil, change.pupil.pupil.name
    facts = {
        "pupil": str(pupil.id),
        "given": name.given,
        "surname": name.surname,
        "class": title,
        "day": change.day.isoformat(),
    }
    for when, found in (("was", change.before), ("now", change.after)):
        if found is not None:
            facts |= {
                f"{when}_first": str(found.first),
                f"{when}_last": str(found.last),
                f"{when}_starts": found.starts.isoformat() if found.starts else "",
                f"{when}_ends": found.ends.isoformat() if found.ends else "",
            }
    return facts
