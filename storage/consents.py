"""ConsentRepository on a connection."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.applications.model import Consent
from core.ids import ApplicationId, ConsentId, PersonId, SchoolId
from core.notifications.model import State
from storage.notifications.queues import OPEN
from storage.schema.applications import consent as table
from storage.schema.digests import digest_part
from storage.schema.notifications import outbox


class ConsentTable:
    """Consents are inserted and withdrawn once."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, consent: Consent) -> None:
        """Enter a consent."""
        values = {
            "school_id": consent.school_id,
            "person_id": consent.person_id,
            "pupil_id": consent.pupil_id,
            "form": consent.form,
            "given_at": consent.given_at,
            "way": consent.way,
            "application_id": consent.application_id,
        }
        await self._connection.execute(table.insert().values(values))

    async def standing(self, person_id: PersonId, pupil_id: PersonId) -> Consent | None:
        """The one that stands, locked on PostgreSQL."""
        row = (await self._connection.execute(_STANDING, {"person": person_id, "pupil": pupil_id})).first()
        return _consent(row) if row else None

    async def of_person(self, person_id: PersonId) -> tuple[Consent, ...]:
        """All of a person."""
        rows = await self._connection.execute(_OF_PERSON, {"person": person_id})
        return tuple(_consent(row) for row in rows)

    async def of_school(self, school_id: SchoolId) -> tuple[Consent, ...]:
        """All of a school."""
        rows = await self._connection.execute(_OF_SCHOOL, {"school": school_id})
        return tuple(_consent(row) for row in rows)

    async def withdraw(self, consent: Consent, at: datetime) -> None:
        """End it, and what waits in the outbox about the child for its giver."""
        await self._connection.execute(table.update().where(table.c.id == consent.id).values(withdrawn_at=at))
        whose = (outbox.c.person_id == consent.person_id) & outbox.c.state.in_(OPEN)
        digests = sa.select(outbox.c.id).where(whose)
        parts = (digest_part.c.pupil_id == consent.pupil_id) & digest_part.c.outbox_id.in_(digests)
        await self._connection.execute(digest_part.delete().where(parts))
        ended = {"state": State.SUPERSEDED.value, "reason": "consent", "lease_owner": None, "lease_until": None}
        about = whose & (outbox.c.pupil_id == consent.pupil_id)
        await self._connection.execute(outbox.update().where(about).values(changed_at=at, **ended))


_STANDING = (
    sa.select(table)
    .where(
        table.c.person_id == sa.bindparam("person"),
        table.c.pupil_id == sa.bindparam("pupil"),
        table.c.withdrawn_at.is_(None),
    )
    .with_for_update()
)
_OF_PERSON = sa.select(table).where(table.c.person_id == sa.bindparam("person")).order_by(table.c.id.desc())
_OF_SCHOOL = sa.select(table).where(table.c.school_id == sa.bindparam("school")).order_by(table.c.id)


def _consent(row: Any) -> Consent:
    return Consent(
        id=ConsentId(row.id),
        school_id=SchoolId(row.school_id),
        person_id=PersonId(row.person_id),
        pupil_id=PersonId(row.pupil_id),
        form=row.form,
        given_at=row.given_at,
        way=row.way,
        withdrawn_at=row.withdrawn_at,
        application_id=ApplicationId(row.application_id) if row.application_id else None,
    )
