"""A guardian who is none any more: the diary closes at once, and what waits about the child is not sent (A10, D04)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.errors import ForbiddenError, NotFoundError
from core.ids import ChatKey, PersonId, SchoolId
from core.notifications.model import Kind, Planned
from core.people.model import Actor, Role
from core.unit_of_work import Database, UnitOfWork

ENDING = (Role.COORDINATOR, Role.ADMINISTRATOR)
"""Who ends a guardianship in a chat."""
STOPPED = "guardian_no_more"
"""The reason of rows that were not sent to who is no guardian of the child any more."""
PARTED = "guardian_no_more"
"""What the guardian's own chats are told."""


@dataclass(frozen=True, slots=True)
class Parted:
    """A guardian and a child of a school whose guardianship has ended, and by whom; nobody at the server's console."""

    school_id: SchoolId
    guardian_id: PersonId
    pupil_id: PersonId
    by: PersonId | None


async def end_guardianship(
    database: Database, actor: Actor, guardian_id: PersonId, pupil_id: PersonId, now: datetime
) -> None:
    """From now on the person is no guardian of the pupil. Nobody else's access changes, nor to another child.

    ForbiddenError; NotFoundError for who is no guardian of the pupil today, or of another school.
    """
    if not actor.holds(*ENDING):
        raise ForbiddenError
    async with database.writing() as unit:
        today = (await unit.people.school(actor.school_id)).today(now)
        entries = await unit.consents.register(actor.school_id, today, guardian_id)
        if pupil_id not in {one.pupil.id for one in entries}:
            raise NotFoundError
        await unit.outbox.stop(guardian_id, pupil_id, now, STOPPED)
        await unit.applications.end_guardianship(guardian_id, pupil_id, today - timedelta(days=1), actor.person_id)
        await tell_parted(unit, Parted(actor.school_id, guardian_id, pupil_id, actor.person_id), now)
        await unit.commit()


async def stop_former(database: Database, now: datetime) -> int:
    """What waits for whom the lists' last day has passed is not sent: done at the start and every hour.

    Messages that it makes: none.
    """
    async with database.reading() as unit:
        schools = await unit.people.schools()
    for school in schools:
        async with database.writing() as unit:
            await unit.outbox.stop_former(school.id, school.today(now), now, STOPPED)
            await unit.commit()
    return 0


async def tell_parted(unit: UnitOfWork, parted: Parted, now: datetime) -> None:
    """A row for each chat of who is no guardian any more, and a line in the audit log. Nobody else is told."""
    child = (await unit.people.person(parted.pupil_id)).name.short
    links = await unit.links.links_to(parted.guardian_id)
    await unit.outbox.enqueue(tuple(_row(parted, link.chat_key, child, now) for link, _ in links), now)
    data: dict[str, object] = {"pupil": parted.pupil_id}
    subject = f"person:{parted.guardian_id}"
    await unit.audit.append(AuditLine(parted.school_id, now, parted.by, "guardianship.ended", subject, data))


def _row(parted: Parted, chat_key: ChatKey, child: str, now: datetime) -> Planned:
    return Planned(
        school_id=parted.school_id,
        chat_key=chat_key,
        person_id=parted.guardian_id,
        kind=Kind.LINK,
        dedupe_key=f"parted:{parted.guardian_id}:{parted.pupil_id}:{now.timestamp():.0f}:{chat_key}",
        not_before=now,
        content={"event": PARTED, "children": child},
    )
