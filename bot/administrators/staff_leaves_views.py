"""The screens of an employee's absence."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.administrators.staff_data import Away, Back, PickDays, PickDeputy
from bot.administrators.staff_views import logged, refusing, stamp, to_card
from bot.administrators.staff_words import named, term_words, titled
from bot.common.menu import button, column
from bot.common.paging import paged
from bot.i18n import Texts
from bot.screens import Screen
from core.deadlines.model import Leave
from core.people.staff.model import Card, Employee


def days_screen(card: Card, texts: Texts) -> Screen:
    """From when to when."""
    today, person = card.today, card.employee.person.id

    def days(label: str, last: date) -> InlineKeyboardButton:
        return button(label, PickDeputy(person=person, first=today.toordinal(), last=last.toordinal()))

    text = texts.h(
        "{who}\n\n<b>Когда сотрудника не будет?</b>\nВ эти дни бот не напоминает ему о делах, а напоминает тому, кто"
        " замещает. Уроки замещают в /substitutions.",
        who=titled(card, texts),
    )
    friday = today + timedelta(days=max(0, 4 - today.weekday()))
    return Screen(
        text,
        column(
            days(texts.t("Сегодня"), today),
            days(texts.t("До конца недели"), friday),
            days(texts.t("Две недели"), today + timedelta(days=13)),
            button(texts.t("Другие даты"), PickDays(person=person, typed=True)),
            to_card(card, texts),
        ),
    )


def typing_screen(card: Card, texts: Texts) -> Screen:
    """How days are typed."""
    text = texts.h(
        "{who}\n\n<b>В какие дни сотрудника не будет?</b>\nПришлите первый и последний день одним сообщением, например:"
        " «с 16 по 20», «до пятницы», «1–14 декабря», «завтра».",
        who=titled(card, texts),
    )
    return Screen(text, column(to_card(card, texts)))


def deputies_screen(card: Card, staff: Sequence[Employee], data: PickDeputy, texts: Texts) -> Screen:
    """Who stands in."""
    others = [one for one in staff if one.person.id != card.employee.person.id]
    shown, turning = paged(others, data.page, data, texts)

    def away(label: str, deputy: int) -> InlineKeyboardButton:
        return button(label, Away(person=data.person, first=data.first, last=data.last, deputy=deputy))

    rows = [[away(named(one.person), one.person.id)] for one in shown]
    text = texts.h("{who}\n\n<b>Кто замещает?</b>", who=titled(card, texts))
    end = [[away(texts.t("Никто"), 0)], [to_card(card, texts)]]
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*rows, *turning, *end]))


def away_question(card: Card, leave: Leave, deputy: Employee | None, now: datetime, texts: Texts) -> Screen:
    """What changes, before it does."""
    text = texts.h(
        "<b>Записать отсутствие?</b>\n{name}\nДни: {days}\nЗамещает: {deputy}",
        name=card.employee.person.name.full,
        days=term_words(leave.from_day, leave.to_day, texts),
        deputy=deputy.person.name.full if deputy else texts.t("никто"),
    )
    data = Away(
        person=leave.person_id,
        first=leave.from_day.toordinal(),
        last=leave.to_day.toordinal(),
        deputy=leave.deputy_id or 0,
        at=stamp(now),
    )
    yes = button(texts.t("Да, записать"), data)
    return Screen(f"{text}\n\n{logged(texts)}", column(yes, refusing(card, texts)))


def back_question(card: Card, leave: Leave, now: datetime, texts: Texts) -> Screen:
    """What changes, before it does."""
    text = texts.h(
        "<b>Отменить отсутствие?</b>\n{name}\nДни: {days}\nНапоминания снова будут приходить самому сотруднику.",
        name=card.employee.person.name.full,
        days=term_words(leave.from_day, leave.to_day, texts),
    )
    yes = button(texts.t("Да, отменить"), Back(person=leave.person_id, first=leave.from_day.toordinal(), at=stamp(now)))
    return Screen(f"{text}\n\n{logged(texts)}", column(yes, refusing(card, texts)))
