"""Writing a draft into the journal: permission → rules of the profile → facts, audit, news, in one transaction."""

from dataclasses import replace
from datetime import datetime, timedelta

from core.deadlines.profiles import profile_of
from core.errors import NotFoundError
from core.ids import DraftId
from core.journal import rules
from core.journal.closing import of_calendar
from core.journal.drafts import own_draft
from core.journal.errors import ConfirmationNeededError, DraftChangedError, DraftClosedError
from core.journal.hands import sees
from core.journal.hints.model import Hint
from core.journal.hints.service import hint_after, hint_under
from core.journal.permitting import reason_of
from core.journal.ports import StoredDraft
from core.journal.readings import reread
from core.journal.writing import Moment, Recorded, own_slot, record_in
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


async def record_lesson(
    database: Database,
    actor: Actor,
    draft_id: DraftId,
    now: datetime,
    grace: timedelta,
    reason: str | None = None,
) -> Recorded:
    """Write a draft without questions into the journal (B01-B14). A second call finds it written and changes nothing.

    `reason` says why the entry comes after the grace days of the profile, or corrects what stands. What the profile
    wants approved is asked for, the rest is written (P12). What an operator typed is written by the teacher alone where
    the school wants that (B17); DraftChangedError if it would write what the teacher was not shown, or names
    somebody who has left the class.
    """
    async with database.writing() as unit:
        draft = await own_draft(unit, actor, draft_id)
        if draft.state == "recorded":
            return await recorded_again(unit, draft, grace)
        if draft.state != "open":
            raise DraftClosedError(state=draft.state)
        if actor.types_for is not None and await confirmation_wanted(unit, actor):
            raise ConfirmationNeededError
        await _as_shown(unit, draft, now)
        try:
            done = await record_in(unit, actor, draft, Moment(now, grace, reason or draft.late_reason))
        except DraftChangedError:
            await _read_anew(unit, draft, now)
            raise
        done = replace(done, hint=await _hint(unit, actor, done, now))
        await unit.commit()
        return done


async def recorded(database: Database, actor: Actor, draft_id: DraftId, grace: timedelta) -> Recorded:
    """What a recorded draft wrote, for its author and for the operator who typed it."""
    async with database.reading() as unit:
        draft = await unit.journal.draft(draft_id)
        if not sees(draft, actor):
            raise NotFoundError
        return await recorded_again(unit, draft, grace)


async def recorded_again(unit: UnitOfWork, draft: StoredDraft, grace: timedelta) -> Recorded:
    """What a recorded draft wrote, or asked for."""
    requests = await unit.approvals.of_draft(draft.id)
    if draft.entry_id is not None:
        entry = await unit.journal.entry(draft.entry_id)
        rows = await unit.outbox.lesson_rows(entry.lesson_id)
        told = {row.planned.chat_key for row in rows}
        hint = await hint_under(unit, draft)
        return Recorded(draft, entry.id, entry.lesson_id, len(told), entry.at + grace, True, requests, hint)
    asked = next((one.made for one in requests if one.made.lesson_id is not None), None)
    if asked is None or asked.lesson_id is None:
        raise NotFoundError
    return Recorded(draft, None, asked.lesson_id, 0, asked.asked_at, True, requests)


async def confirmation_wanted(unit: UnitOfWork, actor: Actor) -> bool:
    """Whether the school wants a teacher's word for what an operator typed (B17)."""
    return profile_of(await unit.people.school(actor.school_id)).operator_confirmation


async def check_entry(unit: UnitOfWork, actor: Actor, draft: StoredDraft, at: Moment) -> None:
    """That an operator's entry could be written now, as far as the lesson, its day and what is said of it go."""
    school = await unit.people.school(actor.school_id)
    key = rules.lesson_key(school.id, draft.reading)
    rules.check_content(draft.reading)
    calendar = await unit.calendar.calendar(key.school_id, (key.class_id,), key.day, key.day, key.day)
    own_slot(calendar, key, actor, draft.reading)
    why = at.reason or reason_of(draft, None, shut=of_calendar(calendar, school, key, at.now))
    rules.check_day(key, school.today(at.now), rules.for_work(profile_of(school), draft.reading), why)


async def _hint(unit: UnitOfWork, actor: Actor, done: Recorded, now: datetime) -> Hint | None:
    """Nothing is taught beside what waits for an approval."""
    asks = done.entry_id is None or done.requests
    return None if asks else await hint_after(unit, actor, done.draft, now)


async def _as_shown(unit: UnitOfWork, draft: StoredDraft, now: datetime) -> None:
    """What was handed over is read once more: the lesson may have changed while it waited."""
    if draft.handed_at is not None:
        await _read_anew(unit, draft, now)


async def _read_anew(unit: UnitOfWork, draft: StoredDraft, now: datetime) -> None:
    """DraftChangedError if the draft says something else now; it is kept so, to be looked at."""
    fresh = (await reread(unit, draft)).reading
    if fresh != draft.reading:
        await unit.journal.change_draft(replace(draft, reading=fresh), now)
        await unit.commit()
        raise DraftChangedError
