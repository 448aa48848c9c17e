"""A chart of marks: what is to be drawn, the same in words for who cannot see it, and its buttons."""

from collections import Counter
from decimal import Decimal

from aiogram.types import InlineKeyboardMarkup

from bot.charts.model import Drawing, Point, Words, named_days, span
from bot.common.diary_data import OpenChart, OpenSubject, OpenSubjects, PaintChart
from bot.common.menu import button
from bot.guardians.diary_frame import Family, keyboard, period_of
from bot.guardians.diary_subject_views import shown_period
from bot.i18n import Html, Texts
from bot.markup import shortened
from bot.screens import Screen
from core.diary.model import Chart, OwnMark, Step

_LATEST = 5
_LONGEST_NAME = 100
"""A caption has a quarter of the room of a message."""


def drawing(of: Chart, family: Family, texts: Texts) -> Drawing:
    """The picture in the reader's language."""
    days = [one.day for one in of.steps]
    axis = named_days(*span(days))
    return Drawing(
        _words(of, family, texts),
        tuple(Point(one.day, int(one.value), float(one.weight)) for one in of.marks),
        tuple((one.day, float(one.average)) for one in of.steps),
        tuple((day, texts.short_day(day)) for day in axis),
        of.dark,
    )


def _words(of: Chart, family: Family, texts: Texts) -> Words:
    child = family.label(of.progress.own, texts)
    return Words(
        title=_subject(of, texts),
        subtitle=texts.t("{child} · {period}", child=child, period=_period(of, texts)),
        average=texts.hundredths(of.steps[-1].average),
        average_means=texts.t("средневзвешенная"),
        circle_means=texts.t("отметка: больше круг — больше вес"),
        line_means=texts.t("как менялась средневзвешенная"),
    )


def caption(of: Chart, family: Family, texts: Texts) -> Html:
    """What the picture shows, for those who hear it read aloud."""
    child, period = family.label(of.progress.own, texts), _period(of, texts)
    subject = shortened(_subject(of, texts), _LONGEST_NAME)
    said = Counter(mark.value for mark in of.marks)
    counts = ", ".join(texts.t("«{value}» — {n}", value=value, n=said[value]) for value in sorted(said, reverse=True))
    lines = [
        texts.h("<b>{child}</b> · {period}", child=shortened(child, _LONGEST_NAME), period=period),
        texts.h("<b>{subject}</b>. Отметок: {n}. Из них {counts}.", subject=subject, n=len(of.marks), counts=counts),
        texts.h("Средневзвешенная отметка: <b>{average}</b>", average=texts.hundredths(of.steps[-1].average)),
        _way(of.steps, texts),
        texts.h("Последние отметки: {marks}.", marks=_latest(of.marks, texts)),
    ]
    return Html("\n".join(lines))


def buttons(of: Chart, texts: Texts) -> InlineKeyboardMarkup:
    """The other colours, and the way back."""
    pupil, code = of.progress.own.child.pupil.id, shown_period(of.progress)
    subject = of.line.subject_id if of.line else 0
    other = texts.t("Светлая картинка") if of.dark else texts.t("Тёмная картинка")
    paint = button(other, PaintChart(pupil=pupil, code=code, subject=subject, dark=not of.dark))
    listed = button(texts.t("‹ По предметам"), OpenSubjects(pupil=pupil, code=code))
    if of.line is None:
        return keyboard([[paint], [listed]], texts)
    back = button(
        texts.t("‹ {subject}", subject=of.line.name), OpenSubject(pupil=pupil, code=code, subject=of.line.subject_id)
    )
    whole = button(texts.t("Все предметы"), OpenChart(pupil=pupil, code=code))
    return keyboard([[paint, whole], [back]], texts)


def nothing_to_draw(of: Chart, family: Family, texts: Texts) -> Screen:
    """One mark is no chart."""
    text = texts.h(
        "<b>{child}</b> · {period}\nДля графика нужны хотя бы две отметки, из которых считается среднее.",
        child=family.label(of.progress.own, texts),
        period=_period(of, texts),
    )
    data = OpenSubjects(pupil=of.progress.own.child.pupil.id, code=shown_period(of.progress))
    return Screen(text, keyboard([[button(texts.t("‹ По предметам"), data)]], texts))


def _subject(of: Chart, texts: Texts) -> str:
    return of.line.name if of.line else texts.t("Все предметы вместе")


def _way(steps: tuple[Step, ...], texts: Texts) -> Html:
    """How the average went from its first day to now, and its best and worst."""
    first, last = steps[0], steps[-1]
    shown = {"day": texts.day_month(first.day), "old": _shown(first.average, texts), "new": _shown(last.average, texts)}
    if last.average > first.average:
        return texts.h("С {day} она выросла: было {old}, стало {new}.", **shown)
    if last.average < first.average:
        return texts.h("С {day} она снизилась: было {old}, стало {new}.", **shown)
    return texts.h("С {day} она не изменилась.", day=shown["day"])


def _shown(average: Decimal, texts: Texts) -> str:
    return texts.hundredths(average)


def _latest(marks: tuple[OwnMark, ...], texts: Texts) -> str:
    latest = marks[: -_LATEST - 1 : -1]
    return ", ".join(texts.t("{mark} ({day})", mark=one.value, day=texts.day_month(one.day)) for one in latest)


def _period(of: Chart, texts: Texts) -> str:
    return period_of(of.progress.year, of.progress.period.code, texts)
