"""Which classes a section is about: named, or inferred from the lesson going on, the names or the subject."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.calendar.model import Subject
from core.journal.quick_entry.asking import Desk
from core.journal.quick_entry.atoms import Atom, Kind
from core.journal.quick_entry.model import Ask, ClassList, EntryContext, Option
from core.journal.quick_entry.names import book_of
from core.journal.quick_entry.pupils import How, Roll, find
from core.journal.quick_entry.runs import Fact
from core.journal.quick_entry.section import Section
from core.journal.quick_entry.subjects import choose
from core.journal.quick_entry.tokens import normal


@dataclass(frozen=True, slots=True)
class Chosen:
    """A class of the teacher's, how it was inferred, and what of another class or none is known."""

    class_list: ClassList | None
    inferred: str | None = None
    title: str | None = None
    among: tuple[ClassList, ...] = ()


class Chooser:
    """Chooses the classes of a section."""

    def __init__(self, context: EntryContext, text: str, section: Section, facts: Sequence[Fact]) -> None:
        self._context = context
        self._text = text
        self._section = section
        self._facts = [fact for fact in facts if fact.mention is not None]

    def named(self, atom: Atom, desk: Desk) -> Chosen:
        """The class that the text names; asked when the school has none, or the teacher no lessons with it."""
        for class_list in self._context.classes:
            if normal(class_list.school_class.title) == atom.value:
                return Chosen(class_list)
        foreign = [one for one in self._context.titles if normal(one.title) == atom.value]
        ask = Ask.FOREIGN_CLASS if foreign else Ask.UNKNOWN_CLASS
        taken = self._asked(ask, atom.start, atom.text(self._text), self._context.classes, desk)
        return taken if taken.class_list else Chosen(None, title=foreign[0].title if foreign else None)

    def inferred(self, desk: Desk) -> Chosen:
        """The lesson going on now, else the only class which fits the names or the subject, else asked."""
        fitting = self._by_subject()
        by_names = [one for one in fitting if self._all_known(one)] if self._facts else fitting
        running = self._running(fitting)
        if running and (running in by_names or not by_names):
            return Chosen(running, "current_lesson")
        if len(by_names) == 1 and not running:
            return Chosen(by_names[0], "names" if self._facts else "subject")
        return self._asked(Ask.CLASS, 0, "", by_names or fitting or list(self._context.classes), desk)

    def _asked(self, ask: Ask, place: int, about: str, among: Sequence[ClassList], desk: Desk) -> Chosen:
        options = [Option(f"c{one.school_class.id}", one.school_class.title) for one in among]
        taken = desk.ask(ask, place, about, options)
        for one in among:
            if taken and taken.key == f"c{one.school_class.id}":
                return Chosen(one)
        return Chosen(None, among=tuple(among))

    def _by_subject(self) -> list[ClassList]:
        named = self._section.all(Kind.SUBJECT)
        if not named:
            return list(self._context.classes)
        return [one for one in self._context.classes if choose(named[0].value, self._taught(one)).subjects]

    def _taught(self, class_list: ClassList) -> list[Subject]:
        own = {
            slot.subject_id
            for slot in self._context.slots
            if slot.class_id == class_list.school_class.id and slot.teacher_id == self._context.teacher.id
        }
        return [subject for subject in self._context.subjects if subject.id in own]

    def _running(self, among: Sequence[ClassList]) -> ClassList | None:
        running = {
            slot.class_id
            for slot in self._context.slots
            if slot.teacher_id == self._context.teacher.id and slot.running(self._context.moment)
        }
        found = [one for one in among if one.school_class.id in running]
        return found[0] if len(found) == 1 else None

    def _all_known(self, class_list: ClassList) -> bool:
        roll = whole_roll(self._context, class_list)
        return all(find(fact.mention, roll, fact.setting).how is not How.NOBODY for fact in self._facts if fact.mention)


def whole_roll(context: EntryContext, class_list: ClassList) -> Roll:
    """All pupils of a class on the day of the message."""
    book = book_of(class_list)
    day = context.moment.date()
    places = frozenset(place for place, enrolled in enumerate(book.pupils) if enrolled.on(day))
    return Roll(book, places, tuple(book_of(one) for one in context.classes if one is not class_list))
