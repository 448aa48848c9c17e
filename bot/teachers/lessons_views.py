"""The teacher's lessons of a day, each with its state and a button."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton

from bot.common.menu import Open, Place, button, column
from bot.i18n import N_, Texts
from bot.operators.callbacks import Waiting
from bot.screens import Screen
from bot.teachers.taps import BringBack, ChooseColleague, OpenDay, OpenLesson
from core.journal.quick_entry.naming import colleague
from core.journal.taps.model import LessonRef, OwnDay, OwnLesson, Progress
from core.people.model import INITIALS

_SIGNS = {Progress.EMPTY: "▫️", Progress.PARTIAL: "◽️", Progress.COMPLETE: "✅", Progress.OVERDUE: "❗️"}
_GIVEN = "➖"
"""Before a lesson that is not to be entered."""
_STATES = {
    Progress.EMPTY: N_("пусто"),
    Progress.PARTIAL: N_("записан частично"),
    Progress.COMPLETE: N_("записан"),
    Progress.OVERDUE: N_("просрочен"),
}


def day_screen(own: OwnDay, texts: Texts, waiting: int = 0) -> Screen:
    """The lessons of one day; a tap on one opens it. `waiting`: so many entries of operators want a word."""
    buttons = [button(_short(one, texts), OpenLesson.of(one.ref)) for one in own.lessons if not _is_given(one)]
    declare = button(texts.t("Я заменяю…"), ChooseColleague(day=own.day.toordinal()))
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    more = [declare] if own.declares else []
    return Screen(
        "\n".join(_lines(own, texts)), column(*_waiting(waiting, texts), *buttons, *more, *_days(own, texts), home)
    )


def _waiting(count: int, texts: Texts) -> list[InlineKeyboardButton]:
    if not count:
        return []
    label = texts.n("Ждёт подтверждения: {n} запись оператора", "Ждут подтверждения: {n} записей операторов", count)
    return [button(label, Waiting())]


def cancelled_screen(ref: LessonRef, texts: Texts) -> Screen:
    """A lesson that does not take place, and the way back if it did."""
    text = texts.h(
        "<b>Этот урок отменён</b> · {day}, {number}-й урок\n"
        "Заполнять его не нужно, напоминать о нём не будут.\n\n"
        "Если урок всё-таки был, верните его: заместитель директора узнает об этом.",
        day=texts.day(ref.day),
        number=ref.number,
    )
    back = button(texts.t("Урок был, вернуть"), BringBack.of(ref))
    return Screen(text, column(back, button(texts.t("‹ Уроки"), OpenDay(day=ref.day.toordinal()))))


def _lines(own: OwnDay, texts: Texts) -> Iterator[str]:
    yield texts.h("<b>Мои уроки</b> · {day}", day=texts.day(own.day))
    for one in own.lessons:
        yield texts.h("{lesson}: {state}", lesson=_short(one, texts), state=_state(one, texts))
    if not own.lessons:
        yield texts.h("В этот день у вас уроков нет.")
    else:
        yield texts.h("\nНажмите на урок, чтобы заполнить его. Можно и написать урок одним сообщением.")


def _named(one: OwnLesson, texts: Texts) -> str:
    slot, title = one.slot, _title(one, texts)
    return texts.t("{number}. {title} · {subject}", number=slot.number, title=title, subject=one.subject_name)


def _title(one: OwnLesson, texts: Texts) -> str:
    if not one.group_title:
        return one.class_title
    return texts.t("{title}, группа {group}", title=one.class_title, group=one.group_title)


def _state(one: OwnLesson, texts: Texts) -> str:
    if one.cancelled:
        return texts.t("отменён")
    if one.other is not None and _is_given(one):
        return texts.t("замена, ведёт {name}", name=colleague(one.other, INITIALS))
    state = texts.t(_STATES[one.progress])
    if one.asked:
        state = texts.t("{state}, исправление ждёт решения", state=state)
    if one.other is not None:
        state = texts.t("{state}, замена за коллегу: {name}", state=state, name=colleague(one.other, INITIALS))
    return texts.t("{state}, есть черновик", state=state) if one.drafted else state


def _short(one: OwnLesson, texts: Texts) -> str:
    sign = _GIVEN if one.cancelled or _is_given(one) else _SIGNS[one.progress]
    return f"{sign} {_named(one, texts)}"


def _is_given(one: OwnLesson) -> bool:
    """Whether a colleague holds it."""
    return one.other is not None and one.other.id == one.slot.teacher_id


def _days(own: OwnDay, texts: Texts) -> Iterator[InlineKeyboardButton]:
    if own.earlier:
        yield button(texts.t("‹ {day}", day=texts.day(own.earlier)), OpenDay(day=own.earlier.toordinal()))
    if own.later:
        yield button(texts.t("{day} ›", day=texts.day(own.later)), OpenDay(day=own.later.toordinal()))
