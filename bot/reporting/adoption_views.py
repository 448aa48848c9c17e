"""The screen of adoption: families first, then targets, then where people stand, then the classes, weakest first."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.common.paging import paged
from bot.i18n import Html, Texts
from bot.reporting.data import ShowAdoption, ShowCalls, ShowContest, ShowUnreached, ShowWeekly
from bot.reporting.words import aim_line, families_line, funnel_lines, gained_line, prospect
from bot.screens import Screen
from core.reporting.model import Adoption, OfClass, Outlook

CLASSES_SHOWN, LINES_SHOWN = 60, 25
"""Classes that have a button on one page, of a hundred that a messenger takes; that have a line, of 4,096 characters.
"""
_IN_A_ROW = 3


def adoption_screen(found: Adoption, texts: Texts, page: int = 0) -> Screen:
    """The school, or the own classes; a tap on a class, of many on a page of them, shows whom to call there."""
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    title = texts.h("<b>Кто подключён</b> · {day}", day=texts.day(found.today))
    if not found.families.total:
        said = texts.h("В списках классов ещё нет учеников. Загрузите школу, и здесь появятся числа.")
        return Screen(f"{title}\n{said}", column(home))
    weakest = sorted(found.classes, key=lambda one: (one.families.percent, -one.families.total))
    parts = [
        "\n".join([title, *_families(found, texts)]),
        "\n".join(_aims(found, texts)),
        *("\n".join(funnel_lines(circle, funnel, texts)) for circle, funnel in found.circles),
        "\n".join(_classes(weakest, texts)) if len(weakest) > 1 else "",
        texts.h("«Заходили» — писали боту или нажимали кнопки. Кто только читает сообщения, сюда не входит."),
    ]
    again = button(texts.t("Обновить"), Open(place=Place.ADOPTION))
    rows = [*_class_buttons(found.classes, page, texts), *_office(found, texts), [again, home]]
    return Screen("\n\n".join(part for part in parts if part), InlineKeyboardMarkup(inline_keyboard=rows))


def _families(found: Adoption, texts: Texts) -> Iterator[Html]:
    line, gained = families_line(found.families, texts), gained_line(found.families, texts)
    yield texts.h("{line}. {gained}", line=line, gained=gained)
    yield texts.h("Семья подключена, если сообщения получает хотя бы один родитель ребёнка.")
    if found.families.alone:
        alone = texts.n(
            "У {n} ученика нет родителей в списках.", "У {n} учеников нет родителей в списках.", found.families.alone
        )
        yield texts.h("{alone}", alone=alone)
    if found.strangers:
        some = texts.n(
            "{n} заявление подано людьми, которых нет в списках.",
            "{n} заявлений подано людьми, которых нет в списках.",
            found.strangers,
        )
        yield texts.h("{some}", some=some)


def _aims(found: Adoption, texts: Texts) -> Iterator[Html]:
    if found.aims:
        yield texts.h("<b>Цели</b>")
        yield from (texts.h("{line}", line=aim_line(aim, texts)) for aim in found.aims)
    elif found.everybody.outlook is Outlook.REACHED:
        yield texts.h("✅ Подключены все семьи.")
    else:
        yield texts.h("До всех семей: {prospect}.", prospect=prospect(found.everybody, texts))


def _classes(weakest: Sequence[OfClass], texts: Texts) -> Iterator[Html]:
    yield texts.h(
        "<b>Классы</b>, первыми — где подключено меньше всего. Нажмите на класс: кому позвонить и что сделать."
    )
    yield from (
        texts.h(
            "{title}: {now} из {total}, {percent} %",
            title=one.of.title,
            now=one.families.now,
            total=one.families.total,
            percent=one.families.percent,
        )
        for one in weakest[:LINES_SHOWN]
    )
    if len(weakest) > LINES_SHOWN:
        rest = texts.n(
            "Остальной {n} класс — на кнопках.", "Остальные {n} классов — на кнопках.", len(weakest) - LINES_SHOWN
        )
        yield texts.h("{rest}", rest=rest)


def _class_buttons(classes: Sequence[OfClass], page: int, texts: Texts) -> list[list[InlineKeyboardButton]]:
    if len(classes) == 1:
        (only,) = classes
        return [[button(texts.t("{title}: кому позвонить", title=only.of.title), ShowCalls(class_id=only.of.id))]]
    ordered = sorted(classes, key=lambda one: (one.of.grade, one.of.letter))
    shown, turning = paged(ordered, page, ShowAdoption(), texts, CLASSES_SHOWN)
    found = [
        button(
            texts.t("{title} · {percent} %", title=one.of.title, percent=one.families.percent),
            ShowCalls(class_id=one.of.id),
        )
        for one in shown
    ]
    return [*(found[start : start + _IN_A_ROW] for start in range(0, len(found), _IN_A_ROW)), *turning]


def _office(found: Adoption, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """What else there is: who is not reached, applications, the report of the whole school, the contest."""
    shown = [button(texts.t("Сообщения не доходят"), ShowUnreached())]
    if found.strangers and found.decides:
        shown.append(button(texts.t("Заявления родителей"), Open(place=Place.APPLICATIONS)))
    if found.whole:
        shown.append(button(texts.t("Отчёт за неделю"), ShowWeekly()))
    return [[one] for one in (*shown, button(texts.t("Конкурс классов"), ShowContest()))]
