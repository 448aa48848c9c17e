"""What a lesson must have by the school's profile (domain.md §4.2), and what is said before it is recorded."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.deadlines.profiles import PROFILES, Profile
from core.ids import EntryId, LessonId
from core.journal.model import Homework, LessonRecord, Reason, RemarkFact
from core.journal.quick_entry.model import DraftAbsence, DraftCorrection
from core.journal.required import lacking, missing_in, required_by
from core.journal.taps.model import Progress
from core.journal.taps.rules import progress
from tests.contract.school import OLGA, SOFIA, TODAY
from tests.contract.writing import LESSON
from tests.core.journal.conftest import World, saying

ALL = required_by(Profile())
EMPTY = LessonRecord(LessonId(1), LESSON, OLGA)
WHOLE = replace(EMPTY, topic="Дроби", homework=Homework("", given=False))


@pytest.mark.parametrize(
    ("reading", "missing"),
    [
        (saying(), ("topic", "homework")),
        (saying(topic="Дроби", no_homework=True), ()),
        (saying(topic="Дроби", homework="№ 1", absences=(DraftAbsence(SOFIA),)), ("reason",)),
        (saying(topic="Дроби", homework="№ 1", absences=(DraftAbsence(SOFIA, Reason.ILLNESS),)), ()),
        (saying(held=False), ()),
        (saying(corrections=(DraftCorrection(SOFIA, "5", "4"),)), ()),
    ],
)
def test_what_is_missing(reading: object, missing: tuple[str, ...]) -> None:
    assert missing_in(ALL, reading, None) == missing  # type: ignore[arg-type]


def test_what_the_journal_has_is_not_missing() -> None:
    assert missing_in(ALL, saying(), WHOLE) == ()


def test_a_profile_may_want_less() -> None:
    assert required_by(PROFILES["spb-2010"]) == {"topic", "homework"}
    assert required_by(PROFILES["spb-2018"]) == {"topic", "homework", "reason"}
    assert required_by(Profile(topic_required=False, homework_required=False, absence_reason_required=False)) == set()


@pytest.mark.parametrize(
    ("record", "days", "state"),
    [
        (None, 0, Progress.EMPTY),
        (EMPTY, 0, Progress.EMPTY),
        (replace(WHOLE, homework=None), 0, Progress.PARTIAL),
        (replace(WHOLE, homework=None), 1, Progress.OVERDUE),
        (WHOLE, 1, Progress.COMPLETE),
        (replace(EMPTY, held=False), 9, Progress.COMPLETE),
    ],
)
def test_a_lesson_without_what_is_required_is_partial(record: LessonRecord | None, days: int, state: Progress) -> None:
    assert progress(record, TODAY, TODAY + timedelta(days=days), ALL) is state


def test_with_nothing_required_any_word_makes_a_lesson_whole() -> None:
    said = replace(EMPTY, remarks=(RemarkFact(SOFIA, "молодец", EntryId(1)),))
    assert lacking(frozenset(), said) == ()
    assert progress(said, TODAY, TODAY, frozenset()) is Progress.COMPLETE
    assert progress(EMPTY, TODAY, TODAY, frozenset()) is Progress.EMPTY


async def test_a_reading_says_what_is_missing_and_what_the_plan_has(world: World) -> None:
    (draft,) = await world.read("5А матем 5 Ёлкина")
    assert draft.reading.missing == ("topic", "homework")
    assert draft.reading.planned == "Дроби"
    (draft,) = await world.read("5А матем тема Дроби; дз нет", message=2)
    assert (draft.reading.missing, draft.reading.planned) == ((), None)
