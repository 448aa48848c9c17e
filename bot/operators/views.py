"""For whom an operator types, and what waits for a teacher's word."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.common.paging import PAGE, paged
from bot.i18n import Texts
from bot.markup import plain
from bot.operators.callbacks import EndTyping, Teachers, TypeFor
from bot.screens import Screen
from bot.teachers.callbacks import Act, DraftAct
from bot.teachers.card import heading
from core.journal.operators.model import Choice, Left, OperatorDesk
from core.journal.ports import StoredDraft


def desk_screen(desk: OperatorDesk, texts: Texts) -> Screen:
    """The teacher of now, those of before, and how to find another."""
    now = [
        button(texts.t("Уроки"), Open(place=Place.LESSONS)),
        button(texts.t("Закончить ввод за учителя"), EndTyping()),
    ]
    rows = [*(now if desk.teacher else []), *(_choice(one) for one in desk.recent)]
    every = button(texts.t("Все учителя"), Teachers())
    return Screen(_for_whom(desk, texts), column(*rows, every, _home(texts)))


def found_screen(found: Sequence[Choice], page: int, texts: Texts, wanted: str = "") -> Screen:
    """The teachers who were looked for, a page of them."""
    if not found:
        text = texts.h(
            "Учителя с фамилией на «{wanted}» в школе нет. Проверьте, пожалуйста, и пришлите ещё раз.", wanted=wanted
        )
        return Screen(text, column(button(texts.t("Все учителя"), Teachers()), _back(texts)))
    shown, turning = paged(found, page, Teachers(), texts)
    rows = [[_choice(one)] for one in shown] + ([] if wanted else turning) + [[_back(texts)]]
    return Screen(texts.h("За кого будете вводить?"), InlineKeyboardMarkup(inline_keyboard=rows))


def waiting_screen(waiting: Sequence[StoredDraft], texts: Texts) -> Screen:
    """What operators typed for the teacher; a tap opens it."""
    rows = [button(plain(heading(one.reading, texts)), DraftAct(act=Act.SHOW, draft=one.id)) for one in waiting[:PAGE]]
    back = button(texts.t("‹ Уроки"), Open(place=Place.LESSONS))
    if not rows:
        return Screen(texts.h("Записей операторов, которые ждут вашего подтверждения, нет."), column(back))
    return Screen(texts.h("<b>Ввели операторы</b>\nОткройте запись, чтобы подтвердить её."), column(*rows, back))


def left_screen(left: Left, texts: Texts) -> Screen:
    """The right to type for teachers was revoked, and what became of what was begun."""
    lines: list[str] = [texts.h("Вводить записи за учителей вы больше не можете: школа отозвала это право.")]
    if left.drafts:
        lines.append(
            texts.n(
                "Ваш незаконченный черновик ({n}) закрыт, в журнал из него ничего не попало.",
                "Ваши незаконченные черновики ({n}) закрыты, в журнал из них ничего не попало.",
                left.drafts,
            )
        )
    lines.append(texts.h("То, что вы уже отправили учителям, они по-прежнему могут подтвердить."))
    return Screen("\n".join(lines))


def _for_whom(desk: OperatorDesk, texts: Texts) -> str:
    title = texts.h("<b>Ввод за учителя</b>")
    if desk.teacher is None:
        how = texts.h("Выберите учителя или пришлите начало фамилии: <code>/operator Смир</code>")
        return f"{title}\n{how}"
    now = texts.h("Сейчас вы вводите за учителя: <b>{teacher}</b>", teacher=desk.teacher.named)
    how = texts.h(
        "Пишите уроки сообщениями или откройте /lessons. По кнопке «Записать» запись уйдёт учителю на подтверждение."
    )
    return f"{title}\n{now}\n\n{how}"


def _choice(one: Choice) -> InlineKeyboardButton:
    return button(one.named, TypeFor(teacher=one.id))


def _back(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.OPERATOR))


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))
