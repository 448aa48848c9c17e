"""The monthly check as it is looked at: the school's month, a class, a page (F01, F05)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from core.calendar.model import Slot
from core.deadlines.model import Holder
from core.errors import ForbiddenError, NotFoundError
from core.ids import ClassId, PersonId, SubjectId
from core.journal.quick_entry.naming import colleague_named
from core.people.model import Actor, School
from core.supervision import rules
from core.supervision.findings import Facts, counted, found_in, of_page, ref_of
from core.supervision.model import Check, Page, Remark, State
from core.supervision.reading import Wanted, facts_of, in_a_thread
from core.supervision.views import ClassView, MonthView, PageView, Progress, SubjectLine
from core.unit_of_work import Database, UnitOfWork

_DUES = (1, 5)
"""School days that are proposed for a remark beside the profile's."""
_Key = tuple[ClassId, SubjectId]


async def month(database: Database, actor: Actor, now: datetime, shown: date | None = None) -> MonthView:
    """A month of the school, for a class teacher of the classes led. ForbiddenError for others."""
    if not rules.checks(actor) and not actor.led:
        raise ForbiddenError
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        facts = await facts_of(unit, school, Wanted(shown, None if rules.checks(actor) else actor.led), now)
        checks = await unit.supervision.checks(tuple(facts.classes), facts.month)
        remarks = await unit.supervision.remarks(school.id, facts.month)
        waiting = await unit.supervision.open_remarks(school.id)
    own = [one for one in waiting if one.made.page.class_id in facts.classes]
    lines = await in_a_thread(facts, lambda: _lines(facts, checks, remarks, {}))
    first, current = rules.month_of(facts.calendar.year_from), rules.month_of(facts.moment.date())
    return MonthView(
        facts.month,
        facts.moment.date(),
        tuple((of, _progress(lines.get(of.id, ()))) for of in facts.classes.values()),
        fixed=sum(one.state is State.FIXED for one in own),
        older=sum(one.made.page.month < facts.month for one in own),
        earlier=rules.before(facts.month) if facts.month > first else None,
        later=rules.after(facts.month) if facts.month < current else None,
    )


async def of_class(database: Database, actor: Actor, class_id: ClassId, shown: date, now: datetime) -> ClassView:
    """The pages of a class. NotFoundError but for who checks and its class teacher."""
    rules.check_sees(actor, class_id)
    async with database.reading() as unit:
        return await class_of(unit, actor, class_id, shown, now)


async def class_of(unit: UnitOfWork, actor: Actor, class_id: ClassId, shown: date, now: datetime) -> ClassView:
    """The same within a unit of work."""
    school = await unit.people.school(actor.school_id)
    facts = await facts_of(unit, school, Wanted(shown, (class_id,)), now)
    checks = await unit.supervision.checks((class_id,), facts.month)
    remarks = await unit.supervision.remarks(school.id, facts.month)
    subjects = {one.id: one.name for one in await unit.calendar.subjects(school.id)}
    lines = _lines(facts, checks, remarks, subjects).get(class_id, ())
    by_name = tuple(sorted(lines, key=lambda line: line.subject))
    return ClassView(facts.classes[class_id], facts.month, by_name, checks=rules.checks(actor), over=facts.over)


async def page(database: Database, actor: Actor, shown: Page, now: datetime) -> PageView:
    """A page with what rules find. NotFoundError but for who checks and the class teacher, and for no page."""
    rules.check_sees(actor, shown.class_id)
    async with database.reading() as unit:
        return await page_of(unit, actor, shown, now)


async def page_of(unit: UnitOfWork, actor: Actor, shown: Page, now: datetime) -> PageView:
    """The same within a unit of work."""
    school = await unit.people.school(actor.school_id)
    facts = await facts_of(unit, school, Wanted(shown.month, (shown.class_id,)), now)
    subjects = {one.id: one.name for one in await unit.calendar.subjects(school.id)}
    slots = facts.pages.get(shown)
    if slots is None or shown.subject_id not in subjects:
        raise NotFoundError
    groups = (await unit.people.class_groups((shown.class_id,)))[shown.class_id]
    checks = await unit.supervision.checks((shown.class_id,), facts.month)
    names = names_of(await unit.deadlines.holders(school.id, school.today(now)), school)
    check = next((one for one in checks if one.page == shown), None)
    return PageView(
        page=shown,
        of=facts.classes[shown.class_id],
        subject=subjects[shown.subject_id],
        lessons=len(slots),
        recorded=sum(_is_recorded(facts, slot) for slot in slots),
        journal=counted(facts, shown),
        findings=of_page(found_in(facts), shown),
        remarks=tuple(one for one in await unit.supervision.remarks(school.id, facts.month) if one.made.page == shown),
        check=check,
        checked_by=names.get(check.by) if check else None,
        paper=facts.paper.get(shown),
        teachers=names,
        groups={one.id: one.title for one in groups},
        dues=_dues(facts, facts.classes[shown.class_id].grade),
        owners={
            course.group_id: teacher_id
            for course, teacher_id in facts.owners.items()
            if (course.class_id, course.subject_id) == (shown.class_id, shown.subject_id)
        },
        checks=rules.checks(actor),
        over=facts.over,
    )


def names_of(holders: Iterable[Holder], school: School) -> Mapping[PersonId, str]:
    """Who holds a function, as far as the school lets names out."""
    return {one.person_id: colleague_named(one.name, school.content_mode) for one in holders}


def _lines(
    facts: Facts, checks: Iterable[Check], remarks: Collection[Remark], subjects: Mapping[SubjectId, str]
) -> Mapping[ClassId, Collection[SubjectLine]]:
    """The pages of each class, with the numbers of findings that nobody remarked and of open remarks."""
    told = {(_of(one), one.made.group_id, matter.place) for one in remarks for matter in one.made.matters}
    flaws = Counter(
        (one.course.class_id, one.course.subject_id)
        for one in found_in(facts)
        if ((one.course.class_id, one.course.subject_id), one.course.group_id, one.matter.place) not in told
    )
    waiting = Counter(_of(one) for one in remarks if one.open)
    checked = {one.page: one for one in checks}
    found: dict[ClassId, list[SubjectLine]] = {}
    for of in facts.pages:
        key = (of.class_id, of.subject_id)
        line = SubjectLine(of, subjects.get(of.subject_id, ""), flaws[key], waiting[key], checked.get(of))
        found.setdefault(of.class_id, []).append(line)
    return found


def _of(remark: Remark) -> _Key:
    return remark.made.page.class_id, remark.made.page.subject_id


def _progress(lines: Collection[SubjectLine]) -> Progress:
    return Progress(
        pages=len(lines),
        checked=sum(one.check is not None for one in lines),
        findings=sum(one.findings for one in lines),
        remarks=sum(one.remarks for one in lines),
    )


def _is_recorded(facts: Facts, slot: Slot) -> bool:
    one = facts.by_lesson.get(ref_of(slot))
    return one is not None and bool(one.kinds & {"held", "not_held"})


def _dues(facts: Facts, grade: int) -> tuple[date, ...]:
    """The profile's school days first, then the next one and a week."""
    wanted = (facts.profile.remark_days, *_DUES)
    days = (rules.school_days_after(facts.calendar, grade, facts.moment.date(), count) for count in wanted)
    return tuple(dict.fromkeys(days))
