"""The screens of the verification of the diary."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button
from bot.common.paging import paged
from bot.i18n import Html, Texts
from bot.markup import shortened
from bot.screens import Screen
from bot.supervision import words
from bot.supervision.data import ListVerified, OpenScope, ReportScope, SignScope
from bot.teachers.absences_views import fitted
from core.supervision.verified import Card, Cell, Line, Sheet

_WORDS = 200

Row = list[InlineKeyboardButton]


def list_screen(sheet: Sheet, texts: Texts, place: int = 0) -> Screen:
    """What is to be verified, what is not yet first; of all teachers for who checks the journal."""
    month = texts.month(sheet.month)
    title = texts.h("<b>Сверка дневника</b> · {month}", month=month)
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    if not sheet.lines:
        said = texts.h("Сверять нечего: уроков за этот месяц здесь не записано.")
        return Screen(f"{title}\n{said}", InlineKeyboardMarkup(inline_keyboard=[[home]]))
    order = sorted(sheet.lines, key=lambda one: one.last is not None)
    shown, turning = paged(order, place, ListVerified(), texts)
    lines = [
        title,
        texts.h("Сверено {done} из {all}.", done=sheet.done, all=len(sheet.lines)),
        "",
        *(_line(one, texts, named=sheet.all_lines) for one in shown),
    ]
    rows: list[Row] = [[button(_label(one, texts), OpenScope.of(one.scope))] for one in shown]
    return Screen(fitted("\n".join(lines), texts), InlineKeyboardMarkup(inline_keyboard=[*rows, *turning, [home]]))


def card_screen(card: Card, texts: Texts) -> Screen:
    """Totals and a sample, to be compared with the paper journal."""
    scope = card.line.scope
    lines = [
        texts.h(
            "<b>Сверка дневника</b> · {what} · {month}", what=_title(card.line, texts), month=texts.month(scope.month)
        ),
        *_said(card.line, texts),
        _totals(card, texts),
        "",
        *_compared(card, texts),
    ]
    rows: list[Row] = []
    if card.signs:
        label = texts.t("Верно") if scope.subject_id is not None else texts.t("Всё верно")
        rows.append([button(label, SignScope.of(scope))])
    if card.reports:
        rows.append([button(texts.t("Есть ошибка — написать"), ReportScope.of(scope))])
    rows += [[button(_signed(one, _subject(one, texts)), OpenScope.of(one.scope))] for one in card.courses]
    rows.append([button(texts.t("‹ Вся сверка"), ListVerified())])
    return Screen(fitted("\n".join(lines), texts), InlineKeyboardMarkup(inline_keyboard=rows))


def typing_screen(card: Card, texts: Texts) -> Screen:
    """How to say what is wrong."""
    text = texts.h(
        "<b>{what}: что не сходится?</b>\nНапишите одним сообщением, до 1000 знаков: чья отметка или пропуск,"
        " какого числа, как должно быть. Учитель предмета получит это замечанием со сроком.",
        what=_title(card.line, texts),
    )
    back = button(texts.t("‹ Назад"), OpenScope.of(card.line.scope))
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[[back]]))


def _compared(card: Card, texts: Texts) -> Iterator[Html]:
    if card.courses:
        yield texts.h("По предметам — уроки, отметки, пропуски. Нажмите на тот, где ошибка:")
        for one in card.courses:
            yield _course_line(one, texts)
        return
    yield texts.h("Сравните итоги и этих учеников с бумажным журналом:")
    for name, cells in card.sample:
        if cells:
            found = "; ".join(_cell(one, texts) for one in cells)
            yield texts.h("• {name}: {cells}", name=name, cells=found)
    without = [name for name, cells in card.sample if not cells]
    if without:
        yield texts.h("• Ни отметок, ни пропусков: {names}", names=", ".join(without))


def _course_line(one: Line, texts: Texts) -> Html:
    what, totals = _subject(one, texts), one.totals
    if totals is None:
        return texts.h("• {what}", what=what)
    numbers = f"{totals.lessons} / {totals.marks} / {totals.absences}"
    return texts.h("• {what}: {numbers}", what=what, numbers=numbers)


def _subject(one: Line, texts: Texts) -> str:
    """The course without its class."""
    return texts.t("{subject}, группа {group}", subject=one.subject, group=one.group) if one.group else one.subject


def _totals(card: Card, texts: Texts) -> Html:
    totals = card.totals
    return texts.h(
        "Уроков {lessons}, отметок {marks}, пропусков {absences}.",
        lessons=totals.lessons,
        marks=totals.marks,
        absences=totals.absences,
    )


def _said(one: Line, texts: Texts) -> Iterator[Html]:
    if one.last is None:
        return
    day = texts.day_month(one.last.at)
    if one.last.text is None:
        yield texts.h("✅ Сверено {day}.", day=day)
    else:
        yield texts.h("❗ Ошибка, {day}: «{text}»", day=day, text=shortened(one.last.text, _WORDS))


def _cell(one: Cell, texts: Texts) -> str:
    return texts.t("{day} — {what}", day=texts.short_day(one.lesson.day), what=one.text)


def _line(one: Line, texts: Texts, *, named: bool) -> Html:
    sign = "•" if one.last is None else ("✅" if one.last.text is None else "❗")
    what = _title(one, texts)
    if named and one.teacher:
        return texts.h("{sign} {what}: {name}", sign=sign, what=what, name=one.teacher)
    return texts.h("{sign} {said}", sign=sign, said=what)


def _label(one: Line, texts: Texts) -> str:
    return _signed(one, _title(one, texts))


def _signed(one: Line, said: str) -> str:
    return f"✅ {said}" if one.last and one.last.text is None else said


def _title(one: Line, texts: Texts) -> str:
    if one.scope.subject_id is None:
        return texts.t("{title}, все предметы", title=one.title)
    return words.course(one.title, one.subject, one.group, texts)
