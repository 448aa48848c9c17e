"""The files of homework, one by one as they are asked for (B14)."""

from dataclasses import dataclass
from datetime import datetime

from core.diary.chores import chores
from core.diary.errors import FileGoneError
from core.diary.model import Chore, Own
from core.errors import NotFoundError
from core.ids import AttachmentId, PersonId, TaskId
from core.journal.attachments.model import Attachment
from core.notifications.files import FileToSend
from core.people.model import Actor
from core.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file with the child and the homework to which it belongs."""

    own: Own
    chore: Chore
    file: Attachment


async def own_file(
    database: Database, actor: Actor, pupil_id: PersonId, task_id: TaskId, file_id: AttachmentId, now: datetime
) -> OwnFile:
    """A file of an own child's homework. NotFoundError for what is not on the child's list, KeptFromChatError."""
    shown = await chores(database, actor, pupil_id, now)
    listed = ((one, file) for one in shown.chores for file in one.task.attachments if one.task.id == task_id)
    found = next(((one, file) for one, file in listed if file.id == file_id), None)
    if found is None:
        raise NotFoundError
    return OwnFile(shown.own, *found)


async def to_send(database: Database, file: Attachment, bot: str, *, whole: bool = False) -> FileToSend:
    """The file by what this bot calls it, else, and always if `whole`, by its bytes. FileGoneError."""
    async with database.reading() as unit:
        if not whole and (reference := await unit.attachments.reference(file.id, bot)):
            return FileToSend(file.kind, file.name, reference)
        content = await unit.attachments.content(file.id)
    if content is None:
        raise FileGoneError
    return FileToSend(file.kind, file.name, content=content)
