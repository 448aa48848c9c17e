"""Regulation profiles (domain.md §5). A profile is data; code asks it and never knows a document's name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Any

from core.people.model import School


class CorrectionPolicy(StrEnum):
    """What becomes of a wish to correct a mark (P12)."""

    FORBID = "forbid"
    REQUEST_APPROVE = "request_approve"
    SELF_WITH_REASON = "self_with_reason"


class LetterPolicy(StrEnum):
    """Whether staff correspond with families (P16): each must, each may switch it on, or nobody does."""

    MUST = "must"
    MAY = "may"
    NONE = "none"


class PupilAccess(StrEnum):
    """Whether pupils read their own data, and nothing else (P17, P26)."""

    NONE = "none"
    READ = "read"


class ConsentPolicy(StrEnum):
    """Whether guardians consent before they read the diary (P20): they must, are asked only, or are not asked."""

    MUST = "must"
    ASK = "ask"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Target:
    """So many per cent of families connected by a date, at a level: region, municipality or school (K03-K05)."""

    level: str
    percent: int
    day: date

    def __str__(self) -> str:
        return f"{self.level} {self.percent} {self.day}"


@dataclass(frozen=True, slots=True)
class Profile:
    """The switches that the journal asks so far."""

    entry_grace_days: int = 3
    """Days after the lesson in which an entry is on time enough (P11, B19-B22)."""
    late_entry_needs_reason: bool = True
    """Whether an entry after the grace days must say why (P11)."""
    written_work_days: int = 7
    """Days after a written work in which its marks are announced, and entered on time (B21, B28)."""
    topic_required: bool = True
    """Whether a lesson without a topic is recorded in part only (B03)."""
    homework_required: bool = True
    """Whether it is so without homework or an explicit «не задано» (B04, B05, P07)."""
    absence_reason_required: bool = True
    """Whether an absence must have a reason, which the class teacher may give later (B09, P01)."""
    late_entry_needs_approval: bool = False
    """Whether an entry after the grace days is written only when a deputy allowed it (P11, B27)."""
    period_close_days: int = 7
    """Days after a quarter or half-year in which its lessons are still written and corrected; then only by the
    director's order (P12)."""
    closed_through: date | None = None
    """The last day of what the school has closed expressly, whatever the calendar says (P12)."""
    correction: CorrectionPolicy = CorrectionPolicy.REQUEST_APPROVE
    """What happens to corrections after the free minutes (P12, B27)."""
    free_correction_minutes: int = 15
    """Minutes in which the author corrects a slip of the pen freely (P12)."""
    period_grace_days: int = 2
    """Days after a period's last one in which its marks are due (B23, B24)."""
    period_early_days: int = 7
    """Days before a period's last one from which its marks may be given."""
    period_round_up: int = 50
    """Hundredths of an average from which it is rounded up: 4,50 is a five."""
    period_border: int = 5
    """Hundredths below that in which nothing is proposed: 4,45 is for the teacher to decide."""
    period_least_marks: int = 3
    """With fewer marks a pupil is proposed «н/а»."""
    period_most_missed: int = 50
    """Per cent of the lessons; a pupil who missed more is proposed «н/а»."""
    declared_substitutions: bool = True
    """Whether a teacher may say of a lesson that they hold it for a colleague, without being assigned (B11)."""
    absence_reason_days: int = 3
    """Days after the lesson within which the reason of an absence is given (B09, B22, P01)."""
    operator_confirmation: bool = True
    """Whether a teacher confirms what an operator typed before it is written (B17)."""
    application_days: int = 10
    """Days in which an application is decided (E07)."""
    question_hours: int = 9
    """Hours of the office in which a question to the administrators is answered; 0 is no limit (A28)."""
    letters: LetterPolicy = LetterPolicy.MAY
    """Whether teachers take letters of families without having switched it on (P16, H01, H02)."""
    class_teacher_letters: bool = True
    """Whether class teachers always take them, unless nobody does (H05)."""
    pupil_access: PupilAccess = PupilAccess.NONE
    """Whether pupils get codes and read their own diary; the school's own choice in every document (P17, P26)."""
    consent: ConsentPolicy = ConsentPolicy.NONE
    """Whether a guardian's consent opens the diary (O01, P20)."""

    reminders: bool = True
    """Whether the bot reminds staff of what is due (B18)."""
    remind_evening: time = time(18)
    """When it does so on the day itself, by the school's clock; who has a time for entry is reminded then (I05)."""
    remind_morning: time = time(8)
    """When it reminds of what was left the day before."""
    roster_day: int = 25
    """The day of the month by which class lists are checked (A22)."""
    preliminary_days: int = 14
    """Days before the end of a period by which class teachers report on it (M08); none for 0."""
    weekly_report: int = 0
    """The weekday of the school's weekly report, Monday being 1 (K01, K02); none for 0."""
    adoption_dates: tuple[date, ...] = ()
    """When reports on the adoption of the diary are due (J06)."""
    activation: tuple[Target, ...] = ()
    """How many families are to be connected by when (K03-K05)."""
    control_required: bool = False
    """Whether a check of the journal points out marks without a kind of control (B06, P08)."""
    verify_day: int = 7
    """The day of a month by which the diary of the month before is verified (G02-G04); nobody is asked for 0."""
    check_day: int = 10
    """The day of a month by which the journal of the month before is checked (F01, F05, P24)."""
    check_homework_days: int = 14
    """Days without any homework in a subject of which a check speaks (B04); none for 0."""
    remark_days: int = 3
    """School days in which a remark is to be mended, as it is proposed (F04)."""
    backup_days: int = 14
    """Days within which the database is copied (L01, P15); nobody is asked for 0."""
    full_export_days: int = 0
    """Days within which the whole year is sent to the portal (C04, C05); nobody is asked for 0."""
    consent_days: int = 30
    """Days of the school year within which families are asked for a consent, if the school asks for any (O01)."""

    @property
    def free_correction(self) -> timedelta:
        """The same as a span."""
        return timedelta(minutes=self.free_correction_minutes)


