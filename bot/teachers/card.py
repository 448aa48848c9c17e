"""A draft as a card: what was understood, what is asked, what can be done."""

import html
from collections.abc import Iterable, Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.attachments import attachments_line
from bot.common.menu import button
from bot.i18n import Texts
from bot.markup import LIST_LIMIT, MAX_LENGTH, length, listed, plain, shortened
from bot.screens import Screen
from bot.teachers.attendance import name_of, presence_buttons, presence_lines
from bot.teachers.callbacks import Act, Choice, DraftAct
from bot.teachers.card_notes import LINE_LIMIT, note_lines
from bot.teachers.lacking import filling, missing_lines
from bot.teachers.pending import waiting_lines, withdrawing
from bot.teachers.questions import asked, option_label
from bot.teachers.taps import OpenDay, OpenFiles, OpenRoll, StandFor, TapText, Text
from core.approvals.model import OwnRequests
from core.ids import DraftId
from core.journal.attachments import rules as files
from core.journal.ports import StoredDraft
from core.journal.quick_entry.model import DraftMark, LessonDraft, Question
from core.journal.rules import known_key
from core.journal.taps.rules import takes_taps

OPTIONS_SHOWN = 12
"""More options than this are no choice on a phone."""
QUESTIONS_SHOWN = 5
"""Questions of a card; they are answered one by one, and each answer shows the next."""
_LONGEST_COUNT = 300
"""Characters of the line that counts what had no room, and of the one that says for whom an operator types."""

Keyboard = list[list[InlineKeyboardButton]]


def card(
    draft: StoredDraft,
    texts: Texts,
    asked: OwnRequests | None = None,
    first: Sequence[str] = (),
    acts: list[InlineKeyboardButton] | None = None,
) -> Screen:
    """The open draft with its first question's options, or with «Записать» when nothing is left to ask.

    `asked` is what the teacher asked for about this lesson and what still waits. What an operator typed has lines of
    its own `first`, and other `acts`.
    """
    reading, own = draft.reading, asked or OwnRequests()
    keyboard = _choices(draft.id, reading.questions[0], texts) if reading.questions else []
    keyboard += [
        *presence_buttons(draft, texts),
        *filling(draft, texts),
        *_taps(draft, texts),
        *_standing_in(reading, texts),
        *_files(draft, texts),
    ]
    keyboard += withdrawing(own.requests, draft.id, texts)
    lines = [*first, *summary(reading, texts), *_reason(draft, texts), *waiting_lines(own.requests, own.names, texts)]
    lines += missing_lines(reading, texts)
    text = fitted([*lines, *note_lines(reading, texts)], _questions(reading, texts), texts)
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*keyboard, acts or _acts(draft, texts)]))


def edit_card(draft: StoredDraft, texts: Texts) -> Screen:
    """How to change what was understood; the teacher's words are there to be copied."""
    text = texts.h(
        "<b>Как изменить запись</b>\n"
        "Отредактируйте своё сообщение — пришлю новую карточку. Или отмените черновик и пришлите новое.\n\n"
        "Ваш текст:\n<code>{text}</code>",
        text=shortened(draft.text, 3000),
    )
    back = button(texts.t("‹ Назад"), DraftAct(act=Act.SHOW, draft=draft.id))
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[[back]]))


def _reason(draft: StoredDraft, texts: Texts) -> list[str]:
    said, order = draft.taps.reason, draft.taps.order
    lines = [texts.h("Причина: {reason}", reason=shortened(said.text, LINE_LIMIT))] if said else []
    if order:
        lines.append(texts.h("Приказ № {number} от {day}", number=order.number, day=texts.day_month(order.day)))
    return [*lines]


def summary(reading: LessonDraft, texts: Texts) -> list[str]:
    """What was understood, a line for each kind of thing."""
    return [line for line in (heading(reading, texts), *_content(reading, texts), *_people(reading, texts)) if line]


def heading(reading: LessonDraft, texts: Texts) -> str:
    """«5А · Математика · вт 13 октября, 2-й урок»."""
    title = reading.class_title or texts.t("класс не назван")
    if reading.group_title:
        title = texts.t("{title}, группа {group}", title=title, group=reading.group_title)
    day = texts.day(reading.day) if reading.day else ""
    if day and reading.number:
        day = texts.t("{day}, {number}-й урок", day=day, number=reading.number)
    parts = [part for part in (title, reading.subject_name, day) if part]
    return f"<b>{html.escape(' · '.join(parts))}</b>"


def fitted(lines: Sequence[str], last: Sequence[str], texts: Texts) -> str:
    """A card that the messenger takes. `last` is always there; the lines that have no room before it are counted."""
    room, shown = MAX_LENGTH - _LONGEST_COUNT - _height(last), 0
    while shown < len(lines) and (room := room - _height(lines[shown : shown + 1])) >= 0:
        shown += 1
    left = len(lines) - shown
    unseen = [texts.n("…и ещё {n} строка, которая не поместилась", "…и ещё {n} строк, которые не поместились", left)]
    return "\n".join([*lines[:shown], *(unseen if left else []), *last])


def _height(lines: Sequence[str]) -> int:
    """Characters that lines of HTML take for the reader, each with its line break."""
    return sum(length(plain(line)) + 1 for line in lines)


def _questions(reading: LessonDraft, texts: Texts) -> list[str]:
    """The first is answered first; how many more follow is said."""
    shown, left = reading.questions[:QUESTIONS_SHOWN], len(reading.questions[QUESTIONS_SHOWN:])
    lines = [f"❓ {asked(question, texts)}" for question in shown]
    return lines + ([texts.n("…и ещё {n} вопрос", "…и ещё {n} вопросов", left)] if left else [])


