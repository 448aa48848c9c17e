"""Asking, deciding, withdrawing (P12, B11, B27, B29, A23)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from core.approvals import matters, rules
from core.approvals.model import Card, NewRequest, OwnRequests, Request, State
from core.approvals.news import tell_decided, tell_deciders
from core.audit.model import AuditLine
from core.errors import ForbiddenError, NotFoundError
from core.ids import PersonId, RequestId
from core.journal.model import LessonKey
from core.journal.quick_entry.model import ClassList
from core.journal.quick_entry.naming import naming_of
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


async def ask(unit: UnitOfWork, new: NewRequest, now: datetime) -> Request:
    """Make a request in the unit of its cause; the same one that waits already is returned. AlreadyAskedError."""
    if new.lesson_id is not None:
        waiting = await unit.approvals.about((new.lesson_id,))
        same = rules.same_waiting(new, waiting)
        if same is not None:
            return same
    request = Request(id=await unit.approvals.add(new), made=new)
    await tell_deciders(unit, request, now)
    await unit.audit.append(_line(request, new.asker_id, "approval.asked", now))
    return request


async def decide(
    database: Database, actor: Actor, request_id: RequestId, *, allowed: bool, now: datetime, grace: timedelta,
    answer: str | None = None,
) -> Card:  # fmt: skip
    """Allow or refuse. One that was decided already is only shown, with who decided.

    NotFoundError for who may not decide it, OwnRequestError for the asker.
    """
    async with database.writing() as unit:
        request = await unit.approvals.request(request_id)
        rules.check_decides(actor, request.made)
        if request.waiting:
            by = _person(actor)
            state = await matters.allow(unit, request, by, now, grace) if allowed else State.REFUSED
            await _end(unit, request, state, by, now, answer)
            await unit.commit()
        return await _card(unit, request_id)


async def withdraw(database: Database, actor: Actor, request_id: RequestId, now: datetime) -> Card:
    """Take an own request back. One that was decided meanwhile is only shown. NotFoundError for anyone else's."""
    async with database.writing() as unit:
        request = await unit.approvals.request(request_id)
        if actor.person_id != request.made.asker_id:
            raise NotFoundError
        if request.waiting:
            await _end(unit, request, State.WITHDRAWN, request.made.asker_id, now, None)
            await unit.commit()
        return await _card(unit, request_id)


async def card(database: Database, actor: Actor, request_id: RequestId) -> Card:
    """One request, for who asked and for who decides. NotFoundError."""
    async with database.reading() as unit:
        found = await _card(unit, request_id)
        rules.check_sees(actor, found.request.made)
        return found


async def own_about(database: Database, actor: Actor, key: LessonKey) -> OwnRequests:
    """What the actor asked for about a lesson and what still waits."""
    async with database.reading() as unit:
        found = await unit.approvals.of_lesson(key)
        own = tuple(one for one in found if one.made.asker_id == actor.person_id)
        return OwnRequests(own, await _names(unit, key)) if own else OwnRequests()


async def _names(unit: UnitOfWork, key: LessonKey) -> Mapping[PersonId, str]:
    school = await unit.people.school(key.school_id)
    classes = await unit.people.classes(school.id, key.day)
    of = next(one for one in classes if one.id == key.class_id)
    pupils = (await unit.people.class_pupils((of.id,)))[of.id]
    return naming_of(ClassList(of, pupils), school.content_mode).names


async def waiting(database: Database, actor: Actor) -> tuple[Card, ...]:
    """What waits for this actor's decision, oldest first. ForbiddenError for who decides nothing."""
    if not actor.holds(*rules.DECIDING):
        raise ForbiddenError
    async with database.reading() as unit:
        all_waiting = await unit.approvals.waiting(actor.school_id)
        own = [one.id for one in all_waiting if _may_decide(actor, one)]
        return await unit.approvals.cards(own)


def _may_decide(actor: Actor, request: Request) -> bool:
    return rules.decides(actor, request.made) and actor.person_id != request.made.asker_id


async def _end(
    unit: UnitOfWork, request: Request, state: State, by: PersonId, now: datetime, answer: str | None
) -> None:
    await unit.approvals.decide(request.id, state, by, now, answer)
    ended = replace(request, state=state, decided_by=by, decided_at=now, answer=answer)
    await tell_decided(unit, ended, now)
    await unit.audit.append(_line(ended, by, f"approval.{state.value}", now))


async def _card(unit: UnitOfWork, request_id: RequestId) -> Card:
    found = await unit.approvals.cards((request_id,))
    if not found:
        raise NotFoundError
    return found[0]


def _person(actor: Actor) -> PersonId:
    if actor.person_id is None:
        raise NotFoundError
    return actor.person_id


def _line(request: Request, by: PersonId, action: str, now: datetime) -> AuditLine:
    """Ids and codes only: names and reasons stand with the request."""
    made = request.made
    data: dict[str, object] = {"kind": made.matter.what, "lesson": made.lesson_id, "asker": made.asker_id}
    return AuditLine(made.school_id, now, by, action, f"request:{request.id}", data)
