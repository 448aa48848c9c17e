"""What the clock does: reminders at their moments, each person at most twice a day, and the ledger of duties.

Reads of a run do not grow with the number of teachers. A run that came twice, late, or on two processes at once reminds
nobody twice: a person's turn of a day is taken in the transaction that writes the message.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from core.calendar.rules import slots_on
from core.calendar.working import works_on
from core.deadlines.model import SILENT, TEACHING, Due, Duty, Kept, Line, Occasion, Turn
from core.deadlines.profiles import profile_of
from core.deadlines.sources import Frame, all_due, frame_of, staffing_of
from core.deadlines.telling import SHOWN, Names, lines, names_of, packed, snoozed
from core.deadlines.turns import awake, due_turns, staff_of
from core.ids import DutyId, PersonId
from core.notifications.model import Kind, Planned
from core.people.model import School
from core.unit_of_work import Database, UnitOfWork

WORTH_READING = timedelta(hours=4)

Key = tuple[str, str, PersonId]


@dataclass(frozen=True, slots=True)
class _Run:
    """All that a run at a school decides by."""

    frame: Frame
    names: Names
    dues: tuple[Due, ...]
    kept: tuple[Kept, ...]
    now: datetime


async def remind(database: Database, now: datetime) -> int:
    """Remind everybody whose moment has come, at every school; how many chats get a message."""
    async with database.reading() as unit:
        schools = await unit.people.schools()
    told = 0
    for school in schools:
        if profile_of(school).reminders and awake(now.astimezone(school.zone)):
            told += await _at_school(database, school, now)
    return told


async def _at_school(database: Database, school: School, now: datetime) -> int:
    async with database.reading() as unit:
        turns = await _turns(unit, school, now)
        run = await _run(unit, school, now) if turns else None
    if run is None:
        return 0
    return await database.run(lambda unit: _write(unit, run, turns))


async def _turns(unit: UnitOfWork, school: School, now: datetime) -> tuple[Turn, ...]:
    moment = now.astimezone(school.zone)
    if not await works_on(unit, school, moment.date()):
        return ()
    had = await unit.duties.had(school.id, moment.date())
    staffing = await staffing_of(unit, school.id, moment.date())
    settings = await unit.preferences.settings(school.id, staff_of(staffing))
    cells, hours = await unit.deadlines.slots(school.id), await unit.deadlines.own_hours(school.id)
    return tuple(due_turns(staffing, cells, hours, had, settings, profile_of(school), moment))


async def _run(unit: UnitOfWork, school: School, now: datetime) -> _Run | None:
    staffing = await staffing_of(unit, school.id, school.today(now))
    frame = await frame_of(unit, school, staffing, now)
    if frame is None:
        return None
    dues = tuple(due for due in await all_due(unit, frame) if due.duty not in SILENT)
    return _Run(frame, await names_of(unit, frame), dues, await unit.duties.standing(school.id), now)


async def _write(unit: UnitOfWork, run: _Run, turns: Sequence[Turn]) -> int:
    """Take the turns, bring the ledger up to date, and put the messages of those whose turn was free."""
    school_id, day = run.frame.school.id, run.frame.today
    wanted = [(turn.person_id, turn.occasion) for turn in turns]
    taken = await unit.duties.take(school_id, wanted, day, run.now)
    if not taken:
        return 0
    book = await _book(unit, run)
    messages = [book.message(turn) for turn in turns if (turn.person_id, turn.occasion) in taken]
    for occasion in Occasion:
        reminded = [pair for one in messages if one.turn.occasion is occasion for pair in one.reminded]
        await unit.duties.reminded(reminded, f"{day}:{occasion}", run.now)
    await unit.duties.escalated([pair for one in messages for pair in one.escalated], run.now)
    rows = tuple(row for one in messages if one.lines for row in _rows(run, one))
    await unit.outbox.enqueue(rows, run.now)
    return len(rows)


async def _book(unit: UnitOfWork, run: _Run) -> "_Book":
    """The ledger after it was brought up to date: what is due is open in it, what is not is done."""
    school_id = run.frame.school.id
    present = {due.key for due in run.dues}
    known = {one.key for one in run.kept}
    await unit.duties.open(school_id, [due for due in run.dues if due.key not in known], run.now)
    await unit.duties.done([one.id for one in run.kept if one.key not in present], run.now)
    kept = {one.key: one for one in await unit.duties.standing(school_id)}
    return _Book(run, kept, await unit.duties.heard(school_id))


@dataclass(frozen=True, slots=True)
class _Message:
    """What somebody is told at a turn, and what of it is entered into the ledger."""

    turn: Turn
    lines: tuple[Line, ...] = ()
    reminded: tuple[tuple[DutyId, PersonId], ...] = ()
    escalated: tuple[tuple[DutyId, PersonId], ...] = ()


@dataclass(frozen=True)
class _Book:
    """The duties of a run with what the ledger says of them."""

    run: _Run
    kept: Mapping[Key, Kept]
    heard: frozenset[tuple[DutyId, PersonId]]

    @cached_property
    def rests(self) -> frozenset[Duty]:
        """What nobody is told of today: in holidays the teachers' duties."""
        return frozenset() if slots_on(self.run.frame.calendar, self.run.frame.today) else TEACHING

    @cached_property
    def by_person(self) -> Mapping[PersonId, list[Due]]:
        """The duties by who is to do them, without those that were put off."""
        staffing, today = self.run.frame.staffing, self.run.frame.today
        off = snoozed(self.run.dues, self.kept.values(), today)
        found: dict[PersonId, list[Due]] = {}
        for due in self.run.dues:
            person_id = staffing.stands_in(due.person_id)
            if person_id is not None and due.key not in off and due.urged <= today and due.duty not in self.rests:
                found.setdefault(person_id, []).append(due)
        return found

    @cached_property
    def by_overseer(self) -> Mapping[PersonId, list[Due]]:
        """What waits too long by who hears of it; marks of a period in holidays too, since they are due then."""
        found: dict[PersonId, list[Due]] = {}
        rests = self.rests - {Duty.PERIOD}
        for due in self.run.dues:
            if due.escalated(self.run.frame.today) and due.duty not in rests:
                for person_id in self.run.frame.staffing.overseers(due):
                    found.setdefault(person_id, []).append(due)
        return found

    def message(self, turn: Turn) -> _Message:
        """What is told at a turn; nothing of what is not to be told now."""
        person_id = turn.person_id
        mine = [due for due in self.by_person.get(person_id, ()) if self._told(due, turn.occasion)]
        others = self.by_overseer.get(person_id, []) if turn.occasion is Occasion.EVENING else []
        new = [self._id(due) for due in others if (self._id(due), person_id) not in self.heard]
        shown = lines(self.run.names, mine, others if new else [], person_id)
        reminded = tuple((self._id(due), person_id) for due in mine)
        return _Message(turn, shown, reminded, tuple((duty_id, person_id) for duty_id in new))

    def _told(self, due: Due, occasion: Occasion) -> bool:
        """In the evening everything; in the morning lessons of the school day before, once."""
        if occasion is Occasion.EVENING:
            return True
        return due.duty is Duty.LESSON and due.overdue(self.run.frame.today) and self.kept[due.key].reminders <= 1

    def _id(self, due: Due) -> DutyId:
        return self.kept[due.key].id


def _rows(run: _Run, message: _Message) -> Iterator[Planned]:
    turn, school, day = message.turn, run.frame.school, run.frame.today
    more = max(0, len(message.lines) - SHOWN)
    facts = {"occasion": turn.occasion.value, "lines": packed(message.lines[:SHOWN]), "more": str(more)}
    for chat in turn.chats:
        yield Planned(
            school.id,
            chat,
            turn.person_id,
            Kind.REMINDER,
            f"reminder:{school.id}:{chat}:{turn.person_id}:{day}:{turn.occasion}",
            run.now,
            content={**facts, "day": day.isoformat()},
            expires_at=run.now + WORTH_READING,
        )
