"""Which hint is due after a record, and that nobody is taught twice or against their will."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.errors import NotFoundError
from core.ids import DraftId, PersonId
from core.journal.hints import service
from core.journal.hints.model import Hint, Seen, Shown
from core.journal.hints.rules import Written, fitting, is_rested
from core.journal.model import Reason
from core.journal.quick_entry.asking import kinds_asked
from core.journal.quick_entry.model import Ask, DraftAbsence, DraftMark, LessonDraft
from core.people.model import Actor, Name
from tests.contract.school import NOW, SCHOOL
from tests.fakes.database import MemoryDatabase
from tests.fakes.directories import Directories

ONE, TWO, THREE = (PersonId(number) for number in (1, 2, 3))
MARK, ILL = DraftMark(ONE, "5", "с/р"), DraftAbsence(TWO, Reason.ILLNESS)
WHOLE = LessonDraft(marks=(MARK,), homework="№ 1", absences=(DraftAbsence(TWO),), topic="Дроби")


def seen(*hints: Hint) -> Seen:
    return Seen(tuple(Shown(hint, DraftId(number), NOW) for number, hint in enumerate(hints)))


@pytest.mark.parametrize(
    ("reading", "hint"),
    [
        (LessonDraft(marks=(MARK,)), Hint.HOMEWORK),
        (LessonDraft(homework="№ 1"), Hint.MARKS),
        (LessonDraft(no_homework=True), Hint.MARKS),
        (replace(WHOLE, absences=(ILL,)), Hint.NOTES),
        (replace(WHOLE, absences=()), Hint.ABSENCES),
        (replace(WHOLE, marks=(DraftMark(ONE, "5"),)), Hint.WORKS),
        (replace(WHOLE, marks=(MARK, replace(MARK, pupil_id=TWO), replace(MARK, pupil_id=THREE))), Hint.LISTS),
        (replace(WHOLE, topic=None), Hint.TOPIC),
        (WHOLE, Hint.CORRECTIONS),
        (LessonDraft(held=False), None),
    ],
)
def test_what_an_entry_lacks_is_taught(reading: LessonDraft, hint: Hint | None) -> None:
    assert fitting(Written(reading, {}), Seen()) is hint


def test_a_question_about_the_lesson_comes_first() -> None:
    assert fitting(Written(LessonDraft(marks=(MARK,)), {"1:subject-4": "2"}), Seen()) is Hint.LESSON
    assert fitting(Written(LessonDraft(marks=(MARK,)), {"pupil-4": "2"}), Seen()) is Hint.HOMEWORK
    assert kinds_asked({"0:both_absent_and_-7": "x", "no_lesson-1": "y"}) == {Ask.BOTH_ABSENT_AND_LATE, Ask.NO_LESSON}


@pytest.mark.parametrize(("lessons", "hint"), [(1, None), (2, None), (3, Hint.WORDS), (9, Hint.WORDS)])
def test_words_are_taught_after_the_third_lesson_by_taps(lessons: int, hint: Hint | None) -> None:
    assert fitting(Written(LessonDraft(marks=(MARK,)), {}, True, lessons), Seen()) is hint


def test_each_is_shown_once_and_none_to_who_wants_none() -> None:
    shown: list[Hint] = []
    while (hint := fitting(Written(LessonDraft(marks=(DraftMark(ONE, "5"),)), {}), seen(*shown))) is not None:
        shown.append(hint)
    assert shown == [Hint.HOMEWORK, Hint.ABSENCES, Hint.WORKS, Hint.TOPIC, Hint.CORRECTIONS]
    assert fitting(Written(WHOLE, {}), Seen(off=True)) is None
    assert seen(Hint.TOPIC).under(DraftId(0)) is Hint.TOPIC
    assert replace(seen(Hint.TOPIC), off=True).under(DraftId(0)) is None


def test_one_a_day() -> None:
    today = date(2026, 10, 13)
    assert is_rested((), today)
    assert is_rested((today - timedelta(days=1),), today)
    assert not is_rested((today - timedelta(days=1), today), today)


async def test_the_console_has_no_hints_to_choose() -> None:
    """The denial twin: a choice is one's own."""
    database = MemoryDatabase(Directories())
    console = Actor(SCHOOL, None, Name("", ""), frozenset())
    for refused in (service.want(database, console, False, NOW), service.are_wanted(database, console)):
        with pytest.raises(NotFoundError):
            await refused
