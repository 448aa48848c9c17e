"""Cards of drafts that are not open any more: recorded, asked for, taken back, dropped."""

from collections.abc import Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardMarkup

from bot.common.menu import button
from bot.i18n import Texts
from bot.screens import Screen
from bot.teachers.callbacks import Act, DraftAct, NoHints
from bot.teachers.card import fitted, heading, summary
from bot.teachers.pending import waiting_lines, withdrawing
from core.journal.ports import StoredDraft
from core.journal.writing import Recorded


def recorded_card(
    done: Recorded, now: datetime, texts: Texts, first: Sequence[str] = (), hint: str | None = None
) -> Screen:
    """The draft after «Записать»: it can be taken back until the families are told, and corrected after.

    A hint stands below it, and can be the last one.
    """
    draft = done.draft
    undoable = now < done.undo_until
    if done.entry_id is None:
        return _asked_card(done, texts)
    lines = [texts.h("✅ <b>Записано в журнал</b>"), *first, *summary(draft.reading, texts)]
    acts = [button(texts.t("Отменить запись"), DraftAct(act=Act.UNDO, draft=draft.id))] if undoable else []
    if draft.reading.marks:
        acts.append(button(texts.t("Исправить отметку"), DraftAct(act=Act.FIX, draft=draft.id)))
    waiting = waiting_lines(done.requests, draft.reading.names, texts)
    below = ["", hint] if hint else []
    text = fitted(lines, ["", *waiting, _told(done, now, texts), *below], texts)
    enough = [[button(texts.t("Больше не подсказывать"), NoHints(draft=draft.id))]] if hint else []
    rows = [*([acts] if acts else []), *withdrawing(done.requests, draft.id, texts), *enough]
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=rows))


def _asked_card(done: Recorded, texts: Texts) -> Screen:
    """A draft of which all that it says was asked for; how each request stands is told."""
    draft = done.draft
    lines = [heading(draft.reading, texts), *waiting_lines(done.requests, draft.reading.names, texts)]
    return Screen(
        fitted(lines, [], texts), InlineKeyboardMarkup(inline_keyboard=withdrawing(done.requests, draft.id, texts))
    )


def _told(done: Recorded, now: datetime, texts: Texts) -> str:
    until = texts.time(done.undo_until)
    if now >= done.undo_until:
        return texts.t("Отменить запись уже нельзя: родителям сообщено. Отметку можно исправить.")
    if not done.told:
        return texts.t("Сообщать об этом некому. Запись можно отменить до {time}.", time=until)
    return texts.n(
        "Сообщение уйдёт в {n} чат не раньше чем {wait}, в {time}. До этого запись можно отменить.",
        "Сообщения уйдут в {n} чатов не раньше чем {wait}, в {time}. До этого запись можно отменить.",
        done.told,
        wait=texts.ahead(done.undo_until - now),
        time=until,
    )


def closed_card(draft: StoredDraft, texts: Texts) -> Screen:
    """A draft that was cancelled, or a record that was taken back; it can be brought back."""
    undone = draft.state == "undone"
    title = texts.h("↩️ <b>Запись отменена</b>") if undone else texts.h("✖️ <b>Черновик отменён</b>")
    hint = texts.t("Родителям ничего не ушло.") if undone else texts.t("В журнале ничего не изменилось.")
    back = button(texts.t("Вернуть черновик"), DraftAct(act=Act.REOPEN, draft=draft.id))
    text = fitted([title, *summary(draft.reading, texts)], ["", hint], texts)
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[[back]]))
