"""When a letter comes, how many are too many, who is reachable."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.correspondence.errors import FilesADayError, LetterTooLongError, TooManyLettersError
from core.correspondence.model import Correspondent, Desk, Written
from core.correspondence.rules import FILES_OF_GUARDIAN, LONGEST, check_files, check_pace, checked_text, due, judged
from core.deadlines.profiles import LetterPolicy, Profile
from core.ids import PersonId, SchoolId
from core.people.model import Name, Person

ZONE = ZoneInfo("Europe/Moscow")
TUESDAY = datetime(2026, 10, 13, 12, tzinfo=ZONE)
TEACHER = Correspondent(Person(PersonId(1), SchoolId(1), Name("Смирнова", "Ольга")))
moments = st.integers(0, 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
hours = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("now", "comes"),
    [
        (TUESDAY, TUESDAY),
        (TUESDAY.replace(hour=8), TUESDAY.replace(hour=9)),
        (TUESDAY.replace(hour=19), TUESDAY.replace(day=14, hour=9)),
        (TUESDAY.replace(day=17, hour=20), TUESDAY.replace(day=19, hour=9)),
        (TUESDAY.replace(day=18), TUESDAY.replace(day=19, hour=9)),
    ],
)
def test_a_letter_comes_in_the_hours_and_never_on_sunday(now: datetime, comes: datetime) -> None:
    assert due(Desk(accepts=True), now, ZONE) == comes


@given(moments, hours, hours)
def test_a_letter_comes_soon_and_within_the_hours(now: datetime, opens: time, closes: time) -> None:
    desk = Desk(True, opens, closes)
    comes = due(desk, now, ZONE)
    assert now <= comes <= now + timedelta(days=3)
    if not desk.all_day and comes != now:
        local = comes.astimezone(ZONE)
        assert (local.hour, local.minute) == (opens.hour, opens.minute)
        assert local.weekday() != 6


def test_all_day_is_sunday_too() -> None:
    sunday = TUESDAY.replace(day=18)
    assert due(Desk(True, time(0), time(0)), sunday, ZONE) == sunday


def test_a_guardian_writes_ten_letters_in_an_hour() -> None:
    written = [Written(TUESDAY - timedelta(minutes=50 - number)) for number in range(10)]
    check_pace(written[:9], TUESDAY, by_staff=False)
    check_pace(written, TUESDAY, by_staff=True)
    with pytest.raises(TooManyLettersError) as refused:
        check_pace(written, TUESDAY, by_staff=False)
    again_at = refused.value.data["again_at"]
    assert isinstance(again_at, datetime)
    assert again_at == written[0].at + timedelta(hours=1)
    check_pace(written, again_at, by_staff=False)


def test_a_guardian_sends_so_many_files_a_day() -> None:
    written = [Written(TUESDAY, 5) for _ in range(FILES_OF_GUARDIAN // 5)]
    check_files(written[1:], by_staff=False)
    check_files(written, by_staff=True)
    with pytest.raises(FilesADayError):
        check_files(written, by_staff=False)


def test_a_letter_has_a_longest_length() -> None:
    assert checked_text("  слово \n") == "слово"
    assert checked_text("я" * LONGEST)
    with pytest.raises(LetterTooLongError):
        checked_text("я" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("policy", "switched", "leads", "reachable"),
    [
        (LetterPolicy.MUST, None, False, True),
        (LetterPolicy.MUST, False, False, True),
        (LetterPolicy.MAY, None, False, False),
        (LetterPolicy.MAY, True, False, True),
        (LetterPolicy.MAY, False, False, False),
        (LetterPolicy.MAY, None, True, True),
        (LetterPolicy.NONE, True, True, False),
    ],
)
def test_who_is_reachable(policy: LetterPolicy, switched: bool | None, leads: bool, reachable: bool) -> None:
    """P16, H01, H02, H05."""
    one = Correspondent(TEACHER.person, leads=leads)
    desk = None if switched is None else Desk(accepts=switched)
    assert judged(one, desk, Profile(letters=policy)).reachable is reachable


def test_a_class_teacher_may_be_left_the_choice() -> None:
    one = Correspondent(TEACHER.person, leads=True)
    assert not judged(one, None, Profile(class_teacher_letters=False)).reachable
