"""A teacher's message becomes a card; its buttons answer, record, take back, correct."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message
from aiogram.utils.callback_answer import CallbackAnswer

from bot.common.reasons import CORRECTING, LATE
from bot.incoming import source_of
from bot.screens import Screen
from bot.teachers.callbacks import Act, Choice, DraftAct, FixMark, Late, Presence, Withdraw
from bot.teachers.desk import Desk, Teaching
from bot.teachers.fixing import marks_screen, typing_screen, values_screen
from bot.teachers.help import not_an_entry, not_attached
from bot.teachers.writing import corrected, recorded
from core.approvals import service as approvals
from core.ids import DraftId, MarkId, PersonId, RequestId
from core.journal import correcting, drafts
from core.journal.notes.roll import ABSENT, PRESENT, against
from core.journal.operators import confirming
from core.journal.ports import StoredDraft
from core.journal.taps.model import Step
from core.people.links.model import Address

_TYPED = F.text & ~F.text.startswith("/")


def build_router() -> Router:
    """The handlers of teachers; chats that speak for no teacher pass by."""
    router = Router(name="teachers")
    for observer in (router.message, router.edited_message, router.callback_query):
        observer.filter(Teaching(operators=True))
    router.message.register(read, _TYPED)
    router.edited_message.register(read, _TYPED)
    router.message.register(refuse_media, ~F.text)
    router.callback_query.register(record, DraftAct.filter(F.act == Act.RECORD))
    router.callback_query.register(act, DraftAct.filter())
    router.callback_query.register(choose, Choice.filter())
    router.callback_query.register(say_presence, Presence.filter())
    router.callback_query.register(record_late, Late.filter())
    router.callback_query.register(withdraw, Withdraw.filter())
    router.callback_query.register(fix_mark, FixMark.filter())
    return router


async def read(message: Message, desk: Desk, address: Address) -> None:
    """Read a message and show what was understood, a card for each lesson."""
    source, text = source_of(message, address), message.text or ""
    written = min(message.date, desk.now)  # «today» is the day of writing, even if the bot was down meanwhile
    stored = await drafts.interpret_message(desk.database, desk.actor, text, source, written)
    for draft in stored:
        await desk.answer(message, await desk.screen(draft))
    if not stored:
        await desk.answer(message, not_an_entry(desk.texts))


async def refuse_media(message: Message, desk: Desk) -> None:
    """A film or a sticker is no homework; what is possible is said."""
    await desk.answer(message, not_attached(desk.texts))


async def choose(callback: CallbackQuery, callback_data: Choice, desk: Desk) -> None:
    """An answer to a question. One that is not asked any more only shows the card as it stands."""
    draft = await drafts.show(desk.database, desk.actor, DraftId(callback_data.draft))
    if draft.state == "open" and _asked(draft, callback_data):
        answers = {callback_data.question: callback_data.option}
        draft = await drafts.answer(desk.database, desk.actor, draft.id, answers, desk.now)
    await desk.edit(callback, await desk.screen(draft))


async def say_presence(callback: CallbackQuery, callback_data: Presence, desk: Desk) -> None:
    """The teacher's word against a note, or back. A draft that is closed only shows how it stands."""
    draft = await drafts.show(desk.database, desk.actor, DraftId(callback_data.draft))
    if draft.state == "open":
        answers = {against(PersonId(callback_data.pupil)): PRESENT if callback_data.here else ABSENT}
        draft = await drafts.answer(desk.database, desk.actor, draft.id, answers, desk.now)
    await desk.edit(callback, await desk.screen(draft))


async def act(callback: CallbackQuery, callback_data: DraftAct, desk: Desk) -> None:
    """Everything that is done with a draft as a whole, but recording."""
    draft_id = DraftId(callback_data.draft)
    if callback_data.act is Act.FIX:
        screen = marks_screen(await correcting.sheet(desk.database, desk.actor, draft_id), desk.texts)
    else:
        draft = await _changed(callback_data.act, draft_id, desk)
        screen = _words(callback_data.act, draft, desk) or await desk.screen(draft)
    await desk.edit(callback, screen)


async def record(callback: CallbackQuery, callback_data: DraftAct, desk: Desk) -> None:
    """«Записать»; a late lesson and a correction ask for the reason first, marks of a period go to their sheet."""
    await desk.edit(callback, await recorded(desk, DraftId(callback_data.draft), None))


async def record_late(callback: CallbackQuery, callback_data: Late, desk: Desk) -> None:
    """«Записать» with a reason; an unknown one counts as another one."""
    reason = callback_data.reason if callback_data.reason in LATE | CORRECTING else "other"
    await desk.edit(callback, await recorded(desk, DraftId(callback_data.draft), reason))


async def withdraw(callback: CallbackQuery, callback_data: Withdraw, desk: Desk) -> None:
    """An own request is taken back; the draft shows how it stands."""
    await approvals.withdraw(desk.database, desk.actor, RequestId(callback_data.request), desk.now)
    desk.wake()
    draft = await drafts.show(desk.database, desk.actor, DraftId(callback_data.draft))
    await desk.edit(callback, await desk.screen(draft))


async def fix_mark(
    callback: CallbackQuery, callback_data: FixMark, desk: Desk, callback_answer: CallbackAnswer
) -> None:
    """Choose a mark, then its value; the families' messages are edited."""
    draft_id, mark_id = DraftId(callback_data.draft), MarkId(callback_data.mark)
    if not callback_data.value:
        sheet = await correcting.sheet(desk.database, desk.actor, draft_id)
        await desk.edit(callback, values_screen(sheet, mark_id, desk.texts))
        return
    screen, done = await corrected(desk, draft_id, mark_id, callback_data.value)
    if done:
        callback_answer.text = desk.texts.t("Исправлено")
    await desk.edit(callback, screen)


def _words(wanted: Act, draft: StoredDraft, desk: Desk) -> Screen | None:
    """How to say in words what an open draft is to be."""
    if draft.state != "open":
        return None
    if wanted is Act.EDIT:
        return desk.editing(draft)
    return typing_screen(draft, desk.texts) if wanted is Act.WHY else None


async def _changed(wanted: Act, draft_id: DraftId, desk: Desk) -> StoredDraft:
    if wanted is Act.CANCEL:
        return await drafts.cancel(desk.database, desk.actor, draft_id, desk.now)
    if wanted is Act.REOPEN:
        return await drafts.reopen(desk.database, desk.actor, draft_id, desk.now)
    if wanted is Act.WHY:
        return await drafts.await_words(desk.database, desk.actor, draft_id, Step.REASON, desk.now)
    if wanted is Act.UNDO:
        return await correcting.undo_lesson(desk.database, desk.actor, draft_id, desk.now, desk.grace)
    if wanted in _HANDS:
        changed = await _HANDS[wanted](desk.database, desk.actor, draft_id, desk.now)
        desk.wake()
        return changed
    return await drafts.show(desk.database, desk.actor, draft_id)


_HANDS = {
    Act.CONFIRM: confirming.acknowledge,
    Act.RETURN: confirming.give_back,
    Act.TAKE_BACK: confirming.take_back,
}


def _asked(draft: StoredDraft, choice: Choice) -> bool:
    return any(
        question.key == choice.question and any(option.key == choice.option for option in question.options)
        for question in draft.reading.questions
    )
