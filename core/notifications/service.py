"""Putting news into the outbox, in the transaction of its cause."""

from datetime import date, datetime, timedelta

from core.notifications.model import Operation
from core.notifications.planning import LessonChange, plan
from core.unit_of_work import UnitOfWork


async def announce(unit: UnitOfWork, change: LessonChange, today: date, now: datetime, grace: timedelta) -> int:
    """Plan the news of a change for the guardians of today and enqueue it; how many chats get a message."""
    concerned = tuple(sorted({*change.new_for, *change.changed_for}))
    if not concerned:
        return 0
    recipients = await unit.outbox.guardians_of(concerned, today)
    rows = await unit.outbox.lesson_rows(change.lesson_id)
    planned = plan(change, recipients, rows, now, grace)
    await unit.outbox.enqueue(planned.rows, now)
    if planned.extended:
        await unit.outbox.extend(planned.extended, change.entry_id, now)
    waiting = {row.planned.chat_key for row in rows if row.id in planned.extended}
    return len(waiting | {row.chat_key for row in planned.rows if row.operation is Operation.SEND})
