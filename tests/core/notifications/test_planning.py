"""By which rows people hear of a change of a lesson."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from core.ids import ChatKey, EntryId, LessonId, OutboxId, PersonId, SchoolId
from core.notifications.comparing import Concerned
from core.notifications.model import Operation, Planned, Recipient, Row, State
from core.notifications.planning import EXPIRY, LessonChange, When, plan
from core.notifications.preferences import Topic

NOW = datetime(2026, 10, 13, 9, tzinfo=UTC)
GRACE = timedelta(minutes=5)
WHEN = When(NOW, GRACE, ZoneInfo("Europe/Moscow"), {})
TEACHER, ANNA, BORIS, MOTHER, FATHER = map(PersonId, (1, 11, 12, 21, 22))
A_MARK = frozenset({Topic.MARK})
EVERYONE = dict.fromkeys((ANNA, BORIS), A_MARK)
NOBODY: Concerned = {}
OF_ANNA = {ANNA: A_MARK}


CHANGE = LessonChange(SchoolId(1), LessonId(1), EntryId(2), TEACHER, OF_ANNA, NOBODY)
TO_MOTHER = Recipient(ChatKey(1), MOTHER, ANNA)
TO_FATHER = Recipient(ChatKey(2), FATHER, ANNA)


def _row(number: int, to: Recipient, state: State = State.PENDING, **changes: Any) -> Row:
    """The row by which a recipient hears of the first entry."""
    change = replace(CHANGE, entry_id=EntryId(1), new_for=EVERYONE)
    (planned,) = plan(change, (to,), (), WHEN).rows
    return Row(OutboxId(number), replace(planned, **changes), state)


def _plan(change: LessonChange, *recipients: Recipient, rows: tuple[Row, ...] = ()) -> tuple[Planned, ...]:
    return plan(change, recipients, rows, WHEN).rows


def test_news_waits_for_the_grace_time_and_names_the_entry() -> None:
    (row,) = _plan(CHANGE, TO_MOTHER)
    assert (row.chat_key, row.person_id, row.pupil_id, row.lesson_id) == (1, MOTHER, ANNA, 1)
    assert (row.first_entry, row.last_entry, row.operation, row.follows) == (2, 2, Operation.SEND, None)
    assert (row.not_before, row.expires_at) == (NOW + GRACE, NOW + GRACE + EXPIRY)


def test_parents_who_live_apart_and_brothers_and_sisters_have_rows_of_their_own() -> None:
    both = replace(CHANGE, new_for=EVERYONE)
    rows = _plan(both, TO_MOTHER, TO_FATHER, replace(TO_MOTHER, pupil_id=BORIS))
    assert [(row.chat_key, row.pupil_id) for row in rows] == [(1, ANNA), (2, ANNA), (1, BORIS)]
    assert len({row.dedupe_key for row in rows}) == 3


def test_the_same_entry_planned_twice_has_the_same_keys() -> None:
    assert _plan(CHANGE, TO_MOTHER)[0].dedupe_key == _plan(CHANGE, TO_MOTHER)[0].dedupe_key
    later = replace(CHANGE, entry_id=EntryId(3))
    assert _plan(CHANGE, TO_MOTHER)[0].dedupe_key != _plan(later, TO_MOTHER)[0].dedupe_key


def test_the_author_is_not_told() -> None:
    assert _plan(CHANGE, replace(TO_MOTHER, person_id=TEACHER)) == ()


def test_a_waiting_row_is_extended_instead() -> None:
    rows = (_row(1, TO_MOTHER), _row(2, TO_FATHER, State.SENT))
    found = plan(CHANGE, (TO_MOTHER, TO_FATHER), rows, WHEN)
    assert [row.id for row in found.extended] == [1]
    assert [(row.chat_key, row.operation) for row in found.rows] == [(2, Operation.SEND)]


def test_the_row_of_another_child_or_chat_is_not_extended() -> None:
    rows = (_row(1, replace(TO_MOTHER, pupil_id=BORIS)), _row(2, TO_FATHER))
    found = plan(CHANGE, (TO_MOTHER,), rows, WHEN)
    assert (found.extended, len(found.rows)) == ((), 1)


@pytest.mark.parametrize("state", [State.SENT, State.CLAIMED])
def test_what_was_told_or_is_on_its_way_is_edited_at_once(state: State) -> None:
    changed = replace(CHANGE, new_for=NOBODY, changed_for=OF_ANNA)
    (edit,) = _plan(changed, TO_MOTHER, rows=(_row(7, TO_MOTHER, state),))
    assert (edit.operation, edit.follows, edit.not_before) == (Operation.EDIT, 7, NOW)
    assert (edit.first_entry, edit.last_entry) == (1, 1)


@pytest.mark.parametrize("state", [State.EXPIRED, State.FAILED, State.SUPERSEDED, State.UNREACHABLE])
def test_what_never_arrived_is_not_edited(state: State) -> None:
    changed = replace(CHANGE, new_for=NOBODY, changed_for=OF_ANNA)
    assert _plan(changed, TO_MOTHER, rows=(_row(7, TO_MOTHER, state),)) == ()


def test_an_edit_is_not_edited_itself() -> None:
    changed = replace(CHANGE, new_for=NOBODY, changed_for=OF_ANNA)
    sent, edited = _row(7, TO_MOTHER, State.SENT), _row(8, TO_MOTHER, State.SENT, operation=Operation.EDIT)
    (edit,) = _plan(changed, TO_MOTHER, rows=(sent, edited))
    assert edit.follows == 7


def test_a_change_for_those_who_were_told_nothing_is_no_news() -> None:
    assert _plan(replace(CHANGE, new_for=NOBODY, changed_for=OF_ANNA), TO_MOTHER) == ()


FIVE = {(TO_MOTHER.chat_key, MOTHER): [NOW] * 5}
END = NOW + timedelta(minutes=10)


def test_one_push_too_many_becomes_part_of_a_digest_and_what_follows_joins_it() -> None:
    busy = replace(WHEN, pushes=FIVE)
    (part, to_father) = plan(CHANGE, (TO_MOTHER, TO_FATHER), (), busy).rows
    assert (part.digest, part.not_before) == (f"digest:1:{MOTHER}:{END.timestamp():.0f}", END)
    assert to_father.digest is None

    waiting = Row(OutboxId(1), part, State.PENDING, part=1)
    later = replace(CHANGE, entry_id=EntryId(3), new_for={ANNA: frozenset({Topic.HOMEWORK})})
    found = plan(later, (TO_MOTHER,), (waiting,), busy)
    assert found.rows == ()
    assert [row.planned.topics for row in found.extended] == [frozenset({Topic.MARK, Topic.HOMEWORK})]


def test_a_waiting_push_tells_more_and_is_none_too_many() -> None:
    homework = replace(CHANGE, new_for={ANNA: frozenset({Topic.HOMEWORK})})
    found = plan(homework, (TO_MOTHER,), (_row(1, TO_MOTHER),), replace(WHEN, pushes=FIVE))
    assert found.rows == ()
    assert [row.planned.digest for row in found.extended] == [None]


def test_pushes_about_brothers_and_sisters_of_one_lesson_count_together() -> None:
    four = {(TO_MOTHER.chat_key, MOTHER): [NOW] * 4}
    both = replace(CHANGE, new_for=EVERYONE)
    rows = plan(both, (TO_MOTHER, replace(TO_MOTHER, pupil_id=BORIS)), (), replace(WHEN, pushes=four)).rows
    assert [row.digest is None for row in rows] == [True, False]


def test_an_absence_is_told_at_once_in_any_storm() -> None:
    absent = replace(CHANGE, new_for={ANNA: frozenset({Topic.ABSENCE})})
    (row,) = plan(absent, (TO_MOTHER,), (), replace(WHEN, pushes=FIVE)).rows
    assert row.digest is None


_AWAY = frozenset({Topic.ABSENCE, Topic.LATENESS})
COUNTS_AGAIN = replace(CHANGE, new_for={ANNA: frozenset({Topic.ABSENCE})}, changed_for={ANNA: _AWAY})
"""A note that excused the absence proved invalid: it is news for those who were not told, and different for others."""


@pytest.mark.parametrize(
    ("state", "topics", "operations"),
    [
        (State.SENT, frozenset({Topic.ABSENCE}), [Operation.EDIT]),
        (State.SENT, A_MARK, [Operation.SEND]),
        (State.SUPERSEDED, frozenset({Topic.ABSENCE}), [Operation.SEND]),
        (State.PENDING, frozenset({Topic.ABSENCE}), []),
    ],
    ids=["told", "told of a mark only", "never sent", "still waiting"],
)
def test_an_absence_that_counts_again_is_told_in_one_message(
    state: State, topics: frozenset[Topic], operations: list[Operation]
) -> None:
    rows = _plan(COUNTS_AGAIN, TO_MOTHER, rows=(_row(1, TO_MOTHER, state, topics=topics),))
    assert [row.operation for row in rows] == operations


def test_a_mark_that_came_with_a_correction_is_told_in_a_message_of_its_own() -> None:
    both = replace(CHANGE, changed_for=OF_ANNA)
    rows = _plan(both, TO_MOTHER, rows=(_row(1, TO_MOTHER, State.SENT),))
    assert [row.operation for row in rows] == [Operation.SEND, Operation.EDIT]
