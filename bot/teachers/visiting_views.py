"""The screens on which a teacher says whose lesson it was."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import button, column
from bot.common.paging import paged
from bot.common.reasons import STANDING_IN
from bot.common.requests import request_text
from bot.common.timetable_lines import lesson_title
from bot.i18n import Texts
from bot.screens import Screen
from bot.teachers.callbacks import WithdrawStandIn
from bot.teachers.taps import AskToStandIn, ChooseColleague, OpenDay, StandFor, StandIn
from core.calendar.changes.day import ref_of
from core.ids import PersonId
from core.journal.quick_entry.naming import colleague
from core.journal.visiting import Asked, Colleagues, Offer
from core.people.model import INITIALS

PAGE = 20
"""Colleagues of one screen, two in a row."""


def colleagues_screen(found: Colleagues, page: int, texts: Texts) -> Screen:
    """Who has lessons on that day that nobody holds for them yet."""
    day = found.day.day.toordinal()
    shown, turning = paged(found.lessons, page, ChooseColleague(day=day), texts, PAGE)
    buttons = [button(colleague(one, INITIALS), StandFor(teacher=one.id, day=day)) for one, _ in shown]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    back = button(texts.t("‹ Уроки"), OpenDay(day=day))
    text = texts.h("<b>За кого вы ведёте урок?</b> · {day}", day=texts.day(found.day.day))
    if not found.lessons:
        text = texts.h("В этот день заменять некого: уроков у коллег нет.")
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*rows, *turning, *_near(found, texts), [back]]))


def _near(found: Colleagues, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """One row to the days beside it, if the teacher may ask for these."""
    labels = [
        (texts.t("{day} ›", day=texts.day(one)) if one > found.day.day else texts.t("‹ {day}", day=texts.day(one)), one)
        for one in found.near
    ]
    row = [button(label, ChooseColleague(day=one.toordinal())) for label, one in labels]
    return [row] if row else []


def lessons_screen(found: Colleagues, teacher_id: PersonId, texts: Texts) -> Screen:
    """The lessons of one colleague."""
    day, slots = found.day, found.of(teacher_id)
    buttons = [button(lesson_title(day, slot, texts), StandIn.of(ref_of(slot))) for slot in slots]
    back = button(texts.t("‹ Назад"), ChooseColleague(day=day.day.toordinal()))
    person = day.staff.get(teacher_id)
    if person is None or not slots:
        return Screen(texts.h("Уроков, которые можно взять, у этого учителя в этот день нет."), column(back))
    name = colleague(person, day.school.content_mode)
    text = texts.h(
        "<b>{name}</b> · {day}\nКакой урок ведёте вы? Вам откроется только он.", name=name, day=texts.day(day.day)
    )
    return Screen(text, column(*buttons, back))


def offer_screen(offer: Offer, texts: Texts) -> Screen:
    """One lesson, before it is said to be held, or asked for."""
    day, slot = offer.day, offer.slot
    name = colleague(day.staff[slot.teacher_id], day.school.content_mode)
    lines = [texts.h("<b>{lesson}</b> · {day}", lesson=lesson_title(day, slot, texts), day=texts.day(slot.day))]
    if offer.asks:
        lines.append(
            texts.h(
                "Замены назначает заместитель директора. Почему вы проведёте этот урок за коллегу ({name})? Нажмите, и"
                " он получит ваш запрос.",
                name=name,
            )
        )
    else:
        lines.append(
            texts.h(
                "Вы ведёте этот урок за коллегу ({name})? Об этом узнают заместитель директора и сам учитель.",
                name=name,
            )
        )
    lines += [
        texts.h("⚠️ В это же время у вас свой урок: {lesson}", lesson=lesson_title(day, one, texts))
        for one in offer.busy
    ]
    ref = ref_of(slot)
    asked = [button(texts.t(words), AskToStandIn.of(ref, why=code)) for code, words in STANDING_IN.items()]
    sure = asked if offer.asks else [button(texts.t("Да, веду я"), StandIn.of(ref, sure=True))]
    back = button(texts.t("‹ Назад"), StandFor(teacher=slot.teacher_id, day=slot.day.toordinal()))
    return Screen("\n".join(lines), column(*sure, back))


def asked_screen(asked: Asked, texts: Texts) -> Screen:
    """What was asked for, and how it stands; while it waits, it can be taken back."""
    card = asked.card
    buttons = [button(texts.t("‹ Уроки"), OpenDay(day=card.day.toordinal() if card.day else 0))]
    if card.request.waiting:
        buttons.insert(0, button(texts.t("Отозвать запрос"), WithdrawStandIn(request=card.request.id)))
    return Screen(request_text(card, texts, asked.school.content_mode, own=True), column(*buttons))
