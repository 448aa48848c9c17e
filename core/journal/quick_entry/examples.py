"""Examples of the language about a teacher's own class, each read back before it is shown. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from core.calendar.model import Slot, TermKind
from core.ids import ClassId
from core.journal.quick_entry.declension import Case, forms, sex_of
from core.journal.quick_entry.model import ClassList, EntryContext, LessonDraft
from core.journal.quick_entry.service import interpret
from core.journal.quick_entry.tokens import normal
from core.people.model import Enrolled, Person

_PUPILS = 3
"""Pupils who are named in examples."""
_TRIED = 12
"""Lessons of colleagues that are tried for an example of a substitution."""


class About(StrEnum):
    """A topic of the help; the last two are told without examples."""

    WHOLE = "whole"
    MARKS = "marks"
    ABSENCES = "absences"
    HOMEWORK = "homework"
    TOPIC = "topic"
    NOTES = "notes"
    CORRECTIONS = "corrections"
    SUBSTITUTIONS = "substitutions"
    PERIODS = "periods"
    APPROVALS = "approvals"
    OPERATORS = "operators"


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
            return (*found, *_instead(context))
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
    if len(named) == _PUPILS:
        yield from _of_period(context, slot, of, *named)


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


def _of_period(context: EntryContext, slot: Slot, of: ClassList, one: str, two: str, three: str) -> Iterator[Example]:
    """Marks of the quarter or half-year that runs: they belong to no day."""
    grade, today = of.school_class.grade, context.moment.date()
    own = [term for term in context.terms if term.from_grade <= grade <= term.to_grade and term.from_day <= today]
    running = max(
        (term for term in own if term.kind is not TermKind.HOLIDAY), key=lambda term: term.from_day, default=None
    )
    subject = next(one for one in context.subjects if one.id == slot.subject_id)
    text = (
        f"{of.school_class.title} {subject.name.lower()} {running.name}: {one} 5, {two} 4, {three} 4" if running else ""
    )
    draft = _read(context, text) if running else None
    if (
        draft
        and running
        and (draft.period, draft.subject_id, len(draft.marks)) == (running.name, slot.subject_id, _PUPILS)
    ):
        yield Example(About.PERIODS, text)


def _instead(context: EntryContext) -> Iterator[Example]:
    """«замена за Смирнову …»: about the latest lesson of a colleague that can be named without a question."""
    others = [slot for slot in context.slots if slot.teacher_id != context.teacher.id and slot.instead_of is None]
    held = [slot for slot in others if slot.day <= context.moment.date()]
    for slot in sorted(held, key=lambda one: (one.day, one.number), reverse=True)[:_TRIED]:
        person = next((one for one in context.staff if one.id == slot.teacher_id), None)
        of = next((one for one in context.classes if one.school_class.id == slot.class_id), None)
        named = _accusative(person) if person else None
        for lead in _leads(context, slot, of) if of and named else ():
            text = f"замена за {named} {lead} дз № 260"
            if _is_of(context, text, slot) and _stands_in_for(context, text, slot):
                yield Example(About.SUBSTITUTIONS, text)
                return


def _stands_in_for(context: EntryContext, text: str, slot: Slot) -> bool:
    draft = _read(context, text)
    return draft is not None and draft.substitute_for == slot.teacher_id


def _accusative(person: Person) -> str | None:
    """«Смирнову»; None where the sex does not show, or the rules know several forms."""
    name = person.name
    sex = sex_of(normal(name.surname), normal(name.given), normal(name.patronymic or ""))
    found = [form for form, cases in forms(name.surname.lower(), sex).items() if Case.ACCUSATIVE in cases]
    return found[0].capitalize() if sex is not None and len(found) == 1 else None


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
