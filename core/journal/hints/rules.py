"""Which hint is due after a record. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.journal.hints.model import Hint, Seen
from core.journal.model import Reason
from core.journal.quick_entry.asking import kinds_asked
from core.journal.quick_entry.model import Answers, Ask, LessonDraft

TAPPED_ENOUGH = 3
"""Lessons by taps before their teacher hears that words would do."""
_OF_LESSON = frozenset((Ask.CLASS, Ask.SUBJECT, Ask.LESSON))
_LISTED = 3


@dataclass(frozen=True, slots=True)
class Written:
    """An entry that was just written: what it says, what was answered on the way, and whether it was all tapped.

    `tapped_lessons` counts the lessons that the teacher has recorded so.
    """

    reading: LessonDraft
    answers: Answers
    by_taps: bool = False
    tapped_lessons: int = 0


def fitting(written: Written, seen: Seen) -> Hint | None:
    """The first hint that the entry gives a reason for and that was never shown; none for who wants none."""
    fits = (hint for hint in Hint if hint not in seen.hints and _FITS[hint](written))
    return None if seen.off else next(fits, None)


def is_rested(shown_on: tuple[date, ...], today: date) -> bool:
    """Whether no hint was shown today yet: one a day is enough."""
    return today not in shown_on


def _by_words(fits: Callable[[LessonDraft], bool]) -> Callable[[Written], bool]:
    """What teaches to write better is for those who write."""
    return lambda written: not written.by_taps and written.reading.held and fits(written.reading)


def _was_asked_for_the_lesson(written: Written) -> bool:
    return bool(_OF_LESSON & kinds_asked(written.answers))


def _sets_work(reading: LessonDraft) -> bool:
    return bool(reading.homework or reading.attachments or reading.same_homework or reading.no_homework)


def _says_who_was_there(reading: LessonDraft) -> bool:
    return bool(reading.absences or reading.lateness or reading.all_present)


def _names_one_ill(reading: LessonDraft) -> bool:
    ill = any(one.reason is Reason.ILLNESS and not one.note for one in reading.absences)
    return ill and reading.absence_period is None


def _repeats_a_mark(reading: LessonDraft) -> bool:
    values = [one.value for one in reading.marks]
    return any(values.count(value) >= _LISTED for value in values)


_FITS: dict[Hint, Callable[[Written], bool]] = {
    Hint.LESSON: _was_asked_for_the_lesson,
    Hint.WORDS: lambda written: written.by_taps and written.tapped_lessons >= TAPPED_ENOUGH,
    Hint.HOMEWORK: _by_words(lambda one: bool(one.marks) and not _sets_work(one)),
    Hint.MARKS: _by_words(lambda one: _sets_work(one) and not one.marks),
    Hint.NOTES: _by_words(_names_one_ill),
    Hint.ABSENCES: _by_words(lambda one: not _says_who_was_there(one)),
    Hint.WORKS: _by_words(lambda one: bool(one.marks) and not any(mark.control for mark in one.marks)),
    Hint.LISTS: _by_words(_repeats_a_mark),
    Hint.TOPIC: _by_words(lambda one: one.topic is None),
    Hint.CORRECTIONS: _by_words(lambda one: bool(one.marks) and not one.corrections),
}
