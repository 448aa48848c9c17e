"""For whom a change of a lesson is news, and of which kinds."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.ids import ClassId, EntryId, LessonId, MarkId, NoteId, PersonId, SchoolId, SubjectId
from core.journal.model import AttendanceFact, Homework, LessonKey, LessonRecord, MarkFact, Reason, RemarkFact
from core.notifications.comparing import Concerned, compare
from core.notifications.preferences import Topic

NOW = datetime(2026, 10, 13, 9, tzinfo=UTC)
TEACHER, ANNA, BORIS = map(PersonId, (1, 11, 12))
PUPILS = (ANNA, BORIS)
KEY = LessonKey(SchoolId(1), ClassId(1), None, SubjectId(1), date(2026, 10, 13), 2)
EMPTY = LessonRecord(LessonId(1), KEY, TEACHER)
MARK = MarkFact(MarkId(1), ANNA, "4", None, None, EntryId(1))
CORRECTED = replace(MARK, id=MarkId(2), value="5", earlier=(("4", NOW),))
ABSENT = AttendanceFact(ANNA, False, None, None, EntryId(1))
EXCUSED = replace(ABSENT, reason=Reason.ILLNESS, note_id=NoteId(1))
TRUANT = replace(EXCUSED, reason=Reason.UNEXCUSED)
HOMEWORK, NONE = Homework("№ 1"), Homework("", False)
REMARK, OTHER, EXEMPT = (RemarkFact(ANNA, text, EntryId(1)) for text in ("Болтал", "Не слушал", None))
NOBODY: Concerned = {}
OF_ALL = dict.fromkeys(PUPILS, frozenset({Topic.HOMEWORK}))


def _of_anna(*topics: Topic) -> Concerned:
    return {ANNA: frozenset(topics)}


A_MARK, AN_ABSENCE, A_REMARK = _of_anna(Topic.MARK), _of_anna(Topic.ABSENCE), _of_anna(Topic.REMARK)
ATTENDANCE = _of_anna(Topic.ABSENCE, Topic.LATENESS)


def _with(**facts: object) -> LessonRecord:
    return replace(EMPTY, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "new", "changed"),
    [
        pytest.param(EMPTY, EMPTY, NOBODY, NOBODY, id="nothing"),
        pytest.param(EMPTY, _with(topic="Дроби"), NOBODY, NOBODY, id="a topic alone"),
        pytest.param(EMPTY, _with(homework=HOMEWORK), OF_ALL, NOBODY, id="homework"),
        pytest.param(EMPTY, _with(homework=NONE), NOBODY, NOBODY, id="an explicit none"),
        pytest.param(_with(homework=HOMEWORK), _with(homework=Homework("№ 2")), NOBODY, OF_ALL, id="other homework"),
        pytest.param(_with(homework=NONE), _with(homework=HOMEWORK), OF_ALL, NOBODY, id="homework after all"),
        pytest.param(_with(homework=HOMEWORK), _with(homework=NONE), NOBODY, OF_ALL, id="none after all"),
        pytest.param(_with(homework=HOMEWORK), EMPTY, NOBODY, OF_ALL, id="homework taken back"),
        pytest.param(_with(homework=HOMEWORK), _with(homework=HOMEWORK, topic="Дроби"), NOBODY, NOBODY, id="the same"),
        pytest.param(EMPTY, _with(held=False), NOBODY, OF_ALL, id="not held"),
        pytest.param(_with(held=False), EMPTY, NOBODY, OF_ALL, id="held after all"),
        pytest.param(EMPTY, _with(marks=(MARK,)), A_MARK, NOBODY, id="a mark"),
        pytest.param(
            _with(marks=(MARK,)), _with(marks=(MARK, replace(MARK, id=MarkId(2)))), A_MARK, NOBODY, id="an equal mark"
        ),
        pytest.param(_with(marks=(MARK,)), _with(marks=(CORRECTED,)), NOBODY, A_MARK, id="a correction"),
        pytest.param(_with(marks=(MARK,)), EMPTY, NOBODY, A_MARK, id="a mark taken back"),
        pytest.param(EMPTY, _with(attendance=(ABSENT,)), AN_ABSENCE, NOBODY, id="an absence"),
        pytest.param(
            _with(attendance=(ABSENT,)),
            _with(attendance=(replace(ABSENT, reason=Reason.ILLNESS),)),
            NOBODY,
            ATTENDANCE,
            id="its reason",
        ),
        pytest.param(
            _with(attendance=(ABSENT,)),
            _with(attendance=(replace(ABSENT, late=True, minutes=5),)),
            NOBODY,
            ATTENDANCE,
            id="came after all",
        ),
        pytest.param(_with(attendance=(ABSENT,)), EMPTY, NOBODY, ATTENDANCE, id="an absence taken back"),
        pytest.param(EMPTY, _with(attendance=(EXCUSED,)), NOBODY, NOBODY, id="an absence that a note explains"),
        pytest.param(EMPTY, _with(attendance=(TRUANT,)), AN_ABSENCE, NOBODY, id="truancy, whatever note says so"),
        pytest.param(
            _with(attendance=(ABSENT,)), _with(attendance=(EXCUSED,)), NOBODY, ATTENDANCE, id="a note after the absence"
        ),
        pytest.param(
            _with(attendance=(EXCUSED,)), _with(attendance=(ABSENT,)), AN_ABSENCE, ATTENDANCE, id="a note withdrawn"
        ),
        pytest.param(
            _with(attendance=(EXCUSED,)),
            _with(attendance=(replace(ABSENT, late=True),)),
            _of_anna(Topic.LATENESS),
            ATTENDANCE,
            id="late in spite of a note",
        ),
        pytest.param(
            _with(attendance=(ABSENT,)),
            _with(attendance=(replace(ABSENT, entry_id=EntryId(2)),)),
            NOBODY,
            NOBODY,
            id="the same absence in another entry",
        ),
        pytest.param(
            EMPTY,
            _with(attendance=(replace(ABSENT, late=True),)),
            _of_anna(Topic.LATENESS),
            NOBODY,
            id="a lateness",
        ),
        pytest.param(EMPTY, _with(remarks=(REMARK,)), A_REMARK, NOBODY, id="a remark"),
        pytest.param(EMPTY, _with(remarks=(EXEMPT,)), A_REMARK, NOBODY, id="an exemption"),
        pytest.param(_with(remarks=(REMARK,)), _with(remarks=(REMARK, OTHER)), A_REMARK, NOBODY, id="another remark"),
        pytest.param(_with(remarks=(REMARK,)), EMPTY, NOBODY, A_REMARK, id="a remark taken back"),
        pytest.param(
            _with(attendance=(ABSENT,)), _with(remarks=(EXEMPT,)), A_REMARK, ATTENDANCE, id="exempt, not absent"
        ),
    ],
)
def test_what_is_new_and_what_is_different(
    before: LessonRecord, after: LessonRecord, new: Concerned, changed: Concerned
) -> None:
    assert compare(before, after, PUPILS) == (new, changed)


def test_those_who_are_not_on_the_list_are_not_concerned() -> None:
    after = _with(marks=(MARK,), homework=HOMEWORK)
    assert compare(EMPTY, after, (BORIS,)) == ({BORIS: frozenset({Topic.HOMEWORK})}, NOBODY)
