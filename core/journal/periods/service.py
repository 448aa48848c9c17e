"""A teacher's sheet of a period: what stands, and what is chosen on it before it is confirmed."""

from collections.abc import Mapping
from datetime import datetime

from core.ids import DraftId, PersonId
from core.journal.drafts import open_draft
from core.journal.errors import UnansweredError, UnsupportedEntryError
from core.journal.hands import author
from core.journal.periods import rules
from core.journal.periods.errors import NothingChosenError, NotOnSheetError
from core.journal.periods.model import Course, Sheet, SheetKey
from core.journal.periods.sheets import Place, check_free, own_place, read_sheet, standing
from core.journal.quick_entry.model import LessonDraft
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


async def sheet(database: Database, actor: Actor, key: SheetKey, now: datetime) -> Sheet:
    """An own sheet as it stands. NotFoundError for what is not the actor's, NoSuchPeriodError."""
    async with database.reading() as unit:
        return await read_sheet(unit, actor, await own_place(unit, actor, key, now))


async def choose(
    database: Database, actor: Actor, key: SheetKey, pupil_id: PersonId, value: str | None, now: datetime
) -> Sheet:
    """Give a pupil of an own sheet a value, or take back what was chosen; nothing is recorded yet.

    PeriodNotOpenError, MarkScaleError, NotOnSheetError, and what a correction of a recorded mark meets.
    """
    async with database.writing() as unit:
        place = await own_place(unit, actor, key, now)
        return await _chosen(unit, actor, place, {pupil_id: value}, now)


async def accept(database: Database, actor: Actor, key: SheetKey, now: datetime) -> Sheet:
    """Take what is proposed for every pupil who has no mark; those on the border stay for the teacher."""
    async with database.writing() as unit:
        place = await own_place(unit, actor, key, now)
        shown = await read_sheet(unit, actor, place)
        proposed = {line.pupil.id: line.proposal.value for line in shown.acceptable}
        return await _chosen(unit, actor, place, proposed, now)


async def take_words(database: Database, actor: Actor, draft_id: DraftId, now: datetime) -> Sheet:
    """«1 четв: Ёлкина 5, Ким н/а»: what a message says is chosen on the sheet. The message stays as it is.

    UnansweredError while the message has questions, NothingChosenError if it names no mark.
    """
    async with database.writing() as unit:
        draft = await open_draft(unit, actor, draft_id)
        place = await own_place(unit, actor, _key(draft.reading), now)
        return await _chosen(unit, actor, place, _said(draft.reading), now)


def _key(reading: LessonDraft) -> SheetKey:
    if reading.period is None:
        raise UnsupportedEntryError(what="lesson")
    if reading.questions or reading.class_id is None or reading.subject_id is None:
        raise UnansweredError(count=max(1, len(reading.questions)))
    return SheetKey(Course(reading.class_id, reading.group_id, reading.subject_id), rules.code_of(reading.period))


def _said(reading: LessonDraft) -> dict[PersonId, str | None]:
    said: dict[PersonId, str | None] = dict.fromkeys(reading.exempt, rules.EXEMPT)
    said |= {mark.pupil_id: mark.value for mark in reading.marks if mark.pupil_id is not None}
    if not said:
        raise NothingChosenError
    return said


async def _chosen(
    unit: UnitOfWork, actor: Actor, place: Place, wanted: Mapping[PersonId, str | None], now: datetime
) -> Sheet:
    """Keep what was chosen, all of it or nothing; a value that stands already is no choice."""
    year = place.year
    rules.check_open(place.period, year.today, year.profile)
    given = await standing(unit, place)
    chosen = await unit.periods.draft(author(actor), place.key)
    for pupil_id, value in wanted.items():
        if pupil_id not in place.ids:
            raise NotOnSheetError(pupil=place.names.get(pupil_id, "—"))
        mark = given.get(pupil_id)
        if value is None or (mark and mark.value == value):
            chosen.pop(pupil_id, None)
            continue
        rules.check_value(value)
        if mark is not None:
            check_free(place, mark, actor, now)
        chosen[pupil_id] = value
    await unit.periods.save_draft(year.school.id, author(actor), place.key, chosen, now)
    shown = await read_sheet(unit, actor, place)
    await unit.commit()
    return shown
