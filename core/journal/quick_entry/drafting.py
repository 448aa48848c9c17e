"""A section and a class into the draft of one lesson."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from core.calendar.model import TermKind
from core.journal.quick_entry import dates
from core.journal.quick_entry.asking import SKIP, TAKE, Desk
from core.journal.quick_entry.assignments import Assigner
from core.journal.quick_entry.atoms import Atom, Kind
from core.journal.quick_entry.corrections import correcting_runs, corrections
from core.journal.quick_entry.lessons import Lesson, LessonFinder
from core.journal.quick_entry.model import Ask, ClassList, DraftMark, EntryContext, LessonDraft, Option
from core.journal.quick_entry.people import Register
from core.journal.quick_entry.section import Section
from core.journal.quick_entry.statements import Statements, Teller
from core.journal.quick_entry.substitution import substitute
from core.journal.quick_entry.telling import Told

_PERIOD_CONTROLS = {"четверть": "Четвертная", "полугодие": "Полугодовая", "год": "Годовая"}
_SENIOR = 10
_QUARTERS, _HALVES = ("1", "2", "3", "4"), ("1", "2")
_MERE_TOPICS = frozenset(
    ("Чтение наизусть", "Проект", "Работа над ошибками", "Ответ на уроке", "Домашнее задание", "Ведение тетради")
)
"""Kinds of control whose words begin topics of ordinary lessons too: «Стихи Пушкина»."""
ONCE = (Kind.SUBJECT, Kind.DATE, Kind.LESSON, Kind.GROUP, Kind.PERIOD)


class Drafter:
    """Makes the draft of a section for one class."""

    def __init__(self, context: EntryContext, text: str, section: Section, desk: Desk, *, voice: bool) -> None:
        self._context = context
        self._text = text
        self._section = section
        self._desk = desk
        self._voice = voice

    def draft(self, class_list: ClassList, inferred: str | None, said: Told) -> LessonDraft:
        """The draft, with its questions."""
        period = period_of(self._section)
        instead = substitute(self._context, self._text, self._section, class_list, self._desk)
        finder = LessonFinder(self._context, self._text, self._section, self._desk)
        lesson = finder.find(
            class_list, instead.teacher, dated=self._is_dated(period), running=inferred == "current_lesson"
        )
        register = Register(self._context, self._text, lesson, self._desk, said.shared)
        draft = self._of_lesson(lesson, inferred)
        draft = replace(draft, period=period, substitute_for=instead.for_whom or lesson.instead_of)
        self._check_period(class_list)
        draft = self._with_statements(draft, Teller(register, control_of(period)).tell(said.facts))
        draft = self._with_corrections(draft, register)
        draft = self._with_assignment(draft, lesson)
        draft = self._with_span(draft)
        unread = self._unread(said, draft)
        return replace(
            draft,
            names=register.names,
            notes=(*self._mapped(lesson), *register.notes),
            fuzzy=register.fuzzy,
            unread=unread,
            questions=tuple(self._desk.questions),
        )

    def _check_period(self, class_list: ClassList) -> None:
        """Quarters are of classes 1–9 and half-years of 10–11 by custom; another period is asked about, not refused."""
        for atom in self._section.all(Kind.PERIOD)[:1]:
            number, _, name = atom.value.partition(" ")
            senior = class_list.school_class.grade >= _SENIOR
            usual = {"четверть": () if senior else _QUARTERS, "полугодие": _HALVES if senior else ()}
            if number not in usual.get(name, (number,)) or self._is_to_come(atom.value, class_list):
                self._desk.ask(Ask.DATE, atom.start, atom.text(self._text), (TAKE,))

    def _is_to_come(self, period: str, class_list: ClassList) -> bool:
        """Whether the period has not begun; of a year, its last period."""
        grade = class_list.school_class.grade
        own = [term for term in self._context.terms if term.from_grade <= grade <= term.to_grade]
        begins = [term.from_day for term in own if term.name == period]
        if period == "год":
            begins = [max(term.from_day for term in own if term.kind is not TermKind.HOLIDAY)] if own else []
        return any(self._context.moment.date() < day for day in begins)

    def _is_dated(self, period: str | None) -> bool:
        """Period marks belong to no date, nor does a correction that names none."""
        undated_correction = correcting_runs(self._section) and not self._section.all(Kind.DATE)
        return period is None and not undated_correction

    def _of_lesson(self, lesson: Lesson, inferred: str | None) -> LessonDraft:
        group, subject = lesson.group, lesson.subject
        return LessonDraft(
            class_id=lesson.class_list.school_class.id,
            class_title=lesson.class_list.school_class.title,
            class_inferred=inferred,
            group_id=group.id if group else None,
            group_title=group.title if group else None,
            subject_id=subject.id if subject else None,
            subject_name=subject.name if subject else None,
            day=lesson.day,
            number=lesson.number,
            late_days=self._late_days(lesson.day),
            all_present=bool(self._section.present),
            held=self._section.held,
            not_held_reason=self._section.not_held,
            voice=self._voice,
        )

    def _late_days(self, day: date | None) -> int:
        """Days between the lesson and this entry, if more than the grace that needs no reason (P11)."""
        days = (self._context.moment.date() - day).days if day else 0
        return days if days > self._context.grace_days else 0

    def _with_statements(self, draft: LessonDraft, said: Statements) -> LessonDraft:
        texts = [one.control_text for one in (*said.marks, said.rest) if one and one.control_text]
        return replace(
            draft,
            marks=self._of_topic(said.marks),
            rest=said.rest,
            rest_count=said.rest_count,
            control_text=texts[0] if texts else None,
            absences=tuple(said.absences),
            lateness=tuple(said.lateness),
            remarks=tuple(said.remarks),
            exempt=tuple(said.exempt),
            present=tuple(said.present),
            update=said.update,
        )

    def _of_topic(self, marks: Sequence[DraftMark]) -> tuple[DraftMark, ...]:
        """«тема: Контрольная №2; Ким 5»: whether marks without a control are for the work that the topic names."""
        work = self._section.topic_control
        if work is None or work.value in _MERE_TOPICS or all(mark.control for mark in marks):
            return tuple(marks)
        about = work.text(self._text)
        taken = self._desk.ask(Ask.CONTROL, work.start, about, (Option("topic", work.value), SKIP))
        if taken is None or taken is SKIP:
            return tuple(marks)
        return tuple(replace(mark, control=mark.control or work.value) for mark in marks)

    def _with_corrections(self, draft: LessonDraft, register: Register) -> LessonDraft:
        runs = correcting_runs(self._section)
        return replace(draft, corrections=corrections(runs, register, draft.day)) if runs else draft

    def _with_assignment(self, draft: LessonDraft, lesson: Lesson) -> LessonDraft:
        home = Assigner(self._context, self._text, self._section, self._desk, voice=self._voice).read(lesson)
        return replace(
            draft,
            topic=home.topic,
            homework=home.homework,
            no_homework=home.none,
            same_homework=home.same,
            homework_due=home.due,
        )

    def _with_span(self, draft: LessonDraft) -> LessonDraft:
        """«болеет с 12 по 16»: the days of an absence; asked when there is no absence or no such days."""
        for atom in self._section.span:
            days = [dates.lesson_days(dates.decode(value), self._days_of(atom)) for value in (atom.value, atom.flag)]
            if all(days) and days[0][0] <= days[1][0] and len(draft.absences) == 1:
                draft = replace(draft, absence_period=(days[0][0], days[1][0]))
            else:
                self._desk.ask(Ask.DATE, atom.start, atom.text(self._text))
        return draft

    def _days_of(self, atom: Atom) -> date:
        """The month of «16 октября» holds for «с 12» too."""
        today = self._context.moment.date()
        last = dates.lesson_days(dates.decode(atom.flag), today)
        return last[0] if last else today

    def _unread(self, said: Told, draft: LessonDraft) -> tuple[str, ...]:
        """The pieces that were not understood; «пропустить» leaves one out."""
        unread: list[str] = []
        for atom in (*said.unread, *self._repeated()):
            about = atom.text(self._text)
            if self._desk.ask(Ask.TEXT, atom.start, about, (SKIP,)) is None:
                unread.append(about)
        doubtful = self._doubtful(draft)
        for atom in doubtful:
            self._desk.ask(Ask.TEXT, atom.start, atom.text(self._text), (TAKE,))
        if not self._section.has_content and not unread and not doubtful:
            self._desk.ask(Ask.TEXT, 0, self._text, (SKIP,))
        elif len(self._section.classes) > 1 and _says_nothing(draft) and not self._desk.questions:
            self._desk.ask(Ask.TEXT, 0, draft.class_title or "", (SKIP,))
        return tuple(unread)

    def _repeated(self) -> list[Atom]:
        """A second subject, date or group in one section belongs to nothing, nor does a date of a period's marks."""
        undated = self._section.all(Kind.DATE)[:1] if self._section.all(Kind.PERIOD) else []
        return undated + [
            atom
            for kind in ONCE
            for atom in self._section.all(kind)[1:]
            if atom.value != self._section.all(kind)[0].value
        ]

    def _doubtful(self, draft: LessonDraft) -> list[Atom]:
        contradicts = self._section.present if draft.absences else []
        due_of_nothing = self._section.due if not self._section.homework else []
        return [*self._section.doubts, *contradicts, *due_of_nothing[:1]]

    def _mapped(self, lesson: Lesson) -> list[tuple[str, str]]:
        if lesson.mapped_from is None or lesson.subject is None:
            return []
        return [("subject", f"{lesson.mapped_from} → {lesson.subject.name}")]


def _says_nothing(draft: LessonDraft) -> bool:
    """«5А 5Б: Ким 5» has nothing to record for one of the classes, which may be named by a slip."""
    lists = (draft.marks, draft.absences, draft.lateness, draft.remarks, draft.exempt, draft.present)
    said = draft.topic or draft.homework or draft.no_homework or draft.all_present or draft.rest or draft.corrections
    return draft.held and not said and not any(lists)


def period_of(section: Section) -> str | None:
    """«1 четверть», if marks are of a period and not of a lesson."""
    return next((atom.value for atom in section.all(Kind.PERIOD)), None)


def control_of(period: str | None) -> str | None:
    """What the mark of a period is called, which stands in place of a control."""
    return _PERIOD_CONTROLS.get(period.split()[-1], "Итоговая") if period else None
