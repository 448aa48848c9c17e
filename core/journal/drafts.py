"""Reading a message into drafts, answering their questions, dropping them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from core.errors import NotFoundError
from core.ids import DraftId, SchoolId
from core.journal.attachments.model import Attachment, SentFile
from core.journal.attachments.rules import checked, joined
from core.journal.closing import read_order
from core.journal.errors import DraftClosedError, TextTooLongError
from core.journal.hands import author, begun_here, check_hands, in_hand, operator, sees
from core.journal.ports import StoredDraft
from core.journal.quick_entry.model import LessonDraft
from core.journal.quick_entry.service import interpret
from core.journal.readings import completed, context_of, reread
from core.journal.rules import known_key
from core.journal.taps.model import NO_TAPS, WORDS_AWAITED, Awaited, Said, Step, TappedRemark, Taps
from core.journal.taps.rules import takes_taps, under, with_remark
from core.people.model import Actor
from core.unit_of_work import Database, UnitOfWork

TEXT_LIMIT = 5000
"""Characters that are read: more than any messenger's message has."""
REACH = timedelta(days=14)
"""How long a draft that was begun is looked for: a lesson is hardly entered later, and its draft stays in any case."""
_NEW = DraftId(0)


@dataclass(frozen=True, slots=True)
class Message:
    """A teacher's words, the name of their message, when they were written, and the files that came with them."""

    text: str
    source: str
    moment: datetime
    files: tuple[Attachment, ...] = ()


async def interpret_message(
    database: Database, actor: Actor, text: str, source: str, now: datetime, sent: SentFile | None = None
) -> tuple[StoredDraft, ...]:
    """Read a teacher's message into stored drafts, one for each lesson; empty if it is no entry.

    A file that came with the words, and what else is of its album, is attached to each of these drafts. The same
    message is read once: when it comes again (an update repeated after a crash), its drafts are returned as they
    stand; when its text was edited meanwhile, its open drafts are read anew.
    """
    if len(text) > TEXT_LIMIT:
        raise TextTooLongError(limit=TEXT_LIMIT)
    async with database.writing() as unit:
        known = await unit.journal.drafts_from(source)
        if any(not _is_by(draft, actor) for draft in known):  # the chat speaks for another teacher since
            raise NotFoundError
        if known and (known[0].text == text or any(_is_settled(draft) for draft in known)):
            return known
        files = await _files(unit, actor, source, sent, now) if sent or known else ()
        message = Message(text, source, now, files)
        others = await unit.journal.open_drafts(author(actor), now - REACH)
        stored = () if known else await _as_step(unit, message, in_hand(others, actor))
        begun = begun_here(others, actor)
        stored = stored or await _keep(unit, known, await _read(unit, actor, message, known, begun), now)
        if stored or known:
            await unit.commit()
        return stored


async def answer(
    database: Database, actor: Actor, draft_id: DraftId, answers: Mapping[str, str], now: datetime
) -> StoredDraft:
    """Take a tap on a question and read the message again with it, as of the moment it was written."""
    async with database.writing() as unit:
        draft = await open_draft(unit, actor, draft_id)
        asked = replace(draft, answers={**draft.answers, **answers})
        changed = replace(asked, reading=(await reread(unit, asked)).reading)
        await unit.journal.change_draft(changed, now)
        await unit.commit()
        return changed


async def cancel(database: Database, actor: Actor, draft_id: DraftId, now: datetime) -> StoredDraft:
    """Drop a draft that was not recorded. Its text stays with it."""
    async with database.writing() as unit:
        draft = await own_draft(unit, actor, draft_id)
        if draft.state == "cancelled":
            return draft
        _must_be_open(draft)
        dropped = replace(draft, state="cancelled")
        await unit.journal.change_draft(dropped, now)
        await unit.commit()
        return dropped


async def await_words(database: Database, actor: Actor, draft_id: DraftId, step: Step, now: datetime) -> StoredDraft:
    """The next message says why the entry comes late or corrects what stands, or names the order that allows it."""
    async with database.writing() as unit:
        draft = await open_draft(unit, actor, draft_id)
        asked = replace(draft, taps=replace(draft.taps, awaited=Awaited(step, now + WORDS_AWAITED)))
        await unit.journal.change_draft(asked, now)
        await unit.commit()
        return asked


async def reopen(database: Database, actor: Actor, draft_id: DraftId, now: datetime) -> StoredDraft:
    """Bring back a draft that was cancelled or taken back, as it stood."""
    async with database.writing() as unit:
        draft = await own_draft(unit, actor, draft_id)
        if draft.state == "open":
            return draft
        if draft.state == "recorded":
            raise DraftClosedError(state=draft.state)
        handed = draft.handed_at or (now if draft.typed_by_id and actor.types_for is None else None)
        opened = replace(draft, state="open", entry_id=None, handed_at=handed, confirmed_at=None)
        await unit.journal.change_draft(opened, now)
        await unit.commit()
        return opened


async def show(database: Database, actor: Actor, draft_id: DraftId) -> StoredDraft:
    """The draft as it stands, for its author and for the operator who typed it."""
    async with database.reading() as unit:
        draft = await unit.journal.draft(draft_id)
        if not sees(draft, actor):
            raise NotFoundError
        return draft


