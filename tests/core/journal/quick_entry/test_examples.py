"""The examples of the help are read exactly as they teach, for every teacher and on every day of a week."""

import pytest

from core.journal.quick_entry.examples import About, examples
from core.journal.quick_entry.model import EntryContext, LessonDraft
from core.journal.quick_entry.service import interpret
from tests.core.journal.quick_entry.school import SCHOOLS

TEACHERS = [("sample", f"T{number}") for number in range(1, 9)]
TEACHERS += [("gymnasium", str(number)) for number in range(21, 26)] + [("other", str(number)) for number in (17, 18)]
DAYS = ("2026-10-12T09:10", "2026-10-13T15:30", "2026-10-14T08:00", "2026-10-16T14:00", "2026-10-18T20:00")


def read(context: EntryContext, text: str) -> LessonDraft:
    (draft,) = interpret(text, context).drafts
    assert draft.ready
    return draft


@pytest.mark.parametrize("at", DAYS)
@pytest.mark.parametrize(("school", "teacher"), TEACHERS)
def test_every_example_is_read_as_it_teaches(school: str, teacher: str, at: str) -> None:
    context = SCHOOLS[school]().context(teacher, at)
    found = examples(context)
    assert {About.HOMEWORK, About.TOPIC} <= {one.about for one in found}
    for example in found:
        draft = read(context, example.text)
        assert draft.unread == ()
        assert draft.notes == ()
        said = {
            About.WHOLE: len(draft.marks) == len(draft.absences) == 1 and draft.homework == "№ 301",
            About.MARKS: [one.value for one in draft.marks] in (["5", "5", "4"], ["4", "5"]),
            About.ABSENCES: len(draft.absences) == 2 or len(draft.lateness) == 1,
            About.HOMEWORK: bool(draft.homework) or draft.no_homework,
            About.TOPIC: draft.topic == "Повторение",
            About.NOTES: draft.absence_period is not None,
            About.SUBSTITUTIONS: draft.substitute_for is not None and draft.homework == "№ 260",
            About.PERIODS: draft.period is not None and [one.value for one in draft.marks] == ["5", "4", "4"],
            About.CORRECTIONS: [(one.old, one.new) for one in draft.corrections] == [("4", "5")],
        }
        assert said[example.about], example


def test_a_maths_teacher_sees_the_own_class() -> None:
    context = SCHOOLS["sample"]().context("T1", "2026-10-13T09:50")
    texts = [one.text for one in examples(context)]
    assert texts[0].startswith("10А ") or texts[0].startswith(("5А ", "5Б ", "7Б "))
    assert {one.about for one in examples(context)} == {*About} - {About.APPROVALS, About.OPERATORS}


def test_no_lessons_no_examples() -> None:
    assert examples(SCHOOLS["sample"]().context("Z1", "2026-10-13T15:30")) == ()
