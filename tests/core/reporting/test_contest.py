"""Places of classes: the best first, equals together, small classes not at all (K06, D07)."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.ids import ClassId
from core.people.model import SchoolClass
from core.reporting.contest import LEAST, ranked
from core.reporting.model import Families


def of(number: int) -> SchoolClass:
    return SchoolClass(ClassId(number), 1 + number % 11, "АБВ"[number % 3])


@given(
    st.lists(st.builds(Families, st.integers(0, 30), st.just(0), st.integers(0, 30), st.integers(0, 30)), max_size=8)
)
def test_the_better_stand_before_and_equals_share_a_place(classes: list[Families]) -> None:
    found = ranked([(of(number), families) for number, families in enumerate(classes)])
    assert len(found) == sum(one.total >= LEAST for one in classes)
    for one, other in pairwise(found):
        worth, less = ((each.families.percent, each.families.gained) for each in (one, other))
        assert worth >= less
        assert (one.place == other.place) == (worth == less)


def test_a_small_class_takes_no_part() -> None:
    assert ranked([(of(1), Families(LEAST - 1, 0, 4))]) == ()
    (only,) = ranked([(of(1), Families(LEAST, 0, 4))])
    assert only.place == 1
