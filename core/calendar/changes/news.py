"""Who hears of a change of the timetable: teachers who lose or get a lesson, and deputies of what teachers declare."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.calendar.model import Slot
from core.ids import ChatKey, ClassId, PersonId, SubjectId
from core.notifications.model import Kind, Planned
from core.people.model import Person, Role, School
from core.unit_of_work import UnitOfWork

EXPIRY = timedelta(days=3)


class Event(StrEnum):
    """What a member of staff hears about lessons."""

    SUBSTITUTE = "substitute"
    """You hold them for somebody."""
    COVERED = "covered"
    """Somebody holds them for you."""
    RELEASED = "released"
    """You do not hold them for anybody any more."""
    RETURNED = "returned"
    """They are yours again."""
    CANCELLED = "cancelled"
    MOVED = "moved"
    EXTRA = "extra"
    DECLARED = "declared"
    """A teacher says that they hold them for a colleague."""
    RESTORED = "restored"
    """A teacher says that they were held though they were cancelled."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A lesson before a decision and after it; None where it does not take place."""

    before: Slot | None
    after: Slot | None


@dataclass(frozen=True, slots=True)
class Heard:
    """What one person hears of one lesson; `other` is the colleague who is concerned too, `by` who says so."""

    person_id: PersonId
    event: Event
    slot: Slot
    other: PersonId | None = None
    by: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """What lessons and people are called."""

    classes: Mapping[ClassId, str]
    subjects: Mapping[SubjectId, str]
    staff: Mapping[PersonId, Person]

    def lesson(self, slot: Slot) -> str:
        """«2. 5А · Математика»."""
        return f"{slot.number}. {self.classes.get(slot.class_id, '')} · {self.subjects.get(slot.subject_id, '')}"

    def person(self, person_id: PersonId | None) -> str:
        """The full name, empty for nobody."""
        found = self.staff.get(person_id) if person_id is not None else None
        return found.name.full if found else ""


def heard(shift: Shift) -> Iterator[Heard]:
    """What the teachers of a lesson hear of its change."""
    before, after = shift.before, shift.after
    if before is None and after is not None:
        yield Heard(after.teacher_id, Event.RETURNED if _is_plain(after) else Event.EXTRA, after)
    elif before is not None and after is None:
        yield Heard(before.teacher_id, Event.CANCELLED, before)
    elif before is not None and after is not None:
        yield from _between(before, after)


def _between(before: Slot, after: Slot) -> Iterator[Heard]:
    if before.teacher_id == after.teacher_id:
        if (before.day, before.number) != (after.day, after.number):
            yield Heard(after.teacher_id, Event.MOVED, after)
        return
    lost = Event.COVERED if after.instead_of == before.teacher_id else Event.RELEASED
    got = Event.SUBSTITUTE if after.instead_of is not None else Event.RETURNED
    yield Heard(before.teacher_id, lost, after, after.teacher_id)
    yield Heard(after.teacher_id, got, after, after.instead_of or before.teacher_id)


def _is_plain(slot: Slot) -> bool:
    return slot.change is None or not slot.change.extra


async def tell_staff(
    unit: UnitOfWork, school: School, told: Iterable[Heard], names: Names, token: str, now: datetime
) -> None:
    """Rows of the outbox: for each person and event one message with all its lessons."""
    together: dict[tuple[PersonId, Event], list[Heard]] = {}
    for one in told:
        together.setdefault((one.person_id, one.event), []).append(one)
    rows: list[Planned] = []
    for (person_id, event), lessons in together.items():
        content = _content(event, lessons, names)
        chats = await unit.links.links_to(person_id)
        rows += [_row(school, person_id, chat.key, f"{token}:{event}", content, now) for _, chat in chats]
    await unit.outbox.enqueue(tuple(rows), now)


async def tell_deputies(
    unit: UnitOfWork, school: School, event: Event, slot: Slot, by: PersonId, names: Names, token: str, now: datetime
) -> None:
    """What a teacher has said of a lesson (B11); the deputies may revoke it."""
    people = await unit.people.holders(school.id, Role.DEPUTY, school.today(now))
    told = [Heard(one.id, event, slot, slot.instead_of, by) for one in people if one.id != by]
    await tell_staff(unit, school, told, names, token, now)


def _content(event: Event, lessons: list[Heard], names: Names) -> dict[str, str]:
    slot = lessons[0].slot
    others = dict.fromkeys(names.person(one.other) for one in lessons if one.other is not None)
    return {
        "event": event.value,
        "day": slot.day.isoformat(),
        "lessons": "\n".join(dict.fromkeys(names.lesson(one.slot) for one in lessons)),
        "who": ", ".join(others),
        "by": names.person(lessons[0].by),
        "lesson": f"{slot.class_id}:{slot.group_id or 0}:{slot.subject_id}:{slot.number}",
    }


def _row(
    school: School, person_id: PersonId, chat_key: ChatKey, token: str, content: dict[str, str], now: datetime
) -> Planned:
    return Planned(
        school.id,
        chat_key,
        person_id,
        Kind.STAFF_TIMETABLE,
        f"staff-timetable:{token}:{person_id}:{chat_key}",
        now,
        content=content,
        expires_at=now + EXPIRY,
    )