def _content(reading: LessonDraft, texts: Texts) -> Iterable[str | None]:
    if not reading.held:
        reason = reading.not_held_reason or texts.t("причина не указана")
        yield texts.h("Урок не проведён: {reason}", reason=shortened(reason, LINE_LIMIT))
    yield texts.h("Тема: {topic}", topic=shortened(reading.topic, LINE_LIMIT)) if reading.topic else None
    yield _homework(reading, texts)
    yield attachments_line(reading.attachments, texts) if reading.attachments else None
    if reading.all_present:
        yield texts.t("Все присутствовали")
    if reading.late_days > 0:
        yield texts.n("Урок был {n} день назад", "Урок был {n} дней назад", reading.late_days)


def _homework(reading: LessonDraft, texts: Texts) -> str | None:
    if reading.no_homework:
        return texts.t("Домашнего задания нет")
    joins = reading.same_homework or any(code == files.JOINS for code, _ in reading.notes)
    if not reading.homework and (joins or not reading.attachments):
        return None
    text = shortened(reading.homework, LINE_LIMIT) if reading.homework else texts.t("во вложении")
    if reading.homework_due is None:
        return texts.h("Задано: {homework}", homework=text)
    return texts.h("На {day}: {homework}", day=texts.for_day(reading.homework_due), homework=text)


def _people(reading: LessonDraft, texts: Texts) -> Iterable[str | None]:
    marks = _marks(reading)
    yield texts.h("Отметки: {marks}", marks=marks) if marks else None
    yield from presence_lines(reading, texts)
    remarks = [f"{name_of(reading, remark.pupil_id)} — {remark.text}" for remark in reading.remarks]
    yield texts.h("Замечания: {remarks}", remarks=listed(remarks)) if remarks else None
    exempt = [name_of(reading, pupil) for pupil in reading.exempt]
    yield texts.h("Освобождены: {names}", names=listed(exempt)) if exempt else None
    yield from corrections(reading, texts)


def corrections(reading: LessonDraft, texts: Texts) -> Iterable[str]:
    """«Исправления: Ёлкина Софья 5 → 4»; nothing where there are none."""
    changes = [f"{name_of(reading, one.pupil_id)} {one.old or '?'} → {one.new or '—'}" for one in reading.corrections]
    if changes:
        yield texts.h("Исправления: {changes}", changes=listed(changes))


def _marks(reading: LessonDraft) -> str:
    """«Ёлкина Софья 5, Белов Кирилл 5 · Самостоятельная работа: Жуков Семён 3»."""
    by_control: dict[str | None, list[DraftMark]] = {}
    for mark in reading.marks:
        if mark.pupil_id is not None:  # the others stand in the questions
            by_control.setdefault(mark.control, []).append(mark)
    groups = []
    for control, marks in by_control.items():
        named = ", ".join(f"{name_of(reading, mark.pupil_id)} {mark.value}" for mark in marks)
        groups.append(f"{control}: {named}" if control else named)
    return shortened(" · ".join(groups), LIST_LIMIT)


def _choices(draft_id: DraftId, question: Question, texts: Texts) -> Keyboard:
    shown = question.options[:OPTIONS_SHOWN]
    buttons = [
        button(option_label(option, texts), Choice(draft=draft_id, question=question.key, option=option.key))
        for option in shown
    ]
    return _rows(buttons)


def _rows(buttons: Sequence[InlineKeyboardButton]) -> Keyboard:
    """Two short labels stand side by side, a long one alone."""
    rows: Keyboard = []
    for one in buttons:
        fits = rows and len(rows[-1]) == 1 and len(rows[-1][0].text) + len(one.text) <= 34
        if fits:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def _taps(draft: StoredDraft, texts: Texts) -> Keyboard:
    """The ways to go on by taps, where the reading is an ordinary record of a known lesson."""
    if known_key(draft.school_id, draft.reading) is None or not takes_taps(draft.reading):
        return []
    roll = button(texts.t("Кто был, отметки"), OpenRoll(draft=draft.id))
    return [[roll, button(texts.t("Тема, задание"), TapText(draft=draft.id, what=Text.SHOW))]]


def _standing_in(reading: LessonDraft, texts: Texts) -> Keyboard:
    """«замена за Смирнову» in a class that is not the teacher's: it opens when the lesson is said to be held."""
    if reading.class_id is not None or reading.substitute_for is None or reading.day is None:
        return []
    data = StandFor(teacher=reading.substitute_for, day=reading.day.toordinal())
    return [[button(texts.t("Я веду урок за коллегу…"), data)]]


def _files(draft: StoredDraft, texts: Texts) -> Keyboard:
    """The way to what is attached, where it can be taken off."""
    count = len(draft.taps.files)
    return [[button(texts.t("Вложения · {count}", count=count), OpenFiles(draft=draft.id))]] if count else []


def _acts(draft: StoredDraft, texts: Texts) -> list[InlineKeyboardButton]:
    label = texts.t("В ведомость") if draft.reading.period else texts.t("Записать")
    record = [button(label, DraftAct(act=Act.RECORD, draft=draft.id))] if draft.reading.ready else []
    return [
        *record,
        _words(draft, texts),
        button(texts.t("Отмена"), DraftAct(act=Act.CANCEL, draft=draft.id)),
    ]


def _words(draft: StoredDraft, texts: Texts) -> InlineKeyboardButton:
    """A message is changed by editing it; what was begun by taps leads back to the lessons of its day."""
    if draft.text:
        return button(texts.t("Изменить"), DraftAct(act=Act.EDIT, draft=draft.id))
    day = draft.reading.day
    return button(texts.t("‹ Уроки"), OpenDay(day=day.toordinal() if day else 0))
