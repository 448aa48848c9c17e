"""«замена за Смирнову»: for which colleague the lesson was given (B11)."""

from dataclasses import dataclass

from core.ids import PersonId
from core.journal.quick_entry.asking import Desk
from core.journal.quick_entry.declension import forms, sex_of
from core.journal.quick_entry.model import Ask, ClassList, EntryContext, Option
from core.journal.quick_entry.naming import colleague
from core.journal.quick_entry.section import Section
from core.journal.quick_entry.tokens import normal, words_of
from core.people.model import Person


@dataclass(frozen=True, slots=True)
class Substitute:
    """Whose lesson it is by the timetable, and for whom it was given, if for another."""

    teacher: PersonId
    for_whom: PersonId | None = None


def substitute(context: EntryContext, text: str, section: Section, class_list: ClassList, desk: Desk) -> Substitute:
    """The colleague that was named; asked when the name fits none or several who teach this class."""
    if not section.substitute:
        return Substitute(context.teacher.id)
    colleagues = named_colleagues(context, text, section)
    if len(colleagues) == 1:
        return Substitute(colleagues[0].id, colleagues[0].id)
    offered = colleagues or _teachers_of(context, class_list)
    about = text[section.substitute[0].start : section.substitute[-1].end]
    options = [Option(f"t{one.id}", colleague(one, context.content_mode)) for one in offered]
    taken = desk.ask(Ask.UNSUPPORTED, section.substitute[0].start, about, options)
    chosen = next((one.id for one in offered if taken and taken.key == f"t{one.id}"), None)
    return Substitute(chosen or context.teacher.id, chosen)


def named_colleagues(context: EntryContext, text: str, section: Section) -> list[Person]:
    """Who may be meant behind «замена за»."""
    words = [word for atom in section.substitute[1:] for word in words_of(atom.text(text))]
    return [one for one in context.staff if one.id != context.teacher.id and _is_named(one, words)]


def _teachers_of(context: EntryContext, class_list: ClassList) -> list[Person]:
    teaching = {slot.teacher_id for slot in context.slots if slot.class_id == class_list.school_class.id}
    return [one for one in context.staff if one.id in teaching and one.id != context.teacher.id]


def _is_named(person: Person, words: list[str]) -> bool:
    """The surname in any case form; a given name, patronymic or initials after it must fit too."""
    if not words:
        return False
    name = person.name
    sex = sex_of(normal(name.surname), normal(name.given), normal(name.patronymic or ""))
    rest = [normal(name.given), normal(name.patronymic or "")]
    fits = all(any(part[:1] == word[:1] for part in rest) for word in words[1:])
    return words[0] in forms("".join(words_of(name.surname)), sex) and fits
