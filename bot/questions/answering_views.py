"""The screens of who answers questions to the administrators."""

from collections.abc import Iterator
from datetime import datetime

from aiogram.types import InlineKeyboardButton

from bot.administrators.staff_words import ROLES
from bot.common.menu import Open, Place, button, column
from bot.common.question_data import (
    Answer,
    AnswerAnyway,
    CloseQuestion,
    KeepFaq,
    ListFaq,
    ListQuestions,
    QuestionFiles,
    ShowQuestion,
)
from bot.i18n import Html, Texts
from bot.names import full_name, short_name
from bot.questions.asking_views import about, beginning, content, files_buttons, rooms
from bot.screens import Screen
from core.consultations.model import Card, Desk, Page, State
from core.consultations.rules import is_taken
from core.people.model import FULL, Actor, Role

_SHOWN = 600
"""Characters of an own or a colleague's answer where both are shown."""


def list_screen(desk: Desk, now: datetime, texts: Texts, *, answered: bool) -> Screen:
    """What waits, the oldest first; or what was answered, the latest first."""
    lines = [texts.h("<b>Вопросы администратору</b>"), *_counts(desk, texts, answered=answered)]
    rows = [
        button(_line(one, desk, now, texts), ShowQuestion(question=one.question.id, listed=True)) for one in desk.cards
    ]
    other = texts.t("Ждут ответа") if answered else texts.t("Отвеченные")
    rows.append(button(other, ListQuestions(answered=not answered)))
    rows.append(button(texts.t("Частые вопросы"), ListFaq()))
    return Screen("\n".join(lines), column(*rows, button(texts.t("← Назад"), Open(place=Place.HOME))))


def _counts(desk: Desk, texts: Texts, *, answered: bool) -> Iterator[Html]:
    if answered:
        empty = texts.h("Здесь пока пусто: на вопросы ещё не отвечали.")
        yield texts.h("Отвеченные и закрытые, новые сверху.") if desk.cards else empty
        return
    if not desk.waiting:
        yield texts.h("На все вопросы уже ответили. Когда придёт новый, я сообщу.")
        return
    yield Html(texts.n("Ждёт ответа {n} вопрос.", "Ждут ответа {n} вопросов.", desk.waiting))
    if desk.overdue:
        yield Html(texts.n("❗ Дольше срока: {n} вопрос.", "❗ Дольше срока: {n} вопросов.", desk.overdue))
    if desk.waiting > len(desk.cards):
        yield texts.h("Показаны самые давние.")


def _line(card: Card, desk: Desk, now: datetime, texts: Texts) -> str:
    """How old, of whom, and how it begins; words may name anybody, and stand on a list only in `full`."""
    mode = desk.school.content_mode
    who = short_name(card.asker, mode) if card.asker else texts.t("не подключён")
    hand = "✍️ " if is_taken(card.question, now) else ""
    parts = [texts.ahead(card.question.since - now), who]
    if mode == FULL:
        parts.append(beginning(card.last if card.question.waiting else about(card), texts))
    return hand + " · ".join(parts)


def question_screen(page: Page, actor: Actor, now: datetime, texts: Texts) -> Screen:
    """A question with who asks it and what was said."""
    question = page.card.question
    lines = [_head(page, texts), *_said(page, texts), *_taken(page, actor, now, texts)]
    if question.made.asker_id == actor.person_id and actor.person_id is not None:
        lines.append(texts.h("Это ваш вопрос: ответит на него кто-нибудь другой."))
        return Screen("\n\n".join(lines), column(_to_list(texts)))
    if not page.reachable:
        lines.append(_no_chat(texts))
    label = texts.t("Ответить") if question.waiting else texts.t("Дополнить ответ")
    rows = [button(label, Answer(question=question.id, words=page.card.last.id))]
    rows += files_buttons(page, lambda one: QuestionFiles(question=question.id, words=one.id), texts)
    if page.card.answered_by is not None:
        rows.append(button(texts.t("Сохранить в частые вопросы"), KeepFaq(question=question.id)))
    if question.state is not State.CLOSED:
        label = texts.t("Закрыть без ответа") if question.waiting else texts.t("Закрыть вопрос")
        rows.append(button(label, CloseQuestion(question=question.id)))
    return Screen("\n\n".join(lines), column(*rows, _to_list(texts)))


def typing_screen(page: Page, actor: Actor, now: datetime, texts: Texts) -> Screen:
    """The next message is the answer."""
    lines = [
        _head(page, texts),
        *_said(page, texts, last=2),
        texts.h(
            "Напишите ответ одним сообщением: он уйдёт сразу. Можно приложить снимок или файл. Ответить можно и"
            " «ответом» на само сообщение."
        ),
        *_taken(page, actor, now, texts),
    ]
    back = button(texts.t("Не отвечать"), _shown(page))
    return Screen("\n\n".join(lines), column(back))


