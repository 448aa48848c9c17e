"""Which lesson a section is about: subject, date, group and number, by the timetable of the class."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from core.calendar.model import Slot, Subject
from core.ids import PersonId
from core.journal.quick_entry import dates
from core.journal.quick_entry.asking import Desk
from core.journal.quick_entry.atoms import Kind
from core.journal.quick_entry.model import Ask, ClassList, EntryContext, Option
from core.journal.quick_entry.section import Section
from core.journal.quick_entry.subjects import Choice, choose
from core.journal.quick_entry.tokens import words_of
from core.people.model import Group

_OFFERED_DAYS = 3
_IMPLIED = {
    "Словарный диктант": "русский язык", "Диктант": "русский язык", "Контрольный диктант": "русский язык",
    "Изложение": "русский язык", "Чтение наизусть": "литература", "Норматив": "физическая культура",
}  # fmt: skip
"""Controls which only one subject has, for a teacher who has several in the class."""


@dataclass(slots=True)
class Lesson:
    """What is known of the lesson; None where it is asked about or does not apply."""

    class_list: ClassList
    subject: Subject | None = None
    mapped_from: str | None = None
    day: date | None = None
    number: int | None = None
    group: Group | None = None
    slots: list[Slot] = field(default_factory=list)
    """All lessons of this class, subject and group, whoever teaches them."""
    instead_of: PersonId | None = None
    """Whose lesson it is by the weekly timetable, if whoever writes holds it for them."""


class LessonFinder:
    """Finds the lesson of one class that a section is about."""

    def __init__(self, context: EntryContext, text: str, section: Section, desk: Desk) -> None:
        self._context = context
        self._text = text
        self._section = section
        self._desk = desk

    def find(self, class_list: ClassList, teacher: PersonId, *, dated: bool, running: bool = False) -> Lesson:
        """The lesson, with questions where it is not clear. Not `dated`: period marks belong to no date.

        `running`: the class was not named, and is that of the lesson going on now; so is then the lesson.
        """
        lesson = Lesson(class_list)
        own = [slot for slot in self._class_slots(class_list) if self._is_of(slot, teacher)]
        own = self._running(own) if running else own
        days = self._days()
        lesson.subject = self._subject(lesson, own, days)
        if lesson.subject is None:
            lesson.day = days[0] if dated and days else None
            return lesson
        taught = [slot for slot in own if slot.subject_id == lesson.subject.id] or [
            slot for slot in self._class_slots(class_list) if slot.subject_id == lesson.subject.id
        ]
        lesson.group = self._group(lesson, taught)
        mine = [slot for slot in taught if lesson.group is None or slot.group_id == lesson.group.id]
        lesson.slots = self._course(class_list, mine)
        if dated:
            lesson.day = self._day(mine, days, lesson)
            lesson.number = self._number(mine, lesson.day)
            lesson.instead_of = _instead_of(mine, lesson)
        return lesson

    def _is_of(self, slot: Slot, teacher: PersonId) -> bool:
        """Whether a lesson is the teacher's, or is held for that teacher by whoever writes."""
        return slot.teacher_id == teacher or (
            slot.instead_of == teacher and slot.teacher_id == self._context.teacher.id
        )

    def _course(self, class_list: ClassList, mine: Sequence[Slot]) -> list[Slot]:
        """All lessons of that subject and group: homework may be for one that a colleague holds."""
        kinds = {(slot.subject_id, slot.group_id) for slot in mine}
        return [slot for slot in self._class_slots(class_list) if (slot.subject_id, slot.group_id) in kinds]

    def _running(self, own: list[Slot]) -> list[Slot]:
        """Of the lessons of today and this teacher the one going on, when nothing else was named."""
        if any(self._section.all(kind) for kind in (Kind.SUBJECT, Kind.DATE, Kind.LESSON)):
            return own
        now = [slot for slot in own if slot.running(self._context.moment)]
        today = self._context.moment.date()
        subjects = {slot.subject_id for slot in now}
        others = [slot for slot in own if slot.day != today and slot.subject_id in subjects]
        return [*now, *others] if now else own

    def _class_slots(self, class_list: ClassList) -> list[Slot]:
        return [slot for slot in self._context.slots if slot.class_id == class_list.school_class.id]

    def _days(self) -> list[date]:
        """The days that may be meant; empty when the date that was written does not exist."""
        today = self._context.moment.date()
        written = self._section.all(Kind.DATE)
        if not written:
            return [today]
        return dates.lesson_days(dates.decode(written[0].value), today)

    def _subject(self, lesson: Lesson, own: Sequence[Slot], days: Sequence[date]) -> Subject | None:
        named = self._section.all(Kind.SUBJECT)
        taught = self._subjects(own)
        if named:
            return self._named_subject(lesson, named[0].value, taught, own, days)
        return self._usual_subject(taught, own, days)

    def _named_subject(
        self, lesson: Lesson, key: str, taught: Sequence[Subject], own: Sequence[Slot], days: Sequence[date]
    ) -> Subject | None:
        atom = self._section.all(Kind.SUBJECT)[0]
        choice = choose(key, taught)
        if choice.mapped and choice.subjects:
            lesson.mapped_from = atom.text(self._text).strip(".")
        if not choice.subjects:
            return self._foreign_subject(key, taught, lesson.class_list)
        return self._one_of(choice, own, days, atom.start, atom.text(self._text))

    def _foreign_subject(self, key: str, taught: Sequence[Subject], class_list: ClassList) -> Subject | None:
        """A subject that this teacher does not teach the class: to be chosen, another teacher's included."""
        atom = self._section.all(Kind.SUBJECT)[0]
        others = choose(key, self._subjects(self._class_slots(class_list))).subjects
        options = [_option(subject) for subject in (*others, *taught)]
        taken = self._desk.ask(Ask.FOREIGN_SUBJECT, atom.start, atom.text(self._text), options)
        return _taken(taken, (*others, *taught))

    def _usual_subject(self, taught: Sequence[Subject], own: Sequence[Slot], days: Sequence[date]) -> Subject | None:
        implied = self._implied(taught)
        if implied:
            return implied
        return self._one_of(Choice(tuple(taught)), own, days, 0, "")

    def _implied(self, taught: Sequence[Subject]) -> Subject | None:
        """The subject that a control gives away: «стих» is literature, «словарный диктант» is Russian."""
        controls = [atom.value for run in self._section.runs for atom in run if atom.kind is Kind.CONTROL]
        keys = {_IMPLIED[control] for control in controls if control in _IMPLIED}
        found = choose(keys.pop(), taught).subjects if len(keys) == 1 else ()
        return found[0] if len(found) == 1 and len(taught) > 1 else None

    def _one_of(
        self, choice: Choice, own: Sequence[Slot], days: Sequence[date], place: int, about: str
    ) -> Subject | None:
        subjects = choice.subjects
        if len(subjects) > 1:
            held = {slot.subject_id for slot in own if slot.day in days[:1]}
            subjects = tuple(one for one in subjects if one.id in held) or subjects
        if len(subjects) == 1:
            return subjects[0]
        taken = self._desk.ask(Ask.SUBJECT, place, about, [_option(subject) for subject in subjects])
        return _taken(taken, subjects)

    def _subjects(self, slots: Iterable[Slot]) -> list[Subject]:
        taught = {slot.subject_id for slot in slots}
        return [subject for subject in self._context.subjects if subject.id in taught]

    def _group(self, lesson: Lesson, taught: Sequence[Slot]) -> Group | None:
        """The group that was named, else the one that is taught here; asked when they differ."""
        groups = [one for one in lesson.class_list.groups if lesson.subject and one.subject_id == lesson.subject.id]
        own = [one for one in groups if any(slot.group_id == one.id for slot in taught)]
        named = self._named_group()
        if named is None:
            whole = any(slot.group_id is None for slot in taught)
            return own[0] if len(own) == 1 and not whole else self._asked_group(own, 0, "") if not whole else None
        fitting = [one for one in own if _is_group(one, named[0])]
        return fitting[0] if len(fitting) == 1 else self._asked_group(own, named[1], named[0])

    def _named_group(self) -> tuple[str, int] | None:
        for atom in self._section.all(Kind.GROUP):
            return atom.value, atom.start
        glued = [atom for atom in self._section.classes if atom.flag]
        return (glued[0].flag, glued[0].start) if glued else None

    def _asked_group(self, own: Sequence[Group], place: int, about: str) -> Group | None:
        if not own and not about:
            return None
        options = [Option(f"g{one.id}", one.title) for one in own] or [Option("whole", "", "take")]
        taken = self._desk.ask(Ask.GROUP, place, about, options)
        return next((one for one in own if taken and taken.key == f"g{one.id}"), None)

    def _day(self, slots: Sequence[Slot], days: Sequence[date], lesson: Lesson) -> date | None:
        today = self._context.moment.date()
        held = {slot.day for slot in slots}
        place, about = self._date_words()
        if not days:
            self._desk.ask(Ask.DATE, place, about)
            return None
        day = next((one for one in days if one in held and one <= today), days[0])
        if day > today:
            return self._asked_day(Ask.FUTURE, day, held, place, about)
        if day in held:
            return day
        return self._asked_day(self._why_not(lesson, day), day, held, place, about)

    def _why_not(self, lesson: Lesson, day: date) -> Ask:
        """Why the day has no such lesson of this teacher."""
        wanted = (lesson.class_list.school_class.id, lesson.subject.id if lesson.subject else None, day)
        given = [slot for slot in self._context.slots if slot.instead_of == self._context.teacher.id]
        for ask, slots in ((Ask.CANCELLED, self._context.cancelled), (Ask.SUBSTITUTED, given)):
            if any((slot.class_id, slot.subject_id, slot.day) == wanted for slot in slots):
                return ask
        return Ask.NO_LESSON

    def _date_words(self) -> tuple[int, str]:
        written = self._section.all(Kind.DATE)
        return (written[0].start, written[0].text(self._text)) if written else (0, "")

    def _asked_day(self, ask: Ask, day: date, held: set[date], place: int, about: str) -> date:
        """The nearest days before with this lesson are offered."""
        limit = min(day, self._context.moment.date())
        offered = sorted((one for one in held if one <= limit), reverse=True)[:_OFFERED_DAYS]
        options = [Option(one.isoformat(), one.isoformat()) for one in offered]
        taken = self._desk.ask(ask, place, about, options, {"day": day.isoformat()})
        return date.fromisoformat(taken.key) if taken else day

    def _number(self, slots: Sequence[Slot], day: date | None) -> int | None:
        numbers = sorted({slot.number for slot in slots if slot.day == day})
        named = self._section.all(Kind.LESSON)
        if named and numbers:
            return self._named_number(int(named[0].value), numbers, named[0].start)
        if len(numbers) > 1:
            return self._asked_number(numbers, 0, "")
        return numbers[0] if numbers else None

    def _named_number(self, number: int, numbers: Sequence[int], place: int) -> int | None:
        return number if number in numbers else self._asked_number(numbers, place, str(number))

    def _asked_number(self, numbers: Sequence[int], place: int, about: str) -> int | None:
        options = [Option(f"l{number}", str(number)) for number in numbers]
        taken = self._desk.ask(Ask.LESSON, place, about, options)
        return int(taken.key[1:]) if taken else None


def _instead_of(mine: Sequence[Slot], lesson: Lesson) -> PersonId | None:
    found = [slot.instead_of for slot in mine if (slot.day, slot.number) == (lesson.day, lesson.number)]
    return found[0] if found else None


def next_lesson(slots: Iterable[Slot], day: date) -> date | None:
    """The day of the next lesson after this one."""
    return min((slot.day for slot in slots if slot.day > day), default=None)


def nearest_lessons(slots: Iterable[Slot], day: date, after: date) -> list[date]:
    """The lesson days nearest to a day, all after the other: what to offer when that day has none."""
    coming = sorted({slot.day for slot in slots if slot.day > after}, key=lambda one: (abs(one - day), one))
    return sorted(one for one in coming[:_OFFERED_DAYS] if one - day < timedelta(weeks=3))


def _is_group(group: Group, named: str) -> bool:
    return named in words_of(group.title)


def _option(subject: Subject) -> Option:
    return Option(f"s{subject.id}", subject.name)


def _taken(option: Option | None, subjects: Sequence[Subject]) -> Subject | None:
    return next((one for one in subjects if option and option.key == f"s{one.id}"), None)
