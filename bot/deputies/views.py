"""The screens of requests: what waits, one of them, why it is refused."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.common.reasons import REFUSING, REFUSING_DATA
from bot.common.requests import asked_lines, request_text, short_request
from bot.i18n import Texts
from bot.markup import shortened
from bot.screens import Screen
from core.approvals.model import Card, DataChange
from core.ids import RequestId

SHOWN = 30
"""Requests on the list; they are decided from the oldest on."""
_LABEL = 60


class OpenRequest(CallbackData, prefix="rq"):
    """Show a request."""

    request: int


class Allow(CallbackData, prefix="rq+"):
    """«Разрешить»."""

    request: int


class AskRefusal(CallbackData, prefix="rq-"):
    """«Отклонить»: with what answer?"""

    request: int


class Refuse(CallbackData, prefix="rqno"):
    """Refuse, with the code of an answer or none."""

    request: int
    answer: str = ""


class TypeRefusal(CallbackData, prefix="rqw"):
    """The next message is the answer."""

    request: int


def waiting_screen(cards: Sequence[Card], texts: Texts, content_mode: str) -> Screen:
    """What waits, oldest first."""
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    if not cards:
        text = texts.h(
            "<b>Согласования</b>\nСейчас ничего не ждёт вашего решения. Новый запрос придёт сюда сообщением."
        )
        return Screen(text, column(home))
    rows = [
        button(shortened(short_request(card, texts, content_mode), _LABEL), OpenRequest(request=card.request.id))
        for card in cards[:SHOWN]
    ]
    count = texts.n("Ждёт решения: {n} запрос.", "Ждут решения: {n} запросов.", len(cards))
    text = texts.h("<b>Согласования</b>\n{count} Первым — самый давний.", count=count)
    return Screen(text, column(*rows, home))


def request_screen(card: Card, texts: Texts, content_mode: str) -> Screen:
    """One request, with its buttons while it waits."""
    back = button(texts.t("‹ Все запросы"), Open(place=Place.APPROVALS))
    rows = [[back]]
    if card.request.waiting:
        rows.insert(0, deciding_buttons(card.request.id, texts))
    return Screen(request_text(card, texts, content_mode), InlineKeyboardMarkup(inline_keyboard=rows))


def deciding_buttons(request_id: RequestId, texts: Texts) -> list[InlineKeyboardButton]:
    """«Разрешить» and «Отклонить»."""
    return [
        button(texts.t("Разрешить"), Allow(request=request_id)),
        button(texts.t("Отклонить"), AskRefusal(request=request_id)),
    ]


def refusal_screen(card: Card, texts: Texts, content_mode: str) -> Screen:
    """What to answer; an answer is not required."""
    request_id = card.request.id
    of_data = isinstance(card.request.made.matter, DataChange)
    common = REFUSING_DATA if of_data else REFUSING
    answers = [button(texts.t(label), Refuse(request=request_id, answer=code)) for code, label in common.items()]
    question = texts.h("Что ответить родителю?") if of_data else texts.h("Что ответить учителю?")
    text = "\n".join([*asked_lines(card, texts, content_mode), "", question])
    return Screen(
        text,
        column(
            *answers,
            button(texts.t("Написать ответ"), TypeRefusal(request=request_id)),
            button(texts.t("Отклонить без ответа"), Refuse(request=request_id)),
            button(texts.t("‹ Назад"), OpenRequest(request=request_id)),
        ),
    )


def typing_screen(card: Card, texts: Texts) -> Screen:
    """The next message is the answer."""
    text = texts.h("Напишите ответ следующим сообщением: запрос будет отклонён с ним.")
    return Screen(text, column(button(texts.t("‹ Назад"), OpenRequest(request=card.request.id))))
