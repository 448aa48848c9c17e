"""Pictures of a summary: the lessons of each day, the classes against the next target. The captions say the same."""

from datetime import date

from aiogram.types import InlineKeyboardMarkup

from bot.charts.model import MOST_COLUMNS, Bars, Column
from bot.common.menu import Open, Place, button
from bot.i18n import Html, Texts
from bot.reporting.data import ShowPicture, ShowSummary
from bot.reporting.summary_words import TITLES, lessons_lines
from bot.reporting.words import families_line
from core.reporting.model import Adoption, Outlook
from core.reporting.summary import Period, Scope

CLASSES = "classes"


def lessons_bars(of: Period, texts: Texts, *, dark: bool) -> Bars:
    """A column for each day with lessons."""
    return Bars(
        title=texts.t("Уроки в журнале"),
        subtitle=texts.t("{title}: {first} — {last}", title=texts.t(TITLES[of.scope]), **_days(of, texts)),
        columns=tuple(
            Column(_short(one.day, of.scope, texts), (one.in_time, one.late, one.missing)) for one in of.lessons
        ),
        kinds=(texts.t("в тот же день"), texts.t("позже"), texts.t("не записаны или не до конца")),
        dark=dark,
    )


def classes_bars(of: Adoption, texts: Texts, *, dark: bool) -> Bars:
    """A column for each class: per cent of its families. Of a big school the weakest."""
    weakest = sorted(of.classes, key=lambda one: (one.families.percent, -one.families.total))[:MOST_COLUMNS]
    ordered = sorted(weakest, key=lambda one: (one.of.grade, one.of.letter))
    aim = next((one.target for one in of.aims if one.forecast.outlook is not Outlook.REACHED), None)
    return Bars(
        title=texts.t("Подключённые семьи, %"),
        subtitle=texts.t("{school} · {day}", school=of.school.short_name, day=texts.whole_date(of.today)),
        columns=tuple(Column(one.of.title, (one.families.percent,)) for one in ordered),
        kinds=(texts.t("семьи, которые получают сообщения"),),
        target=(aim.percent, texts.t("цель {percent} %", percent=aim.percent)) if aim else None,
        top=100,
        dark=dark,
    )


def lessons_caption(of: Period, texts: Texts) -> Html:
    """What the picture shows."""
    return lessons_lines(of.sums, texts)


def classes_caption(of: Adoption, texts: Texts) -> Html:
    """What the picture shows, and how many classes have no column."""
    left = len(of.classes) - MOST_COLUMNS
    line = families_line(of.families, texts)
    if left <= 0:
        return texts.h("{line}", line=line)
    return texts.h("{line}. На рисунке {n} классов, где подключено меньше всего.", line=line, n=MOST_COLUMNS)


def picture_buttons(shown: ShowPicture, texts: Texts) -> InlineKeyboardMarkup:
    """The other colours, and back to the figures."""
    label = texts.t("Светлый рисунок") if shown.dark else texts.t("Тёмный рисунок")
    other = button(label, shown.model_copy(update={"dark": not shown.dark}))
    days = shown.what != CLASSES
    back = ShowSummary(scope=Scope(shown.what), day=shown.day) if days else Open(place=Place.SUMMARY)
    return InlineKeyboardMarkup(inline_keyboard=[[other], [button(texts.t("‹ Сводка"), back)]])


def _days(of: Period, texts: Texts) -> dict[str, str]:
    return {"first": texts.day_month(of.first), "last": texts.day_month(of.last)}


def _short(day: date, scope: Scope, texts: Texts) -> str:
    """«пн 5» of a week, «5» of a month."""
    return (
        texts.t("{weekday} {n}", weekday=texts.day(day).split()[0], n=day.day) if scope is Scope.WEEK else str(day.day)
    )
