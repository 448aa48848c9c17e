"""The funnel: everybody stands at exactly one stage, and the numbers add up to the people (K01, K05)."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from core.ids import ClassId
from core.reporting.model import Circle, Counted, Families, Stage, Standing
from core.reporting.rules import funnel, stage_of, together

STANDINGS = st.builds(Standing, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans())
COUNTED = st.builds(
    Counted, st.sampled_from(Circle), st.sampled_from([None, ClassId(1), ClassId(2)]), STANDINGS, st.integers(1, 40)
)


@given(st.lists(COUNTED), st.sampled_from(Circle), st.sampled_from([None, ClassId(1)]))
def test_the_stages_add_up_to_the_people(counted: list[Counted], circle: Circle, of: ClassId | None) -> None:
    found = funnel(counted, circle, of)
    assert found.total == sum(one.people for one in counted if (one.circle, one.class_id) == (circle, of))
    assert found.connected == found.at(Stage.LINKED) + found.at(Stage.ACTIVE)


@given(STANDINGS)
def test_a_chat_that_takes_nothing_never_counts_as_connected(known: Standing) -> None:
    found = stage_of(known)
    assert (found is Stage.UNREACHABLE) == (known.linked and not known.reachable)
    assert not (found is Stage.ACTIVE and not known.recent)


def test_the_furthest_stage_counts() -> None:
    whole = Standing(applied=True, issued=True, linked=True, reachable=True, recent=True)
    assert stage_of(whole) is Stage.ACTIVE
    assert stage_of(Standing(applied=True, issued=True, linked=True, reachable=True)) is Stage.LINKED
    assert stage_of(Standing(applied=True, issued=True)) is Stage.ISSUED
    assert stage_of(Standing(applied=True)) is Stage.APPLIED
    assert stage_of(Standing()) is Stage.NOTHING


@given(st.lists(st.builds(Families, *[st.integers(0, 30)] * 5)))
def test_classes_together_are_their_sums(classes: list[Families]) -> None:
    found = together(classes)
    assert found.total == sum(one.total for one in classes)
    assert Counter(now=found.now, week=found.week_ago) == Counter(
        now=sum(one.now for one in classes), week=sum(one.week_ago for one in classes)
    )


def test_nearly_all_is_not_all() -> None:
    assert Families(total=300, now=299).percent == 99
    assert Families(total=0).percent == 0
