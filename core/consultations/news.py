"""Who hears of what: those who answer of a question, its asker of the answer; a row says only what it is about."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from core.calendar.working import next_working
from core.consultations.model import Question, Words
from core.consultations.rules import ANSWERING
from core.ids import ChatKey, PersonId
from core.notifications.edits import edits_of
from core.notifications.model import Kind, Planned
from core.notifications.timing import after_quiet
from core.people.model import School
from core.unit_of_work import UnitOfWork

ASKED, ANSWERED, CLOSED = "asked", "answered", "closed"
WORTH_READING = timedelta(days=7)
"""So long a push is tried; the question and its answer stand all the same."""
_EARLIER = 20
"""Words of a question whose pushes are changed when it is answered."""

_Chats = dict[ChatKey, PersonId]
"""A chat → one of the people it speaks for."""


async def tell_staff(unit: UnitOfWork, school: School, question: Question, words: Words, now: datetime) -> int:
    """A row for each chat of those who answer, at work; how many chats."""
    chats = await _staff(unit, school, question, now)
    settings = await unit.preferences.settings(school.id, {*chats.values()})
    rows = [
        _row(question, words, ASKED, chat, person, await next_working(unit, school, now, settings[person]))
        for chat, person in chats.items()
    ]
    await unit.outbox.enqueue(tuple(rows), now)
    return len(rows)


async def tell_asker(
    unit: UnitOfWork, school: School, question: Question, words: Words, by: PersonId, event: str, now: datetime
) -> int:
    """A row for each chat of the asker, after quiet hours; how many chats.

    A row names a person of the school: while the asker is nobody the school knows, that is who answered.
    """
    asker = question.made.asker_id
    moment = now
    if asker is not None:
        settings = await unit.preferences.settings(school.id, {asker})
        moment = after_quiet(now, settings[asker], school.zone)
    rows = [_row(question, words, event, chat, asker or by, moment) for chat in await chats_of(unit, question)]
    await unit.outbox.enqueue(tuple(rows), now)
    return len(rows)


async def tell_more(unit: UnitOfWork, school: School, question: Question, words: Words, now: datetime) -> None:
    """Words have got a further file: where their message went out already, the file follows it."""
    event = ANSWERED if words.by_staff else ASKED
    chats = await chats_of(unit, question) if words.by_staff else tuple(await _staff(unit, school, question, now))
    rows = await unit.outbox.with_keys([_key(words, event, chat) for chat in chats])
    await unit.outbox.enqueue(edits_of(rows, f"files:{len(words.attachments)}", now, now + WORTH_READING), now)


async def chats_of(unit: UnitOfWork, question: Question) -> tuple[ChatKey, ...]:
    """The chats of the asker; of one who is not connected that from which it was asked."""
    if question.made.asker_id is None:
        return (question.made.chat_key,)
    return tuple(chat.key for _, chat in await unit.links.links_to(question.made.asker_id) if chat.blocked_at is None)


async def settle(unit: UnitOfWork, school: School, question: Question, now: datetime) -> None:
    """Change the pushes of those who might have answered: they see that it is done, and by whom."""
    chats = await _staff(unit, school, question, now)
    said = await unit.consultations.words(question.id, _EARLIER)
    keys = [_key(one, ASKED, chat) for one in said if not one.by_staff for chat in chats]
    rows, mark = await unit.outbox.with_keys(keys), f"question:{question.state}:{now.isoformat()}"
    await unit.outbox.enqueue(edits_of(rows, mark, now, now + WORTH_READING), now)


async def _staff(unit: UnitOfWork, school: School, question: Question, now: datetime) -> _Chats:
    """The chats of those who answer, but for the asker; one that cannot be written to is passed by."""
    day = school.today(now)
    people = {one.id for role in ANSWERING for one in await unit.people.holders(school.id, role, day)}
    return await _open_chats(unit, people - {question.made.asker_id})


async def _open_chats(unit: UnitOfWork, people: Collection[PersonId]) -> _Chats:
    links = await unit.links.active(tuple(sorted(people)))
    found: _Chats = {}
    for person_id in _each(link.person_id for link in links):
        for _, chat in await unit.links.links_to(person_id):
            if chat.blocked_at is None:
                found[chat.key] = person_id
    return found


def _each(people: Iterable[PersonId]) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(people))


def _key(words: Words, event: str, chat: ChatKey) -> str:
    return f"question:{words.id}:{event}:{chat}"


def _row(question: Question, words: Words, event: str, chat: ChatKey, person_id: PersonId, moment: datetime) -> Planned:
    return Planned(
        school_id=question.made.school_id,
        chat_key=chat,
        person_id=person_id,
        kind=Kind.QUESTION,
        dedupe_key=_key(words, event, chat),
        not_before=moment,
        content={"event": event, "words": str(words.id)},
        expires_at=moment + WORTH_READING,
    )
