"""What of a draft may be written now, and what must be asked for: corrections, late entries, closed periods."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.approvals.model import Correction, LateEntry, Matter, NewRequest, Request, State
from core.approvals.service import ask
from core.deadlines.profiles import CorrectionPolicy, Profile, profile_of
from core.ids import PersonId
from core.journal.amending import bound
from core.journal.attachments.rules import joined, standing_task
from core.journal.changes import Change, changes_of, without
from core.journal.errors import NoPreviousHomeworkError, OrderNeededError
from core.journal.hands import author
from core.journal.model import Homework, LessonRecord, Text
from core.journal.notes.model import AbsenceNote
from core.journal.notes.roll import explained, seen_in
from core.journal.ports import StoredDraft
from core.journal.quick_entry.model import LessonDraft
from core.journal.rules import check_correction, for_work, new_attendance, says_something
from core.people.model import Actor, School
from core.unit_of_work import UnitOfWork

BY_ORDER = "order"
"""The reason of what the director's order asks for."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says something about a lesson as it stood before, with its list of that day, when, why, and for whom.

    `late`: days since the lesson. `shut`: its period is closed. `permit` is the request that allowed it.
    """

    unit: UnitOfWork
    actor: Actor
    school: School
    before: LessonRecord
    pupils: tuple[PersonId, ...]
    now: datetime
    grace: timedelta
    reason: str | None
    late: int
    shut: bool
    permit: Request | None
    instead_of: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Permitted:
    """What of a draft may be written, and what was asked for. `waits`: the draft itself needs a permission first."""

    reading: LessonDraft
    requests: tuple[Request, ...] = ()
    waits: bool = False


async def permit_of(unit: UnitOfWork, draft: StoredDraft, *, shut: bool) -> Request | None:
    """The request that allows this draft to be written after its time; in a closed period one with an order."""
    for request in await unit.approvals.of_draft(draft.id):
        allowed = request.state is State.ALLOWED and isinstance(request.made.matter, LateEntry)
        if allowed and (request.made.order is not None or not shut):
            return request
    return None


def reason_of(draft: StoredDraft, permit: Request | None, *, shut: bool) -> str | None:
    """What the teacher typed as the reason, asked for it or with a correction; what was allowed has its own."""
    if draft.taps.reason:
        return draft.taps.reason.text
    typed = next((one.reason for one in draft.reading.corrections if one.reason), None)
    return typed or (permit.made.reason if permit else None) or (BY_ORDER if shut else None)


async def permitted(saying: Saying, draft: StoredDraft) -> Permitted:
    """What may be written, after asking for what may not.

    OrderNeededError, CorrectionForbiddenError, CorrectionReasonNeededError, AlreadyAskedError.
    """
    if saying.shut and draft.taps.order is None and saying.permit is None:
        raise OrderNeededError
    held = await _held(saying, draft.reading)
    requests = [await _ask(saying, draft, Correction(held))] if held else []
    reading = without(draft.reading, held)
    profile = for_work(profile_of(saying.school), draft.reading)
    wanting = saying.permit is None and needs_permit(profile, saying.late, shut=saying.shut)
    if wanting and says_something(reading):
        requests.append(await _ask(saying, draft, LateEntry(saying.late)))
        return Permitted(reading, tuple(requests), waits=True)
    return Permitted(reading, tuple(requests))


def needs_permit(profile: Profile, days: int, *, shut: bool) -> bool:
    """Whether a lesson of so many days ago is written only when somebody allowed it (P11, P12)."""
    return shut or (profile.late_entry_needs_approval and days > profile.entry_grace_days)


async def _held(saying: Saying, reading: LessonDraft) -> tuple[Change, ...]:
    """The changes that have to be asked for."""
    profile, before = profile_of(saying.school), saying.before
    changes = await _changes(saying, reading)
    if saying.shut:
        return changes
    held = await bound(saying.unit, profile, author(saying.actor), before, changes, saying.now)
    if held:
        check_correction(profile, saying.reason)
    return () if profile.correction is CorrectionPolicy.SELF_WITH_REASON else held


async def _changes(saying: Saying, reading: LessonDraft) -> tuple[Change, ...]:
    unit, before = saying.unit, saying.before
    if Text.HELD not in before.said_by:  # nothing was recorded yet
        return ()
    homework = await homework_of(unit, before, reading)
    current = explained(reading, await notes_of(unit, reading), before)
    return changes_of(before, reading, homework, new_attendance(current), saying.school.today(saying.now))


async def _ask(saying: Saying, draft: StoredDraft, matter: Matter) -> Request:
    new = NewRequest(
        school_id=saying.school.id,
        asker_id=author(saying.actor),
        asked_at=saying.now,
        reason=saying.reason or "",
        matter=matter,
        lesson_id=saying.before.id,
        draft_id=draft.id,
        order=draft.taps.order if saying.shut else None,
    )
    return await ask(saying.unit, new, saying.now)


async def notes_of(unit: UnitOfWork, reading: LessonDraft) -> tuple[AbsenceNote, ...]:
    """The notes, as they stand now, of those who are said to be absent or there."""
    absent = {absence.pupil_id for absence in reading.absences if absence.pupil_id is not None}
    spoken_of = tuple(sorted(absent | seen_in(reading)))
    if not spoken_of or reading.day is None:
        return ()
    return await unit.notes.standing(spoken_of, reading.day, reading.day)


async def homework_of(unit: UnitOfWork, before: LessonRecord, reading: LessonDraft) -> Homework | None:
    """The task that stands from now on, if the reading says one, «то же» looked up. NoPreviousHomeworkError.

    Files without words join the task that there is (B14).
    """
    if not (reading.homework or reading.no_homework or reading.attachments):
        return None
    if reading.no_homework:
        return Homework(reading.homework or "", given=False)
    if reading.same_homework:
        previous = await unit.journal.previous_homework(before.key)
        if previous is None:
            raise NoPreviousHomeworkError
        files = joined(previous.attachments, reading.attachments)
        return Homework(previous.text, True, reading.homework_due, files)
    standing = standing_task(before)
    if reading.homework or standing is None:
        return Homework(reading.homework or "", True, reading.homework_due, reading.attachments)
    due = reading.homework_due or standing.due
    return replace(standing, due=due, attachments=joined(standing.attachments, reading.attachments))
