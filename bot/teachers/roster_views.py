"""The screens of the monthly check of a class list."""

from collections.abc import Iterator, Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.i18n import Html, Texts
from bot.markup import listed, shortened
from bot.screens import Screen
from bot.teachers.absences_views import fitted
from core.people.model import Actor
from core.people.roster.model import Changes, ClassState, Line, Past, Sheet, State, Verdict
from core.people.roster.rules import SEEING

HISTORY_SHOWN = 24
"""Checks of two years."""
_WORDS = 200


class ShowRoster(CallbackData, prefix="ros"):
    """The list of a class."""

    class_id: int


class Confirm(CallbackData, prefix="rosok"):
    """«Всё верно», of a month."""

    class_id: int
    month: int


class ReportError(CallbackData, prefix="rosbad"):
    """The next message says what is wrong."""

    class_id: int


class ShowStates(CallbackData, prefix="rosall"):
    """How far the checks of all classes are."""


class ShowHistory(CallbackData, prefix="roshist"):
    """The earlier checks."""

    class_id: int


def sheet_screen(sheet: Sheet, actor: Actor, texts: Texts) -> Screen:
    """The list with what changed, to be signed."""
    text = fitted("\n".join(_lines(sheet, texts)), texts)
    class_id = sheet.of.id
    buttons = []
    if sheet.state is not State.DONE:
        buttons.append(button(texts.t("Всё верно"), Confirm(class_id=class_id, month=sheet.month.toordinal())))
    buttons.append(button(texts.t("Есть ошибка — написать"), ReportError(class_id=class_id)))
    if sheet.history:
        buttons.append(button(texts.t("Прошлые сверки"), ShowHistory(class_id=class_id)))
    others = [one for one in actor.led if one != class_id]
    buttons += [button(texts.t("Другой мой класс"), ShowRoster(class_id=one)) for one in others]
    if actor.holds(*SEEING):
        buttons.append(button(texts.t("Сверки всех классов"), ShowStates()))
    return Screen(text, column(*buttons, _home(texts)))


def typing_screen(sheet: Sheet, texts: Texts) -> Screen:
    """How to say what is wrong."""
    text = texts.h(
        "<b>{title}: что не так в списке?</b>\n"
        "Напишите одним сообщением: кто лишний, кого нет, у кого другая фамилия, группа или родители. Сообщение получат"
        " координатор и администраторы школы.",
        title=sheet.of.title,
    )
    return Screen(text, column(button(texts.t("‹ Назад"), ShowRoster(class_id=sheet.of.id))))


def history_screen(sheet: Sheet, texts: Texts) -> Screen:
    """The earlier checks, the latest first."""
    heading = texts.h("<b>Прошлые сверки: {title}</b>", title=sheet.of.title)
    lines = [heading, *(_past(one, texts) for one in sheet.history[:HISTORY_SHOWN])]
    back = button(texts.t("‹ Назад"), ShowRoster(class_id=sheet.of.id))
    return Screen(fitted("\n".join(lines), texts), column(back))


def states_screen(classes: Sequence[ClassState], texts: Texts) -> Screen:
    """How far the checks of all classes are."""
    if not classes:
        return Screen(texts.h("Классов сейчас нет."), column(_home(texts)))
    groups = (
        (texts.h("❗ Не сделана:"), [one for one in classes if one.state is State.DUE]),
        (texts.h("✅ Сделана:"), [one for one in classes if one.state is State.DONE]),
    )
    lines: list[str] = [texts.h("<b>Сверка списков за {month}</b>", month=texts.month(classes[0].month))]
    for heading, found in groups:
        if found:
            lines.append(texts.h("{heading} {classes}", heading=heading, classes=", ".join(_titles(found))))
    wrong = [one for one in classes if one.state is State.REPORTED]
    if wrong:
        lines += ["", texts.h("Найдены ошибки:")]
        lines += [
            texts.h("• {title}: {words}", title=one.of.title, words=shortened(one.text or "", _WORDS)) for one in wrong
        ]
    again = button(texts.t("Обновить"), Open(place=Place.ROSTER))
    return Screen(fitted("\n".join(lines), texts), InlineKeyboardMarkup(inline_keyboard=[[again, _home(texts)]]))


def not_for_you(texts: Texts) -> Screen:
    """For a teacher who leads no class."""
    return Screen(texts.h("Этот экран есть у классных руководителей: у вас сейчас нет класса."), column(_home(texts)))


def _lines(sheet: Sheet, texts: Texts) -> Iterator[str]:
    month = texts.month(sheet.month)
    yield texts.h("<b>Сверка списка {title}</b> · {month}", title=sheet.of.title, month=month)
    yield _state(sheet, month, texts)
    unlinked = len([one for one in sheet.lines if not one.linked])
    yield texts.h("В списке: {n}. Родители не подключены у {unlinked}.", n=len(sheet.lines), unlinked=unlinked)
    if sheet.changes:
        yield ""
        yield from _changes(sheet.changes, texts)
    yield ""
    yield from (_line(number, one, texts) for number, one in enumerate(sheet.lines, 1))


def _state(sheet: Sheet, month: str, texts: Texts) -> Html:
    last = sheet.history[0] if sheet.history else None
    if sheet.state is State.DUE or last is None:
        return texts.h("❗ Сверка за {month} не сделана. Проверьте список и нажмите «Всё верно».", month=month)
    day = texts.day_month(last.made.at)
    if sheet.state is State.DONE:
        return texts.h("✅ Сверка сделана {day}: {who}.", day=day, who=last.by)
    words = shortened(last.made.text or "", _WORDS)
    return texts.h(
        "Об ошибке сообщено {day}: «{words}». Когда её исправят, сверьте список ещё раз.", day=day, words=words
    )


def _changes(changes: Changes, texts: Texts) -> Iterator[Html]:
    since = texts.day_month(changes.since)
    if changes.none:
        yield texts.h("С прошлой сверки ({since}) ничего не изменилось.", since=since)
        return
    yield texts.h("С прошлой сверки ({since}):", since=since)
    if changes.came:
        yield texts.h("• пришли: {names}", names=listed(changes.came))
    if changes.left:
        yield texts.h("• выбыли: {names}", names=listed(changes.left))
    if changes.groups:
        yield texts.h("• другие группы: {names}", names=listed(changes.groups))
    if changes.guardians:
        yield texts.h("• другие родители: {names}", names=listed(changes.guardians))


def _line(number: int, one: Line, texts: Texts) -> Html:
    groups = [texts.t("гр. {titles}", titles=", ".join(one.groups))] if one.groups else []
    said = [one.name, _guardians(one, texts), *groups]
    return texts.h("{number}. {said}", number=number, said=" · ".join(said))


def _guardians(one: Line, texts: Texts) -> str:
    if not one.guardians:
        return texts.t("родителей в списках нет")
    if not one.linked:
        return texts.t("родители не подключены")
    return texts.t("родители: подключены {linked} из {all}", linked=one.linked, all=one.guardians)


def _past(one: Past, texts: Texts) -> Html:
    made = one.made
    month, day = texts.month(made.month), texts.day_month(made.at)
    if made.verdict is Verdict.RIGHT:
        return texts.h("• {month}: всё верно, {day}, {who}", month=month, day=day, who=one.by)
    words = shortened(made.text or "", _WORDS)
    return texts.h("• {month}: ошибка, {day}, {who}: «{words}»", month=month, day=day, who=one.by, words=words)


def _titles(found: Sequence[ClassState]) -> list[str]:
    return [one.of.title for one in found]


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))
