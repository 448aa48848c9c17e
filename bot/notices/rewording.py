"""Other words: of a draft at once; of what was sent, when its author has seen them and says so."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.common.awaited import await_words
from bot.common.notice_data import Replace
from bot.notices import writing_views
from bot.notices.desk import NoticeDesk
from core.ids import NoticeId
from core.notices import after, composing
from core.notices.composing import UNSENT
from core.notices.errors import NoticeChangedError
from core.notices.model import Span, Style, Words


class Rewording(StatesGroup):
    """Somebody who looks at other words of what was sent; they and the message that said them are in the data."""

    offered = State()


def build_router() -> Router:
    """The press that replaces; who may be here, the router around it says."""
    router = Router(name="notice_rewording")
    router.callback_query.register(put, Replace.filter())
    return router


async def take(message: Message, notice_id: NoticeId, words: Words, desk: NoticeDesk, state: FSMContext) -> bool:
    """Whether it has these words now. Those of what was sent are kept until they are confirmed. NoticeTextError."""
    if (await desk.notice(notice_id)).state in UNSENT:
        await composing.reword(desk.database, desk.actor, notice_id, words)
        return True
    found = await after.rewritten(desk.database, desk.actor, notice_id, words)
    await writing_views.replacing_screen(found, message.message_id, desk.texts).answer(message)
    spans = [[one.style.value, one.start, one.end, one.url] for one in words.spans]
    await await_words(
        state, Rewording.offered, desk.now, notice=notice_id, said=message.message_id, text=words.text, spans=spans
    )
    return False


async def put(callback: CallbackQuery, callback_data: Replace, desk: NoticeDesk, state: FSMContext) -> None:
    """They replace what was sent. NoticeChangedError where other words were typed, or it was changed, since."""
    kept, notice_id = await state.get_data(), NoticeId(callback_data.notice)
    offered = await state.get_state() == Rewording.offered.state
    if not offered or (kept["notice"], kept["said"]) != (notice_id, callback_data.said):
        raise NoticeChangedError
    spans = (Span(Style(style), start, end, url) for style, start, end, url in kept["spans"])
    words = Words(kept["text"], tuple(spans))
    await after.revise(desk.database, desk.actor, notice_id, callback_data.version, words, desk.now)
    desk.wake()
    await (await desk.report(notice_id)).edit(callback)
    await state.clear()