_ADOPTION = ("2010-12-01", "2010-12-15", "2010-12-29", "2011-01-14", "2011-01-28", "2011-02-11", "2011-02-25")
_ADOPTION_LATER = ("2011-03-11", "2011-04-08", "2011-05-20")
_ACTIVATION = {
    "region": ("2012-04-30", "2012-05-31", "2012-10-31"),
    "municipality": ("2012-03-31", "2012-04-30", "2012-05-31"),
    "school": ("2012-04-30", "2012-05-31", "2012-10-31"),
}
_PERCENT = (30, 60, 100)


def _targets() -> tuple[Target, ...]:
    return tuple(
        Target(level, percent, date.fromisoformat(day))
        for level, days in _ACTIVATION.items()
        for percent, day in zip(_PERCENT, days, strict=True)
    )


PROFILES: Mapping[str, Profile] = {
    "spb-2010": Profile(
        late_entry_needs_reason=False,
        absence_reason_required=False,
        control_required=True,
        letters=LetterPolicy.MUST,
        full_export_days=31,
        adoption_dates=tuple(map(date.fromisoformat, (*_ADOPTION, *_ADOPTION_LATER))),
    ),
    "spb-2018": Profile(full_export_days=31),
    "pyatigorsk-2012": Profile(
        verify_day=0, late_entry_needs_approval=True, period_close_days=2, correction=CorrectionPolicy.FORBID
    ),
    "zabaykalye-2012": Profile(
        verify_day=0, weekly_report=3, activation=_targets(), consent=ConsentPolicy.MUST, consent_days=62
    ),
}


_UNKNOWN = Profile()


def named(name: str) -> Profile:
    """The profile of this name; an unknown name has the defaults."""
    return PROFILES.get(name, _UNKNOWN)


def profile_of(school: School) -> Profile:
    """The school's profile with its own switches over it; unknown names fall back to the defaults."""
    own: dict[str, Any] = {
        field.name: _typed(field.name, school.profile_overrides[field.name])
        for field in fields(Profile)
        if field.name in school.profile_overrides
    }
    return replace(named(school.profile), **own)


def letters_taken(profile: str, overrides: Mapping[str, object]) -> bool:
    """Whether anybody of a school with this profile corresponds with families (P16)."""
    policy = LetterPolicy(str(overrides.get("letters") or named(profile).letters))
    return policy is not LetterPolicy.NONE


def pupils_read(profile: str, overrides: Mapping[str, object]) -> bool:
    """Whether pupils of a school with this profile read their own data (P17)."""
    policy = PupilAccess(str(overrides.get("pupil_access") or named(profile).pupil_access))
    return policy is PupilAccess.READ


def target(text: str) -> Target:
    """«school 30 2026-04-30». ValueError."""
    level, percent, day = text.split()
    found = Target(level, int(percent), date.fromisoformat(day))
    if level not in _ACTIVATION or not 0 < found.percent <= 100:
        raise ValueError(text)
    return found


_FORMS: Mapping[str, Callable[[str], object]] = {
    "closed_through": date.fromisoformat,
    "letters": LetterPolicy,
    "correction": CorrectionPolicy,
    "pupil_access": PupilAccess,
    "consent": ConsentPolicy,
    "remind_evening": time.fromisoformat,
    "remind_morning": time.fromisoformat,
    "adoption_dates": lambda text: tuple(date.fromisoformat(one) for one in text.split(", ")),
    "activation": lambda text: tuple(target(one) for one in text.split(", ")),
}


def _typed(name: str, value: object) -> object:
    """A switch as it stands in the database, which knows no enumerations."""
    return _FORMS[name](str(value)) if name in _FORMS else value
