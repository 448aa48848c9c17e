"""Files of questions and answers: kept with their words, an album with those that its first file made (A28)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.consultations.model import Question, Words
from core.consultations.news import tell_more
from core.correspondence.rules import of_album
from core.errors import NotFoundError
from core.ids import ChatKey, ConsultationId, PersonId, SchoolId, WordsId
from core.journal.attachments.model import Attachment, SentFile
from core.notifications.asked_files import showing
from core.unit_of_work import Database, UnitOfWork

_LATEST = 5
"""Words among which those of an album are looked for: its files come within seconds."""
_OF_LATE = 50
"""Words whose files are still asked for: screens show fewer."""


async def kept(unit: UnitOfWork, school_id: SchoolId, person_id: PersonId, file: SentFile, now: datetime) -> Attachment:
    """Keep what is known of a file, and have its bytes fetched."""
    found = await unit.attachments.add(school_id, person_id, file, now)
    await unit.attachments.want([found.id], now)
    return found


async def joined(
    unit: UnitOfWork, question: Question, person_id: PersonId, file: Attachment | None, text: str, now: datetime
) -> bool:
    """Put a further file of an album to the words that the first one made, unless it has words of its own.

    Where these were told already the file follows. TooManyLetterFilesError.
    """
    begun = None if file is None or text else await _begun(unit, question, person_id, file)
    if begun is None or file is None:
        return False
    whole = replace(begun, attachments=(*begun.attachments, file))
    await unit.consultations.attach(whole.id, whole.attachments)
    await tell_more(unit, await unit.people.school(question.made.school_id), question, whole, now)
    return True


async def told_by(database: Database, chat_key: ChatKey, message_id: str) -> Words | None:
    """The words whose file this message of the chat brought, if it did."""
    async with database.reading() as unit:
        return await unit.consultations.told_by(chat_key, message_id)


async def bring(
    unit: UnitOfWork, school_id: SchoolId, person_id: PersonId, chat_key: ChatKey, words: Words, now: datetime
) -> None:
    """The row that brings the files of these words into a chat. NotFoundError where there are none."""
    if not words.attachments:
        raise NotFoundError
    about = {"about": "letter", "at": words.at.isoformat()}
    await unit.outbox.enqueue((showing(school_id, person_id, chat_key, words.attachments, about, now),), now)


async def words_of(unit: UnitOfWork, question_id: ConsultationId, words_id: WordsId) -> Words:
    """Words of a question. NotFoundError if it has none such."""
    said: Sequence[Words] = await unit.consultations.words(question_id, _OF_LATE)
    found = next((one for one in said if one.id == words_id), None)
    if found is None:
        raise NotFoundError
    return found


async def _begun(unit: UnitOfWork, question: Question, person_id: PersonId, file: Attachment) -> Words | None:
    album = await unit.attachments.album_of(person_id, file.id)
    if len(album) == 1:
        return None
    return of_album(await unit.consultations.words(question.id, _LATEST), person_id, album, file)
