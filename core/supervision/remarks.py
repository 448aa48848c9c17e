"""Remarks: made to a teacher, answered, decided, taken back; each step is kept and told (F02, F04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.audit.model import AuditLine
from core.deadlines.profiles import profile_of
from core.errors import NotFoundError
from core.ids import GroupId, PersonId, RemarkId
from core.people.model import Actor, School
from core.supervision import news, rules
from core.supervision.checking import page_of
from core.supervision.errors import CheckNothingError
from core.supervision.executing import hands_of
from core.supervision.model import Event, Finding, Matter, NewRemark, Page, Remark, State
from core.supervision.views import PageView, Story
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Draft:
    """A remark as it is asked for: about which findings of a page, or in which words, until when.

    Without findings and words it is about everything that nobody remarked. Words without findings go to the teacher of
    `group_id`, who must be named where the page has several. `due` 0 is the first of the proposed days.
    """

    page: Page
    findings: tuple[Finding, ...] = ()
    text: str | None = None
    due: int = 0
    group_id: GroupId | None = None

    def goes_to(self, view: PageView) -> PersonId | None:
        """The teacher of a remark about one finding, or in words alone."""
        if self.findings:
            return self.findings[0].teacher_id
        to = view.addressee(self.group_id)
        return to[1] if to else None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The remarks about a month, as they are printed."""

    school: School
    month: date
    stories: tuple[Story, ...]


async def send(database: Database, actor: Actor, draft: Draft, now: datetime) -> tuple[RemarkId, ...]:
    """Make a remark to each teacher whom it concerns. ForbiddenError, RemarkTextError; CheckNothingError where
    nothing is so any more. The same remark about the same matter is not made twice while it is open."""
    author_id = rules.check_checks(actor)
    text = rules.words(draft.text) if draft.text is not None else None
    async with database.writing() as unit:
        await unit.supervision.take_turn(draft.page.class_id)
        view = await page_of(unit, actor, draft.page, now)
        made = [await make(unit, actor, one, now) for one in _new(actor, author_id, view, draft, text, now)]
        if not made:
            raise CheckNothingError
        await unit.commit()
        return tuple(made)


async def fixed(database: Database, actor: Actor, remark_id: RemarkId, now: datetime) -> Story:
    """«Исправлено», said by who is to mend it. NotFoundError for others, RemarkSettledError."""
    return await _happen(database, actor, remark_id, Event.FIXED, now)


async def answer(database: Database, actor: Actor, remark_id: RemarkId, text: str, now: datetime) -> Story:
    """An answer in words, by who is to mend it. NotFoundError for others, RemarkTextError, RemarkSettledError."""
    return await _happen(database, actor, remark_id, Event.ANSWERED, now, rules.words(text))


async def accept(database: Database, actor: Actor, remark_id: RemarkId, now: datetime) -> Story:
    """«Принято». NotFoundError but for who checks, RemarkSettledError."""
    return await _happen(database, actor, remark_id, Event.ACCEPTED, now)


async def give_back(database: Database, actor: Actor, remark_id: RemarkId, text: str, now: datetime) -> Story:
    """«Не исправлено», with what is still wrong. NotFoundError but for who checks, RemarkSettledError."""
    return await _happen(database, actor, remark_id, Event.RETURNED, now, rules.words(text))


async def withdraw(database: Database, actor: Actor, remark_id: RemarkId, now: datetime) -> Story:
    """A remark that was made in error; its messages say so. NotFoundError but for who checks, RemarkSettledError."""
    return await _happen(database, actor, remark_id, Event.WITHDRAWN, now)


async def story(database: Database, actor: Actor, remark_id: RemarkId, now: datetime) -> Story:
    """A remark with its history. NotFoundError but for its teacher, the class teacher and who checks."""
    async with database.reading() as unit:
        return await _story(unit, actor, remark_id, now)


async def listed(database: Database, actor: Actor, now: datetime) -> tuple[Sequence[Remark], date]:
    """The open remarks that concern somebody, and today: all for who checks, else the own ones and the own class's."""
    async with database.reading() as unit:
        today = (await unit.people.school(actor.school_id)).today(now)
        found = await unit.supervision.open_remarks(actor.school_id)
        if rules.checks(actor):
            return found, today
        hands, reader = await hands_of(unit, actor.school_id, found, today), actor.person_id
        mends = {one.id for one in found if reader is not None and hands.mends(one, reader)}
        return [one for one in found if one.id in mends or actor.leads(one.made.page.class_id)], today


