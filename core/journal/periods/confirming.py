"""«Подтвердить»: what was chosen on a sheet is recorded, families are told; a correction supersedes (B23, P12)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.audit.model import AuditLine
from core.ids import PersonId
from core.journal.hands import author
from core.journal.periods import rules
from core.journal.periods.errors import NothingChosenError
from core.journal.periods.model import NewPeriodMark, PeriodMark, Sheet, SheetKey
from core.journal.periods.sheets import Place, check_free, own_place, read_sheet, standing
from core.notifications.terms import Corrected, TermChange, announce_terms
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The sheet after it, how many marks were recorded, how many chats will hear of it."""

    sheet: Sheet
    recorded: int
    told: int


async def confirm(database: Database, actor: Actor, key: SheetKey, now: datetime, grace: timedelta) -> Confirmed:
    """Record what was chosen on an own sheet, in one transaction with its audit lines and news.

    NothingChosenError, PeriodNotOpenError; a correction past the free minutes is refused, and nothing is recorded.
    """
    async with database.writing() as unit:
        place = await own_place(unit, actor, key, now)
        rules.check_open(place.period, place.year.today, place.year.profile)
        chosen = await unit.periods.draft(author(actor), key)
        given = await standing(unit, place)
        wanted = {pupil: value for pupil, value in chosen.items() if pupil in place.ids}
        if not wanted:
            raise NothingChosenError
        _check(place, actor, given, wanted, now)
        await unit.periods.add([_new(place, actor, pupil, value, given, now) for pupil, value in wanted.items()])
        await unit.periods.save_draft(place.year.school.id, author(actor), key, {}, now)
        await _log(unit, actor, place, given, wanted, now)
        told = await announce_terms(unit, _change(place, actor, given, wanted), place.year.school, now, grace)
        shown = await read_sheet(unit, actor, place)
        await unit.commit()
        return Confirmed(shown, len(wanted), told)


def _check(
    place: Place, actor: Actor, given: Mapping[PersonId, PeriodMark], wanted: Mapping[PersonId, str], now: datetime
) -> None:
    for pupil_id, value in wanted.items():
        rules.check_value(value)
        if (mark := given.get(pupil_id)) is not None:
            check_free(place, mark, actor, now)


def _new(
    place: Place, actor: Actor, pupil_id: PersonId, value: str, given: Mapping[PersonId, PeriodMark], now: datetime
) -> NewPeriodMark:
    old = given.get(pupil_id)
    school_id = place.year.school.id
    return NewPeriodMark(school_id, place.key, pupil_id, value, author(actor), now, replaces=old.id if old else None)


def _change(
    place: Place, actor: Actor, given: Mapping[PersonId, PeriodMark], wanted: Mapping[PersonId, str]
) -> TermChange:
    return TermChange(
        place.year.school.id,
        place.of.id,
        place.period.code,
        author(actor),
        new_for=tuple(pupil for pupil in wanted if pupil not in given),
        corrected=tuple(Corrected(pupil, given[pupil].id, given[pupil].first_at) for pupil in wanted if pupil in given),
    )


async def _log(
    unit: UnitOfWork,
    actor: Actor,
    place: Place,
    given: Mapping[PersonId, PeriodMark],
    wanted: Mapping[PersonId, str],
    now: datetime,
) -> None:
    """A line for the sheet, and one for each correction with the old value and the new."""
    course = place.key.course
    corrected = [(given[pupil], value) for pupil, value in wanted.items() if pupil in given]
    where: dict[str, object] = {"subject": course.subject_id, "group": course.group_id, "period": place.period.code}
    counts: dict[str, object] = {"marks": len(wanted) - len(corrected), "corrected": len(corrected)}
    subject = f"class:{course.class_id}"
    line = AuditLine(actor.school_id, now, actor.person_id, "period.confirmed", subject, where | counts)
    await unit.audit.append(line)
    for mark, value in corrected:
        data: dict[str, object] = {"mark": mark.id, "old": mark.value, "new": value}
        await unit.audit.append(
            AuditLine(actor.school_id, now, actor.person_id, "period.corrected", f"person:{mark.pupil_id}", data)
        )
