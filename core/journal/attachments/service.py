"""A file that came without words: to which draft it goes, and taking it off again (B14)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.ids import AttachmentId, DraftId
from core.journal.attachments.model import Attachment, SentFile
from core.journal.attachments.rules import checked, joined
from core.journal.drafts import REACH, open_draft
from core.journal.hands import author, begun_here
from core.journal.ports import StoredDraft
from core.journal.readings import reread
from core.journal.rules import known_key
from core.journal.taps.model import LessonRef
from core.journal.taps.service import opened_lesson
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork

AT_HAND = timedelta(hours=1)
"""How long a draft is the one that a teacher is busy with."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken, and the drafts that have it now.

    Where there are none the lesson is to be asked for; `begun` are drafts that it may belong to. `follows`: it came
    behind another one of its album, so that the teacher has an answer already.
    """

    file: Attachment
    drafts: tuple[StoredDraft, ...]
    begun: tuple[StoredDraft, ...] = ()
    follows: bool = False


async def take(database: Database, actor: Actor, sent: SentFile, now: datetime) -> Taken:
    """Attach a file to the draft that the teacher is busy with, if it is clear which one; else only keep it.

    Files of one album go together. The same message taken again finds its file. FileTooBigError, FileTypeError,
    TooManyFilesError.
    """
    sent = checked(sent)
    async with database.writing() as unit:
        mine = begun_here(await unit.journal.open_drafts(author(actor), now - REACH), actor)
        known = await unit.attachments.sent_in(author(actor), sent.source)
        file = known or await unit.attachments.add(actor.school_id, author(actor), sent, now)
        mates = {one.id for one in await unit.attachments.album_of(author(actor), file.id)} - {file.id}
        if known is not None:
            return Taken(known, _having(mine, {known.id}), _of_lessons(mine), bool(mates))
        goals = _having(mine, mates) if mates else _at_hand(mine, now)
        drafts = tuple([await _attached(unit, await open_draft(unit, actor, one.id), (file,), now) for one in goals])
        await unit.commit()
        return Taken(file, drafts, _of_lessons(mine), bool(mates))


async def attach_to_lesson(
    database: Database, actor: Actor, file_id: AttachmentId, ref: LessonRef, now: datetime
) -> StoredDraft:
    """Attach an own file, with its album, to the open draft of an own lesson, which is made if there is none.

    NotFoundError for another's file, NoSuchLessonError for another's lesson.
    """
    async with database.writing() as unit:
        album = await unit.attachments.album_of(author(actor), file_id)
        draft, _ = await opened_lesson(unit, actor, ref, now)
        if {one.id for one in album} <= {one.id for one in draft.taps.files}:
            return draft
        changed = await _attached(unit, draft, album, now)
        await unit.commit()
        return changed


async def detach(
    database: Database, actor: Actor, draft_id: DraftId, file_id: AttachmentId, now: datetime
) -> StoredDraft:
    """Take a file off an own open draft. One that is not attached leaves the draft as it is."""
    async with database.writing() as unit:
        draft = await open_draft(unit, actor, draft_id)
        left = tuple(one for one in draft.taps.files if one.id != file_id)
        if left == draft.taps.files:
            return draft
        changed = await _kept(unit, draft, left, now)
        await unit.commit()
        return changed


async def _attached(unit: UnitOfWork, draft: StoredDraft, files: Sequence[Attachment], now: datetime) -> StoredDraft:
    return await _kept(unit, draft, joined(draft.taps.files, files), now)


async def _kept(unit: UnitOfWork, draft: StoredDraft, files: tuple[Attachment, ...], now: datetime) -> StoredDraft:
    asked = replace(draft, taps=replace(draft.taps, files=files, awaited=None))
    changed = replace(asked, reading=(await reread(unit, asked)).reading)
    await unit.journal.change_draft(changed, now)
    return changed


def _having(drafts: Sequence[StoredDraft], file_ids: Collection[AttachmentId]) -> tuple[StoredDraft, ...]:
    return tuple(draft for draft in drafts if any(one.id in file_ids for one in draft.taps.files))


def _at_hand(drafts: Sequence[StoredDraft], now: datetime) -> tuple[StoredDraft, ...]:
    """The draft that awaits words, else the only one that was begun lately; the correction of a mark is none."""
    fitting = [draft for draft in drafts if draft.taps.fix is None]
    awaiting = [draft for draft in fitting if draft.taps.waits_for(now)]
    lately = [draft for draft in fitting if draft.moment >= now - AT_HAND]
    return tuple(awaiting[:1] or (lately if len(lately) == 1 else ()))


def _of_lessons(drafts: Sequence[StoredDraft]) -> tuple[StoredDraft, ...]:
    return tuple(draft for draft in drafts if known_key(draft.school_id, draft.reading))
