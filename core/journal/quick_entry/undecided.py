"""The draft of a lesson whose class is not known yet: what was said, with the candidates of every class."""

from datetime import date

from core.ids import PersonId
from core.journal.model import Reason
from core.journal.quick_entry import dates
from core.journal.quick_entry.asking import Desk
from core.journal.quick_entry.atoms import Kind
from core.journal.quick_entry.choosing import Chosen, whole_roll
from core.journal.quick_entry.model import (
    DraftAbsence,
    DraftLateness,
    DraftMark,
    EntryContext,
    LessonDraft,
)
from core.journal.quick_entry.naming import naming_of
from core.journal.quick_entry.pupils import find
from core.journal.quick_entry.runs import Fact
from core.journal.quick_entry.section import Section
from core.journal.quick_entry.substitution import named_colleagues
from core.journal.quick_entry.telling import Told


def draft_without_class(
    context: EntryContext, text: str, section: Section, said: Told, chosen: Chosen, desk: Desk
) -> LessonDraft:
    """Everything but the lesson, which waits for the class."""
    names: dict[PersonId, str] = {}
    marks: list[DraftMark] = []
    absences: list[DraftAbsence] = []
    lateness: list[DraftLateness] = []
    for fact in said.facts:
        those = _candidates(context, chosen, fact, names)
        if fact.kind is Kind.MARK:
            marks.append(DraftMark(None, fact.value, fact.control, fact.control_text, those))
        elif fact.kind is Kind.ABSENT:
            absences.append(DraftAbsence(None, Reason(fact.reason) if fact.reason else None, those))
        elif fact.kind is Kind.LATE:
            lateness.append(DraftLateness(None, fact.minutes, those))
    home = section.homework[0] if section.homework else None
    return LessonDraft(
        class_title=chosen.title,
        day=_day(context, section),
        topic="; ".join(topic for topic, _ in section.topics) or None,
        homework=home.text if home else None,
        no_homework=bool(home and home.none),
        same_homework=bool(home and home.same),
        marks=tuple(marks),
        absences=tuple(absences),
        lateness=tuple(lateness),
        all_present=bool(section.present),
        held=section.held,
        not_held_reason=section.not_held,
        substitute_for=_colleague(context, text, section),
        names=names,
        unread=tuple(atom.text(text) for atom in said.unread),
        questions=tuple(desk.questions),
    )


def _colleague(context: EntryContext, text: str, section: Section) -> PersonId | None:
    """For whom the lesson is held, if «замена за» names one colleague: the class may become known by that."""
    found = named_colleagues(context, text, section)
    return found[0].id if len(found) == 1 else None


def _day(context: EntryContext, section: Section) -> date | None:
    today = context.moment.date()
    written = section.all(Kind.DATE)
    days = dates.lesson_days(dates.decode(written[0].value), today) if written else [today]
    return days[0] if days else None


def _candidates(context: EntryContext, chosen: Chosen, fact: Fact, names: dict[PersonId, str]) -> tuple[PersonId, ...]:
    """Whoever may be meant in any class that comes into question, named with the class."""
    found: list[PersonId] = []
    if fact.mention is None:
        return ()
    for class_list in chosen.among:
        naming = naming_of(class_list, context.content_mode)
        for enrolled in find(fact.mention, whole_roll(context, class_list), fact.setting).candidates:
            found.append(enrolled.pupil.id)
            names[enrolled.pupil.id] = f"{class_list.school_class.title} {naming.names[enrolled.pupil.id]}"
    return tuple(found)