async def of_month(database: Database, actor: Actor, month: date, now: datetime) -> Ledger:
    """The remarks about a month with their history. ForbiddenError but for who checks."""
    rules.check_checks(actor)
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        found = await unit.supervision.remarks(school.id, rules.month_of(month))
        past = await unit.supervision.past([one.id for one in found])
    today = school.today(now)
    stories = (
        Story(one, past.get(one.id, ()), today, executes=False, judges=True, content_mode=school.content_mode)
        for one in found
    )
    return Ledger(school, rules.month_of(month), tuple(stories))


def _new(
    actor: Actor, author_id: PersonId, view: PageView, draft: Draft, text: str | None, now: datetime
) -> Sequence[NewRemark]:
    """A remark for each teacher: of what is found, else to whose the lessons are."""
    wanted = [one for one in view.untold if not draft.findings or one in draft.findings]
    to: dict[tuple[PersonId, GroupId | None], list[Matter]] = {}
    if text is None or draft.findings:
        for one in wanted:
            to.setdefault((one.teacher_id, one.course.group_id), []).append(one.matter)
    elif (one_of := view.addressee(draft.group_id)) is not None:
        to[one_of[1], one_of[0]] = []
    due = view.dues[draft.due] if 0 <= draft.due < len(view.dues) else view.dues[0]
    return [
        NewRemark(
            school_id=actor.school_id,
            page=view.page,
            group_id=group_id,
            teacher_id=teacher_id,
            author_id=author_id,
            made_at=now,
            due=due,
            matters=tuple(matters),
            text=text,
        )
        for (teacher_id, group_id), matters in to.items()
    ]


async def make(unit: UnitOfWork, actor: Actor, new: NewRemark, now: datetime) -> RemarkId:
    """A remark within a unit of work, with its history, its message and its line of audit."""
    remark_id = await unit.supervision.add_remark(new)
    await unit.supervision.happened(remark_id, Event.MADE, new.author_id, now, State.SENT)
    await _note(unit, actor, remark_id, Event.MADE, now)
    await news.tell(unit, await unit.supervision.remark(remark_id), Event.MADE, now)
    return remark_id


async def _happen(
    database: Database, actor: Actor, remark_id: RemarkId, event: Event, now: datetime, text: str | None = None
) -> Story:
    async with database.writing() as unit:
        seen = await _story(unit, actor, remark_id, now)
        if actor.person_id is None or not (seen.executes if event in _OF_EXECUTOR else seen.judges):
            raise NotFoundError
        state = rules.next_state(seen.remark, event)
        await unit.supervision.happened(remark_id, event, actor.person_id, now, state, text)
        if event is Event.RETURNED:
            due = await due_day(unit, actor, seen.remark.grade, now)
            await unit.supervision.extend(remark_id, max(due, seen.remark.made.due))
        await _note(unit, actor, remark_id, event, now)
        await news.tell(unit, await unit.supervision.remark(remark_id), event, now, text)
        shown = await _story(unit, actor, remark_id, now)
        await unit.commit()
        return shown


_OF_EXECUTOR = (Event.FIXED, Event.ANSWERED)


async def due_day(unit: UnitOfWork, actor: Actor, grade: int, now: datetime) -> date:
    """The proposed last day of a remark, from today by this year's calendar, whichever year it is about (F04)."""
    school = await unit.people.school(actor.school_id)
    today = school.today(now)
    calendar = await unit.calendar.calendar(school.id, (), today, today, today)
    return rules.school_days_after(calendar, grade, today, profile_of(school).remark_days)


async def _story(unit: UnitOfWork, actor: Actor, remark_id: RemarkId, now: datetime) -> Story:
    remark = await unit.supervision.remark(remark_id)
    if remark.made.school_id != actor.school_id:
        raise NotFoundError
    school = await unit.people.school(actor.school_id)
    hands = await hands_of(unit, school.id, (remark,), school.today(now))
    executes = actor.person_id is not None and hands.mends(remark, actor.person_id)
    judges = rules.checks(actor)
    if not (executes or judges or actor.leads(remark.made.page.class_id)):
        raise NotFoundError
    past = (await unit.supervision.past((remark.id,))).get(remark.id, ())
    vacant = not hands.menders(remark)
    return Story(remark, past, hands.today, executes, judges, school.content_mode, vacant)


async def _note(unit: UnitOfWork, actor: Actor, remark_id: RemarkId, event: Event, now: datetime) -> None:
    line = AuditLine(actor.school_id, now, actor.person_id, f"remark.{event}", f"remark:{remark_id}", {})
    await unit.audit.append(line)
