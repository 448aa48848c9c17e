"""The week's report as a message that can be forwarded as it is, and what is done with it."""

from collections.abc import Iterator

from aiogram.types import InlineKeyboardButton

from bot.common.due_words import label
from bot.common.menu import Open, Place, button, column
from bot.i18n import Html, Texts
from bot.reporting.data import HandOver, MakeSheet
from bot.reporting.words import CIRCLES, aim_line, families_line, gained_line
from bot.screens import Screen
from core.deadlines.model import Line
from core.reporting.model import Adoption, Funnel, OfClass, Stage
from core.reporting.weekly import Weekly

LINES = 60
"""Classes in the message; the workbook has them all."""


def weekly_screen(found: Weekly, texts: Texts) -> Screen:
    """The report; its buttons stay here when it is forwarded."""
    back = button(texts.t("‹ Кто подключён"), Open(place=Place.ADOPTION))
    if not found.figures.families.total:
        return Screen(texts.h("Отчёта пока нет: в списках классов нет учеников."), column(back))
    sheet = button(texts.t("Таблица .xlsx"), MakeSheet())
    return Screen(report_text(found.figures, texts), column(sheet, *_sent(found.waiting, texts), back))


def report_text(of: Adoption, texts: Texts) -> str:
    """The figures in words: families, people by role, targets, classes."""
    parts = [
        "\n".join(_head(of, texts)),
        "\n".join(_roles(of, texts)),
        "\n".join(texts.h("{line}", line=aim_line(aim, texts)) for aim in of.aims),
        "\n".join(_classes(of, texts)),
    ]
    return "\n\n".join(part for part in parts if part)


def registered(funnel: Funnel) -> int:
    """Who was given access, whatever became of it (K01)."""
    return funnel.total - funnel.at(Stage.NOTHING) - funnel.at(Stage.APPLIED)


def change(of: OfClass) -> str:
    """«+2», «−1» or nothing."""
    gained = of.families.gained
    return f"{gained:+d}".replace("-", "−") if gained else ""


def _head(of: Adoption, texts: Texts) -> Iterator[Html]:
    yield texts.h("<b>{school}. Работа с электронным дневником за неделю</b>", school=of.school.short_name)
    yield texts.h("На {day}", day=texts.whole_date(of.today))
    line, gained = families_line(of.families, texts), gained_line(of.families, texts)
    yield texts.h("{line}. {gained}", line=line, gained=gained)


def _roles(of: Adoption, texts: Texts) -> Iterator[Html]:
    for circle, funnel in of.circles:
        yield texts.h(
            "<b>{who}: {total}</b>\nдоступ выдан: {registered}, подключены: {connected}, заходили за 7 дней: {active}",
            who=texts.t(CIRCLES[circle]),
            total=funnel.total,
            registered=registered(funnel),
            connected=funnel.connected,
            active=funnel.at(Stage.ACTIVE),
        )


def _classes(of: Adoption, texts: Texts) -> Iterator[Html]:
    yield texts.h("<b>Семьи по классам</b>")
    for one in of.classes[:LINES]:
        said = texts.t(
            "{title}: {now} из {total}, {percent} %",
            title=one.of.title,
            now=one.families.now,
            total=one.families.total,
            percent=one.families.percent,
        )
        gained = change(one)
        yield (
            texts.h("{line}, за неделю {change}", line=said, change=gained) if gained else texts.h("{line}", line=said)
        )
    if len(of.classes) > LINES:
        yield texts.h("Остальные классы — в таблице.")


def _sent(waiting: tuple[Line, ...], texts: Texts) -> Iterator[InlineKeyboardButton]:
    for line in waiting[:3]:
        said = texts.t("Отправлен: {what}, срок {day}", what=label(line, texts).lower(), day=texts.day_month(line.due))
        yield button(said, HandOver(duty=line.duty, code=line.about.code or ""))
