"""The school's day in figures, class by class."""

from collections.abc import Sequence
from datetime import date, datetime

from core.calendar.model import Slot
from core.calendar.rules import slots_on
from core.classroom import rules
from core.classroom.model import ClassCounts, SchoolDay
from core.journal.model import LessonRecord
from core.people.model import Actor, Enrolled, SchoolClass
from core.unit_of_work import Database


async def school_day(database: Database, actor: Actor, now: datetime, day: date | None = None) -> SchoolDay:
    """Every class on a day of this school year, or today (N03). ForbiddenError but for deputies and the director."""
    rules.check_reads_all(actor)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        moment = now.astimezone(school.zone)
        classes = await unit.people.classes(school.id, moment.date())
        ids = tuple(one.id for one in classes)
        calendar = await unit.calendar.calendar(school.id, ids, moment.date())
        shown = rules.within(calendar, day, moment.date())
        lists = await unit.people.class_pupils(ids)
        records = await unit.journal.lessons_on(ids, shown)
    slots = slots_on(calendar, shown)
    counts = (
        _counts(
            of,
            [one for one in lists[of.id] if one.on(shown)],
            [slot for slot in slots if slot.class_id == of.id],
            [record for record in records if record.key.class_id == of.id],
            moment,
        )
        for of in classes
    )
    return SchoolDay(shown, moment.date(), tuple(counts), *rules.neighbours(calendar, shown, moment.date()))


def _counts(
    of: SchoolClass,
    pupils: Sequence[Enrolled],
    slots: Sequence[Slot],
    records: Sequence[LessonRecord],
    moment: datetime,
) -> ClassCounts:
    listed = {one.pupil.id for one in pupils}
    absences = [one for one in rules.absences_of(records) if one.fact.pupil_id in listed]
    return ClassCounts(
        of=of,
        listed=len(listed),
        missing=len({one.fact.pupil_id for one in absences}),
        unexplained=len({one.fact.pupil_id for one in absences if one.fact.reason is None}),
        late=sum(fact.late for record in records for fact in record.attendance),
        unentered=len(rules.unentered(slots, records, moment)),
        lessons=len(slots),
    )