async def own_draft(unit: UnitOfWork, actor: Actor, draft_id: DraftId) -> StoredDraft:
    """A draft for whoever has it in hand; for anyone else there is none."""
    draft = await unit.journal.draft(draft_id)
    check_hands(draft, actor)
    return draft


async def open_draft(unit: UnitOfWork, actor: Actor, draft_id: DraftId) -> StoredDraft:
    """An own draft that still may change."""
    draft = await own_draft(unit, actor, draft_id)
    _must_be_open(draft)
    return draft


def _must_be_open(draft: StoredDraft) -> None:
    if draft.state != "open":
        raise DraftClosedError(state=draft.state)


def _is_by(draft: StoredDraft, actor: Actor) -> bool:
    return draft.author_id == author(actor) and draft.typed_by_id in (None, operator(actor))


def _is_settled(draft: StoredDraft) -> bool:
    """Whether an edited message changes it no more."""
    return draft.state != "open" or draft.handed_at is not None


async def _files(
    unit: UnitOfWork, actor: Actor, source: str, sent: SentFile | None, now: datetime
) -> tuple[Attachment, ...]:
    """The file of a message with those of its album; of a message that was edited, the one that it came with."""
    file = await unit.attachments.sent_in(author(actor), source)
    if file is None and sent is not None:
        file = await unit.attachments.add(actor.school_id, author(actor), checked(sent), now)
    return await unit.attachments.album_of(author(actor), file.id) if file else ()


async def _as_step(unit: UnitOfWork, message: Message, open_drafts: Sequence[StoredDraft]) -> tuple[StoredDraft, ...]:
    """The draft that awaits these words as its topic or homework, or has them from this message; empty if none."""
    for draft in open_drafts:
        step = draft.taps.said_in(message.source) or draft.taps.waits_for(message.moment)
        if step is not None:
            said = Said(message.text.strip(), message.source)
            told = _told(draft.taps, step, said, message.moment.date())
            asked = replace(draft, taps=replace(told, files=joined(told.files, message.files)))
            changed = replace(asked, reading=(await reread(unit, asked)).reading)
            await unit.journal.change_draft(changed, message.moment)
            return (changed,)
    return ()


def _told(taps: Taps, step: Step, said: Said, today: date) -> Taps:
    calm = replace(taps, awaited=None)
    match step:
        case Step.TOPIC:
            return replace(calm, topic=said)
        case Step.HOMEWORK:
            return replace(calm, homework=said, none_set=False)
        case Step.REASON:
            return replace(calm, reason=said)
        case Step.REMARK:
            return _remarked(taps, calm, said)
        case Step.NOT_HELD:
            return replace(calm, not_held=said)
        case Step.ORDER:
            return replace(calm, order=read_order(said.text, today))


def _remarked(taps: Taps, calm: Taps, said: Said) -> Taps:
    """To the pupil who was tapped before, or of whom the same message spoke before it was edited."""
    before = (one.pupil_id for one in taps.remarks if one.said.source == said.source)
    pupil_id = taps.awaited.pupil_id if taps.awaited else None
    to = next(before, pupil_id)
    return calm if to is None else with_remark(calm, TappedRemark(to, said))


async def _read(
    unit: UnitOfWork, actor: Actor, message: Message, known: Sequence[StoredDraft], open_drafts: Sequence[StoredDraft]
) -> list[StoredDraft]:
    """The drafts of a message: those that it made before, or that were begun by taps, keep what was tapped."""
    teacher_id = author(actor)
    context = await context_of(unit, teacher_id, message.moment)
    drafts = []
    for part, base in enumerate(interpret(message.text, context).drafts):
        place = known[part] if part < len(known) else _begun(actor.school_id, base, open_drafts)
        taps = under(place.taps, base) if place else NO_TAPS
        if part >= len(known):
            taps = replace(taps, files=joined(taps.files, message.files))
        read = await completed(unit, actor.school_id, base, context, {}, taps)
        draft_id = place.id if place else _NEW
        kept = (actor.school_id, teacher_id, message.source, part, message.text, message.moment)
        drafts.append(StoredDraft(draft_id, *kept, {}, read.reading, taps=taps, typed_by_id=operator(actor)))
    return drafts


def _begun(school_id: SchoolId, base: LessonDraft, open_drafts: Sequence[StoredDraft]) -> StoredDraft | None:
    """The draft of the same lesson that was begun by taps and has no words yet."""
    key = known_key(school_id, base)
    if key is None or not takes_taps(base):
        return None
    begun = (one for one in open_drafts if not one.text and known_key(school_id, one.reading) == key)
    return next(begun, None)


async def _keep(
    unit: UnitOfWork, known: Sequence[StoredDraft], drafts: Sequence[StoredDraft], now: datetime
) -> tuple[StoredDraft, ...]:
    """New drafts are added; those that there were keep their place; parts that are gone are cancelled."""
    for old in known[len(drafts) :]:
        await unit.journal.change_draft(replace(old, state="cancelled"), now)
    return tuple([await _kept(unit, draft, now) for draft in drafts])


async def _kept(unit: UnitOfWork, draft: StoredDraft, now: datetime) -> StoredDraft:
    if draft.id == _NEW:
        return replace(draft, id=await unit.journal.add_draft(draft, now))
    await unit.journal.renew_draft(draft, now)
    return draft
