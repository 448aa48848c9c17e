"""From days and homework to the events of a calendar. In none of them is a name of a person, a mark or an absence."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from bot.guardians.timetable_views import changed
from bot.i18n import Texts
from bot.markup import shortened
from core.calendar.model import Lesson
from core.diary.feeds.model import CalendarPages
from core.diary.model import Chore, Own

_LONGEST = 1000
_SUMMARY = 100


@dataclass(frozen=True, slots=True)
class Event:
    """An event; of a whole day where `starts` is a date alone. The same lesson always has the same `uid`."""

    uid: str
    starts: date
    ends: datetime | None
    summary: str
    description: str = ""
    place: str = ""
    cancelled: bool = False


def events(pages: CalendarPages, texts: Texts) -> tuple[Event, ...]:
    """Lessons and what is due, by time. A school that lets nothing personal out gives the times of lessons only."""
    own = pages.diary.own
    lessons = [held.lesson for day in pages.diary.days for held in day.lessons]
    found = {event.uid: event for event in _lessons(lessons, own, texts)}
    if own.personal:
        found |= {event.uid: event for event in _homework(pages.chores.chores, own, texts)}
    return tuple(found.values())


def title(own: Own, texts: Texts) -> str:
    """«Уроки, 5А»: what the calendar is called in the telephone; no name of a child."""
    if own.personal and own.child.class_title:
        return texts.t("Уроки, {title}", title=own.child.class_title)
    return texts.t("Уроки")


def _lessons(lessons: Iterable[Lesson], own: Own, texts: Texts) -> Iterator[Event]:
    """Those that are gone first, so that what takes place in the same place is what is kept."""
    zone = own.school.zone
    for lesson in sorted(lessons, key=lambda one: not one.gone):
        slot = lesson.slot
        if lesson.gone and slot.starts is None:
            continue  # what has no time cannot be crossed out: it is left out
        starts = datetime.combine(slot.day, slot.starts, zone).astimezone(UTC) if slot.starts else slot.day
        yield Event(
            _uid(own, "lesson", slot.day, slot.class_id, slot.group_id, slot.subject_id, slot.number),
            starts,
            datetime.combine(slot.day, slot.ends, zone).astimezone(UTC) if slot.ends and slot.starts else None,
            _summary(lesson, own, texts),
            texts.t("{number}-й урок", number=slot.number),
            texts.t("каб. {room}", room=slot.room) if slot.room and own.personal else "",
            lesson.gone,
        )


def _summary(lesson: Lesson, own: Own, texts: Texts) -> str:
    said = "; ".join(changed(lesson, texts)) if own.personal else texts.t("отменён") if lesson.gone else ""
    plain = texts.t("Урок {number}", number=lesson.slot.number)
    what = shortened(lesson.subject, _SUMMARY) if own.personal else plain
    return texts.t("{subject} ({changed})", subject=what, changed=said) if said else what


def _homework(chores: Iterable[Chore], own: Own, texts: Texts) -> Iterator[Event]:
    """One event for all that is due on a day. Own ticks change nothing: who fetches a calendar is not known."""
    given = sorted((one for one in chores if one.task.due), key=lambda one: (str(one.task.due), one.task.id))
    for due, tasks in groupby(given, key=lambda one: one.task.due):
        if due is None:
            continue
        listed = [*tasks]
        names = ", ".join(dict.fromkeys(one.subject for one in listed))
        lines = (f"{one.subject}: {shortened(one.task.text, _LONGEST)}" for one in listed)
        summary = texts.t("Задано: {subjects}", subjects=shortened(names, _SUMMARY))
        yield Event(_uid(own, "homework", due), due, None, summary, "\n".join(lines))


def _uid(own: Own, *place: object) -> str:
    """A hash, so that no key of the database is seen from outside."""
    key = ":".join(map(str, (own.school.id, own.child.pupil.id, *place)))
    return f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@peremena"
