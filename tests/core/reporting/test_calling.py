"""What to do about a family that is not connected, and since when it waits."""

from datetime import UTC, date, datetime, timedelta

from core.ids import PersonId
from core.people.links.model import Code
from core.reporting.calling import Guardian, next_step
from core.reporting.model import Step
from core.reporting.ports import Reach
from tests.contract.school import made_up_school

NOW = datetime(2026, 10, 13, 9, 30, tzinfo=UTC)
LISTED = date(2026, 9, 1)
SCHOOL = made_up_school().schools[1]
NOTHING = Guardian(None, None, None)


def code(days_ago: int, good_for: int = 14) -> Code:
    issued = NOW - timedelta(days=days_ago)
    return Code(PersonId(21), "hash", None, issued, issued + timedelta(days=good_for))


def step(*family: Guardian) -> tuple[Step, date]:
    return next_step(list(family), LISTED, SCHOOL, NOW)


def test_an_application_comes_first() -> None:
    applied = Guardian(date(2026, 10, 3), None, None)
    assert step(Guardian(None, None, code(1)), applied) == (Step.DECIDE, date(2026, 10, 3))


def test_who_was_connected_and_is_not_reached_unblocks() -> None:
    assert step(Guardian(None, Reach(False, NOW), code(40)), NOTHING) == (Step.UNBLOCK, date(2026, 10, 13))


def test_a_code_that_works_needs_a_hand_and_an_old_one_a_new_slip() -> None:
    assert step(Guardian(None, None, code(3))) == (Step.HELP, date(2026, 10, 10))
    assert step(Guardian(None, None, code(30)), Guardian(None, None, code(3))) == (Step.HELP, date(2026, 10, 10))
    assert step(Guardian(None, None, code(30))) == (Step.RENEW, date(2026, 9, 13))


def test_who_never_had_a_code_waits_since_they_are_on_the_list() -> None:
    assert step(NOTHING) == (Step.HAND_OUT, LISTED)
    assert step() == (Step.ENTER, LISTED)
