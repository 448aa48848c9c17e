"""What rules find in the journal of a month, by facts, profile and clock. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise

from core.calendar.model import Calendar, Slot
from core.deadlines.model import Rolls
from core.deadlines.profiles import Profile
from core.deadlines.rules import is_filled, lessons_over
from core.ids import ClassId, PersonId, SubjectId
from core.journal.periods.model import Course, Period
from core.journal.periods.rules import listed
from core.journal.taps.model import LessonRef
from core.people.model import Enrolled, SchoolClass
from core.supervision.model import Count, Finding, Flaw, Matter, Page, Written

TOLERANCE = 2
"""Lessons by which topics may lag behind the plan within a month."""
_LEAST_LESSONS = 3
"""Lessons without homework of which anything is said."""
_OF_HOMEWORK = frozenset({"homework", "no_homework"})

Marked = Mapping[tuple[ClassId, SubjectId], Mapping[PersonId, int]]
"""How many marks pupils have in a period, by class and subject; who has none is not there."""


@dataclass(frozen=True)
class Facts:
    """Everything that is read of the classes looked at, for one month up to a moment.

    `began` is the day on which the school began to write here; None if it has not. `ending` are periods whose marks
    come due, with the marks so far.
    """

    month: date
    last: date
    moment: datetime
    profile: Profile
    calendar: Calendar
    classes: Mapping[ClassId, SchoolClass]
    rolls: Rolls
    began: date | None
    written: Sequence[Written]
    paper: Mapping[Page, Count] = field(default_factory=dict)
    pupils: Mapping[ClassId, Sequence[Enrolled]] = field(default_factory=dict)
    ending: Sequence[tuple[Period, Collection[ClassId], Marked]] = ()

    @property
    def over(self) -> bool:
        """Whether the month is, so that nothing is added to it but what is late."""
        return self.moment.date() > self.last

    @cached_property
    def slots(self) -> Sequence[Slot]:
        """The lessons of the month that are over and had anybody to be taught."""
        first, last = max(self.month, self.began or self.last), min(self.last, self.moment.date())
        if self.began is None or first > last:
            return ()
        return [*lessons_over(self.calendar, self.classes, self.rolls, (first, last), self.moment)]

    @cached_property
    def by_lesson(self) -> Mapping[LessonRef, Written]:
        """What was written, by lesson."""
        return {one.lesson: one for one in self.written}

    @cached_property
    def courses(self) -> Mapping[Course, Sequence[Written]]:
        """What was held, by course, in the order of days."""
        found: dict[Course, list[Written]] = {}
        for one in sorted(self.written, key=lambda one: (one.lesson.day, one.lesson.number)):
            if "held" in one.kinds:
                found.setdefault(course_of(one.lesson), []).append(one)
        return found

    @cached_property
    def owners(self) -> Mapping[Course, PersonId]:
        """Whose the courses are that had lessons: of a lesson held for a colleague the colleague's (B11).

        Where the teacher has changed, whose they were last.
        """
        ordered = sorted(self.slots, key=lambda slot: slot.weekly)  # an extra lesson makes nobody the teacher
        return {Course(one.class_id, one.group_id, one.subject_id): one.owner_id for one in ordered}

    def owner(self, one: Written) -> PersonId:
        """Whose course a lesson belongs to; where the timetable knows nothing of it, who held it."""
        return self.owners.get(course_of(one.lesson), one.teacher_id)

    @cached_property
    def pages(self) -> Mapping[Page, Sequence[Slot]]:
        """The pages that had lessons, with these."""
        found: dict[Page, list[Slot]] = {}
        for slot in self.slots:
            found.setdefault(Page(slot.class_id, slot.subject_id, self.month), []).append(slot)
        return found


def course_of(lesson: LessonRef) -> Course:
    """What the lesson belongs to."""
    return Course(lesson.class_id, lesson.group_id, lesson.subject_id)


def ref_of(slot: Slot) -> LessonRef:
    """The lesson of a slot."""
    return LessonRef(slot.class_id, slot.group_id, slot.subject_id, slot.day, slot.number)


def found_in(facts: Facts) -> tuple[Finding, ...]:
    """Everything that rules find, lesson by lesson first, then what is of a whole page."""
    return (
        *_unfilled(facts),
        *_of_lessons(facts),
        *_without_homework(facts),
        *_few_marks(facts),
        *_plan(facts),
        *_paper(facts),
    )


def counted(facts: Facts, page: Page) -> Count:
    """What the electronic journal has for a page: lessons recorded as held, each group's own, and marks (F03)."""
    own = [one for one in facts.written if _is_of(one, page) and "held" in one.kinds]
    return Count(len(own), sum(one.marks for one in own))


