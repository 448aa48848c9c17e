"""Writing a letter: from the family to the school or back (H01, H02, H06)."""

from datetime import datetime

from core.correspondence import rules
from core.correspondence.access import Reader, reader_of
from core.correspondence.errors import BlockedThreadError, NotReachableError
from core.correspondence.model import Desk, Letter, Sent
from core.correspondence.news import tell
from core.correspondence.service import stands
from core.ids import ChatKey, ThreadId
from core.notifications.timing import after_quiet
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


async def send(database: Database, actor: Actor, thread_id: ThreadId, text: str, now: datetime) -> Sent:
    """Write a letter in a thread of the actor's; all that came before counts as read.

    NotFoundError, LetterTooLongError, TooManyLettersError, NotReachableError, BlockedThreadError: nothing is kept.
    """
    text = rules.checked_text(text)
    async with database.writing() as unit:
        reader = await reader_of(unit, actor, thread_id, now)
        await _check(unit, reader, now)
        due_at = await _due(unit, reader, now)
        letter_id = await unit.correspondence.add(thread_id, reader.person_id, text, now, due_at)
        letter = Letter(letter_id, thread_id, reader.person_id, text, now, due_at)
        await unit.correspondence.see(reader.thread, reader.person_id)
        has_chat = await tell(unit, reader.thread, letter, now)
        card = await unit.correspondence.card(thread_id, reader.person_id, reader.school.today(now))
        await unit.commit()
        waits_until = due_at if due_at > now else None
        return Sent(reader.school, card, letter, reader.as_staff, waits_until, has_chat)


async def thread_told_by(database: Database, chat_key: ChatKey, message_id: str) -> ThreadId | None:
    """The thread to which a reply to this message of the chat belongs, if the message brought a letter."""
    async with database.reading() as unit:
        return await unit.correspondence.told_by(chat_key, message_id)


async def _check(unit: UnitOfWork, reader: Reader, now: datetime) -> None:
    """Whether anything may be written now."""
    thread = reader.thread
    if thread.blocked_at is not None:
        raise BlockedThreadError
    written = await unit.correspondence.written(reader.person_id, now - rules.LONGEST_SPAN)
    rules.check_pace(written, now, by_staff=reader.as_staff)
    if not await stands(unit, reader, now):
        raise NotReachableError


async def _due(unit: UnitOfWork, reader: Reader, now: datetime) -> datetime:
    """By the hours of the staff, or by the quiet hours of the family."""
    zone, thread = reader.school.zone, reader.thread
    if not reader.as_staff:
        return rules.due(await unit.correspondence.desk(thread.staff_id) or Desk(), now, zone)
    settings = await unit.preferences.settings(reader.school.id, {thread.guardian_id})
    return after_quiet(now, settings[thread.guardian_id], zone)
