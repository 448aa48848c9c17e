"""Putting news into the outbox, in the transaction of its cause."""

from datetime import datetime, timedelta

from core.notifications import audience
from core.notifications.model import Operation
from core.notifications.planning import LessonChange, When, plan
from core.notifications.storms import WINDOW
from core.people.model import School
from core.unit_of_work import UnitOfWork


async def announce(unit: UnitOfWork, change: LessonChange, school: School, now: datetime, grace: timedelta) -> int:
    """Plan the news of a change for the guardians of today and enqueue it; how many chats get a message."""
    concerned = tuple(sorted({*change.new_for, *change.changed_for}))
    if not concerned:
        return 0
    recipients = await audience.recipients(unit, school, concerned, now)
    settings = await unit.preferences.settings(school.id, {recipient.person_id for recipient in recipients})
    rows = await unit.outbox.lesson_rows(change.lesson_id)
    chats = {recipient.chat_key for recipient in recipients}
    pushes = await unit.outbox.recent(chats, now + grace - WINDOW)
    planned = plan(change, recipients, rows, When(now, grace, school.zone, settings, pushes))
    await unit.outbox.enqueue(planned.rows, now)
    if planned.extended:
        await unit.outbox.extend(planned.extended, now)
    waiting = {row.planned.chat_key for row in planned.extended}
    return len(waiting | {row.chat_key for row in planned.rows if row.operation is Operation.SEND})
