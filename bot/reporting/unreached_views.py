"""The screen of those whom messages do not reach: who, since when, why, and what to do."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from aiogram.types import InlineKeyboardMarkup

from bot.common.menu import Open, Place, button
from bot.common.paging import paged
from bot.i18n import N_, Html, Texts
from bot.names import NAMED, full_name, short_name
from bot.notices.report_views import REASONS
from bot.reporting.data import ShowUnreached
from bot.screens import Screen
from core.people.links.rules import ISSUERS
from core.people.model import Actor
from core.reporting.model import Missed, Unreachable, Unreached

PAGE = 15
"""People with all that is said of them fill a message."""
_LOST = {**REASONS, "expired": N_("вышел срок, пока мессенджер не отвечал")}


def unreached_screen(found: Unreached, actor: Actor, page: int, texts: Texts) -> Screen:
    """A page of the people, what to do, and what was lost elsewhere."""
    title = texts.h("<b>Сообщения не доходят</b> · {day}", day=texts.day(found.today))
    named = found.school.content_mode in NAMED
    shown, turning = paged(found.people, page, ShowUnreached(), texts, PAGE) if named else (found.people, [])
    parts = [title, *_people(found, shown, texts), *_missed(found.missed, texts)]
    codes = [[button(texts.t("Коды и доступ"), Open(place=Place.CODES))]] if actor.holds(*ISSUERS) else []
    back = [button(texts.t("‹ Кто подключён"), Open(place=Place.ADOPTION))]
    return Screen("\n\n".join(parts), InlineKeyboardMarkup(inline_keyboard=[*turning, *codes, back]))


def _people(found: Unreached, shown: Sequence[Unreachable], texts: Texts) -> Iterator[Html]:
    if not found.people:
        yield texts.h("Все подключённые чаты принимают сообщения.")
        return
    yield texts.h(
        "{count}",
        count=texts.n("{n} человек ничего не получает.", "{n} человек ничего не получают.", found.persons),
    )
    yield texts.h(
        "Позвоните и попросите открыть чат с ботом и нажать «Запустить»: сообщения пойдут снова, а пропущенное видно в"
        " дневнике. Если человек сменил номер или телефон, выдайте новый код."
    )
    named = found.school.content_mode in NAMED
    for class_id, people in groupby(shown, key=lambda one: one.class_id):
        where, own = found.titles.get(class_id, "") if class_id else texts.t("Сотрудники"), [*people]
        yield _named(where, own, found, texts) if named else texts.h("{what}: {n}", what=where, n=len(own))
    if not named:
        yield texts.h("Имена через мессенджер школа не передаёт: список печатает администратор на сервере.")


def _named(where: str, own: list[Unreachable], found: Unreached, texts: Texts) -> Html:
    lines = Html("\n".join(texts.h("• {line}", line=_line(one, found.school.content_mode, texts)) for one in own))
    return texts.h("<b>{title}</b>\n{lines}", title=where, lines=lines)


def _line(one: Unreachable, mode: str, texts: Texts) -> str:
    children = ", ".join(short_name(child.name, mode) for child in one.children)
    name = full_name(one.person.name, mode)
    who = texts.t("{name} (ребёнок: {children})", name=name, children=children) if children else name
    why = texts.t(REASONS.get(one.why or "", REASONS["blocked"]))
    said = texts.t("{who}: {why}, с {day}", who=who, why=why, day=texts.day_month(one.since))
    if not one.messages:
        return said
    lost = texts.n("не дошло {n} сообщение", "не дошло {n} сообщений", one.messages)
    return texts.t("{line}; {more}", line=said, more=lost)


def _missed(missed: tuple[Missed, ...], texts: Texts) -> Iterator[Html]:
    if not missed:
        return
    lines = Html("\n".join(texts.h("• {why}: {n}", why=_why(one, texts), n=one.messages) for one in missed))
    yield texts.h(
        "<b>Не дошло за 30 дней, хотя чат открыт</b>\n{lines}\nПовторить отправку может администратор на сервере.",
        lines=lines,
    )


def _why(one: Missed, texts: Texts) -> str:
    return texts.t(_LOST[one.reason]) if one.reason in _LOST else texts.t("мессенджер не принял сообщение")
