"""The chain of the audit log: whatever is changed in it shows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.audit.model import GENESIS, AuditLine, ChainedLine, chain_hash, first_break
from core.ids import PersonId, SchoolId

LINE = AuditLine(
    SchoolId(1), datetime(2026, 10, 13, 9, tzinfo=UTC), PersonId(1), "lesson.recorded", "lesson:1", {"a": 1}
)

Chain = list[ChainedLine]
values = st.none() | st.booleans() | st.integers() | st.text()
lines = st.builds(
    AuditLine,
    school_id=st.just(SchoolId(1)),
    at=st.datetimes(timezones=st.just(UTC)),
    actor_id=st.none() | st.integers(1).map(PersonId),
    action=st.text(min_size=1),
    subject=st.text(),
    data=st.dictionaries(st.text(), values),
)


def chained(of: Sequence[AuditLine]) -> Chain:
    """The lines in a chain."""
    chain: Chain = []
    for number, line in enumerate(of, 1):
        previous = chain[-1].hash if chain else GENESIS
        chain.append(ChainedLine(number, line, previous, chain_hash(previous, number, line)))
    return chain


def _three() -> Chain:
    return chained([replace(LINE, subject=f"lesson:{number}") for number in range(3)])


@given(st.lists(lines, max_size=5))
def test_an_untouched_chain_is_whole(of: list[AuditLine]) -> None:
    assert first_break(chained(of)) is None


@given(st.lists(lines, min_size=1, max_size=5), lines, st.data())
def test_a_changed_line_breaks_the_chain_where_it_stands(
    of: list[AuditLine], other: AuditLine, data: st.DataObject
) -> None:
    chain = chained(of)
    place = data.draw(st.integers(0, len(chain) - 1))
    if chain_hash(GENESIS, 1, other) != chain_hash(GENESIS, 1, of[place]):
        chain[place] = replace(chain[place], line=other)
        assert first_break(chain) == place + 1


def _change(chain: Chain) -> Chain:
    return [chain[0], replace(chain[1], line=replace(chain[1].line, action="nothing")), chain[2]]


def _change_and_hash_again(chain: Chain) -> Chain:
    line = replace(chain[1].line, action="nothing")
    forged = ChainedLine(2, line, chain[1].previous_hash, chain_hash(chain[1].previous_hash, 2, line))
    return [chain[0], forged, chain[2]]


def _leave_a_number_out(chain: Chain) -> Chain:
    first, second = chain[0], chain[1]
    return [first, ChainedLine(3, second.line, first.hash, chain_hash(first.hash, 3, second.line))]


@pytest.mark.parametrize(
    ("tamper", "broken"),
    [
        (lambda chain: chain[1:], 1),
        (lambda chain: [chain[0], chain[2]], 2),
        (lambda chain: [chain[0], chain[2], chain[1]], 2),
        (lambda chain: [chain[0], chain[0], *chain[1:]], 2),
        (_change, 2),
        (_change_and_hash_again, 3),
        (_leave_a_number_out, 2),
    ],
)
def test_what_was_removed_moved_repeated_or_forged_shows(tamper: Callable[[Chain], Chain], broken: int) -> None:
    assert first_break(tamper(_three())) == broken


def test_the_same_moment_in_another_zone_is_the_same_line() -> None:
    moscow = LINE.at.astimezone(timezone(timedelta(hours=3)))
    assert chain_hash(GENESIS, 1, replace(LINE, at=moscow)) == chain_hash(GENESIS, 1, LINE)


def test_the_order_of_the_data_does_not_matter() -> None:
    one, other = replace(LINE, data={"a": 1, "b": 2}), replace(LINE, data={"b": 2, "a": 1})
    assert chain_hash(GENESIS, 1, one) == chain_hash(GENESIS, 1, other)


def test_an_empty_log_is_whole() -> None:
    assert first_break([]) is None
