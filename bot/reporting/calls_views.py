"""The screen of a class: its numbers, and whom to call about what. No names where a school sends none."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton

from bot.common.menu import Open, Place, button, column
from bot.coordinators.views import ShowHolders, circle
from bot.i18n import N_, Html, Texts
from bot.names import NAMED
from bot.reporting.words import families_line, funnel_lines, gained_line
from bot.screens import Screen
from core.people.links.model import GuardiansOfClass
from core.reporting.model import Call, Calls, Circle, Step

SHOWN = 60
"""Families that are named; a class has about thirty."""
_DATED = {
    Step.DECIDE: N_("Заявление ждёт решения"),
    Step.UNBLOCK: N_("Бот заблокирован: попросите разблокировать"),
    Step.HELP: N_("Код выдан, не использован: помогите ввести"),
    Step.RENEW: N_("Код больше не действует: выдайте новый листок"),
}
"""Where it matters since when somebody waits."""
_STEPS = {
    **_DATED,
    Step.HAND_OUT: N_("Кода не было: выдайте листок"),
    Step.ENTER: N_("Родителей нет в списках: внесите их"),
}


def calls_screen(found: Calls, texts: Texts) -> Screen:
    """The class, its families by what to do about them, and the way there."""
    title = texts.h("<b>{title}: подключение семей</b> · {day}", title=found.of.of.title, day=texts.day(found.today))
    parts = [title, *_numbers(found, texts), *_listed(found, texts)]
    buttons = [*_doing(found, texts), button(texts.t("‹ Все классы"), Open(place=Place.ADOPTION))]
    return Screen("\n\n".join(parts), column(*buttons))


def _numbers(found: Calls, texts: Texts) -> Iterator[Html]:
    of = found.of
    if not of.families.total:
        yield texts.h("В списке класса ещё нет учеников.")
        return
    yield texts.h("{line}. {gained}", line=families_line(of.families, texts), gained=gained_line(of.families, texts))
    for one, funnel in ((Circle.GUARDIANS, of.guardians), (Circle.PUPILS, of.pupils)):
        if funnel.total:
            yield Html("\n".join(funnel_lines(one, funnel, texts)))


def _listed(found: Calls, texts: Texts) -> Iterator[Html]:
    """A part for each thing to do; in each those first who have waited longest."""
    if not found.calls:
        if found.of.families.total:
            yield texts.h("Подключены все семьи: звонить никому не нужно.")
        return
    yield texts.h("<b>Кому позвонить: {n}</b>", n=len(found.calls))
    named = found.school.content_mode in NAMED
    for step in Step:
        own = [one for one in found.calls[:SHOWN] if one.step is step]
        if own:
            yield _part(step, own, texts) if named else texts.h("{what}: {n}", what=texts.t(_STEPS[step]), n=len(own))
    if len(found.calls) > SHOWN:
        more = texts.n("И ещё {n} семья.", "И ещё {n} семей.", len(found.calls) - SHOWN)
        yield texts.h("{more}", more=more)
    if not named:
        yield texts.h("Имена через мессенджер школа не передаёт: список печатает администратор на сервере.")


def _part(step: Step, own: Sequence[Call], texts: Texts) -> Html:
    names = (
        texts.t("{name} (с {day})", name=one.label, day=texts.day_month(one.since)) if step in _DATED else one.label
        for one in own
    )
    return texts.h("<b>{what}</b>\n{names}", what=texts.t(_STEPS[step]), names=", ".join(names))


def _doing(found: Calls, texts: Texts) -> Iterator[InlineKeyboardButton]:
    steps = {one.step for one in found.calls}
    if found.decides and Step.DECIDE in steps:
        yield button(texts.t("Заявления родителей"), Open(place=Place.APPLICATIONS))
    if found.issues and found.calls and found.school.content_mode in NAMED:
        label = texts.t("Коды класса {title}", title=found.of.of.title)
        yield button(label, ShowHolders(of=circle(GuardiansOfClass(found.of.of.id))))
