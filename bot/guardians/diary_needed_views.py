"""«Какая отметка нужна»: how many of which marks bring the wanted one."""

from bot.common.diary_data import OpenNeeded, OpenSubject
from bot.common.menu import button
from bot.guardians.diary_frame import Family, keyboard, period_of
from bot.guardians.diary_subject_views import shown_period
from bot.i18n import Html, Texts
from bot.markup import MAX_LENGTH, length, plain
from bot.screens import Screen
from core.diary.model import Needed, Progress, Way

_WANTED = (5, 4, 3)


def needed_screen(found: Progress, needed: Needed, family: Family, texts: Texts) -> Screen:
    """The average as it is, and each way to the wanted mark; a tap asks for another mark."""
    line, pupil, code = needed.line, found.own.child.pupil.id, shown_period(found)
    period = period_of(found.year, found.period.code, texts)
    lines: list[str] = [
        texts.h("<b>{child}</b> · {period}", child=family.label(found.own, texts), period=period),
        texts.h("<b>{subject}</b>: какая отметка нужна", subject=line.name),
        "",
        _now(needed, texts),
        *_answer(needed, texts),
        "",
        texts.h("<i>Это расчёт по среднему. Отметку за период ставит учитель.</i>"),
    ]
    targets = [
        button(
            texts.t("Хочу {mark}", mark=mark),
            OpenNeeded(pupil=pupil, code=code, subject=line.subject_id, wanted=mark),
        )
        for mark in _WANTED
    ]
    back = button(
        texts.t("‹ {subject}", subject=line.name), OpenSubject(pupil=pupil, code=code, subject=line.subject_id)
    )
    return Screen(_within(lines), keyboard([targets, [back]], texts))


def _now(needed: Needed, texts: Texts) -> Html:
    if needed.line.average is None:
        return texts.h("Среднего ещё нет.")
    return texts.h("Сейчас средневзвешенная отметка: <b>{average}</b>", average=texts.hundredths(needed.line.average))


def _answer(needed: Needed, texts: Texts) -> list[Html]:
    if needed.reached:
        return [texts.h("Для отметки {mark} этого уже достаточно.", mark=needed.wanted)]
    if not needed.ways:
        return [texts.h("До отметки {mark} в этом периоде уже не дотянуть.", mark=needed.wanted)]
    heading = texts.h("Чтобы вышло {mark}, хватит одного из этого:", mark=needed.wanted)
    return [heading, *(_way(way, texts) for way in needed.ways)]


def _way(way: Way, texts: Texts) -> Html:
    weight = texts.number(float(way.weight))
    marks = texts.n("{n} отметка", "{n} отметок", way.count)
    return texts.h("• «{value}»: {marks} с весом {weight}", value=way.value, marks=marks, weight=weight)


def _within(lines: list[str]) -> str:
    """The page; a school with very many weights shows as many ways as there is room."""
    while length(plain("\n".join(lines))) > MAX_LENGTH:
        del lines[-3]
    return "\n".join(lines)
