"""When an answer is due, how many questions are too many, what is kept for whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.consultations import rules
from core.consultations.errors import FaqTextError, QuestionTextError, TooManyQuestionsError
from core.consultations.model import Audience, NewQuestion, Question, State
from core.ids import ChatKey, ConsultationId, PersonId, SchoolId
from core.people.model import Actor, Grant, Name, Role, School

ZONE = ZoneInfo("Europe/Moscow")
SCHOOL = School(SchoolId(1), "1", "Школа", "Школа № 1", "Europe/Moscow", "spb-2018")
NOW = datetime(2026, 10, 13, 15, 0, tzinfo=ZONE)
"""A Tuesday."""
MADE = NewQuestion(school_id=SCHOOL.id, chat_key=ChatKey(1), asker_id=None, language=None, at=NOW)
WAITING = Question(id=ConsultationId(1), made=MADE, state=State.WAITING, since=NOW)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("since", "hours", "saturdays", "due"),
    [
        (at(13, 9), 9, False, at(13, 18)),
        (at(13, 15), 9, False, at(14, 15)),
        (at(13, 22), 1, False, at(14, 10)),
        (at(16, 17, 30), 2, False, at(19, 10, 30)),
        (at(16, 17, 30), 2, True, at(17, 10, 30)),
        (at(18, 12), 9, True, at(19, 18)),
        (datetime(2026, 11, 3, 17, tzinfo=ZONE), 2, False, datetime(2026, 11, 5, 10, tzinfo=ZONE)),
        (datetime(2026, 10, 13, 12, tzinfo=UTC), 1, False, at(13, 16)),
    ],
)
def test_hours_are_those_of_the_office(since: datetime, hours: int, saturdays: bool, due: datetime) -> None:
    assert rules.due(since, hours, SCHOOL, saturdays=saturdays) == due


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.integers(1, 90), st.booleans())  # noqa: DTZ001
def test_more_hours_are_never_due_sooner_and_always_in_the_office(since: datetime, hours: int, saturdays: bool) -> None:
    moment = since.replace(tzinfo=ZONE)
    due, later = (rules.due(moment, n, SCHOOL, saturdays=saturdays) for n in (hours, hours + 1))
    assert moment < due < later
    assert 9 <= due.hour <= 18
    assert due.weekday() != 6


def test_only_what_waits_too_long_is_overdue() -> None:
    old = replace(WAITING, since=NOW - timedelta(days=3))
    done = replace(old, state=State.ANSWERED)
    assert rules.overdue([WAITING, old, done], 9, SCHOOL, NOW, saturdays=False) == [at(12, 18)]
    assert rules.overdue([old], 18, SCHOOL, NOW, saturdays=False) == []


def test_without_a_limit_nothing_is_overdue() -> None:
    old = replace(WAITING, since=NOW - timedelta(days=30))
    assert rules.overdue([old], 0, SCHOOL, NOW, saturdays=False) == []


def test_a_stranger_asks_less_often() -> None:
    asked = [NOW - timedelta(minutes=n) for n in (30, 20, 10)]
    with pytest.raises(TooManyQuestionsError) as refused:
        rules.check_pace(asked, NOW, stranger=True)
    assert refused.value.data["again_at"] == NOW + timedelta(minutes=30)
    rules.check_pace(asked, NOW, stranger=False)
    rules.check_pace(asked, NOW + timedelta(minutes=31), stranger=True)


def test_words() -> None:
    assert rules.checked("  где код? ") == "где код?"
    for wrong in ("  ", "я" * (rules.LONGEST + 1)):
        with pytest.raises(QuestionTextError):
            rules.checked(wrong)
    with pytest.raises(FaqTextError):
        rules.checked_kept("я" * 201, rules.LONGEST_KEPT_QUESTION)


def actor(*roles: Role) -> Actor:
    return Actor(SCHOOL.id, PersonId(1), Name("А", "Б"), frozenset(Grant(role) for role in roles))


def test_who_reads_what() -> None:
    everybody = Audience.EVERYBODY
    assert rules.audiences_of(()) == {everybody, Audience.FAMILIES}
    assert rules.audiences_of([actor(Role.GUARDIAN)]) == {everybody, Audience.FAMILIES}
    assert rules.audiences_of([actor(Role.TEACHER)]) == {everybody, Audience.STAFF}
    assert rules.audiences_of([actor(Role.TEACHER, Role.GUARDIAN)]) == {*Audience}
    assert rules.usual_audience([Role.GUARDIAN]) is Audience.FAMILIES
    assert rules.usual_audience([Role.GUARDIAN, Role.TEACHER]) is Audience.STAFF


def test_who_answers() -> None:
    elsewhere = replace(MADE, school_id=SchoolId(2))
    for role in Role:
        assert rules.answers(actor(role), WAITING) == (role in (Role.ADMINISTRATOR, Role.COORDINATOR))
    assert not rules.answers(actor(Role.ADMINISTRATOR), replace(WAITING, made=elsewhere))


def test_a_question_is_taken_for_an_hour() -> None:
    taken = replace(WAITING, taken_by=PersonId(1), taken_at=NOW)
    assert rules.is_taken(taken, NOW + timedelta(minutes=59))
    assert not rules.is_taken(taken, NOW + timedelta(minutes=60))
    assert not rules.is_taken(replace(taken, state=State.CLOSED), NOW)
