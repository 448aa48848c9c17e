"""What a teacher's message is read against: only classes that the teacher has lessons with."""

from datetime import datetime, timedelta

from core.calendar.rules import slots_between
from core.deadlines.profiles import profile_of
from core.journal.quick_entry.model import ClassList, EntryContext
from core.people.model import Person, School
from core.unit_of_work import UnitOfWork

BACK = timedelta(days=35)
AHEAD = timedelta(days=28)
"""How far a message may reach: corrections back to the month, homework over the longest holidays."""


async def load_context(unit: UnitOfWork, school: School, teacher: Person, moment: datetime) -> EntryContext:
    """Everything that a reading depends on, at the school's local `moment` (aware). Least privilege by construction."""
    day = moment.date()
    taught = await unit.calendar.taught_classes(teacher.id, day)
    titles = await unit.people.classes(school.id, day)
    pupils, groups = await unit.people.class_pupils(taught), await unit.people.class_groups(taught)
    calendar = await unit.calendar.calendar(school.id, taught, day)
    return EntryContext(
        moment=moment,
        teacher=teacher,
        classes=tuple(ClassList(one, pupils[one.id], groups[one.id]) for one in titles if one.id in taught),
        titles=titles,
        subjects=await unit.calendar.subjects(school.id),
        control_kinds=await unit.journal.control_kinds(school.id),
        slots=tuple(slots_between(calendar, day - BACK, day + AHEAD)),
        staff=await unit.people.staff(school.id, day),
        plan=await unit.calendar.plan(taught),
        recorded_topics=await unit.journal.topics_recorded(taught),
        grace_days=profile_of(school).entry_grace_days,
        terms=calendar.terms,
        content_mode=school.content_mode,
    )
