"""Telling a teacher of a remark, and those who check of what became of it; what was told is edited when it ends."""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from core.ids import ChatKey, PersonId
from core.journal.quick_entry.naming import colleague_named
from core.notifications.edits import edits_of
from core.notifications.model import Kind, Planned
from core.people.model import School
from core.supervision.model import Event, Past, Remark
from core.supervision.packing import packed
from core.supervision.rules import CHECKING, executors
from core.unit_of_work import UnitOfWork

WORTH_READING = timedelta(days=7)
"""So long a message about a remark is tried; the remark itself waits as long as it must."""
TO_TEACHER = frozenset({Event.MADE, Event.RETURNED})
"""Told to who is to mend it; the others to who decides whether it is mended."""
_TO_CHECKER = frozenset({Event.FIXED, Event.ANSWERED})
_ENDS = {
    Event.FIXED: TO_TEACHER,
    Event.RETURNED: frozenset({Event.FIXED}),
    Event.ACCEPTED: TO_TEACHER | _TO_CHECKER,
    Event.WITHDRAWN: TO_TEACHER | _TO_CHECKER,
}
"""Which earlier messages ask for nothing any more."""


async def tell(unit: UnitOfWork, remark: Remark, event: Event, now: datetime, text: str | None = None) -> None:
    """Rows for who is to do something now, and edits of the messages that asked for what is done."""
    school = await unit.people.school(remark.made.school_id)
    past = (await unit.supervision.past((remark.id,))).get(remark.id, ())
    facts = facts_of(remark, school, event, text)
    people = await _readers(unit, remark, event, school.today(now))
    rows = [
        _row(remark, person_id, chat, len(past), facts, now)
        for person_id in people
        for chat in await _chats(unit, person_id)
    ]
    await unit.outbox.enqueue(tuple(rows), now)
    await _settle(unit, remark, event, past, facts, now)


def facts_of(remark: Remark, school: School, event: Event, text: str | None) -> dict[str, str]:
    """What a row carries; words of people stay in it only as far as the school lets names out."""
    made, mode = remark.made, school.content_mode
    facts = {
        "event": event.value,
        "remark": str(remark.id),
        "title": remark.title,
        "subject": remark.subject,
        "group": remark.group or "",
        "due": made.due.isoformat(),
        "matters": json.dumps(packed(made.matters)),
        "text": made.text or "",
        "words": text or "",
        "teacher": colleague_named(remark.teacher, mode),
        "author": colleague_named(remark.author, mode),
    }
    if (lesson := made.lesson) is not None:
        of = (lesson.class_id, lesson.group_id or 0, lesson.subject_id, lesson.day.toordinal(), lesson.number)
        facts["lesson"] = ":".join(map(str, of))
    return facts


async def _readers(unit: UnitOfWork, remark: Remark, event: Event, today: date) -> Collection[PersonId]:
    """Who is told: the teacher, or of what a teacher says who decides about it."""
    if event in TO_TEACHER:
        return await _executing(unit, remark, today)
    return await _checking(unit, remark, today) if event in _TO_CHECKER else ()


async def _checking(unit: UnitOfWork, remark: Remark, today: date) -> Collection[PersonId]:
    """The author; where they check no more, the deputies, and where there are none, the director."""
    found: Collection[PersonId] = ()
    for role in CHECKING:
        people = [one.id for one in await unit.people.holders(remark.made.school_id, role, today)]
        if remark.made.author_id in people:
            return (remark.made.author_id,)
        found = found or people
    return found


async def _executing(unit: UnitOfWork, remark: Remark, today: date) -> Collection[PersonId]:
    made = remark.made
    employed = {one.person_id for one in await unit.deadlines.holders(made.school_id, today)}
    if made.teacher_id in employed:
        return (made.teacher_id,)
    calendar = await unit.calendar.calendar(made.school_id, (made.page.class_id,), today, today, today)
    return executors(remark, employed, calendar.entries, today)


async def _chats(unit: UnitOfWork, person_id: PersonId) -> list[ChatKey]:
    return [chat.key for _, chat in await unit.links.links_to(person_id)]


async def _settle(
    unit: UnitOfWork, remark: Remark, event: Event, past: Sequence[Past], facts: dict[str, str], now: datetime
) -> None:
    """Messages that wait are not sent any more; of those that came an edit says what became of it."""
    asked = {place: one for place, one in enumerate(past, 1) if one.event in _ENDS.get(event, ())}
    if not asked:
        return
    today = (await unit.people.school(remark.made.school_id)).today(now)
    people = {*await _executing(unit, remark, today), *await _checking(unit, remark, today)}
    chats = [chat for one in people for chat in await _chats(unit, one)]
    said = {_key(remark, place, chat): one for place, one in asked.items() for chat in chats}
    rows = await unit.outbox.with_keys({*said})
    gone = await unit.outbox.withdraw([one.id for one in rows], now)
    mark, until = f"remark:{len(past)}", now + WORTH_READING
    edits = (
        edits_of((row,), mark, now, until, _ended(facts, said[row.planned.dedupe_key]))
        for row in rows
        if row.id not in gone
    )
    await unit.outbox.enqueue(tuple(one for of_row in edits for one in of_row), now)


def _ended(facts: dict[str, str], asked: Past) -> dict[str, str]:
    """What became of a remark, as it is told in the message that told of something before: to those who read that."""
    return {**facts, "asked": asked.event.value, "words": asked.text or facts["words"]}


def _key(remark: Remark, place: int, chat: ChatKey) -> str:
    """The message about what happened in this place of the remark's history."""
    return f"remark:{remark.id}:{place}:{chat}"


def _row(
    remark: Remark, person_id: PersonId, chat: ChatKey, place: int, facts: dict[str, str], now: datetime
) -> Planned:
    return Planned(
        remark.made.school_id,
        chat,
        person_id,
        Kind.REMARK,
        _key(remark, place, chat),
        now,
        content=facts,
        expires_at=now + WORTH_READING,
    )
