"""Who is told of a change of a lesson, by which rows. Pure decisions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.ids import EntryId, LessonId, OutboxId, PersonId, SchoolId
from core.notifications.comparing import Concerned
from core.notifications.model import Kind, Operation, Planned, Recipient, Row, State

EXPIRY = timedelta(days=3)
"""News of a lesson that could not be delivered in this time is no news any more."""


@dataclass(frozen=True, slots=True)
class LessonChange:
    """What an entry changed: for whom it brought something new, and for whom something told before is different."""

    school_id: SchoolId
    lesson_id: LessonId
    entry_id: EntryId
    author_id: PersonId
    new_for: Concerned
    changed_for: Concerned


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows to add, and waiting rows that shall tell of this entry too."""

    rows: tuple[Planned, ...]
    extended: tuple[OutboxId, ...]


def plan(
    change: LessonChange, recipients: tuple[Recipient, ...], rows: tuple[Row, ...], now: datetime, grace: timedelta
) -> Plan:
    """One message for each child and chat within the grace time; what was told already is edited.

    The author of the entry is not told of it. A waiting row tells of this entry too, so nothing is added.
    """
    added: list[Planned] = []
    extended: list[OutboxId] = []
    for recipient in recipients:
        if recipient.person_id == change.author_id:
            continue
        own = [row for row in rows if _is_for(row, recipient)]
        waiting = [row for row in own if row.state is State.PENDING and row.planned.operation is Operation.SEND]
        if waiting:
            extended += [row.id for row in waiting]
        elif recipient.pupil_id in change.new_for:
            added.append(_send(change, recipient, now + grace))
        if recipient.pupil_id in change.changed_for:
            added += [_edit(change, row, now) for row in own if _was_told(row)]
    return Plan(tuple(added), tuple(extended))


def _is_for(row: Row, recipient: Recipient) -> bool:
    return (row.planned.chat_key, row.planned.pupil_id) == (recipient.chat_key, recipient.pupil_id)


def _was_told(row: Row) -> bool:
    return row.planned.operation is Operation.SEND and row.state in (State.SENT, State.CLAIMED)


def _send(change: LessonChange, recipient: Recipient, not_before: datetime) -> Planned:
    return Planned(
        change.school_id,
        recipient.chat_key,
        recipient.person_id,
        Kind.LESSON,
        f"lesson:{change.lesson_id}:{recipient.pupil_id}:{recipient.chat_key}:{change.entry_id}",
        not_before,
        lesson_id=change.lesson_id,
        pupil_id=recipient.pupil_id,
        first_entry=change.entry_id,
        last_entry=change.entry_id,
        expires_at=not_before + EXPIRY,
    )


def _edit(change: LessonChange, told: Row, now: datetime) -> Planned:
    return Planned(
        change.school_id,
        told.planned.chat_key,
        told.planned.person_id,
        Kind.LESSON,
        f"edit:{told.id}:{change.entry_id}",
        now,
        Operation.EDIT,
        lesson_id=change.lesson_id,
        pupil_id=told.planned.pupil_id,
        first_entry=told.planned.first_entry,
        last_entry=told.planned.last_entry,
        follows=told.id,
        expires_at=now + EXPIRY,
    )
