"""An operator's entry changes hands: handed to its teacher, confirmed, or given back (B17)."""

from dataclasses import replace
from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.deadlines.profiles import profile_of
from core.errors import NotFoundError
from core.ids import DraftId
from core.journal.drafts import REACH, open_draft
from core.journal.hands import author, check_hands, sees
from core.journal.operators.model import HandedOver, Hands
from core.journal.operators.notices import Event, notify
from core.journal.ports import StoredDraft
from core.journal.quick_entry.naming import colleague
from core.journal.readings import reread
from core.journal.recording import check_entry, confirmation_wanted, recorded_again
from core.journal.writing import Moment, record_in
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


async def hand_over(
    database: Database, actor: Actor, draft_id: DraftId, now: datetime, grace: timedelta, reason: str | None = None
) -> HandedOver:
    """«Записать» of an operator: the entry is checked as it would be written, and waits for its teacher.

    It is written at once where the school wants no confirmation, or the teacher has no chat in which to give one:
    the day of the lesson must not pass (B02). Then both names are kept and the confirmation stays due.
    """
    async with database.writing() as unit:
        draft = await unit.journal.draft(draft_id)
        if draft.handed_at is not None and sees(draft, actor):
            return HandedOver(draft)
        check_hands(draft, actor)
        if draft.state == "recorded":
            return HandedOver(draft, await recorded_again(unit, draft, grace))
        handed = await _handed(unit, actor, draft, Moment(now, grace, reason))
        await unit.commit()
        return handed


async def take_back(database: Database, actor: Actor, draft_id: DraftId, now: datetime) -> StoredDraft:
    """The operator wants it back before the teacher did anything. What was confirmed meanwhile stays confirmed."""
    async with database.writing() as unit:
        draft = await unit.journal.draft(draft_id)
        if actor.types_for is None or not sees(draft, actor):
            raise NotFoundError
        if draft.state != "open" or draft.handed_at is None:
            return draft
        return await _back(unit, actor, draft, "draft.taken_back", now)


async def give_back(database: Database, actor: Actor, draft_id: DraftId, now: datetime) -> StoredDraft:
    """«Отклонить»: the teacher does not confirm it, and the operator is told. Pressed again it changes nothing."""
    async with database.writing() as unit:
        draft = await unit.journal.draft(draft_id)
        if draft.author_id != author(actor) or draft.typed_by_id is None or actor.types_for is not None:
            raise NotFoundError
        if draft.state != "open" or draft.handed_at is None:
            return draft
        await notify(unit, draft, Event.RETURNED, now)
        return await _back(unit, actor, draft, "draft.given_back", now)


async def acknowledge(database: Database, actor: Actor, draft_id: DraftId, now: datetime) -> StoredDraft:
    """The teacher confirms what was written at once on an operator's word."""
    async with database.writing() as unit:
        draft = await unit.journal.draft(draft_id)
        check_hands(draft, actor)
        if actor.types_for is not None:
            raise NotFoundError
        if draft.state != "recorded" or draft.typed_by_id is None or draft.confirmed_at is not None:
            return draft
        confirmed = replace(draft, confirmed_at=now)
        await unit.journal.change_draft(confirmed, now)
        await unit.audit.append(_line(actor, "draft.confirmed", draft, now))
        await unit.commit()
        return confirmed


async def waiting(database: Database, actor: Actor, now: datetime) -> tuple[StoredDraft, ...]:
    """What operators typed for this teacher and waits for a word; nothing for an operator at work."""
    if actor.types_for is not None:
        return ()
    async with database.reading() as unit:
        school = await unit.people.school(actor.school_id)
        found = await unit.journal.unconfirmed(author(actor), now - REACH)
    wanted = profile_of(school).operator_confirmation
    return tuple(one for one in found if one.state == "open" or wanted)


async def hands(database: Database, draft: StoredDraft) -> Hands | None:
    """Who typed a draft and for whom; None where the author did. For a draft that the actor may see."""
    if draft.typed_by_id is None:
        return None
    async with database.reading() as unit:
        mode = (await unit.people.school(draft.school_id)).content_mode
        people = [await unit.people.person(one) for one in (draft.typed_by_id, draft.author_id)]
        return Hands(*(colleague(one, mode) for one in people))


async def _handed(unit: UnitOfWork, actor: Actor, draft: StoredDraft, at: Moment) -> HandedOver:
    draft = await open_draft(unit, actor, draft.id)
    if actor.types_for is None:
        raise NotFoundError
    fresh = replace(draft, reading=(await reread(unit, draft)).reading, late_reason=at.reason)
    await check_entry(unit, actor, fresh, at)
    handed = replace(fresh, handed_at=at.now)
    if await confirmation_wanted(unit, actor) and await notify(unit, handed, Event.HANDED, at.now):
        await unit.journal.change_draft(handed, at.now)
        await unit.audit.append(_line(actor, "draft.handed_over", draft, at.now))
        return HandedOver(handed)
    written = await record_in(unit, actor, fresh, at)
    return HandedOver(written.draft, written)


async def _back(unit: UnitOfWork, actor: Actor, draft: StoredDraft, action: str, now: datetime) -> StoredDraft:
    returned = replace(draft, handed_at=None)
    await unit.journal.change_draft(returned, now)
    await unit.audit.append(_line(actor, action, draft, now))
    await unit.commit()
    return returned


def _line(actor: Actor, action: str, draft: StoredDraft, now: datetime) -> AuditLine:
    people: dict[str, object] = {"author": draft.author_id, "typed_by": draft.typed_by_id}
    return AuditLine(actor.school_id, now, actor.person_id, action, f"draft:{draft.id}", people)
