"""What is due, by facts, profile and clock. Pure."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache

from core.calendar.model import Calendar, Slot
from core.calendar.rules import is_holiday, slots_between
from core.classroom.rules import over
from core.deadlines.model import About, Due, Duty, Entered, Rolls, Unexplained
from core.deadlines.profiles import Profile
from core.ids import ClassId, PersonId
from core.journal.closing import is_closed
from core.journal.required import Missing, required_by
from core.people.model import SchoolClass

REACH = timedelta(days=35)
"""How far back a lesson can still be opened; of older ones nobody is reminded."""
BEFORE = 3
"""School days before the last one in which a monthly duty begins to be urged."""
WAIT = timedelta(days=3)
"""Days after the last one until others hear of a duty for which the profile says nothing."""

_STARTS = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—]")
_WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_SUNDAY = 6
_TEXTS = {Missing.TOPIC: {"topic"}, Missing.HOMEWORK: {"homework", "no_homework"}}

Classes = Mapping[ClassId, SchoolClass]


def about(slot: Slot) -> About:
    """The lesson of a slot."""
    return About(slot.class_id, slot.group_id, slot.subject_id, slot.day, slot.number)


def is_filled(kinds: Collection[str], profile: Profile) -> bool:
    """Whether a lesson has what the profile requires; one that was not held is filled by saying so (B03-B05, B10)."""
    if "not_held" in kinds:
        return True
    required = required_by(profile)
    return "held" in kinds and all(texts & {*kinds} for one, texts in _TEXTS.items() if one in required)


def unfilled(
    calendar: Calendar,
    classes: Classes,
    rolls: Rolls,
    began: date,
    entered: Sequence[Entered],
    profile: Profile,
    moment: datetime,
) -> Iterator[Due]:
    """The lessons that really took place, are over, can still be written and lack something (B01, B02, B18).

    They count from the day on which the school began to write here: what was before stands elsewhere.
    """
    shut = _shut(calendar, classes, profile, moment.date())
    slots = lessons_over(calendar, classes, rolls, (max(began, moment.date() - REACH), moment.date()), moment)
    for slot in lacking(slots, entered, profile):
        if not shut(slot.class_id, slot.day):
            last = slot.day + timedelta(days=profile.entry_grace_days)
            yield made(Duty.LESSON, about(slot), slot.teacher_id, opens=slot.day, due=slot.day, escalates=last)


def lessons_over(
    calendar: Calendar, classes: Classes, rolls: Rolls, days: tuple[date, date], moment: datetime
) -> Iterator[Slot]:
    """The lessons of these days, first and last included, that are over and had anybody to be taught."""
    for slot in slots_between(calendar, *days):
        taught = slot.class_id in classes and rolls.anyone(slot.class_id, slot.group_id, slot.day)
        if taught and over(slot, moment):
            yield slot


def lacking(slots: Iterable[Slot], entered: Sequence[Entered], profile: Profile) -> Iterator[Slot]:
    """Those of these lessons that lack what the profile requires, whether they can still be written or not."""
    whole = {kinds for kinds in {one.kinds for one in entered} if is_filled(kinds, profile)}
    filled = {one.about for one in entered if one.kinds in whole}
    return (slot for slot in slots if about(slot) not in filled)


def without_reason(
    waiting: Iterable[Unexplained], teachers: Callable[[ClassId], Iterable[PersonId]], profile: Profile
) -> Iterator[Due]:
    """The days whose absences wait for their reasons, of each class teacher (B09, P01)."""
    if not profile.absence_reason_required:
        return
    for one in waiting:
        last = one.day + timedelta(days=profile.absence_reason_days)
        of = About(class_id=one.class_id, day=one.day)
        urged = min(last, one.day + timedelta(days=1))  # most families say it the next morning
        for teacher in teachers(one.class_id):
            yield made(
                Duty.REASONS, of, teacher, opens=one.day, due=last, escalates=last, urged=urged, count=one.pupils
            )


def unchecked(
    calendar: Calendar,
    classes: Classes,
    rolls: Rolls,
    checked: Collection[ClassId],
    teachers: Callable[[ClassId], Iterable[PersonId]],
    profile: Profile,
    today: date,
) -> Iterator[Due]:
    """The classes whose list was not checked this month (A22); the class teacher is urged in its last third."""
    due = today.replace(day=profile.roster_day)
    for class_id, of in classes.items():
        if class_id in checked or not rolls.anyone(class_id, None, today):
            continue
        urged = school_days_before(calendar, of.grade, due, BEFORE)
        for teacher in teachers(class_id):
            matter = About(class_id=class_id, code=f"{today:%Y-%m}")
            yield made(Duty.ROSTER, matter, teacher, opens=today.replace(day=1), due=due, escalates=due, urged=urged)


def school_days_before(calendar: Calendar, grade: int, day: date, count: int) -> date:
    """The day that is so many school days before another: no Sundays, no holidays of the grade, within a month."""
    for back in range(31):
        one = day - timedelta(days=back)
        if count <= 0:
            return one
        count -= one.weekday() != _SUNDAY and not is_holiday(calendar, grade, one)
    return day - timedelta(days=31)


def slot_of(cells: Mapping[str, str], day: date) -> time | None:
    """When a person's time at a workstation begins that day, if the schedule says it (I01, I05)."""
    found = _STARTS.search(cells.get(_WEEKDAYS[day.weekday()], ""))
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


def made(
    duty: Duty,
    of: About,
    person_id: PersonId,
    *,
    opens: date,
    due: date,
    escalates: date,
    urged: date | None = None,
    count: int = 1,
) -> Due:
    """A duty; it is urged as soon as it opens, if nothing else is said."""
    return Due(
        duty=duty,
        about=of,
        person_id=person_id,
        opens=opens,
        urged=urged or opens,
        due=due,
        escalates=escalates,
        count=count,
    )


def _shut(calendar: Calendar, classes: Classes, profile: Profile, today: date) -> Callable[[ClassId, date], bool]:
    """Whether a class's lessons of a day are closed; asked of thousands of lessons, answered once for a grade's day."""

    @cache
    def of_grade(grade: int, day: date) -> bool:
        return is_closed(profile, calendar.terms, grade, day, today)

    return lambda class_id, day: of_grade(classes[class_id].grade, day)
