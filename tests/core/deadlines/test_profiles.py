"""Regulation profiles: data that a school may override switch by switch."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.deadlines.profiles import PROFILES, CorrectionPolicy, Profile, profile_of
from core.ids import ClassId, SchoolId, SubjectId
from core.journal.errors import FutureLessonError, LateReasonNeededError
from core.journal.model import LessonKey
from core.journal.rules import check_day
from core.people.model import School

SCHOOL = School(SchoolId(1), "900", "Школа 900", "Школа № 900", "Europe/Moscow", "spb-2018")
KEY = LessonKey(SchoolId(1), ClassId(1), None, SubjectId(1), date(2026, 10, 13), 2)


@pytest.mark.parametrize("name", PROFILES)
def test_a_school_has_the_profile_that_it_names(name: str) -> None:
    assert profile_of(replace(SCHOOL, profile=name)) == PROFILES[name]


def test_an_unknown_profile_is_the_defaults() -> None:
    assert profile_of(replace(SCHOOL, profile="nowhere-1999")) == Profile()


def test_a_school_overrides_single_switches() -> None:
    own = {"entry_grace_days": 7, "free_correction_minutes": 30}
    profile = profile_of(replace(SCHOOL, profile="pyatigorsk-2012", profile_overrides=own))
    assert (profile.entry_grace_days, profile.free_correction) == (7, timedelta(minutes=30))
    assert profile.correction is CorrectionPolicy.FORBID


def test_overriding_one_school_leaves_the_profile_alone() -> None:
    profile_of(replace(SCHOOL, profile_overrides={"entry_grace_days": 7}))
    assert profile_of(SCHOOL).entry_grace_days == 3


def test_switches_that_are_not_known_yet_do_no_harm() -> None:
    assert profile_of(replace(SCHOOL, profile_overrides={"something_new": True})) == PROFILES["spb-2018"]


@pytest.mark.parametrize("stored", [policy.value for policy in CorrectionPolicy])
def test_a_policy_is_overridden_as_it_is_stored(stored: str) -> None:
    """Overrides come from JSON, where a policy is its text."""
    profile = profile_of(replace(SCHOOL, profile_overrides={"correction": stored}))
    assert profile.correction is CorrectionPolicy(stored)


@pytest.mark.parametrize(
    ("overrides", "days", "needs_reason"),
    [
        ({}, 3, False),
        ({}, 4, True),
        ({"entry_grace_days": 0}, 0, False),
        ({"entry_grace_days": 0}, 1, True),
        ({"late_entry_needs_reason": False}, 30, False),
    ],
)
def test_the_profile_says_when_an_entry_is_late(overrides: Mapping[str, object], days: int, needs_reason: bool) -> None:
    profile = profile_of(replace(SCHOOL, profile_overrides=overrides))
    today = KEY.day + timedelta(days=days)
    if needs_reason:
        with pytest.raises(LateReasonNeededError):
            check_day(KEY, today, profile, None)
    assert check_day(KEY, today, profile, None if not needs_reason else "болела") == days


def test_a_lesson_to_come_is_refused_whatever_the_profile_says() -> None:
    for profile in PROFILES.values():
        with pytest.raises(FutureLessonError):
            check_day(KEY, KEY.day - timedelta(days=1), profile, "причина")
