"""What every page of the diary has: whose it is, how fresh it is, the other children, the way back."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.diary_data import OpenChores, OpenDiary, OpenSubjects, PickChild, Section
from bot.common.menu import Open, Place, button, column
from bot.i18n import Html, Texts
from bot.markup import MAX_LENGTH, length, plain
from bot.names import NAMED, short_name
from bot.period_names import period_name
from bot.screens import Screen
from core.diary.model import Own, SchoolYear

ROOMS = (3000, 1500, 700, 400, 200, 100, 50, 0)
"""How long a text that a teacher wrote may be on a page: the first of these with which the page is one message."""

Rows = list[list[InlineKeyboardButton]]


@dataclass(frozen=True, slots=True)
class Family:
    """The children of a chat. A page shows one of them by a label that no other has."""

    children: tuple[Own, ...]

    def label(self, own: Own, texts: Texts) -> str:
        """«Ёлкина Софья, 5А»; where a school sends no names, the class, and a number if that is not enough."""
        labels = {one.child.pupil.id: _label(one, texts) for one in sorted(self.children, key=_key)}
        label = labels.get(own.child.pupil.id, _label(own, texts))
        if Counter(labels.values())[label] < 2:
            return label
        alike = [pupil_id for pupil_id, other in labels.items() if other == label]
        return texts.t("{child} ({number})", child=label, number=alike.index(own.child.pupil.id) + 1)

    def others(self, own: Own, to: Section, texts: Texts, day: int = 0) -> Rows:
        """A button for each other child, on the same page of the diary."""
        rest = [one for one in sorted(self.children, key=_key) if one.child.pupil.id != own.child.pupil.id]
        return [[button(self.label(one, texts), PickChild(pupil=one.child.pupil.id, to=to, day=day))] for one in rest]


def _key(own: Own) -> int:
    return own.child.pupil.id


def _label(own: Own, texts: Texts) -> str:
    mode, title = own.school.content_mode, own.child.class_title
    if mode in NAMED:
        return ", ".join(part for part in (short_name(own.child.pupil.name, mode), title) if part)
    return title or texts.t("Архив")


def sections(own: Own, texts: Texts, but: Section | None = None) -> list[InlineKeyboardButton]:
    """To the other parts of the diary."""
    pupil = own.child.pupil.id
    found = {
        Section.DAY: button(texts.t("По дням"), OpenDiary(pupil=pupil)),
        Section.SUBJECTS: button(texts.t("По предметам"), OpenSubjects(pupil=pupil)),
        Section.CHORES: button(texts.t("Задания"), OpenChores(pupil=pupil)),
    }
    return [one for section, one in found.items() if section is not but]


def period_of(year: SchoolYear, code: str, texts: Texts) -> str:
    """«1-я четверть»; of a past year with the year."""
    period = period_name(code, texts)
    return texts.t("{period}, {year} учебный год", period=period, year=year_written(year)) if year.past else period


def year_written(year: SchoolYear) -> str:
    """«2025/26»."""
    return f"{year.begins.year}/{year.ends:%y}"


def keyboard(rows: Iterable[Sequence[InlineKeyboardButton]], texts: Texts) -> InlineKeyboardMarkup:
    """The rows that hold something, and the way back."""
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    return InlineKeyboardMarkup(inline_keyboard=[list(row) for row in (*rows, [home]) if row])


def freshness(updated: datetime | None, texts: Texts) -> Html:
    """«Обновлено 13 октября в 14:05» (D08)."""
    if updated is None:
        return texts.h("<i>В журнале этого класса ещё нет записей.</i>")
    return texts.h("<i>Обновлено {day} в {time}</i>", day=texts.day_month(updated), time=texts.time(updated))


def elsewhere(own: Own, family: Family, texts: Texts) -> Screen:
    """Where the diary is, in a school that lets nothing of it into the messenger; the children of other schools."""
    text = texts.h(
        "<b>Ваша школа не показывает дневник в мессенджере</b>\n"
        "Отметки, задания и пропуски смотрите на сайте школы. Когда в дневнике появится новая запись, об этом придёт"
        " сообщение сюда, но без подробностей."
    )
    return Screen(text, keyboard(family.others(own, Section.DAY, texts), texts))


def fitted(text: Callable[[int], str]) -> str:
    """A page with as long texts of teachers as one message takes."""
    pages = (text(room) for room in ROOMS)
    return next((page for page in pages if length(plain(page)) <= MAX_LENGTH), text(0))


def not_for_you(texts: Texts) -> Screen:
    """For who is neither guardian nor pupil."""
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    return Screen(texts.h("Дневник есть у родителей и учеников: здесь не подключён никто из них."), column(home))
