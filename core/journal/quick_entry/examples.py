"""Examples of the language about a teacher's own class, each read back before it is shown. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from core.calendar.model import Slot
from core.ids import ClassId
from core.journal.quick_entry.model import ClassList, EntryContext, LessonDraft
from core.journal.quick_entry.service import interpret
from core.people.model import Enrolled

_PUPILS = 3
"""Pupils who are named in examples."""


class About(StrEnum):
    """What an example teaches."""

    WHOLE = "whole"
    MARKS = "marks"
    ABSENCES = "absences"
    HOMEWORK = "homework"
    TOPIC = "topic"
    NOTES = "notes"
    CORRECTIONS = "corrections"


@dataclass(frozen=True, slots=True)
class Example:
    """A message that is read without a question."""

    about: About
    text: str


def examples(context: EntryContext, class_id: ClassId | None = None) -> tuple[Example, ...]:
    """Examples about the latest lesson that the teacher has held, or an earlier one; empty if there is none.

    Lessons with the class that is asked for come before all others.
    """
    today = context.moment.date()
    own = [slot for slot in context.slots if slot.teacher_id == context.teacher.id and slot.day <= today]
    for slot in sorted(own, key=lambda one: (one.class_id == class_id, one.day, one.number), reverse=True):
        found = tuple(_about(context, slot))
        if found:
            return found
    return ()


def _about(context: EntryContext, slot: Slot) -> Iterator[Example]:
    """What of the examples about a lesson is read as meant; nothing if the lesson itself cannot be named."""
    of = next((one for one in context.classes if one.school_class.id == slot.class_id), None)
    lead = (
        next((one for one in _leads(context, slot, of) if _is_of(context, f"{one} дз № 301", slot)), None)
        if of
        else None
    )
    if of is None or lead is None:
        return
    named = tuple(_surnames(context, slot, of, lead))[:_PUPILS]
    for example in _written(context, slot, lead, *named) if len(named) == _PUPILS else _without_names(lead):
        if _is_of(context, example.text, slot):
            yield example


def _leads(context: EntryContext, slot: Slot, of: ClassList) -> Iterator[str]:
    """How a lesson may be named, the shortest first: class, then subject, day, number, group."""
    title = of.school_class.title
    subject = next(one for one in context.subjects if one.id == slot.subject_id)
    group = next((one.title for one in of.groups if one.id == slot.group_id), "")
    day = "" if slot.day == context.moment.date() else f" {slot.day:%d.%m}"
    for name in (min((*subject.aliases, subject.name), key=len), subject.name.lower()):
        yield f"{title} {name}{day}"
        yield f"{title} {name}{day}, {slot.number} урок"
        yield f"{title}/{group} {name}{day}" if group else f"{title} {name}{day}"


def _surnames(context: EntryContext, slot: Slot, of: ClassList, lead: str) -> Iterator[str]:
    """Surnames that mean one pupil of the lesson, whatever is said of them."""
    for enrolled in of.pupils:
        surname = enrolled.pupil.name.surname
        if _is_there(enrolled, slot) and _names(context, f"{lead}: {surname} 5", enrolled):
            yield surname


def _is_there(enrolled: Enrolled, slot: Slot) -> bool:
    return enrolled.on(slot.day) and enrolled.learns_in(slot.group_id, slot.day)


def _names(context: EntryContext, text: str, enrolled: Enrolled) -> bool:
    draft = _read(context, text)
    return draft is not None and [one.pupil_id for one in draft.marks] == [enrolled.pupil.id]


def _written(context: EntryContext, slot: Slot, lead: str, one: str, two: str, three: str) -> Iterator[Example]:
    day = context.moment.date()
    first, last = f"{day:%d.%m}", f"{day + timedelta(days=3):%d.%m}"
    yield Example(About.WHOLE, f"{lead}: {one} 5, {two} н, дз № 301")
    yield Example(About.MARKS, f"{lead} 5: {one}, {two}; 4: {three}")
    yield Example(About.MARKS, f"{lead} с/р {one} 4, {two} 5")
    yield Example(About.ABSENCES, f"{lead} н {one}; {two} б")
    yield Example(About.ABSENCES, f"{lead} опозд {three} 10 мин")
    yield from _without_names(lead)
    yield Example(About.NOTES, f"{lead} {two} болеет с {first} по {last}")
    yield Example(About.CORRECTIONS, f"исправить {lead} {one} {slot.day:%d.%m} с 4 на 5, описка")


def _without_names(lead: str) -> Iterator[Example]:
    yield Example(About.HOMEWORK, f"{lead} дз § 12, № 301")
    yield Example(About.HOMEWORK, f"{lead} дз нет")
    yield Example(About.TOPIC, f"{lead} тема Повторение; дз § 5")


def _is_of(context: EntryContext, text: str, slot: Slot) -> bool:
    draft = _read(context, text)
    if draft is None or draft.day not in (slot.day, None):
        return False
    key = (draft.class_id, draft.subject_id, draft.group_id)
    return key == (slot.class_id, slot.subject_id, slot.group_id) and draft.number in (slot.number, None)


def _read(context: EntryContext, text: str) -> LessonDraft | None:
    """The only draft of a text, if nothing is asked about it."""
    found = interpret(text, context).drafts
    return found[0] if len(found) == 1 and found[0].ready and not found[0].notes else None
