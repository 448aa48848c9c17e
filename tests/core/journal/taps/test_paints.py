"""Reasons, minutes, exemption and remarks laid over a reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.ids import PersonId
from core.journal.model import Reason
from core.journal.quick_entry.model import DraftAbsence, DraftLateness, DraftRemark
from core.journal.taps.model import NO_TAPS, Attends, Said, TappedRemark
from core.journal.taps.rules import attending, everyone_here, laid_over, roll_lines, with_remark, without_remark
from tests.contract.school import ARTYOM, SOFIA
from tests.core.journal.conftest import READING

NAMES = {SOFIA: "Ёлкина Софья", ARTYOM: "Иванов Артём"}


@pytest.mark.parametrize(
    ("attends", "reason"),
    [
        (Attends.ABSENT, None),
        (Attends.ILL, Reason.ILLNESS),
        (Attends.EXCUSED, Reason.EXCUSED),
        (Attends.UNEXCUSED, Reason.UNEXCUSED),
    ],
)
def test_an_absence_has_the_reason_that_was_tapped(attends: Attends, reason: Reason | None) -> None:
    read = laid_over(READING, attending(NO_TAPS, SOFIA, attends), NAMES, None, (), {})
    assert read.absences == (DraftAbsence(SOFIA, reason),)
    assert [line.attends for line in roll_lines(read, NAMES, None)] == [attends, Attends.HERE]


def test_minutes_hold_while_the_pupil_is_late() -> None:
    late = attending(NO_TAPS, SOFIA, Attends.LATE, 15)
    read = laid_over(READING, late, NAMES, None, (), {})
    assert (read.lateness, roll_lines(read, NAMES, None)[0].minutes) == ((DraftLateness(SOFIA, 15),), 15)
    assert attending(late, SOFIA, Attends.HERE).minutes == {}
    assert attending(late, SOFIA, Attends.LATE).minutes == {}


def test_who_is_exempt_is_not_absent() -> None:
    read = laid_over(READING, attending(NO_TAPS, SOFIA, Attends.EXEMPT), NAMES, None, (), {})
    assert (read.exempt, read.absences) == ((SOFIA,), ())
    assert everyone_here(attending(NO_TAPS, SOFIA, Attends.EXEMPT), read).presence == {SOFIA: Attends.EXEMPT}


def test_remarks_add_up_and_an_edited_message_changes_its_own() -> None:
    typed = TappedRemark(SOFIA, Said("опоздала", "1:1:1"))
    taps = with_remark(with_remark(NO_TAPS, TappedRemark(SOFIA, Said("нет формы"))), typed)
    edited = with_remark(taps, TappedRemark(SOFIA, Said("разговаривала", "1:1:1")))
    read = laid_over(READING, edited, NAMES, None, (), {})
    assert read.remarks == (DraftRemark(SOFIA, "нет формы"), DraftRemark(SOFIA, "разговаривала"))
    assert without_remark(without_remark(taps, SOFIA, "нет формы"), SOFIA, "опоздала").remarks == ()


@given(st.lists(st.tuples(st.sampled_from([SOFIA, ARTYOM]), st.sampled_from(Attends)), max_size=8))
def test_the_last_tap_about_a_pupil_holds_and_nobody_is_two_things(taps: list[tuple[PersonId, Attends]]) -> None:
    state = NO_TAPS
    for pupil, attends in taps:
        state = attending(state, pupil, attends)
    read = laid_over(READING, state, NAMES, None, (), {})
    away = [one.pupil_id for one in read.absences] + [one.pupil_id for one in read.lateness] + [*read.exempt]
    assert len(away) == len(set(away))
    last = dict(taps)
    assert set(away) == {pupil for pupil, attends in last.items() if attends is not Attends.HERE}
