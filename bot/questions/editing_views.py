"""The screens of who keeps answers for others."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import button, column
from bot.common.question_data import AimFaq, DropFaq, EditFaq, ListFaq, PutFaq, TypeFaq
from bot.i18n import LANGUAGES, N_, Html, Texts
from bot.markup import listed, shortened
from bot.screens import Screen
from core.consultations.model import Audience, Faq, FaqPage
from core.consultations.rules import LONGEST_KEPT_ANSWER, LONGEST_KEPT_QUESTION

AUDIENCES = {
    Audience.FAMILIES: N_("Семьям"),
    Audience.STAFF: N_("Сотрудникам"),
    Audience.EVERYBODY: N_("Всем"),
}

_IN_ROW = 3
"""Languages in a row of buttons."""


def edit_screen(page: FaqPage, texts: Texts) -> Screen:
    """The words, for whom they are, whom they name, and what may be done."""
    made = page.faq.made
    lines = [texts.h("<b>Частый вопрос</b> · {state}", state=_state(page.faq, texts))]
    lines.append(
        texts.h(
            "<b>{question}</b>\n{answer}",
            question=shortened(made.question, LONGEST_KEPT_QUESTION) or texts.t("Вопрос ещё не написан"),
            answer=shortened(made.answer, LONGEST_KEPT_ANSWER) or texts.t("Ответ ещё не написан"),
        )
    )
    lines += [
        *_warnings(page, texts),
        texts.h("Ниже отметьте, кому это показывать и на каком языке написано."),
    ]
    return Screen("\n\n".join(lines), InlineKeyboardMarkup(inline_keyboard=_rows(page, texts)))


def typing_screen(page: FaqPage, texts: Texts, *, answer: bool) -> Screen:
    """The next message are other words; the present ones can be copied."""
    made = page.faq.made
    asked = (
        texts.h("Пришлите текст ответа, не больше {limit} знаков.", limit=LONGEST_KEPT_ANSWER)
        if answer
        else texts.h("Пришлите текст вопроса, не больше {limit} знаков.", limit=LONGEST_KEPT_QUESTION)
    )
    now = made.answer if answer else made.question
    shown = [texts.h("Сейчас так, можно скопировать:\n<code>{now}</code>", now=now)] if now else []
    rule = texts.h("Уберите имена, классы и всё, по чему можно узнать человека.")
    return Screen("\n\n".join([asked, rule, *shown]), column(_back(page.faq, texts)))


def drop_screen(page: FaqPage, texts: Texts) -> Screen:
    """Is it meant?"""
    text = texts.h(
        "Удалить этот вопрос с ответом? Вернуть его будет нельзя.\n\n<b>{question}</b>", question=page.faq.made.question
    )
    sure = button(texts.t("Удалить"), DropFaq(faq=page.faq.id, sure=True))
    return Screen(text, column(sure, _back(page.faq, texts)))


def dropped_screen(texts: Texts) -> Screen:
    """It is gone."""
    return Screen(texts.h("Удалено."), column(button(texts.t("‹ Частые вопросы"), ListFaq())))


def _state(kept: Faq, texts: Texts) -> str:
    if not kept.made.shown:
        return texts.t("черновик, его видите только вы и те, кто отвечает")
    if not kept.helped:
        return texts.t("виден читателям")
    return texts.n("виден, помог {n} раз", "виден, помог {n} раз", kept.helped)


def _warnings(page: FaqPage, texts: Texts) -> Iterator[Html]:
    made = page.faq.made
    if len(made.question) > LONGEST_KEPT_QUESTION:
        yield texts.h(
            "⚠️ Вопрос длиннее {limit} знаков: перед показом сократите его. Целиком он — по кнопке «Изменить вопрос».",
            limit=LONGEST_KEPT_QUESTION,
        )
    if len(made.answer) > LONGEST_KEPT_ANSWER:
        yield texts.h(
            "⚠️ Ответ длиннее {limit} знаков: перед показом сократите его. Целиком он — по кнопке «Изменить ответ».",
            limit=LONGEST_KEPT_ANSWER,
        )
    if page.named:
        yield texts.h(
            "⚠️ В тексте названы: {names}. Уберите имена: этот ответ прочтут другие.", names=listed(page.named)
        )


def _rows(page: FaqPage, texts: Texts) -> list[list[InlineKeyboardButton]]:
    made, faq_id = page.faq.made, page.faq.id
    languages = [
        button(_ticked(name, on=made.language == code), AimFaq(faq=faq_id, language=code))
        for code, name in LANGUAGES.items()
    ]
    rows = [
        [button(texts.t("Изменить вопрос"), TypeFaq(faq=faq_id, answer=False))],
        [button(texts.t("Изменить ответ"), TypeFaq(faq=faq_id, answer=True))],
        [
            button(_ticked(texts.t(label), on=made.audience is one), AimFaq(faq=faq_id, audience=one.value))
            for one, label in AUDIENCES.items()
        ],
        *(languages[n : n + _IN_ROW] for n in range(0, len(languages), _IN_ROW)),
    ]
    if made.question and made.answer:
        label = texts.t("Скрыть") if made.shown else texts.t("Показать читателям")
        if page.named and not made.shown:
            label = texts.t("Показать, хотя названы имена")
        rows.append([button(label, PutFaq(faq=faq_id, shown=not made.shown))])
    rows.append([button(texts.t("Удалить…"), DropFaq(faq=faq_id))])
    rows.append([button(texts.t("‹ Частые вопросы"), ListFaq())])
    return rows


def _ticked(label: str, *, on: bool) -> str:
    return f"✓ {label}" if on else label


def _back(kept: Faq, texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Назад"), EditFaq(faq=kept.id))
