"""A written work has three dates: of the work, of its announcement, of the entry (B20, B21, P21)."""

from datetime import timedelta

import pytest

from core.deadlines.profiles import Profile
from core.journal.controls import DEFAULT_CONTROL_KINDS, WRITTEN
from core.journal.errors import LateReasonNeededError
from core.journal.quick_entry.model import DraftMark, LessonDraft
from core.journal.rules import for_work, new_marks
from tests.contract.school import NOW, SOFIA, TODAY
from tests.core.journal.conftest import World, mark, saying

TEST = DraftMark(SOFIA, "4", "Контрольная работа")
WEEK = timedelta(days=7)


def test_written_works_are_of_the_usual_list() -> None:
    assert {kind.name for kind in DEFAULT_CONTROL_KINDS} >= WRITTEN


def test_a_mark_of_a_written_work_is_of_its_day_and_announced_later() -> None:
    later = TODAY + timedelta(days=2)
    written, spoken = new_marks(saying(marks=(TEST, mark(SOFIA))), TODAY, later)
    assert (written.day, written.announced) == (TODAY, later)
    assert (spoken.day, spoken.announced) == (TODAY, TODAY)


@pytest.mark.parametrize(
    ("reading", "days"),
    [
        (saying(marks=(TEST,)), 7),
        (saying(marks=(TEST, mark(SOFIA))), 3),
        (saying(marks=(TEST,), homework="№ 1"), 3),
        (saying(topic="Дроби"), 3),
    ],
)
def test_the_days_of_checking_are_the_grace_of_nothing_else(reading: LessonDraft, days: int) -> None:
    assert for_work(Profile(), reading).entry_grace_days == days


async def test_within_the_days_of_checking_no_reason_is_asked(world: World) -> None:
    draft_id = await world.draft(saying(marks=(TEST,)))
    with pytest.raises(LateReasonNeededError):
        await world.record(draft_id, NOW + WEEK + timedelta(days=1))
    assert (await world.record(draft_id, NOW + WEEK)).entry_id
