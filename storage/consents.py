"""ConsentRepository on a connection."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.applications.model import Consent
from core.ids import ApplicationId, ConsentId, PersonId, SchoolId
from storage.schema.applications import consent as table


class ConsentTable:
    """Consents are inserted."""

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


_STANDING = (
    sa.select(table)
    .where(
        table.c.person_id == sa.bindparam("person"),
        table.c.pupil_id == sa.bindparam("pupil"),
        table.c.withdrawn_at.is_(None),
    )
    .with_for_update()
)


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
