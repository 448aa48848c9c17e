"""Files that go with a notice: photos and documents of its author, kept as those of homework are."""

from datetime import datetime

from core.ids import AttachmentId, NoticeId
from core.journal.attachments.model import SentFile
from core.journal.attachments.rules import checked
from core.notices import composing
from core.notices.errors import NoticeChangedError, NoticeFilesError
from core.people.model import Actor
from core.unit_of_work import Database

MOST = 5
"""Files of a notice: each is a message of its own in every chat."""


async def attach(database: Database, actor: Actor, notice_id: NoticeId, sent: SentFile, now: datetime) -> None:
    """Put a file to an own draft. The same message taken again changes nothing.

    NotFoundError, NoticeChangedError, NoticeScheduledError, NoticeFilesError, FileTooBigError, FileTypeError.
    """
    sent = checked(sent)
    author_id = composing.author(actor)
    async with database.writing() as unit:
        kept = await composing.unscheduled(unit, actor, notice_id)
        known = await unit.attachments.sent_in(author_id, sent.source)
        if known is not None and known in kept.made.files:
            return
        if len(kept.made.files) >= MOST:
            raise NoticeFilesError(limit=MOST)
        file = known or await unit.attachments.add(actor.school_id, author_id, sent, now)
        await unit.attachments.want([file.id], now)
        if not await unit.notices.attach(kept, (*kept.made.files, file)):
            raise NoticeChangedError
        await unit.commit()


async def detach(database: Database, actor: Actor, notice_id: NoticeId, file_id: AttachmentId) -> None:
    """Take a file off an own draft; one that is off already changes nothing.

    NotFoundError, NoticeChangedError, NoticeScheduledError.
    """
    async with database.writing() as unit:
        kept = await composing.unscheduled(unit, actor, notice_id)
        left = tuple(one for one in kept.made.files if one.id != file_id)
        if left == kept.made.files:
            return
        if not await unit.notices.attach(kept, left):
            raise NoticeChangedError
        await unit.commit()