def _unfilled(facts: Facts) -> Iterator[Finding]:
    """Lessons that took place and are not recorded, or not as the profile wants it (B01-B05)."""
    for slot in facts.slots:
        kinds = one.kinds if (one := facts.by_lesson.get(ref_of(slot))) else frozenset[str]()
        if is_filled(kinds, facts.profile):
            continue
        flaw = Flaw.INCOMPLETE if "held" in kinds else Flaw.UNFILLED
        course = Course(slot.class_id, slot.group_id, slot.subject_id)
        yield Finding(course, slot.teacher_id, Matter(flaw, slot.day, slot.number))


def _of_lessons(facts: Facts) -> Iterator[Finding]:
    """What is wrong with lessons that were recorded."""
    profile, today = facts.profile, facts.moment.date()
    waits = timedelta(days=profile.absence_reason_days)
    for one in facts.written:
        day = one.lesson.day
        if one.late_days > profile.entry_grace_days:
            yield _of_lesson(one, Flaw.LATE, one.late_days)
        if one.unnamed and profile.control_required:
            yield _of_lesson(one, Flaw.NO_CONTROL, one.unnamed)
        if one.unexplained and profile.absence_reason_required and day + waits < today:
            yield _of_lesson(one, Flaw.NO_REASON, one.unexplained)


def _without_homework(facts: Facts) -> Iterator[Finding]:
    """Courses in which nothing was said of homework for so many days, «не задано» included (B04, B05); a school may
    look away."""
    least = facts.profile.check_homework_days
    for course, held in facts.courses.items() if least else ():
        given = [place for place, one in enumerate(held) if one.kinds & _OF_HOMEWORK]
        since = held[given[-1] + 1 :] if given else held
        if len(since) >= _LEAST_LESSONS and (since[-1].lesson.day - since[0].lesson.day).days >= least:
            yield Finding(course, facts.owner(since[-1]), Matter(Flaw.NO_HOMEWORK, count=len(since)))


def _few_marks(facts: Facts) -> Iterator[Finding]:
    """Courses in which pupils cannot get a mark of a period that ends (B23)."""
    today, least = facts.moment.date(), facts.profile.period_least_marks
    for period, class_ids, marked in facts.ending:
        for course, teacher_id in facts.owners.items():
            if course.class_id in class_ids:
                marks = marked.get((course.class_id, course.subject_id), {})
                pupils = listed(facts.pupils.get(course.class_id, ()), course, period, today)
                few = sum(marks.get(one.pupil.id, 0) < least for one in pupils)
                if few:
                    yield Finding(course, teacher_id, Matter(Flaw.FEW_MARKS, count=few))


def _plan(facts: Facts) -> Iterator[Finding]:
    """Topics out of the plan's order, and courses that lag behind it within the month (B15)."""
    for course, held in facts.courses.items():
        walked = [(one, place) for one, place in _places(held) if place]
        for (_, before), (one, place) in pairwise(walked):
            if place < before:
                yield _of_lesson(one, Flaw.ORDER, 1)
        lag = _lag(held, walked)
        if lag > TOLERANCE:
            yield Finding(course, facts.owner(held[-1]), Matter(Flaw.BEHIND, count=lag))


def _places(held: Sequence[Written]) -> Iterator[tuple[Written, int]]:
    """Each lesson with the place of its topic in the plan, 0 for none; of several, the next that is not behind."""
    last = 0
    for one in held:
        ahead = [place for place in one.positions if place >= last]
        place = min(ahead) if ahead else max(one.positions, default=0)
        last = place or last
        yield one, place


def _lag(held: Sequence[Written], walked: Sequence[tuple[Written, int]]) -> int:
    """By how many lessons the topics moved less than the lessons did, from the first known topic to the last."""
    if len(walked) < _LEAST_LESSONS:
        return 0
    (first, begun), (last, reached) = walked[0], walked[-1]
    lessons = held.index(last) - held.index(first)
    return lessons - (reached - begun)


def _paper(facts: Facts) -> Iterator[Finding]:
    """Pages of which the paper journal has another number of lessons or marks (B16, F03)."""
    for page, paper in facts.paper.items():
        slots, own = facts.pages.get(page), counted(facts, page)
        off = abs(paper.lessons - own.lessons) + abs(paper.marks - own.marks)
        if slots and off:
            course = Course(page.class_id, slots[-1].group_id, page.subject_id)
            yield Finding(course, facts.owners[course], Matter(Flaw.PAPER, count=off))


def _of_lesson(one: Written, flaw: Flaw, count: int) -> Finding:
    return Finding(course_of(one.lesson), one.teacher_id, Matter(flaw, one.lesson.day, one.lesson.number, count))


def _is_of(one: Written, page: Page) -> bool:
    return (one.lesson.class_id, one.lesson.subject_id) == (page.class_id, page.subject_id)


def of_page(found: Iterable[Finding], page: Page) -> tuple[Finding, ...]:
    """Those of one page."""
    return tuple(
        one for one in found if (one.course.class_id, one.course.subject_id) == (page.class_id, page.subject_id)
    )
