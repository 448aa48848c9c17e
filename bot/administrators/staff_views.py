"""The screens of the staff: the list, an employee, giving a function and taking it back."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.administrators.staff_data import (
    Back,
    Code,
    FindStaff,
    Give,
    PickDays,
    PickFunction,
    PickHeld,
    PickTerm,
    ShowEmployee,
    ShowStaff,
    Take,
    TypeTerm,
)
from bot.administrators.staff_words import FUNCTIONS, ROLES, held_words, named, term_words, titled
from bot.common.menu import Open, Place, button, column
from bot.common.paging import paged
from bot.i18n import Html, Texts
from bot.screens import Screen
from core.people.model import FULL
from core.people.staff.functions import Function
from core.people.staff.model import Card, Employee, Held, Term

FOUND = 20
"""Whoever finds more should say more."""
_IN_A_ROW = 4


def list_screen(staff: Sequence[Employee], page: int, texts: Texts) -> Screen:
    """The staff by name, a page of it."""
    text = texts.h("<b>Сотрудники</b>\n{count}", count=texts.n("{n} человек.", "{n} человек.", len(staff)))
    shown, turning = paged(staff, page, ShowStaff(), texts)
    end = [[button(texts.t("Найти по фамилии"), FindStaff())], [button(texts.t("← Назад"), Open(place=Place.HOME))]]
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*([_employee(one)] for one in shown), *turning, *end]))


def searching_screen(texts: Texts) -> Screen:
    """What to type."""
    return Screen(texts.h("Кого найти? Пришлите фамилию, её начало или должность."), column(_to_list(texts)))


def found_screen(found: Sequence[Employee], texts: Texts) -> Screen:
    """Who answers to these words."""
    if not found:
        text = texts.h("Такого сотрудника нет. Пришлите другую фамилию или её начало.")
    elif len(found) > FOUND:
        text = texts.h("Нашлось слишком много, здесь первые {n}. Уточните фамилию.", n=FOUND)
    else:
        text = texts.h("<b>Нашлись</b>")
    return Screen(text, column(*map(_employee, found[:FOUND]), _to_list(texts)))


def card_screen(card: Card, texts: Texts, done: Html | None = None) -> Screen:
    """An employee: functions, absences, and what may be changed. `done` says what was changed just now."""
    person, parts = card.employee.person.id, [titled(card, texts), _functions(card, texts), *_leaves(card, texts)]
    buttons: list[InlineKeyboardButton] = []
    if card.rights.functions:
        buttons.append(button(texts.t("Дать функцию"), PickFunction(person=person)))
        if card.employee.held:
            buttons.append(button(texts.t("Забрать функцию"), PickHeld(person=person)))
    buttons.append(button(texts.t("Отсутствие и замещение"), PickDays(person=person)))
    buttons += [_end_leave(card, leave.from_day, texts) for leave, _ in card.leaves]
    if card.rights.functions and card.school.content_mode == FULL:
        buttons.append(button(texts.t("Код для входа"), Code(person=person)))
    return Screen("\n\n".join([*([done] if done else []), *parts]), column(*buttons, _to_list(texts)))


def functions_screen(card: Card, texts: Texts) -> Screen:
    """Which function; what the regulation unites comes with all that it brings."""
    text = texts.h("{who}\n\n<b>Какую функцию дать?</b>", who=titled(card, texts))
    person = card.employee.person.id
    united = [_united(one, texts) for one in card.functions if len(one.roles) > 1]
    buttons = (button(texts.t(FUNCTIONS[one.key]), PickTerm(person=person, key=one.key)) for one in card.functions)
    return Screen("\n\n".join([text, *united]), column(*buttons, to_card(card, texts)))


def classes_screen(card: Card, of: Function, texts: Texts) -> Screen:
    """Of which class."""
    person = card.employee.person.id
    buttons = [button(one.title, PickTerm(person=person, key=of.key, class_id=one.id)) for one in card.classes]
    rows = [buttons[start : start + _IN_A_ROW] for start in range(0, len(buttons), _IN_A_ROW)]
    text = texts.h("{who}\n\n<b>Какой класс?</b>", who=titled(card, texts))
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*rows, [to_card(card, texts)]]))


def terms_screen(card: Card, of: Function, class_id: int, texts: Texts) -> Screen:
    """From when to when."""
    today = card.today

    def term(label: str, last: date | None) -> InlineKeyboardButton:
        return button(label, give(card, of, class_id, Term(today, last)))

    text = texts.h(
        "{who}\n\n<b>{function}: на какой срок?</b>\nСрок начнётся сегодня. Если с другого дня, нажмите «Другие даты».",
        who=titled(card, texts),
        function=texts.t(FUNCTIONS[of.key]),
    )
    return Screen(
        text,
        column(
            term(texts.t("Без срока"), None),
            term(texts.t("До конца учебного года"), card.year_ends),
            term(texts.t("На две недели"), today + timedelta(days=13)),
            term(texts.t("Только сегодня"), today),
            button(texts.t("Другие даты"), TypeTerm(person=card.employee.person.id, key=of.key, class_id=class_id)),
            to_card(card, texts),
        ),
    )


def typing_screen(card: Card, texts: Texts) -> Screen:
    """How days are typed."""
    text = texts.h(
        "{who}\n\n<b>На какие дни?</b>\nПришлите одним сообщением, например: «с 1 ноября», «с 1 по 20 декабря»,"
        " «01.11.2026 по 31.05.2027».",
        who=titled(card, texts),
    )
    return Screen(text, column(to_card(card, texts)))


def give(card: Card, of: Function, class_id: int, term: Term) -> Give:
    """The data of giving a function, not yet agreed to."""
    first, last = term.from_day.toordinal(), term.to_day.toordinal() if term.to_day else 0
    return Give(person=card.employee.person.id, key=of.key, class_id=class_id, first=first, last=last)


def give_question(card: Card, of: Function, data: Give, term: Term, now: datetime, texts: Texts) -> Screen:
    """What changes, before it does."""
    title = next((f" {one.title}" for one in card.classes if one.id == data.class_id), "")
    text = texts.h(
        "<b>Дать функцию?</b>\n{name}\nФункция: {function}{title}\nСрок: {term}\nЧто откроется: {roles}",
        name=card.employee.person.name.full,
        function=texts.t(FUNCTIONS[of.key]),
        title=title,
        term=term_words(term.from_day, term.to_day, texts),
        roles=texts.list(texts.t(ROLES[role]) for role in of.roles),
    )
    yes = button(texts.t("Да, дать"), data.model_copy(update={"at": stamp(now)}))
    return Screen(f"{text}\n\n{logged(texts)}", column(yes, refusing(card, texts)))


def held_screen(card: Card, texts: Texts) -> Screen:
    """Which function to take back."""
    person = card.employee.person.id
    buttons = (button(held_words(card, one, texts), Take(person=person, grant=one.id)) for one in card.employee.held)
    text = texts.h("{who}\n\n<b>Какую функцию забрать?</b>", who=titled(card, texts))
    return Screen(text, column(*buttons, to_card(card, texts)))


def take_question(card: Card, held: Held, now: datetime, texts: Texts) -> Screen:
    """What changes, before it does."""
    text = texts.h(
        "<b>Забрать функцию?</b>\n{name}\nФункция: {held}\nВсё, что она открывала, закроется сразу.",
        name=card.employee.person.name.full,
        held=held_words(card, held, texts),
    )
    yes = button(texts.t("Да, забрать"), Take(person=card.employee.person.id, grant=held.id, at=stamp(now)))
    return Screen(f"{text}\n\n{logged(texts)}", column(yes, refusing(card, texts)))


def code_question(card: Card, now: datetime, texts: Texts) -> Screen:
    """What a new code does."""
    text = texts.h(
        "<b>Выдать код?</b>\n{name}\nПришлю листок с кодом и QR: передайте его лично и удалите из чата. Прежний"
        " неиспользованный код перестанет действовать; подключённые чаты останутся.",
        name=card.employee.person.name.full,
    )
    yes = button(texts.t("Да, выдать код"), Code(person=card.employee.person.id, at=stamp(now)))
    return Screen(f"{text}\n\n{logged(texts)}", column(yes, refusing(card, texts)))


def stamp(now: datetime) -> int:
    """When a question was put, as its «yes» carries it."""
    return int(now.timestamp())


def _employee(one: Employee) -> InlineKeyboardButton:
    label = f"{named(one.person)} · {one.position}" if one.position else named(one.person)
    return button(label, ShowEmployee(person=one.person.id))


def _functions(card: Card, texts: Texts) -> Html:
    if not card.employee.held:
        return texts.h("Функций сейчас нет: в боте сотруднику ничего не открыто.")
    lines = (texts.h("• {held}", held=held_words(card, one, texts)) for one in card.employee.held)
    return Html("\n".join((texts.h("Функции:"), *lines)))


def _leaves(card: Card, texts: Texts) -> Iterator[Html]:
    for leave, deputy in card.leaves:
        days = term_words(leave.from_day, leave.to_day, texts)
        if deputy is None:
            yield texts.h("Отсутствует: {days}. Никто не замещает.", days=days)
        else:
            yield texts.h("Отсутствует: {days}. Замещает: {deputy}.", days=days, deputy=deputy.name.full)


def _end_leave(card: Card, first: date, texts: Texts) -> InlineKeyboardButton:
    label = texts.t("Отменить отсутствие с {day}", day=texts.day_month(first))
    return button(label, Back(person=card.employee.person.id, first=first.toordinal()))


def _united(of: Function, texts: Texts) -> Html:
    roles = texts.list(texts.t(ROLES[role]) for role in of.roles)
    return texts.h("«{function}» — это: {roles}.", function=texts.t(FUNCTIONS[of.key]), roles=roles)


def logged(texts: Texts) -> Html:
    """What every question ends with."""
    return texts.h("Запись об этом останется в журнале действий. Ответить нужно за пять минут.")


def refusing(card: Card, texts: Texts) -> InlineKeyboardButton:
    """«Нет»."""
    return button(texts.t("Нет, оставить как есть"), ShowEmployee(person=card.employee.person.id))


def to_card(card: Card, texts: Texts) -> InlineKeyboardButton:
    """Back to the employee."""
    return button(texts.t("‹ К сотруднику"), ShowEmployee(person=card.employee.person.id))


def _to_list(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("‹ Все сотрудники"), Open(place=Place.STAFF))
