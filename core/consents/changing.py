"""Consents entered and ended, by whomever: the register, the outbox and the audit log change together."""

from dataclasses import dataclass
from datetime import datetime, time

from core.audit.model import AuditLine
from core.consents.model import ON_LISTS, Consent, End, Entry, Scope, Way
from core.ids import ConsentId, PersonId
from core.people.model import School
from core.unit_of_work import UnitOfWork

STOPPED = "consent_withdrawn"
"""The reason of rows that were not sent for want of a consent."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A guardian and a child in the register, and who acts: the guardian or one of the staff."""

    school: School
    entry: Entry
    by: PersonId | None

    @property
    def ids(self) -> tuple[PersonId, PersonId]:
        """The guardian and the child."""
        return self.entry.guardian.id, self.entry.pupil.id


async def enter(unit: UnitOfWork, pair: Pair, way: Way, scope: Scope, version: str, now: datetime) -> None:
    """A consent that stands from now on in place of any other; nothing, if the very same stands.

    One to the diary alone stops what waits to be sent.
    """
    await unit.consents.take_turn(pair.entry.guardian.id)
    standing = await unit.consents.standing(*pair.ids)
    if standing is not None and (standing.form, standing.scope) == (version, scope):
        return
    if scope is Scope.DIARY:
        await unit.outbox.stop(*pair.ids, now, STOPPED)
    if standing is not None:
        await unit.consents.end(standing.id, now, pair.by, End.REPLACED)
    guardian_id, pupil_id = pair.ids
    await unit.consents.add(
        Consent(
            id=ConsentId(0),
            school_id=pair.school.id,
            person_id=guardian_id,
            pupil_id=pupil_id,
            form=version,
            given_at=now,
            way=way,
            scope=scope,
            entered_by=None if pair.by == guardian_id else pair.by,
        )
    )
    await _log(unit, pair, "consent.given", now, form=version, scope=scope.value, way=way.value)


async def take_back(
    unit: UnitOfWork, pair: Pair, now: datetime, *, messages_only: bool = False, why: End = End.WITHDRAWN
) -> bool:
    """End the consent that stands, or narrow it to the diary; whether one stood.

    What is open in the outbox for this guardian about this child is superseded in the same transaction. First of all
    whoever is telling of the child at this moment, or changes its consents, is waited for.
    """
    await unit.consents.take_turn(pair.entry.guardian.id)
    standing = await unit.consents.standing(*pair.ids) or await _of_lists(unit, pair)
    if standing is None or (messages_only and standing.scope is Scope.DIARY):
        return False
    if messages_only:
        await enter(unit, pair, standing.way, Scope.DIARY, standing.form, now)
        return True
    await unit.outbox.stop(*pair.ids, now, STOPPED)
    await unit.consents.end(standing.id, now, pair.by, why)
    await _log(unit, pair, f"consent.{why.value}", now, form=standing.form)
    return True


async def _of_lists(unit: UnitOfWork, pair: Pair) -> Consent | None:
    """The paper consent of the school's lists, put into the register, where it can be ended."""
    given, (guardian_id, pupil_id) = pair.entry.paper_on, pair.ids
    if given is None or await unit.consents.history(guardian_id, pupil_id):
        return None
    await unit.consents.add(
        Consent(
            id=ConsentId(0),
            school_id=pair.school.id,
            person_id=guardian_id,
            pupil_id=pupil_id,
            form=ON_LISTS,
            given_at=datetime.combine(given, time(12), pair.school.zone),
            way=Way.PAPER,
        )
    )
    return await unit.consents.standing(guardian_id, pupil_id)


async def _log(unit: UnitOfWork, pair: Pair, action: str, now: datetime, **data: str) -> None:
    guardian_id, pupil_id = pair.ids
    told = {"pupil": pupil_id, **data}
    await unit.audit.append(AuditLine(pair.school.id, now, pair.by, action, f"person:{guardian_id}", told))
