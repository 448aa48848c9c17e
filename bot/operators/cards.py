"""An operator's entry as a card: in the teacher's hands to confirm, at the operator to wait, and when it is written."""

from datetime import datetime

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.i18n import Texts
from bot.markup import shortened
from bot.operators.callbacks import EndTyping
from bot.screens import Screen
from bot.teachers.callbacks import Act, DraftAct
from bot.teachers.card import card, fitted, summary
from bot.teachers.done_cards import recorded_card
from core.approvals.model import OwnRequests
from core.journal.operators.model import Hands
from core.journal.ports import StoredDraft
from core.journal.writing import Recorded


def framed(screen: Screen, teacher: str, texts: Texts) -> Screen:
    """Every screen of an operator at work says for whom, and ends that by one tap."""
    line = texts.h("✍️ Вводите за учителя: <b>{teacher}</b>", teacher=teacher)
    rows = screen.keyboard.inline_keyboard if screen.keyboard else []
    end = button(texts.t("Закончить ввод за учителя"), EndTyping())
    return Screen(f"{line}\n\n{screen.text}", InlineKeyboardMarkup(inline_keyboard=[*rows, [end]]))


def confirming_card(
    draft: StoredDraft, hands: Hands, texts: Texts, asked: OwnRequests | None = None, *, changed: bool = False
) -> Screen:
    """What an operator typed, for the teacher to confirm, correct or refuse; `changed`: since it was shown."""
    again = [texts.h("⚠️ Пока запись ждала, в уроке что-то изменилось. Проверьте её ещё раз.")] if changed else []
    first = [*again, texts.h("✍️ <b>Ввёл оператор: {operator}</b>", operator=hands.operator)]
    return card(draft, texts, asked, first, _acts(draft, texts))


def handed_card(draft: StoredDraft, hands: Hands, texts: Texts) -> Screen:
    """What an operator sees while the teacher has not answered."""
    title = texts.h("📨 <b>Отправлено на подтверждение: {teacher}</b>", teacher=hands.author)
    hint = texts.t("В журнал запись попадёт, когда учитель её подтвердит.")
    back = button(texts.t("Забрать обратно"), DraftAct(act=Act.TAKE_BACK, draft=draft.id))
    text = fitted([title, *summary(draft.reading, texts)], ["", hint], texts)
    return Screen(text, column(back))


def confirmed_card(draft: StoredDraft, hands: Hands, texts: Texts) -> Screen:
    """What an operator sees when the teacher has confirmed."""
    title = texts.h("✅ <b>Учитель подтвердил запись: {teacher}</b>", teacher=hands.author)
    text = fitted([title, *summary(draft.reading, texts)], [], texts)
    return Screen(text, column(button(texts.t("‹ Уроки"), Open(place=Place.LESSONS))))


def typed_record(done: Recorded, hands: Hands, now: datetime, texts: Texts, *, asks: bool) -> Screen:
    """A record with both names; `asks`: the teacher's confirmation is due still."""
    names = texts.h("Учитель: {teacher} · ввёл оператор: {operator}", teacher=hands.author, operator=hands.operator)
    screen = recorded_card(done, now, texts, [names])
    if not asks:
        return screen
    rows = screen.keyboard.inline_keyboard if screen.keyboard else []
    confirm = button(texts.t("Подтвердить"), DraftAct(act=Act.CONFIRM, draft=done.draft.id))
    return Screen(screen.text, InlineKeyboardMarkup(inline_keyboard=[[confirm], *rows]))


def mending_card(draft: StoredDraft, texts: Texts) -> Screen:
    """How a teacher corrects what an operator typed."""
    text = texts.h(
        "<b>Как исправить запись</b>\n"
        "Отметки, присутствие, тему и задание меняют кнопки на карточке. Если удобнее написать заново — отклоните"
        " запись и пришлите урок своим сообщением.\n\nТекст оператора:\n<code>{text}</code>",
        text=shortened(draft.text or "—", 3000),
    )
    return Screen(text, column(button(texts.t("‹ Назад"), DraftAct(act=Act.SHOW, draft=draft.id))))


def confirming_buttons(draft: StoredDraft, texts: Texts) -> list[tuple[str, DraftAct]]:
    """«Подтвердить», «Исправить», «Отклонить»; what is not clear yet cannot be confirmed."""
    ready = draft.reading.ready
    confirm = [(texts.t("Подтвердить"), DraftAct(act=Act.RECORD, draft=draft.id))] if ready else []
    return [
        *confirm,
        (texts.t("Исправить"), DraftAct(act=Act.EDIT, draft=draft.id)),
        (texts.t("Отклонить"), DraftAct(act=Act.RETURN, draft=draft.id)),
    ]


def _acts(draft: StoredDraft, texts: Texts) -> list[InlineKeyboardButton]:
    return [button(label, data) for label, data in confirming_buttons(draft, texts)]
