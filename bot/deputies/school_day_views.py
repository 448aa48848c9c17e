"""The screen of the school's day: totals first, then each class with something to say, and a button for each class."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button
from bot.i18n import Html, Texts
from bot.screens import Screen
from bot.teachers.absences_data import ShowClass, ShowSchool
from core.classroom.model import ClassCounts, SchoolDay

CLASSES_SHOWN = 80
"""Classes that have a button: a messenger takes a hundred buttons."""
_IN_A_ROW = 5

Row = list[InlineKeyboardButton]


def day_screen(day: SchoolDay, texts: Texts) -> Screen:
    """The school on a day; a tap on a class opens it read-only."""
    ordinal = day.day.toordinal()
    classes = [button(_label(one), ShowClass(class_id=one.of.id, day=ordinal)) for one in day.classes[:CLASSES_SHOWN]]
    rows: list[Row] = [classes[start : start + _IN_A_ROW] for start in range(0, len(classes), _IN_A_ROW)]
    rows.append(_turning(day, texts))
    again = button(texts.t("Обновить"), ShowSchool(day=ordinal))
    rows.append([again, button(texts.t("← Назад"), Open(place=Place.HOME))])
    return Screen("\n".join(_lines(day, texts)), InlineKeyboardMarkup(inline_keyboard=[row for row in rows if row]))


def _lines(day: SchoolDay, texts: Texts) -> Iterator[str]:
    yield texts.h("<b>Школа: кто отсутствует</b> · {day}", day=texts.day(day.day))
    if not any(one.lessons for one in day.classes):
        yield texts.h("Уроков в этот день нет.")
        return
    if day.day > day.today:
        yield texts.h("Этот день ещё не наступил.")
        return
    yield _total(day, texts)
    told = [one for one in day.classes if one.missing or one.late or one.unentered]
    if told:
        yield ""
        yield from (_class_line(one, texts) for one in told)
        yield ""
        yield texts.h("Нажмите на класс, чтобы увидеть его день. ❗ — есть пропуски без причины.")


def _total(day: SchoolDay, texts: Texts) -> Html:
    missing = sum(one.missing for one in day.classes)
    if not missing:
        return texts.h("Пропусков не записано. Не записано уроков: {n}.", n=sum(one.unentered for one in day.classes))
    return texts.h(
        "Отсутствуют {missing} из {all}, без причины {unexplained}, опозданий {late}. Не записано уроков: {unentered}.",
        missing=missing,
        all=sum(one.listed for one in day.classes),
        unexplained=sum(one.unexplained for one in day.classes),
        late=sum(one.late for one in day.classes),
        unentered=sum(one.unentered for one in day.classes),
    )


def _class_line(one: ClassCounts, texts: Texts) -> Html:
    parts = []
    if one.missing:
        parts.append(texts.t("нет {n} из {all}", n=one.missing, all=one.listed))
    if one.unexplained:
        parts.append(texts.t("без причины {n}", n=one.unexplained))
    if one.late:
        parts.append(texts.t("опозданий {n}", n=one.late))
    if one.unentered:
        parts.append(texts.t("не записано уроков {n} из {all}", n=one.unentered, all=one.lessons))
    return texts.h("<b>{title}</b>: {counts}", title=one.of.title, counts=", ".join(parts))


def _label(one: ClassCounts) -> str:
    return f"❗ {one.of.title}" if one.unexplained else one.of.title


def _turning(day: SchoolDay, texts: Texts) -> Row:
    found = []
    if day.earlier:
        label = texts.t("‹ {day}", day=texts.day(day.earlier))
        found.append(button(label, ShowSchool(day=day.earlier.toordinal())))
    if day.later:
        found.append(button(texts.t("{day} ›", day=texts.day(day.later)), ShowSchool(day=day.later.toordinal())))
    return found
