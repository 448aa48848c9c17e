"""Telling a teacher of a remark, and those who check of what became of it; what was told is edited when it ends."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from core.ids import ChatKey, PersonId
from core.journal.quick_entry.naming import colleague_named
from core.notifications.edits import edits_of
from core.notifications.model import Kind, Planned
from core.people.model import School
from core.supervision.executing import Hands, hands_of
from core.supervision.model import Event, Past, Remark
from core.supervision.packing import packed
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
    hands = await hands_of(unit, school.id, (remark,), school.today(now))
    people = _readers(hands, remark, event)
    rows = [
        _row(remark, person_id, chat, len(past), facts, now)
        for person_id in people
        for chat in await _chats(unit, person_id)
    ]
    await unit.outbox.enqueue(tuple(rows), now)
    await _settle(unit, remark, hands, past, facts, now)


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


def _readers(hands: Hands, remark: Remark, event: Event) -> Collection[PersonId]:
    """Who is told: who mends it, or of what they say who decides about it."""
    if event in TO_TEACHER:
        return hands.told_to_mend(remark)
    return hands.told_to_judge(remark) if event in _TO_CHECKER else ()


async def _chats(unit: UnitOfWork, person_id: PersonId) -> list[ChatKey]:
    return [chat.key for _, chat in await unit.links.links_to(person_id)]


async def _settle(
    unit: UnitOfWork, remark: Remark, hands: Hands, past: Sequence[Past], facts: dict[str, str], now: datetime
) -> None:
    """Messages that wait are not sent any more; of those that came an edit says what became of it."""
    asked = {place: one for place, one in enumerate(past, 1) if one.event in _ENDS.get(Event(facts["event"]), ())}
    if not asked:
        return
    people = {*hands.menders(remark), *hands.judges(remark), *hands.told_to_mend(remark), *hands.told_to_judge(remark)}
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
