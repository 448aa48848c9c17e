"""The groups of a class: its subjects that are taught in groups, and who is in which of them from a day on."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.i18n import Html, Texts
from bot.screens import Screen
from bot.teachers.card import fitted
from core.ids import GroupId
from core.people.groups.model import ClassGroups, Member, SubjectGroups
from core.people.model import Group, SchoolClass

PAGE = 32
"""Pupils of a page: a class of 30 is one."""
_IN_A_ROW = 4
_MOVES_SHOWN = 12
NOBODYS = 0
"""In a button: no group."""


class OpenClassGroups(CallbackData, prefix="gc"):
    """The subjects of a class that are taught in groups."""

    of: int


class OpenGroups(CallbackData, prefix="gr"):
    """The groups of a subject as they are on a day (its ordinal)."""

    of: int
    subject: int
    day: int
    page: int = 0


class PutIntoGroup(CallbackData, prefix="gp"):
    """A pupil is in this group from that day on."""

    of: int
    subject: int
    day: int
    page: int
    pupil: int
    group: int


def classes_screen(classes: Sequence[SchoolClass], texts: Texts) -> Screen:
    """Whose groups."""
    if not classes:
        text = texts.h("Этот экран есть у классных руководителей: у вас сейчас нет класса.")
        return Screen(text, column(_home(texts)))
    buttons = [button(one.title, OpenClassGroups(of=one.id)) for one in classes]
    text = texts.h("<b>Группы</b>\nВыберите класс.")
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*_in_rows(buttons, _IN_A_ROW), [_home(texts)]]))


def class_screen(shown: ClassGroups, texts: Texts, *, alone: bool) -> Screen:
    """The subjects of a class with the sizes of their groups. `alone`: there is no other class to choose."""
    lines: list[str] = [texts.h("<b>{title}: группы</b>", title=shown.of.title)]
    if not shown.subjects:
        lines.append(texts.h("Предметов с группами у класса нет. Сами группы появляются при загрузке списков школы."))
    lines += [
        texts.h("{subject}: {sizes}", subject=one.subject_name, sizes=_sizes(one, texts)) for one in shown.subjects
    ]
    day = shown.today.toordinal()
    buttons = [
        button(one.subject_name, OpenGroups(of=shown.of.id, subject=one.subject_id, day=day)) for one in shown.subjects
    ]
    back = _home(texts) if alone else button(texts.t("‹ Назад"), Open(place=Place.GROUPS))
    return Screen(fitted(lines, [], texts), column(*buttons, back))


def groups_screen(shown: ClassGroups, subject: SubjectGroups, page: int, texts: Texts) -> Screen:
    """Every pupil with the group of the chosen day; a tap puts the pupil into the next one."""
    pages = max(1, -(-len(subject.members) // PAGE))
    page = min(max(page, 0), pages - 1)
    members = subject.members[page * PAGE : (page + 1) * PAGE]
    pupils = [_pupil(shown, subject, one, page, texts) for one in members]
    rows = [_days(shown, subject, page, texts), *_in_rows(pupils, 2), *_turning(shown, subject, page, pages, texts)]
    back = [button(texts.t("‹ Назад"), OpenClassGroups(of=shown.of.id))]
    lines = [
        texts.h("<b>{title} · {subject}: группы</b>", title=shown.of.title, subject=subject.subject_name),
        texts.h("С {day}: {sizes}", day=texts.day_month(shown.day), sizes=_sizes(subject, texts)),
        *_moves(subject, texts),
    ]
    text = fitted(lines, ["", _hint(texts)], texts)
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=[*rows, back]))


def _sizes(subject: SubjectGroups, texts: Texts) -> str:
    counted = ((one.title, subject.count(one.id)) for one in subject.groups)
    sizes = [texts.t("группа {group} — {count}", group=title, count=count) for title, count in counted]
    outside = subject.count(None)
    return ", ".join([*sizes, *([texts.t("не в группе — {count}", count=outside)] if outside else [])])


def _moves(subject: SubjectGroups, texts: Texts) -> Iterator[Html]:
    """Those who changed groups, and when."""
    changed = [one for one in subject.members if len(one.past) > 1]
    if changed:
        yield texts.h("Переходы:")
    for one in changed[:_MOVES_SHOWN]:
        days = (_stay(membership.group_id, membership.from_day, subject, texts) for membership in one.past)
        yield texts.h("• {name}: {days}", name=one.name, days=", ".join(days))


def _stay(group_id: GroupId, first: date, subject: SubjectGroups, texts: Texts) -> str:
    return texts.t("группа {group} с {day}", group=_title(group_id, subject.groups, texts), day=texts.day_month(first))


def _title(group_id: GroupId | None, groups: Sequence[Group], texts: Texts) -> str:
    return next((one.title for one in groups if one.id == group_id), texts.t("не в группе"))


def _hint(texts: Texts) -> str:
    return texts.t(
        "Нажмите на ученика — он перейдёт в следующую группу с выбранного дня. Уроки до этого дня останутся с прежним"
        " составом."
    )


def _pupil(shown: ClassGroups, subject: SubjectGroups, member: Member, page: int, texts: Texts) -> InlineKeyboardButton:
    """The button says where the pupil is, and carries where the pupil is to be: the same press twice is one."""
    places = (*(group.id for group in subject.groups), None)
    following = places[(places.index(member.group_id) + 1) % len(places)]
    label = f"{member.name} · {_title(member.group_id, subject.groups, texts)}"
    place = {"of": shown.of.id, "subject": subject.subject_id, "day": shown.day.toordinal(), "page": page}
    return button(label, PutIntoGroup(**place, pupil=member.pupil.id, group=following or NOBODYS))


def _days(shown: ClassGroups, subject: SubjectGroups, page: int, texts: Texts) -> list[InlineKeyboardButton]:
    """From which day: today, tomorrow, or Monday."""
    labels = {
        shown.today: texts.t("С сегодня"),
        shown.today + timedelta(days=1): texts.t("С завтра"),
        shown.today + timedelta(days=7 - shown.today.weekday()): texts.t("С понедельника"),
    }
    place = {"of": shown.of.id, "subject": subject.subject_id, "page": page}
    return [
        button(f"• {label}" if day == shown.day else label, OpenGroups(**place, day=day.toordinal()))
        for day, label in labels.items()
    ]


def _turning(
    shown: ClassGroups, subject: SubjectGroups, page: int, pages: int, texts: Texts
) -> list[list[InlineKeyboardButton]]:
    labels = {page - 1: texts.t("‹ Выше по списку"), page + 1: texts.t("Ниже по списку ›")}
    place = {"of": shown.of.id, "subject": subject.subject_id, "day": shown.day.toordinal()}
    turns = [button(label, OpenGroups(**place, page=to)) for to, label in labels.items() if 0 <= to < pages]
    return [turns] if turns else []


def _in_rows(buttons: Sequence[InlineKeyboardButton], width: int) -> list[list[InlineKeyboardButton]]:
    return [list(buttons[place : place + width]) for place in range(0, len(buttons), width)]


def _home(texts: Texts) -> InlineKeyboardButton:
    return button(texts.t("← Назад"), Open(place=Place.HOME))
