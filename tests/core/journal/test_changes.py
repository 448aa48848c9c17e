"""What of a reading is a correction of what stands, and what only adds to it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import EntryId, LessonId, MarkId, PersonId
from core.journal.changes import (
    HeldChange,
    HomeworkChange,
    MarkChange,
    Presence,
    PresenceChange,
    TopicChange,
    changes_of,
    stands,
    without,
)
from core.journal.model import AttendanceFact, Homework, LessonRecord, MarkFact, Reason, RemarkFact, Text
from core.journal.ports import NewAttendance
from core.journal.quick_entry.model import DraftAbsence, DraftCorrection
from tests.contract.school import ARTYOM, LEV, OLGA, SOFIA, TODAY
from tests.contract.writing import LESSON
from tests.core.journal.conftest import saying

ENTRY = EntryId(1)
RECORD = LessonRecord(
    LessonId(1),
    LESSON,
    OLGA,
    topic="Дроби",
    homework=Homework("№ 1"),
    marks=(MarkFact(MarkId(1), SOFIA, "5", None, None, ENTRY),),
    attendance=(AttendanceFact(ARTYOM, False, None, None, ENTRY),),
    remarks=(RemarkFact(LEV, None, ENTRY),),
    said_by=dict.fromkeys(Text, ENTRY),
)
EMPTY = LessonRecord(LessonId(1), LESSON, OLGA)
WORDS = st.one_of(st.none(), st.text(max_size=5))


def said(pupil: PersonId, kind: str, reason: str | None = None, minutes: int | None = None) -> NewAttendance:
    return NewAttendance(pupil, kind, reason, minutes)


def changes(*attendance: NewAttendance, homework: Homework | None = None, days: int = 0, **reading: object) -> object:
    return changes_of(RECORD, saying(**reading), homework, attendance, TODAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("attendance", "days"),
    [
        (said(SOFIA, "absent"), 1),
        (said(ARTYOM, "absent"), 9),
        (said(ARTYOM, "absent", "Б"), 9),
        (said(ARTYOM, "late", None, 10), 0),
    ],
)
def test_what_was_missing_is_no_correction(attendance: NewAttendance, days: int) -> None:
    """A pupil of whom nothing was said, the reason of an absence (P01), who came late after all."""
    assert changes(attendance, days=days) == ()


def test_another_presence_is_one() -> None:
    absent = Presence("absent")
    assert changes(said(ARTYOM, "late", None, 10), days=1) == (
        PresenceChange(ARTYOM, absent, Presence("late", None, 10)),
    )
    assert changes(said(ARTYOM, "present")) == (PresenceChange(ARTYOM, absent, Presence()),)
    assert changes(said(LEV, "absent")) == (PresenceChange(LEV, Presence("exempt"), absent),)


def test_texts() -> None:
    assert changes(topic="Дроби") == ()
    assert changes(topic="Проценты") == (TopicChange("Дроби", "Проценты"),)
    assert changes(homework=Homework("", False)) == (HomeworkChange(Homework("№ 1"), Homework("", False)),)
    assert changes(held=False, not_held_reason="карантин") == (HeldChange(True, False, "карантин"),)


def test_marks_are_corrected_by_key_or_by_words() -> None:
    wanted = (MarkChange(SOFIA, MarkId(1), "5", None),)
    assert changes(corrections=(DraftCorrection(SOFIA, "5", None),)) == wanted
    assert changes(corrections=(DraftCorrection(SOFIA, "5", None, mark_id=MarkId(1)),)) == wanted


def test_what_is_left_out_leaves_the_rest() -> None:
    reading = saying(
        topic="Проценты", homework="№ 2", absences=(DraftAbsence(ARTYOM, Reason.ILLNESS), DraftAbsence(LEV))
    )
    left = without(
        reading, (TopicChange("Дроби", "Проценты"), PresenceChange(LEV, Presence("exempt"), Presence("absent")))
    )
    assert left == saying(homework="№ 2", absences=(DraftAbsence(ARTYOM, Reason.ILLNESS),))


@given(topic=WORDS, homework=WORDS, held=st.booleans())
def test_nothing_is_a_correction_of_an_empty_lesson(topic: str | None, homework: str | None, held: bool) -> None:
    task = Homework(homework) if homework else None
    assert changes_of(EMPTY, saying(topic=topic, held=held), task, (said(SOFIA, "late"),), TODAY) == ()


@given(topic=WORDS, homework=WORDS, held=st.booleans(), kind=st.sampled_from(["present", "absent", "late", "exempt"]))
def test_every_change_speaks_of_what_stands(topic: str | None, homework: str | None, held: bool, kind: str) -> None:
    task = Homework(homework) if homework else None
    found = changes_of(RECORD, saying(topic=topic, held=held), task, (said(ARTYOM, kind), said(LEV, kind)), TODAY)
    assert all(stands(change, RECORD) for change in found)
    assert not any(stands(change, EMPTY) for change in found if not isinstance(change, HeldChange))
