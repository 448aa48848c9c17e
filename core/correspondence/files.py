"""Looking at the files of a letter anew: they are sent into the chat in which one of its sides asks for them."""

from datetime import datetime

from core.correspondence.access import reader_of
from core.correspondence.model import Letter
from core.errors import NotFoundError
from core.ids import ChatKey, LetterId, PersonId, SchoolId, ThreadId
from core.notifications.asked_files import showing
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork


async def show_files(
    database: Database, actor: Actor, chat_key: ChatKey, thread_id: ThreadId, letter_id: LetterId, now: datetime
) -> None:
    """The files of a letter of an own thread. NotFoundError: another's thread, no such letter, none with files."""
    async with database.writing() as unit:
        reader = await reader_of(unit, actor, thread_id, now)
        letter = await unit.correspondence.letter(thread_id, letter_id)
        await bring(unit, reader.school.id, reader.person_id, chat_key, letter, now)
        await unit.commit()


async def bring(
    unit: UnitOfWork, school_id: SchoolId, person_id: PersonId, chat_key: ChatKey, letter: Letter, now: datetime
) -> None:
    """The row that brings them. NotFoundError where there are none."""
    if not letter.attachments:
        raise NotFoundError
    about = {"about": "letter", "at": letter.written_at.isoformat()}
    await unit.outbox.enqueue((showing(school_id, person_id, chat_key, letter.attachments, about, now),), now)
