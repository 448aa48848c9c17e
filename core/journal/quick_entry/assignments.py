"""Topic and homework of a lesson, and the day for which the homework is set."""

import re
from dataclasses import dataclass
from datetime import date

from core.ids import ClassId, SubjectId
from core.journal.quick_entry import dates
from core.journal.quick_entry.asking import SKIP, TAKE, Desk
from core.journal.quick_entry.declension import Case
from core.journal.quick_entry.lessons import Lesson, nearest_lessons, next_lesson
from core.journal.quick_entry.model import Ask, EntryContext, Option, PlanItem
from core.journal.quick_entry.names import NameBook, Role, book_of
from core.journal.quick_entry.section import HomeworkPart, Section
from core.journal.quick_entry.speech import as_written
from core.journal.quick_entry.tokens import words_of

_NO_DAY = Option("none", "", "take")
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*"
_AFTER_A_WORD = re.compile(rf"(?P<before>\S+)\s+(?P<name>{_NAME})")
_QUOTED = re.compile(r"«[^»]*»|\"[^\"]*\"")
_ENDS_WITH_A_MARK = re.compile(rf"[,;]\s*{_NAME}\s+[2-5]$")


@dataclass(slots=True)
class Assignment:
    """What was taught and what is to be done at home."""

    topic: str | None = None
    homework: str | None = None
    none: bool = False
    same: bool = False
    due: date | None = None


class Assigner:
    """Reads topic and homework of a section for one lesson."""

    def __init__(self, context: EntryContext, text: str, section: Section, desk: Desk, *, voice: bool) -> None:
        self._context = context
        self._text = text
        self._section = section
        self._desk = desk
        self._voice = voice

    def read(self, lesson: Lesson) -> Assignment:
        """The assignment, with questions where it is not clear."""
        found = Assignment(topic=self._topic(lesson))
        part = self._homework(lesson)
        if part is None:
            return found
        found.none, found.same = part.none, part.same
        found.homework = self._planned_homework(lesson, part) if part.by_plan else part.text or None
        if self._voice and found.homework:
            found.homework = as_written(found.homework)
        found.due = None if part.none or not found.homework else self._due(lesson)
        return found

    def _homework(self, lesson: Lesson) -> HomeworkPart | None:
        """The homework; two pieces of it are one text, as written from the first to the last."""
        parts = self._section.homework
        if not parts:
            return None
        for part in parts:
            if part.doubt or _names_somebody(part.text, book_of(lesson.class_list)):
                self._desk.ask(Ask.TEXT, part.start, part.text, (TAKE,))
        if len(parts) == 1:
            return parts[0]
        given = [part for part in parts if not part.none] or parts[:1]
        if len(given) < len(parts):
            self._desk.ask(Ask.TEXT, parts[0].start, "; ".join(part.text for part in parts), (TAKE,))
        return HomeworkPart("; ".join(part.text for part in given), given[0].start, none=given[0].none)

    def _topic(self, lesson: Lesson) -> str | None:
        topics = self._section.topics
        if topics:
            return "; ".join(topic for topic, _ in topics if topic) or None
        if not self._section.by_plan:
            return None
        item = self._plan_item(lesson)
        if item is None:
            self._desk.ask(Ask.UNSUPPORTED, self._section.by_plan[0].start, "по плану", (SKIP,))
        return item.topic if item else None

    def _planned_homework(self, lesson: Lesson, part: HomeworkPart) -> str | None:
        item = self._plan_item(lesson)
        if item is None or item.homework is None:
            self._desk.ask(Ask.UNSUPPORTED, part.start, part.text, (SKIP,))
            return None
        return item.homework

    def _plan_item(self, lesson: Lesson) -> PlanItem | None:
        if lesson.subject is None:
            return None
        return next_of_plan(self._context, lesson.class_list.school_class.id, lesson.subject.id)

    def _due(self, lesson: Lesson) -> date | None:
        if lesson.day is None or lesson.subject is None:
            return None
        written = {atom.value: atom for atom in self._section.due}
        if not written:
            return next_lesson(lesson.slots, lesson.day)
        if len(written) > 1:
            days = [one for value in written for one in self._meant(value, lesson)]
            return self._asked(sorted(set(days)), None)
        return self._written_due(lesson, dates.decode(next(iter(written))))

    def _meant(self, value: str, lesson: Lesson) -> list[date]:
        held = {slot.day for slot in lesson.slots}
        return [one for one in dates.due_days(dates.decode(value), self._context.moment.date()) if one in held]

    def _written_due(self, lesson: Lesson, written: dates.Written) -> date | None:
        day = lesson.day or self._context.moment.date()
        if written.next_lesson:
            return next_lesson(lesson.slots, day)
        if written.next_week and written.weekday is None:
            return self._next_week(lesson)
        days = dates.due_days(written, self._context.moment.date())
        held = [one for one in days if one > day and any(slot.day == one for slot in lesson.slots)]
        if len(days) == 1 and held:
            return held[0]
        return self._asked(held or nearest_lessons(lesson.slots, days[0] if days else day, day), None)

    def _next_week(self, lesson: Lesson) -> date | None:
        """No day was named: the first lesson of the next week is proposed, and asked about."""
        first, last = dates.next_week(self._context.moment.date())
        held = sorted({slot.day for slot in lesson.slots if first <= slot.day <= last})
        return self._asked(held, held[0] if held else None)

    def _asked(self, offered: list[date], proposed: date | None) -> date | None:
        atom = self._section.due[0]
        options = [Option(one.isoformat(), one.isoformat()) for one in offered] + [_NO_DAY]
        taken = self._desk.ask(Ask.DUE, atom.start, atom.text(self._text), options)
        if taken is None:
            return proposed
        return None if taken is _NO_DAY else date.fromisoformat(taken.key)


def _names_somebody(text: str, book: NameBook) -> bool:
    """«выучить правило, Белов молодец», «№ 5, Гусев 5»: every family would read what was said of one pupil.

    «Белову дополнительно», «читать Иванова» and a title in quotes are a task.
    """
    names = (found["name"] for found in _AFTER_A_WORD.finditer(_QUOTED.sub(" ", text)) if not _is_verb(found["before"]))
    hits = (hit for name in names for word in words_of(name) for hit in book.hits(word))
    named = any(hit.role is Role.SURNAME and Case.NOMINATIVE in hit.cases for hit in hits)
    return named or _ENDS_WITH_A_MARK.search(text) is not None


def _is_verb(word: str) -> bool:
    return word.lower().endswith(("ть", "ти", "чь", "йте", "ите"))


def next_of_plan(context: EntryContext, class_id: ClassId, subject_id: SubjectId) -> PlanItem | None:
    """The next line of the plan after those that lessons have already (A16)."""
    key = (class_id, subject_id)
    done = context.recorded_topics.get(key, 0)
    lines = sorted(
        (item for item in context.plan if (item.class_id, item.subject_id) == key),
        key=lambda item: item.position,
    )
    return lines[done] if done < len(lines) else None
