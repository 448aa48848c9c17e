"""Writing a letter, words or a file: from the family to the school or back (H01, H02, H06)."""

from dataclasses import replace
from datetime import datetime

from core.correspondence import news, rules
from core.correspondence.access import Reader, reader_of
from core.correspondence.errors import BlockedThreadError, NotReachableError
from core.correspondence.model import Desk, Letter, Sent, Written
from core.correspondence.service import stands
from core.ids import ChatKey, ThreadId
from core.journal.attachments.model import Attachment, SentFile
from core.journal.attachments.rules import checked
from core.notifications.timing import after_quiet
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork

_LATEST = 5
"""Letters among which that of an album is looked for: its files come within seconds."""


async def send(
    database: Database, actor: Actor, thread_id: ThreadId, text: str, now: datetime, file: SentFile | None = None
) -> Sent:
    """Write a letter in a thread of the actor's; all that came before counts as read.

    A further file of an album joins the letter that the first one made, unless it has words of its own.

    NotFoundError, LetterTooLongError, TooManyLettersError, NotReachableError, BlockedThreadError, FileTooBigError,
    FileTypeError, TooManyLetterFilesError, FilesADayError: nothing is kept.
    """
    text, file = rules.checked_text(text), file and checked(file)
    async with database.writing() as unit:
        reader = await reader_of(unit, actor, thread_id, now)
        written = await _checked(unit, reader, now)
        if file is not None:
            rules.check_files(written, by_staff=reader.as_staff)
        kept = await unit.attachments.add(reader.school.id, reader.person_id, file, now) if file else None
        begun = await _begun(unit, reader, kept) if kept and not text else None
        if begun is None:
            rules.check_pace(written, now, by_staff=reader.as_staff)
        sent = await (_new(unit, reader, text, kept, now) if begun is None else _joined(unit, reader, begun, kept, now))
        await unit.attachments.want([one.id for one in sent.letter.attachments], now)
        await unit.commit()
        return sent


async def thread_told_by(database: Database, chat_key: ChatKey, message_id: str) -> ThreadId | None:
    """The thread to which a reply to this message of the chat belongs, if the message brought a letter."""
    async with database.reading() as unit:
        return await unit.correspondence.told_by(chat_key, message_id)


async def _checked(unit: UnitOfWork, reader: Reader, now: datetime) -> tuple[Written, ...]:
    """Whether anything may be written now; what this person has written of late."""
    if reader.thread.blocked_at is not None:
        raise BlockedThreadError
    if not await stands(unit, reader, now):
        raise NotReachableError
    return await unit.correspondence.written(reader.person_id, now - rules.LONGEST_SPAN)


async def _begun(unit: UnitOfWork, reader: Reader, file: Attachment) -> Letter | None:
    album = await unit.attachments.album_of(reader.person_id, file.id)
    if len(album) == 1:
        return None
    latest = await unit.correspondence.letters(reader.thread.id, _LATEST)
    return rules.of_album(latest, reader.person_id, album, file)


async def _new(unit: UnitOfWork, reader: Reader, text: str, file: Attachment | None, now: datetime) -> Sent:
    due_at, files = await _due(unit, reader, now), (file,) if file else ()
    letter_id = await unit.correspondence.add(reader.thread.id, reader.person_id, text, now, due_at, files)
    letter = Letter(letter_id, reader.thread.id, reader.person_id, text, now, due_at, files)
    await unit.correspondence.see(reader.thread, reader.person_id)
    return await _sent(unit, reader, letter, await news.tell(unit, reader.school, reader.thread, letter, now), now)


async def _joined(unit: UnitOfWork, reader: Reader, letter: Letter, file: Attachment | None, now: datetime) -> Sent:
    whole = replace(letter, attachments=(*letter.attachments, *((file,) if file else ())))
    await unit.correspondence.attach(letter.id, whole.attachments)
    has_chat = await news.tell_more(unit, reader.school, reader.thread, whole, now)
    return replace(await _sent(unit, reader, whole, has_chat, now), joined=True)


async def _sent(unit: UnitOfWork, reader: Reader, letter: Letter, has_chat: bool, now: datetime) -> Sent:
    card = await unit.correspondence.card(reader.thread.id, reader.person_id, reader.school.today(now))
    waits_until = letter.due_at if letter.due_at > now else None
    return Sent(reader.school, card, letter, reader.as_staff, waits_until, has_chat)


async def _due(unit: UnitOfWork, reader: Reader, now: datetime) -> datetime:
    """By the hours of the staff, or by the quiet hours of the family."""
    zone, thread = reader.school.zone, reader.thread
    if not reader.as_staff:
        return rules.due(await unit.correspondence.desk(thread.staff_id) or Desk(), now, zone)
    settings = await unit.preferences.settings(reader.school.id, {thread.guardian_id})
    return after_quiet(now, settings[thread.guardian_id], zone)
