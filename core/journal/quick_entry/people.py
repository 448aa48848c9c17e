"""Who is meant by the names in a message, for one lesson's list of pupils, with a question for each doubt."""

from dataclasses import dataclass, field
from datetime import date

from core.ids import GroupId, PersonId
from core.journal.quick_entry.asking import SKIP, Desk
from core.journal.quick_entry.atoms import Mention
from core.journal.quick_entry.declension import Sex
from core.journal.quick_entry.lessons import Lesson
from core.journal.quick_entry.model import Ask, EntryContext, Option
from core.journal.quick_entry.names import NameBook, book_of
from core.journal.quick_entry.naming import Naming, naming_of
from core.journal.quick_entry.pupils import How, Match, Roll, Setting, agreeing, find
from core.people.model import Enrolled


@dataclass(frozen=True, slots=True)
class Meant:
    """A pupil, or the candidates while it is asked; `left_out` when the teacher said to leave it out."""

    pupil_id: PersonId | None
    candidates: tuple[PersonId, ...] = ()
    left_out: bool = False


@dataclass(slots=True)
class Register:
    """The pupils of a lesson on its date, and the finding of names among them."""

    context: EntryContext
    text: str
    lesson: Lesson
    desk: Desk
    shared: frozenset[int] = frozenset()
    """Where names begin that another class of the same message has too."""
    names: dict[PersonId, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    fuzzy: bool = False

    @property
    def roll(self) -> Roll:
        """The class (and group) on the date of the lesson."""
        return self._roll(of_group=True)

    @property
    def _naming(self) -> Naming:
        """How the pupils of the class are called on the teacher's screen."""
        return naming_of(self.lesson.class_list, self.context.content_mode)

    def everyone(self) -> list[PersonId]:
        """All pupils of the lesson, in the order of the list."""
        roll = self.roll
        pupils = [roll.book.pupils[place].pupil for place in sorted(roll.places)]
        self.names |= {pupil.id: self._naming.names[pupil.id] for pupil in pupils}
        return [pupil.id for pupil in pupils]

    def who(self, mention: Mention, setting: Setting, start: int, end: int, sex: Sex | None = None) -> Meant:
        """The pupil whom these words mean; `sex` is of whom what is said can be said, if its form shows that."""
        match = agreeing(find(mention, self.roll, setting), mention, self.roll, sex)
        about = self.text[start:end]
        if match.how is not How.EXACT and self.lesson.group is not None:
            whole = find(mention, self._roll(of_group=False), setting)
            if whole.how is How.EXACT and whole.sure is not None:
                return self._of_other_group(whole.sure, start, about)
        if match.sure is None or start in self.shared:
            return self._asked(match, start, about)
        self._remember(match.sure)
        if match.how is How.TYPO:
            self.fuzzy = True
            self.notes.append(("typo", f"{about} → {match.sure.pupil.name.surname}"))
        return Meant(match.sure.pupil.id)

    def _roll(self, *, of_group: bool) -> Roll:
        book = book_of(self.lesson.class_list)
        day = self.lesson.day or self.context.moment.date()
        group = self.lesson.group if of_group else None
        places = frozenset(
            place
            for place, enrolled in enumerate(book.pupils)
            if enrolled.on(day) and (group is None or _in_group(enrolled, group.id, day))
        )
        return Roll(book, places, self._elsewhere())

    def _elsewhere(self) -> tuple[NameBook, ...]:
        return tuple(book_of(one) for one in self.context.classes if one is not self.lesson.class_list)

    def _of_other_group(self, enrolled: Enrolled, start: int, about: str) -> Meant:
        self._remember(enrolled)
        options = (Option("write", self._naming.names[enrolled.pupil.id], "write_anyway"), SKIP)
        taken = self.desk.ask(Ask.OTHER_GROUP, start, about, options)
        return Meant(enrolled.pupil.id, left_out=taken is SKIP)

    def _asked(self, match: Match, start: int, about: str) -> Meant:
        for one in match.candidates:
            self._remember(one)
        ask = Ask.PUPIL if match.candidates else Ask.UNKNOWN_PUPIL
        pupils = [one.pupil for one in match.candidates]
        options = [Option(f"p{one.id}", self._naming.label(one, pupils)) for one in pupils]
        taken = self.desk.ask(ask, start, about, [*options, SKIP])
        candidates = tuple(one.pupil.id for one in match.candidates)
        if taken is None:
            return Meant(None, candidates)
        if taken is SKIP:
            return Meant(None, left_out=True)
        return Meant(next(one for one in candidates if f"p{one}" == taken.key))

    def _remember(self, enrolled: Enrolled) -> None:
        self.names[enrolled.pupil.id] = self._naming.names[enrolled.pupil.id]


def _in_group(enrolled: Enrolled, group_id: GroupId, day: date) -> bool:
    return any(one.group_id == group_id and one.on(day) for one in enrolled.groups)
