"""What remarks and checks make due: of teachers to mend, of deputies to look and to check (F01, F04, F05). Pure."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from core.calendar.model import Calendar
from core.deadlines.model import About, Due, Duty
from core.deadlines.rules import WAIT, made
from core.ids import ClassId, PersonId
from core.supervision import rules
from core.supervision.findings import Facts
from core.supervision.model import Check, Remark, State
from core.supervision.verified import Scope

LOOK = timedelta(days=7)
"""Days in which what a teacher has mended is looked at."""


def to_mend(
    remarks: Iterable[Remark],
    employed: Collection[PersonId],
    calendar: Calendar,
    today: date,
    checking: Collection[PersonId],
    day_of: Callable[[datetime], date],
) -> Iterator[Due]:
    """The remarks that wait for their teacher; where they left and nobody teaches that now, for who checks (F04)."""
    for one in remarks:
        page, last = one.made.page, one.made.due
        of = About(page.class_id, one.made.group_id, page.subject_id, code=str(one.id))
        if one.state is not State.SENT:
            continue
        opens = day_of(one.made.made_at)
        for person in rules.executors(one, employed, calendar.entries, today) or checking:
            yield made(Duty.REMARK, of, person, opens=opens, due=last, escalates=last + WAIT)


def to_look(
    remarks: Iterable[Remark],
    deputies: Sequence[PersonId],
    directors: Sequence[PersonId],
    day_of: Callable[[datetime], date],
) -> Iterator[Due]:
    """What teachers have mended, as one for each who decides: the author, or where they check no more all deputies."""
    first: dict[PersonId, date] = {}
    counts: Counter[PersonId] = Counter()
    for one in remarks:
        for person in rules.judges(one.made.author_id, deputies, directors) if one.state is State.FIXED else ():
            counts[person] += 1
            first[person] = min(first.get(person, date.max), day_of(one.changed_at))
    for person, opens in first.items():
        due = opens + LOOK
        yield made(Duty.RECHECK, About(), person, opens=opens, due=due, escalates=due, count=counts[person])


def to_check(facts: Facts, checks: Collection[Check], people: Collection[PersonId]) -> Iterator[Due]:
    """The pages of the month before that nobody has checked, as one for each who checks (F01, F05)."""
    left = len(facts.pages.keys() - {one.page for one in checks})
    opens = rules.after(facts.month)
    due = opens.replace(day=facts.profile.check_day)
    for person in people if left else ():
        matter = About(code=f"{facts.month:%Y-%m}")
        yield made(Duty.CHECK, matter, person, opens=opens, due=due, escalates=due, count=left)


def to_verify(facts: Facts, said: Collection[Scope], leading: Callable[[ClassId], Iterable[PersonId]]) -> Iterator[Due]:
    """What teachers and class teachers have not verified of the month before (G02-G04)."""
    if not facts.profile.verify_day:
        return
    opens = rules.after(facts.month)
    due, code = opens.replace(day=facts.profile.verify_day), f"{facts.month:%Y-%m}"
    for course, teacher_id in facts.owners.items():
        if Scope(course.class_id, facts.month, course.subject_id, course.group_id) not in said:
            of = About(course.class_id, course.group_id, course.subject_id, code=code)
            yield made(Duty.VERIFY, of, teacher_id, opens=opens, due=due, escalates=due)
    for class_id in {course.class_id for course in facts.owners}:
        for teacher_id in leading(class_id) if Scope(class_id, facts.month) not in said else ():
            yield made(Duty.VERIFY, About(class_id, code=code), teacher_id, opens=opens, due=due, escalates=due)
