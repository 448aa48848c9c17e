"""The screens of answers that are kept, for who reads them."""

from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.common.paging import paged
from bot.common.question_data import EditFaq, FaqHelped, KeepFaq, ListFaq, ShowFaq
from bot.i18n import Texts
from bot.markup import shortened
from bot.screens import Screen
from core.consultations.model import Faq

_LABEL = 60


def list_screen(kept: Sequence[Faq], page: int, texts: Texts, *, edits: bool) -> Screen:
    """What is asked often, what helped most first."""
    shown, turning = paged(kept, page, ListFaq(), texts)
    text = (
        texts.h("<b>Частые вопросы</b>\nНажмите на вопрос, чтобы прочитать ответ. Найти по слову: /help слово")
        if kept
        else texts.h("<b>Частые вопросы</b>\nЗдесь пока ничего нет. Задайте вопрос администратору школы.")
    )
    rows = [[_button(one, texts)] for one in shown] + turning
    if edits:
        rows.append([button(texts.t("Добавить вопрос и ответ"), KeepFaq())])
    rows += [[_ask(texts)], [button(texts.t("← Назад"), Open(place=Place.HOME))]]
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=rows))


def found_screen(found: Sequence[Faq], wanted: str, texts: Texts) -> Screen:
    """What a word has found."""
    word = shortened(wanted, _LABEL)
    text = (
        texts.h("<b>Нашлось по словам «{word}»</b>\nНажмите на вопрос, чтобы прочитать ответ.", word=word)
        if found
        else texts.h("По словам «{word}» в частых вопросах ничего нет. Спросите администратора школы.", word=word)
    )
    every = button(texts.t("Все частые вопросы"), ListFaq())
    return Screen(text, column(*(_button(one, texts) for one in found), every, _ask(texts), _help(texts)))


def kept_screen(kept: Faq, texts: Texts, *, edits: bool) -> Screen:
    """A question with its answer."""
    text = texts.h("<b>{question}</b>\n\n{answer}", question=kept.made.question, answer=kept.made.answer)
    rows = [button(texts.t("Помогло"), FaqHelped(faq=kept.id)), _ask(texts)]
    if edits:
        rows.append(button(texts.t("Изменить"), EditFaq(faq=kept.id)))
    return Screen(text, column(*rows, button(texts.t("‹ Частые вопросы"), ListFaq())))


def _button(kept: Faq, texts: Texts) -> InlineKeyboardButton:
    label = shortened(kept.made.question, _LABEL) or texts.t("Без вопроса")
    if kept.made.shown:
        return button(label, ShowFaq(faq=kept.id))
    return button(texts.t("✏️ {label}", label=label), EditFaq(faq=kept.id))


def _ask(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("Задать вопрос администратору"), Open(place=Place.QUESTION))


def _help(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Помощь"), Open(place=Place.HELP))
