"""Screens of what a notice asks, and of who answered what. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import button, column
from bot.common.notice_ask_data import PUPILS, SILENT, AskUntil, PickQuestion, SetQuestion, ShowAnswers
from bot.common.notice_data import ShowNotice
from bot.common.paging import paged_by_length
from bot.delivery.notice_push import choice_label
from bot.i18n import Html, Texts
from bot.names import NAMED, full_name, short_name
from bot.notices.words import ticked
from bot.screens import Screen
from core.notices.model import Page
from core.notices.outcome import End, Line
from core.notices.question import LEAST, LONGEST_ANSWER, MOST, Asking, Question
from core.notices.reporting import Ledger, PupilAnswers

_ON_PAGE = 40


def question_lines(question: Question, texts: Texts) -> Iterator[Html]:
    """The buttons under a notice, for its author."""
    if question.choosing:
        labels = " · ".join(choice_label(question, number, texts) for number in range(question.count))
        yield texts.h("Ответы на кнопках: {labels}", labels=labels)
        yield until_line(question, texts)


def until_line(question: Question, texts: Texts) -> Html:
    """Until when answers are taken."""
    if question.until is None:
        return texts.h("Ответы принимаются, пока вы их не закроете.")
    day, time = texts.day_month(question.until), texts.time(question.until)
    return texts.h("Ответы принимаются до {day}, {time}.", day=day, time=time)


def question_screen(page: Page, texts: Texts) -> Screen:
    """What is asked?"""
    id_, question = page.notice.id, page.notice.made.question
    lines = [
        texts.h("<b>Вопрос с ответами</b>"),
        texts.h(
            "Сам вопрос напишите в тексте объявления. Каждый получатель нажмёт один ответ и сможет его изменить, а в"
            " отчёте будет видно, кто что ответил. Родители одного ребёнка отвечают каждый за себя."
        ),
        *question_lines(question, texts),
    ]
    kinds = (
        (Asking.YES_NO, texts.t("Да / Нет")),
        (Asking.OWN, texts.t("Свои варианты")),
    )
    rows = [
        button(ticked(label, on=question.kind is kind), SetQuestion(notice=id_, kind=kind)) for kind, label in kinds
    ]
    if question.choosing:
        rows.append(button(texts.t("До какого времени отвечать"), AskUntil(notice=id_)))
        rows.append(button(texts.t("Без вопроса"), SetQuestion(notice=id_, kind=Asking.NOTHING)))
    return Screen("\n".join(lines), column(*rows, button(texts.t("Готово"), ShowNotice(notice=id_))))


def typing_answers_screen(page: Page, texts: Texts) -> Screen:
    """How to write own answers."""
    text = texts.h(
        "<b>Свои варианты ответа</b>\nПришлите их одним сообщением, каждый с новой строки: от {least} до {most}, не"
        " длиннее {longest} символов. Выбрать можно один.",
        least=LEAST,
        most=MOST,
        longest=LONGEST_ANSWER,
    )
    return Screen(text, column(button(texts.t("‹ Назад"), PickQuestion(notice=page.notice.id))))


def typing_until_screen(page: Page, texts: Texts) -> Screen:
    """How to write until when."""
    id_ = page.notice.id
    text = texts.h(
        "<b>До какого времени принимать ответы?</b>\nПришлите день и время сообщением: «завтра 18:00», «16.10 12:00»,"
        " «в пятницу 20:00»."
    )
    never = button(texts.t("Пока не закрою"), AskUntil(notice=id_, never=True))
    return Screen(text, column(never, button(texts.t("‹ Назад"), PickQuestion(notice=id_))))


def answers_screen(found: Ledger, choice: int, number: int, texts: Texts) -> Screen:
    """Who gave that answer, by class; or each pupil with what was answered for them."""
    notice = found.notice
    lines = [texts.h("<b>{what}</b>", what=_title(found, choice, texts))]
    here = ShowAnswers(notice=notice.id, choice=choice, page=number)
    if found.school.content_mode not in NAMED:
        classes, turning = paged_by_length([*_by_class(found, texts)], number, here, texts, str, _ON_PAGE)
        lines += [*classes, *_uncounted(found, texts)]
        rows = turning
    elif choice == PUPILS:
        shown, turning = paged_by_length(
            found.by_pupil, number, here, texts, lambda one: "\n".join(_pupils((one,), found, texts)), _ON_PAGE
        )
        lines += _pupils(shown, found, texts)
        rows = [[one] for one in _choices(found, choice, texts)] + turning
    else:
        people, turning = paged_by_length(
            _with(found, choice), number, here, texts, lambda one: "\n".join(_people((one,), found, texts)), _ON_PAGE
        )
        lines += _people(people, found, texts)
        rows = [[one] for one in _choices(found, choice, texts)] + turning
    rows.append([button(texts.t("‹ К отчёту"), ShowNotice(notice=notice.id))])
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=rows))


def pupil_answer(one: PupilAnswers, question: Question, texts: Texts) -> str:
    """What was answered for a pupil: guardians may differ."""
    said = sorted(one.answers)
    if not said and all(line.end is not End.DELIVERED for line in one.lines):
        return texts.t("объявление не пришло")
    if not said:
        return texts.t("нет ответа")
    labels = [choice_label(question, number, texts) for number in said]
    return labels[0] if len(labels) == 1 else texts.t("разные ответы: {answers}", answers=", ".join(labels))


def _title(found: Ledger, choice: int, texts: Texts) -> str:
    if found.school.content_mode not in NAMED:
        return texts.t("Ответы по классам")
    if choice == PUPILS:
        return texts.t("Ответы по детям")
    return _label(found, choice, texts)


def _label(found: Ledger, choice: int, texts: Texts) -> str:
    """«Да: 10»."""
    n = len(_with(found, choice))
    if choice == SILENT:
        return texts.t("Не ответили: {n}", n=n)
    return texts.t("{answer}: {n}", answer=choice_label(found.notice.made.question, choice, texts), n=n)


def _with(found: Ledger, choice: int) -> list[Line]:
    """Those who gave that answer, or who have the notice and gave none, by class."""
    wanted = None if choice == SILENT else choice
    own = [one for one in found.lines if one.end is End.DELIVERED and one.answer == wanted]
    return sorted(own, key=lambda one: (_place(one.classes), one.name.full))


def _place(classes: Sequence[str]) -> list[tuple[int, str]]:
    return [(int("".join(one for one in title if one.isdigit()) or 0), title) for title in classes]


def _people(people: Sequence[Line], found: Ledger, texts: Texts) -> Iterator[Html]:
    mode = found.school.content_mode
    if not people:
        yield texts.h("Таких нет.")
    for classes, group in groupby(people, key=lambda one: ", ".join(one.classes)):
        names = []
        for one in group:
            children = ", ".join(short_name(child, mode) for child in one.children)
            names.append(full_name(one.name, mode) + (f" ({children})" if children else ""))
        yield texts.h("<b>{classes}</b>: {names}", classes=classes or texts.t("Без класса"), names="; ".join(names))


def _pupils(pupils: Sequence[PupilAnswers], found: Ledger, texts: Texts) -> Iterator[Html]:
    mode, question = found.school.content_mode, found.notice.made.question
    for title, group in groupby(pupils, key=lambda one: one.pupil.title):
        yield texts.h("<b>{title}</b>", title=title)
        for one in group:
            name = short_name(one.pupil.name, mode)
            yield texts.h("{name} — {answer}", name=name, answer=pupil_answer(one, question, texts))


def _by_class(found: Ledger, texts: Texts) -> Iterator[Html]:
    """Numbers alone: who belongs to several classes is counted in each, lest a pair of classes tells who it is."""
    question = found.notice.made.question
    came: dict[str, list[int | None]] = {}
    for one in found.lines:
        if one.end is End.DELIVERED:
            for title in one.classes or ("",):
                came.setdefault(title, []).append(one.answer)
    for title, said in sorted(came.items(), key=lambda of: _place(of[:1])):
        parts = [
            texts.t("{answer}: {n}", answer=choice_label(question, number, texts), n=said.count(number))
            for number in range(question.count)
        ]
        silent = texts.t("не ответили: {n}", n=said.count(None))
        yield texts.h("<b>{classes}</b>: {parts}", classes=title or "—", parts=", ".join([*parts, silent]))


def _uncounted(found: Ledger, texts: Texts) -> Iterator[Html]:
    """What the numbers do not say."""
    if any(len(one.classes) > 1 for one in found.lines):
        yield texts.h("Из нескольких классов: посчитаны в каждом.")
    yield texts.h("Имена через мессенджер школа не передаёт.")


def _choices(found: Ledger, choice: int, texts: Texts) -> Iterator[InlineKeyboardButton]:
    """The other answers."""
    id_ = found.notice.id
    for one in (*range(found.notice.made.question.count), SILENT):
        if one != choice:
            yield button(_label(found, one, texts), ShowAnswers(notice=id_, choice=one))
    if choice != PUPILS and any(line.children for line in found.lines):
        yield button(texts.t("По детям"), ShowAnswers(notice=id_, choice=PUPILS))
