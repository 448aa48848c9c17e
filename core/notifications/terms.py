"""News of the marks of a period: one message for each child, whatever number of subjects was confirmed meanwhile."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.ids import ClassId, PeriodMarkId, PersonId, SchoolId
from core.notifications import audience
from core.notifications.model import Kind, Operation, Planned, Recipient, Row, State
from core.notifications.planning import EXPIRY, When
from core.notifications.preferences import Topic
from core.notifications.timing import slot
from core.people.model import School
from core.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Corrected:
    """A pupil whose mark became another; `first_at`: when the pupil first got one."""

    pupil_id: PersonId
    mark_id: PeriodMarkId
    first_at: datetime


@dataclass(frozen=True, slots=True)
class TermChange:
    """The pupils of a class who got a mark for a period, and those whose mark was corrected."""

    school_id: SchoolId
    class_id: ClassId
    code: str
    author_id: PersonId
    new_for: tuple[PersonId, ...]
    corrected: tuple[Corrected, ...] = ()


async def announce_terms(unit: UnitOfWork, change: TermChange, school: School, now: datetime, grace: timedelta) -> int:
    """Enqueue the news for the guardians of today; how many chats get a message."""
    pupils = tuple(sorted({*change.new_for, *(one.pupil_id for one in change.corrected)}))
    recipients = await audience.recipients(unit, school, pupils, now)
    settings = await unit.preferences.settings(school.id, {recipient.person_id for recipient in recipients})
    rows = await unit.outbox.term_rows(pupils)
    planned = plan_terms(change, recipients, rows, When(now, grace, school.zone, settings))
    await unit.outbox.enqueue(planned, now)
    sent = {row.chat_key for row in planned if row.operation is Operation.SEND}
    return len(sent | {row.planned.chat_key for row in rows if row.state is State.PENDING and _is_of(row, change)})


def plan_terms(
    change: TermChange, recipients: Sequence[Recipient], rows: Sequence[Row], when: When
) -> tuple[Planned, ...]:
    """A waiting message of the same child and period tells of new marks too; a delivered one is edited. Pure.

    The author is not told of it.
    """
    added: list[Planned] = []
    for recipient in recipients:
        if recipient.person_id == change.author_id:
            continue
        own = [row for row in rows if _is_of(row, change) and _is_for(row, recipient)]
        if recipient.pupil_id in change.new_for and not any(row.state is State.PENDING for row in own):
            added += _send(change, recipient, when)
        added += _edits(change, recipient, own, when)
    return tuple(added)


def _send(change: TermChange, recipient: Recipient, when: When) -> Iterator[Planned]:
    settings = when.of(recipient.person_id)
    moment = slot(settings.modes[Topic.TERM], when.now + when.grace, settings, when.zone)
    if moment is None:
        return
    whose = f"{change.class_id}:{change.code}:{recipient.pupil_id}:{recipient.chat_key}:{recipient.person_id}"
    yield Planned(
        change.school_id,
        recipient.chat_key,
        recipient.person_id,
        Kind.TERM,
        f"term:{whose}:{when.now.timestamp():.0f}",
        moment.moment,
        pupil_id=recipient.pupil_id,
        content={"class": str(change.class_id), "period": change.code, "since": when.now.isoformat()},
        expires_at=moment.moment + EXPIRY,
    )


def _edits(change: TermChange, recipient: Recipient, own: Sequence[Row], when: When) -> Iterator[Planned]:
    """Edits make no sound, so quiet hours let them pass."""
    settings = when.of(recipient.person_id)
    awake = replace(settings, quiet_to=settings.quiet_from)
    moment = slot(settings.modes[Topic.CORRECTION], when.now, awake, when.zone)
    mine = [one for one in change.corrected if one.pupil_id == recipient.pupil_id]
    told = [row for row in own if any(_tells(row, one) for one in mine)]
    if moment is None or not told:
        return
    for row in told:
        yield replace(
            row.planned,
            dedupe_key=f"edit:{row.id}:{mine[0].mark_id}",
            not_before=moment.moment,
            operation=Operation.EDIT,
            follows=row.id,
            expires_at=moment.moment + EXPIRY,
        )


def _tells(row: Row, corrected: Corrected) -> bool:
    """Whether a message that went out had the mark: it was given after the message was planned, and before it went."""
    since = (row.planned.content or {}).get("since")
    begun = since is not None and datetime.fromisoformat(since) <= corrected.first_at
    return begun and (row.state is State.CLAIMED or (row.sent_at is not None and corrected.first_at <= row.sent_at))


def _is_of(row: Row, change: TermChange) -> bool:
    content = row.planned.content or {}
    of_period = (content.get("class"), content.get("period")) == (str(change.class_id), change.code)
    return of_period and row.planned.operation is Operation.SEND


def _is_for(row: Row, recipient: Recipient) -> bool:
    planned = row.planned
    whose = (planned.chat_key, planned.person_id, planned.pupil_id)
    return whose == (recipient.chat_key, recipient.person_id, recipient.pupil_id)