def answered_screen(page: Page, texts: Texts) -> Screen:
    """It was sent; it may be kept for others."""
    text = texts.h("✅ Ответ отправлен.") if page.reachable else _no_chat(texts)
    keep = button(texts.t("Сохранить в частые вопросы"), KeepFaq(question=page.card.question.id))
    return Screen(text, column(keep, button(texts.t("Открыть вопрос"), _shown(page)), _to_list(texts)))


def late_screen(page: Page, own: str, draft: int, texts: Texts) -> Screen:
    """A colleague was quicker; the own answer, which came with the message `draft`, is not lost."""
    by, mode = page.card.answered_by, page.school.content_mode
    theirs = next((one.text for one in reversed(page.words) if one.by_staff), "")
    text = texts.h(
        "<b>Пока вы писали, ответил другой сотрудник: {who}</b>\n{theirs}\n\n<b>Ваш ответ не отправлен:</b>\n{own}",
        who=full_name(by, mode) if by else "",
        theirs=theirs[:_SHOWN],
        own=own[:_SHOWN],
    )
    sure = button(texts.t("Всё равно отправить"), AnswerAnyway(draft=draft))
    return Screen(text, column(sure, button(texts.t("Не отправлять"), _shown(page))))


def late_file_screen(page: Page, texts: Texts) -> Screen:
    """A colleague was quicker than an answer with a file, which is to be sent once more if it is still wanted."""
    by, mode = page.card.answered_by, page.school.content_mode
    theirs = next((one for one in reversed(page.words) if one.by_staff), page.card.last)
    text = texts.h(
        "<b>Пока вы писали, ответил другой сотрудник: {who}</b>\n{theirs}\n\nВаш ответ с вложением не отправлен. Если"
        " он всё же нужен, пришлите его ещё раз «ответом» на это сообщение.",
        who=full_name(by, mode) if by else "",
        theirs=content(theirs, theirs.text[:_SHOWN], texts),
    )
    return Screen(text, column(button(texts.t("Открыть вопрос"), _shown(page))))


def closing_screen(page: Page, texts: Texts) -> Screen:
    """Is it meant?"""
    text = texts.h("Закрыть вопрос без ответа? Тому, кто спросил, придёт сообщение, что вопрос закрыт.")
    sure = button(texts.t("Закрыть без ответа"), CloseQuestion(question=page.card.question.id, sure=True))
    return Screen(text, column(sure, button(texts.t("‹ Назад"), _shown(page))))


def asker_words(page: Page, texts: Texts) -> str:
    """«Ёлкина Гульнара Тимуровна, родитель», or that the school does not know them."""
    if page.card.asker is None:
        return texts.t("не подключён к школе")
    roles = [texts.t(ROLES[role]) for role in Role if role in page.roles]
    return ", ".join((full_name(page.card.asker, page.school.content_mode), *roles))


def _head(page: Page, texts: Texts) -> Html:
    return texts.h("<b>Вопрос</b> · {who}", who=asker_words(page, texts))


def _said(page: Page, texts: Texts, last: int = 10) -> Iterator[Html]:
    for one, text in rooms(page.words[-last:]):
        when = {"day": texts.day_month(one.at), "time": texts.time(one.at), "text": content(one, text, texts)}
        if one.by_staff:
            yield texts.h("<b>Ответ школы</b>, {day}, {time}\n{text}", **when)
        else:
            yield texts.h("<b>Спрашивает</b>, {day}, {time}\n{text}", **when)


def _taken(page: Page, actor: Actor, now: datetime, texts: Texts) -> Iterator[Html]:
    question, by = page.card.question, page.card.taken_by
    if is_taken(question, now) and question.taken_by != actor.person_id and by is not None and question.taken_at:
        yield texts.h(
            "✍️ С {time} отвечает {who}. Если вы ответите раньше, уйдёт ваш ответ.",
            time=texts.time(question.taken_at),
            who=full_name(by, page.school.content_mode),
        )


def _shown(page: Page) -> ShowQuestion:
    """The question, as far as it was read: a reply to the screen is an answer to that."""
    return ShowQuestion(question=page.card.question.id, words=page.card.last.id)


def _no_chat(texts: Texts) -> Html:
    return texts.h(
        "⚠️ Сейчас у этого человека нет подключённого чата: ответ сохранится здесь, но ему не придёт. Свяжитесь иначе."
    )


def _to_list(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Вопросы"), Open(place=Place.QUESTIONS))
