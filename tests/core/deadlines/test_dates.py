"""Duties that come with a date."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from core.calendar.model import Calendar, Term, TermKind, TimetableEntry
from core.deadlines import dates
from core.deadlines.model import Due, Duty, Rolls, Span
from core.deadlines.profiles import PROFILES, ConsentPolicy, Profile, Target, target
from core.ids import ClassId, PersonId, SchoolId, SubjectId
from core.people.model import Enrolled, Name, Person, SchoolClass

BEGAN, ENDS = date(2026, 9, 1), date(2027, 5, 31)
OF, MATHS, TEACHER, COORDINATOR = ClassId(1), SubjectId(1), PersonId(1), PersonId(2)
CLASSES = {OF: SchoolClass(OF, 5, "А")}
QUARTER = Term("1 четверть", TermKind.QUARTER, BEGAN, date(2026, 10, 25), 1, 9)
LAST = Term("2 четверть", TermKind.QUARTER, date(2026, 11, 2), ENDS, 1, 9)
ENTRIES = (TimetableEntry(OF, 5, None, MATHS, TEACHER, 1, 2, None, BEGAN, ENDS),)
CALENDAR = Calendar(BEGAN, ENDS, (QUARTER, LAST), (), ENTRIES)
PUPILS = tuple(Enrolled(Person(PersonId(number), SchoolId(1), Name("А", "Б")), BEGAN, None) for number in range(11, 14))
PEOPLE = (COORDINATOR,)


def marks(today: date, *given: PersonId) -> list[Due]:
    found = {(OF, MATHS, "q1"): given}
    return [*dates.ungiven(CALENDAR, CLASSES, {OF: PUPILS}, found, Profile(), today)]


def test_marks_of_a_period_are_due_two_days_after_it() -> None:
    assert marks(date(2026, 10, 17)) == []
    (due,) = marks(date(2026, 10, 20), PUPILS[0].pupil.id)
    assert (due.person_id, due.count, due.about.code) == (TEACHER, 2, "q1")
    assert (due.opens, due.urged, due.due) == (date(2026, 10, 18), date(2026, 10, 21), date(2026, 10, 27))
    assert not due.escalated(date(2026, 10, 27))
    assert due.escalated(date(2026, 10, 28))
    assert marks(date(2026, 10, 28), *(one.pupil.id for one in PUPILS)) == []
    assert marks(date(2026, 11, 5)) == []  # closed: a director's order would be needed


def test_preliminary_reports_come_two_weeks_before_the_end() -> None:
    def owed(today: date, profile: Profile = Profile()) -> list[tuple[str | None, date]]:  # noqa: B008 - frozen
        found = dates.preliminary(CALENDAR, CLASSES, rolls, lambda _: (TEACHER,), profile, today)
        return [(one.about.code, one.due) for one in found]

    rolls = Rolls({OF: (Span(BEGAN, None),)}, {})
    assert owed(date(2026, 10, 1)) == []
    assert owed(date(2026, 10, 5)) == [("q1", date(2026, 10, 11))]
    assert owed(date(2026, 10, 5), Profile(preliminary_days=0)) == []
    assert owed(ENDS - timedelta(days=14)) == [("q2", ENDS - timedelta(days=14))]


@pytest.mark.parametrize(("today", "due"), [("2026-10-12", "2026-10-14"), ("2026-10-18", "2026-10-14")])
def test_a_weekly_report_is_due_on_its_weekday(today: str, due: str) -> None:
    (one,) = dates.weekly(PEOPLE, CALENDAR, Profile(weekly_report=3), date.fromisoformat(today))
    assert (one.due, one.person_id) == (date.fromisoformat(due), COORDINATOR)
    assert [*dates.weekly(PEOPLE, CALENDAR, Profile(), date.fromisoformat(today))] == []
    assert [*dates.weekly(PEOPLE, CALENDAR, Profile(weekly_report=3), date(2026, 8, 20))] == []


def test_the_dates_of_the_profiles_are_those_of_the_regulations() -> None:
    adoption = PROFILES["spb-2010"].adoption_dates
    assert (len(adoption), adoption[0], adoption[-1]) == (10, date(2010, 12, 1), date(2011, 5, 20))
    zabaykalye = PROFILES["zabaykalye-2012"]
    assert zabaykalye.weekly_report == date(2012, 4, 11).isoweekday()
    assert [str(one) for one in zabaykalye.activation if one.level == "school"] == [
        "school 30 2012-04-30",
        "school 60 2012-05-31",
        "school 100 2012-10-31",
    ]
    assert {one.level for one in zabaykalye.activation} == {"region", "municipality", "school"}


def test_a_report_of_the_list_is_told_of_three_days_before() -> None:
    day = date(2026, 12, 1)
    profile = Profile(adoption_dates=(day,), activation=(Target("school", 30, day), Target("region", 30, day)))
    (due,) = dates.adoption(PEOPLE, profile, day - timedelta(days=7))
    assert (due.duty, due.urged, due.due) == (Duty.ADOPTION, day - timedelta(days=3), day)
    assert [*dates.adoption(PEOPLE, profile, day - timedelta(days=8))] == []
    assert [*dates.adoption(PEOPLE, profile, day + timedelta(days=31))] == []
    (own,) = dates.activation(PEOPLE, profile, day - timedelta(days=7))
    assert (own.about.code, own.urged) == ("30-2026-12-01", day - timedelta(days=7))


@pytest.mark.parametrize("text", ["city 30 2026-12-01", "school 101 2026-12-01", "school 30", "school 30 1.12.2026"])
def test_a_target_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        target(text)


def test_full_exports_are_asked_for_every_month_where_there_is_a_portal() -> None:
    spb = PROFILES["spb-2018"]
    (due,) = dates.exports(PEOPLE, CALENDAR, spb, BEGAN + timedelta(days=40))
    assert (due.duty, due.about.code, due.due) == (Duty.EXPORT, "2026-10-02", date(2026, 11, 1))
    assert [*dates.exports(PEOPLE, CALENDAR, PROFILES["zabaykalye-2012"], BEGAN)] == []


def test_consents_are_asked_for_by_a_day_of_the_school_year() -> None:
    def owed(today: date, missing: int = 3, profile: Profile = PROFILES["zabaykalye-2012"]) -> list[Due]:
        return [*dates.unasked(PEOPLE, missing, CALENDAR, profile, today)]

    (due,) = owed(BEGAN)
    assert (due.duty, due.due, due.urged, due.count) == (Duty.CONSENTS, date(2026, 11, 1), date(2026, 10, 25), 3)
    assert not due.escalated(date(2026, 11, 3))
    assert due.escalated(date(2026, 11, 4))
    assert owed(BEGAN, missing=0) == owed(BEGAN - timedelta(days=1)) == owed(ENDS + timedelta(days=1)) == []
    assert owed(BEGAN, profile=Profile()) == [], "the school asks for none"
    (asked,) = owed(BEGAN, profile=Profile(consent=ConsentPolicy.ASK))
    assert asked.due == date(2026, 9, 30)


def test_copies_are_asked_for_every_so_many_days() -> None:
    def owed(today: date) -> list[tuple[str | None, date]]:
        return [(one.about.code, one.due) for one in dates.backups(PEOPLE, CALENDAR, Profile(), today)]

    assert owed(BEGAN) == owed(BEGAN + timedelta(days=13)) == [("2026-09-01", date(2026, 9, 14))]
    assert owed(BEGAN + timedelta(days=14)) == [("2026-09-15", date(2026, 9, 28))]
    assert [*dates.backups(PEOPLE, CALENDAR, Profile(backup_days=0), BEGAN)] == []
    assert [*dates.backups(PEOPLE, replace(CALENDAR, year_from=ENDS), Profile(), BEGAN)] == []
