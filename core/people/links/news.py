"""Whom the news of a link and of its end is for: neither must come unseen (D13)."""

from datetime import date, datetime

from core.consents.access import recipients
from core.ids import ChatKey, PersonId
from core.notifications.model import Kind, Planned, Recipient
from core.people.links.model import Link
from core.people.model import Person, School
from core.unit_of_work import UnitOfWork

OWN, GUARDIAN, PUPIL = "own_chat", "guardian_chat", "pupil_chat"
"""Whose chat was linked, as its reader sees it: an own one more, another guardian's, the child's."""
OWN_ENDED, ENDED = "own_chat_ended", "ended"
"""Whose was unlinked: another own one, this very one."""


async def news_of_link(
    unit: UnitOfWork, link: Link, person: Person, school: School, now: datetime
) -> tuple[Planned, ...]:
    """A row for every other chat of the person, and for every chat of other guardians of the same children.

    A pupil's own guardians are told of the pupil's chat (P17). Content: `event` is «own_chat», «guardian_chat» or
    «pupil_chat»; `who` is the linked person, `children` those in common.
    """
    names = await _pupils(unit, person, school.today(now))
    guardians = await recipients(unit, school, tuple(names), now) if names else ()
    planned = {other.chat_key: _own(link, person, other.chat_key) for other, _ in await unit.links.links_to(person.id)}
    for recipient in guardians:  # the person's own chats are planned already
        common = _common(guardians, recipient, names)
        event = PUPIL if person.id in names else GUARDIAN
        planned.setdefault(recipient.chat_key, _guardian(link, person, recipient, event, common))
    planned.pop(link.chat_key, None)
    return tuple(planned.values())


async def news_of_end(
    unit: UnitOfWork, link: Link, person: Person, now: datetime, by_chat: ChatKey | None
) -> tuple[Planned, ...]:
    """A row for each chat that the person still has, and for the one whose link has ended.

    The chat in which it was done, `by_chat`, knows it. Other guardians are not told: their own access is what it was.
    """
    rows = [
        _row(link, other.chat_key, person.id, now, {"event": OWN_ENDED, "who": person.name.full})
        for other, _ in await unit.links.links_to(person.id)
    ]
    rows.append(_row(link, link.chat_key, person.id, now, {"event": ENDED}))
    return tuple(row for row in rows if row.chat_key != by_chat)


async def _pupils(unit: UnitOfWork, person: Person, day: date) -> dict[PersonId, str]:
    """Whose guardians hear of it: those of the own children, or of the pupil."""
    oneself = await unit.people.pupil(person.id, day)
    children = [*await unit.people.children(person.id, day), *([oneself] if oneself else [])]
    return {child.pupil.id: child.pupil.name.short for child in children}


def _common(all_recipients: tuple[Recipient, ...], one: Recipient, names: dict[PersonId, str]) -> str:
    mine = {other.pupil_id for other in all_recipients if other.person_id == one.person_id}
    return ", ".join(name for pupil_id, name in names.items() if pupil_id in mine)


def _own(link: Link, person: Person, chat_key: ChatKey) -> Planned:
    return _row(link, chat_key, person.id, link.linked_at, {"event": OWN, "who": person.name.full})


def _guardian(link: Link, person: Person, recipient: Recipient, event: str, children: str) -> Planned:
    content = {"event": event, "who": person.name.full, "children": children}
    return _row(link, recipient.chat_key, recipient.person_id, link.linked_at, content)


def _row(link: Link, chat_key: ChatKey, person_id: PersonId, at: datetime, content: dict[str, str]) -> Planned:
    event = "unlink" if content["event"] in (OWN_ENDED, ENDED) else "link"
    return Planned(
        school_id=link.school_id,
        chat_key=chat_key,
        person_id=person_id,
        kind=Kind.LINK,
        dedupe_key=f"{event}:{link.id}:{chat_key}",
        not_before=at,
        content=content,
    )
