"""ConsentRepository on a connection."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from core.consents.model import Consent, End, Entry, Scope, Way, Wording
from core.ids import ApplicationId, ClassId, ConsentId, PersonId, SchoolId
from storage.consented import IS_LATEST, LATEST
from storage.rights import end_alone
from storage.rows import by_name, holds_on, person_columns, to_person
from storage.schema.consents import consent as table
from storage.schema.consents import consent_wording
from storage.schema.people import enrolment, guardianship, person, school_class, school_year


class ConsentTable:
    """Consents and wordings are inserted; of a consent only its end is written later."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take_turn(self, person_id: PersonId) -> None:
        """As whoever ends a right to be told."""
        await end_alone(self._connection, person_id)

    async def add(self, consent: Consent) -> None:
        """Enter a consent."""
        values = {
            "school_id": consent.school_id,
            "person_id": consent.person_id,
            "pupil_id": consent.pupil_id,
            "form": consent.form,
            "scope": consent.scope.value,
            "given_at": consent.given_at,
            "way": consent.way.value,
            "entered_by_id": consent.entered_by,
            "withdrawn_at": consent.withdrawn_at,
            "withdrawn_by_id": consent.withdrawn_by,
            "withdrawn_why": consent.end.value if consent.end else None,
            "application_id": consent.application_id,
        }
        await self._connection.execute(table.insert().values(values))

    async def end(self, consent_id: ConsentId, at: datetime, by: PersonId | None, why: End) -> None:
        """End one that stands."""
        standing = table.update().where(table.c.id == consent_id, table.c.withdrawn_at.is_(None))
        await self._connection.execute(standing.values(withdrawn_at=at, withdrawn_by_id=by, withdrawn_why=why.value))

    async def standing(self, person_id: PersonId, pupil_id: PersonId) -> Consent | None:
        """The one that stands, locked on PostgreSQL."""
        row = (await self._connection.execute(_STANDING, {"person": person_id, "pupil": pupil_id})).first()
        return _consent(row) if row else None

    async def history(self, person_id: PersonId, pupil_id: PersonId) -> tuple[Consent, ...]:
        """All for these two."""
        rows = await self._connection.execute(_HISTORY, {"person": person_id, "pupil": pupil_id})
        return tuple(_consent(row) for row in rows)

    async def register(self, school_id: SchoolId, day: date, guardian_id: PersonId | None = None) -> tuple[Entry, ...]:
        """Guardians with children and their latest consents."""
        query = _REGISTER.where(guardianship.c.school_id == school_id, holds_on(guardianship, day))
        query = query.outerjoin(enrolment, (enrolment.c.pupil_id == _pupil.c.id) & holds_on(enrolment, day)).outerjoin(
            school_class, school_class.c.id == enrolment.c.class_id
        )
        if guardian_id is not None:
            query = query.where(guardianship.c.guardian_id == guardian_id)
        return tuple(_entry(row) for row in await self._connection.execute(query))

    async def unasked(self, school_id: SchoolId, day: date) -> int:
        """How many guardians, once for all of their children, were never asked for one of them."""
        any_consent = sa.exists().where(
            table.c.person_id == guardianship.c.guardian_id, table.c.pupil_id == guardianship.c.pupil_id
        )
        learning = (
            sa.exists()
            .where(enrolment.c.pupil_id == guardianship.c.pupil_id, holds_on(enrolment, day))
            .where(school_class.c.id == enrolment.c.class_id, school_year.c.id == school_class.c.year_id)
            .where(holds_on(school_year, day))
        )
        never = (guardianship.c.school_id == school_id, guardianship.c.consent_on.is_(None), ~any_consent)
        found = sa.select(sa.func.count(guardianship.c.guardian_id.distinct()))
        return int(await self._connection.scalar(found.where(*never, holds_on(guardianship, day), learning)) or 0)

    async def wording(self, school_id: SchoolId) -> Wording | None:
        """The latest words."""
        own = sa.select(consent_wording).where(consent_wording.c.school_id == school_id)
        row = (await self._connection.execute(own.order_by(consent_wording.c.id.desc()).limit(1))).first()
        return Wording(row.version, row.text, row.made_at) if row else None

    async def worded(self, school_id: SchoolId, version: str) -> Wording | None:
        """The words of a version."""
        query = sa.select(consent_wording).filter_by(school_id=school_id, version=version)
        row = (await self._connection.execute(query)).first()
        return Wording(row.version, row.text, row.made_at) if row else None

    async def add_wording(self, school_id: SchoolId, wording: Wording, by: PersonId | None, at: datetime) -> None:
        """Keep new words."""
        values = {"version": wording.version, "text": wording.text, "made_at": at, "made_by_id": by}
        await self._connection.execute(consent_wording.insert().values(school_id=school_id, **values))


_PAIR = (table.c.person_id == sa.bindparam("person"), table.c.pupil_id == sa.bindparam("pupil"))
_STANDING = sa.select(table).where(*_PAIR, table.c.withdrawn_at.is_(None)).with_for_update()
_HISTORY = sa.select(table).where(*_PAIR).order_by(table.c.id.desc())

_guardian, _pupil = person.alias("guardian"), person.alias("pupil")
_REGISTER = (
    sa.select(
        *person_columns(_guardian, "guardian"),
        *person_columns(_pupil, "pupil"),
        guardianship.c.consent_on,
        school_class.c.id.label("class_id"),
        school_class.c.grade,
        school_class.c.letter,
        *LATEST.c,
    )
    .select_from(guardianship)
    .join(_guardian, _guardian.c.id == guardianship.c.guardian_id)
    .join(_pupil, _pupil.c.id == guardianship.c.pupil_id)
    .outerjoin(LATEST, IS_LATEST)
    .order_by(school_class.c.grade.nulls_last(), school_class.c.letter, *by_name(_pupil), *by_name(_guardian))
)


def _entry(row: Any) -> Entry:
    title = f"{row.grade}{row.letter}" if row.grade else None
    return Entry(
        to_person(row, "guardian"),
        to_person(row, "pupil"),
        ClassId(row._mapping["class_id"]) if row.grade else None,
        title,
        _consent(row) if row.id is not None else None,
        row.consent_on,
    )


def _consent(row: Any) -> Consent:
    return Consent(
        id=ConsentId(row.id),
        school_id=SchoolId(row.school_id),
        person_id=PersonId(row.person_id),
        pupil_id=PersonId(row.pupil_id),
        form=row.form,
        given_at=row.given_at,
        way=Way(row.way),
        scope=Scope(row.scope),
        entered_by=_person(row.entered_by_id),
        withdrawn_at=row.withdrawn_at,
        withdrawn_by=_person(row.withdrawn_by_id),
        end=End(row.withdrawn_why) if row.withdrawn_why else None,
        application_id=ApplicationId(row.application_id) if row.application_id else None,
    )


def _person(key: int | None) -> PersonId | None:
    return None if key is None else PersonId(key)
