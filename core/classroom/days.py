"""The day of a class at a glance: who is missing and why, who is late, what is not recorded, remarks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar.model import Calendar, Slot
from core.calendar.rules import is_holiday, slots_on
from core.classroom import rules
from core.classroom.gaps import unexplained
from core.classroom.model import Away, ClassDay, Late, Remark, Unentered
from core.errors import NotFoundError
from core.ids import ClassId, PersonId
from core.journal.model import Absence, LessonRecord
from core.journal.notes.model import AbsenceNote
from core.journal.notes.rules import LIMIT, check_reads
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.naming import colleague, naming_of
from core.people.model import Actor, Enrolled, School, SchoolClass
from core.unit_of_work import Database, UnitOfWork


async def class_day(
    database: Database, actor: Actor, class_id: ClassId, now: datetime, day: date | None = None
) -> ClassDay:
    """A class on a day of this school year, or today (B01, B08, B09, N23).

    ForbiddenError but for its class teacher, deputies and the director.
    """
    check_reads(actor, class_id)
    async with database.reading() as unit:
        view = await _view(unit, actor, class_id, now, day)
        everyone = await _everyone(unit, view)
        lacking = await _unentered(unit, view)
        subjects = await _subjects(unit, view)
        waiting = await unexplained(unit, class_id, view.pupils, view.today)
        families = await _families(unit, view)
    before, after = rules.neighbours(view.calendar, view.day, view.today)
    return ClassDay(
        of=view.of,
        day=view.day,
        today=view.today,
        own=actor.leads(class_id),
        lessons=len({slot.number for slot in view.slots}),
        holiday=is_holiday(view.calendar, view.of.grade, view.day),
        everyone=everyone,
        late=tuple(_late(view)),
        remarks=tuple(_remarks(view)),
        unentered=lacking,
        subjects=subjects,
        earlier=before,
        later=after,
        waiting=len({one.fact.pupil_id for one in waiting}),
        unconfirmed=len(families),
    )


@dataclass(frozen=True, slots=True)
class _View:
    """What is known of the class and the day before anybody is looked at."""

    school: School
    of: SchoolClass
    day: date
    moment: datetime
    calendar: Calendar
    slots: Sequence[Slot]
    pupils: tuple[Enrolled, ...]
    records: Sequence[LessonRecord]
    names: Mapping[PersonId, str]

    @property
    def today(self) -> date:
        return self.moment.date()


async def _view(unit: UnitOfWork, actor: Actor, class_id: ClassId, now: datetime, asked: date | None) -> _View:
    school = await unit.people.school(actor.school_id)
    moment = now.astimezone(school.zone)
    classes = await unit.people.classes(school.id, moment.date())
    of = next((one for one in classes if one.id == class_id), None)
    if of is None:
        raise NotFoundError
    calendar = await unit.calendar.calendar(school.id, (class_id,), moment.date())
    day = rules.within(calendar, asked, moment.date())
    pupils = (await unit.people.class_pupils((class_id,)))[class_id]
    records = sorted(await unit.journal.lessons_on((class_id,), day), key=lambda record: record.key.number)
    names = naming_of(ClassList(of, pupils), school.content_mode).names
    return _View(school, of, day, moment, calendar, slots_on(calendar, day), pupils, records, names)


async def _everyone(unit: UnitOfWork, view: _View) -> tuple[Away, ...]:
    """The day's list with what is known of each."""
    pupils = [one.pupil for one in view.pupils if one.on(view.day)]
    ids = tuple(pupil.id for pupil in pupils)
    coming = timedelta(days=LIMIT if view.day == view.today else 0)
    notes = await unit.notes.standing(ids, view.day, view.day + coming)
    back = await _back(unit, view, notes)
    absences = rules.absences_of(view.records)
    found = []
    for pupil in pupils:
        missing = tuple(one for one in absences if one.fact.pupil_id == pupil.id)
        own = tuple(note for note in notes if note.stated.pupil_id == pupil.id)
        found.append(Away(pupil, view.names[pupil.id], missing, own, back.get(pupil.id)))
    return tuple(found)


async def _families(unit: UnitOfWork, view: _View) -> list[AbsenceNote]:
    """What families say of those on today's list and the class teacher has not confirmed."""
    ids = tuple(one.pupil.id for one in view.pupils if one.on(view.today))
    reach = timedelta(days=LIMIT)
    return [note for note in await unit.notes.standing(ids, view.today - reach, view.today + reach) if note.waits]


async def _back(unit: UnitOfWork, view: _View, notes: Sequence[AbsenceNote]) -> dict[PersonId, date]:
    """Who of those with an open note was seen at a lesson, and when first."""
    still_open = [note for note in notes if note.stated.last_day is None]
    if not still_open:
        return {}
    since = min(note.stated.first_day for note in still_open)
    seen = await unit.journal.seen(tuple(note.stated.pupil_id for note in still_open), since, view.today)
    found = {}
    for note in still_open:
        day = rules.came_back(note, view.school.today(note.made.entered_at), seen)
        if day is not None:
            found[note.stated.pupil_id] = day
    return found


def _late(view: _View) -> list[Late]:
    return [
        Late(view.names[fact.pupil_id], record.key.number, fact.minutes)
        for record in view.records
        for fact in record.attendance
        if fact.late and fact.pupil_id in view.names
    ]


def _remarks(view: _View) -> list[Remark]:
    """What teachers wrote; that somebody was exempt from a lesson is no remark."""
    return [
        Remark(view.names[fact.pupil_id], record.key.number, fact.text)
        for record in view.records
        for fact in record.remarks
        if fact.text and fact.pupil_id in view.names
    ]


async def _unentered(unit: UnitOfWork, view: _View) -> tuple[Unentered, ...]:
    lacking = rules.unentered(view.slots, view.records, view.moment)
    if not lacking:
        return ()
    subjects = {one.id: one.name for one in await unit.calendar.subjects(view.school.id)}
    groups = {one.id: one.title for one in (await unit.people.class_groups((view.of.id,)))[view.of.id]}
    staff = {one.id: one for one in await unit.people.staff(view.school.id, view.day)}
    return tuple(
        Unentered(
            slot.number,
            subjects.get(slot.subject_id, ""),
            groups.get(slot.group_id) if slot.group_id else None,
            colleague(staff[slot.teacher_id], view.school.content_mode) if slot.teacher_id in staff else "",
        )
        for slot in lacking
    )


async def _subjects(unit: UnitOfWork, view: _View) -> dict[int, str]:
    absences: list[Absence] = rules.absences_of(view.records)
    if not absences:
        return {}
    names = {one.id: one.name for one in await unit.calendar.subjects(view.school.id)}
    return {one.key.number: names.get(one.key.subject_id, "") for one in absences}
