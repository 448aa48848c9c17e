"""Screens of groups, of a list and of whom the bot does not reach. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.common.notice_aim_data import (
    AddListed,
    ClassesFor,
    ClearList,
    DownloadUnreached,
    DropListed,
    PickGroups,
    PickPupils,
    ShowList,
    Tick,
    ToggleGroup,
    TurnClasses,
    TurnUnreached,
)
from bot.common.notice_data import ShowNotice
from bot.common.paging import ROOM, fitting, paged, paged_by_length
from bot.i18n import Html, Texts
from bot.names import full_name
from bot.notices.audience_views import class_buttons, own_classes
from bot.notices.words import counts, subject_group, ticked
from bot.screens import Screen
from core.notices.audience import GroupPlace
from core.notices.listing import MOST, Entry, ListRead, Unclear
from core.notices.model import Page
from core.notices.outcome import End, Line
from core.notices.places import Unreached

_SHOWN = 60
"""Names on a screen of whom to call."""
_CHOSEN_FROM = 24
"""Buttons for lines that may mean several."""


def groups_screen(page: Page, groups: Sequence[GroupPlace], school_class: int, texts: Texts, number: int = 0) -> Screen:
    """The groups of a class, each a button; the classes that have any, where none is chosen."""
    id_ = page.notice.id
    back = button(texts.t("Готово"), ShowNotice(notice=id_))
    if not groups:
        return Screen(texts.h("Групп нет: классы на группы не делятся. Группы заводят списками школы."), column(back))
    classes = {one.of.id: one.of for one in groups}
    if not school_class and len(classes) > 1:
        chosen = {one.of.id for one in page.groups}
        buttons = [
            button(ticked(one.title, on=one.id in chosen), PickGroups(notice=id_, school_class=one.id))
            for one in classes.values()
        ]
        here = TurnClasses(notice=id_, what=ClassesFor.GROUPS, page=number)
        return Screen(texts.h("<b>Группы какого класса?</b>"), class_buttons(buttons, here, back, texts))
    own = [one for one in groups if one.of.id == (school_class or next(iter(classes)))]
    title = texts.h("<b>Какие группы?</b> {title}", title=own[0].of.title if own else "")
    text = "\n".join((title, *counts(page.reach, texts)))
    buttons = [_group_button(page, one, texts) for one in own]
    others = [button(texts.t("‹ Другой класс"), PickGroups(notice=id_))] if len(classes) > 1 else []
    return Screen(text, column(*buttons, *others, back))


def _group_button(page: Page, one: GroupPlace, texts: Texts) -> InlineKeyboardButton:
    label = ticked(subject_group(one, texts), on=one.group.id in page.notice.made.audience.groups)
    return button(label, ToggleGroup(notice=page.notice.id, group=one.group.id, school_class=one.of.id))


def list_screen(page: Page, entries: Sequence[Entry], number: int, texts: Texts) -> Screen:
    """Who is on the list; how to put others on it."""
    id_ = page.notice.id
    lines = [
        texts.h("<b>Получатели по списку</b>"),
        texts.h(
            "Пришлите список сообщением: в каждой строке фамилия и имя или UID, рядом можно класс («Ёлкина Софья 5А»)."
            " По ученику извещаются его родители. Не больше {limit} человек.",
            limit=MOST,
        ),
    ]
    shown, turning = paged(entries, number, ShowList(notice=id_, page=number), texts)
    if entries:
        lines += [Html(""), texts.h("В списке: {n}. Нажмите на имя, чтобы убрать.", n=len(entries))]
    rows = [
        [button(f"✖ {_label(one, texts)}", DropListed(notice=id_, person=one.known.person.id, page=number))]
        for one in shown
    ]
    rows += turning
    rows.append([button(texts.t("Отметить учеников в классе"), PickPupils(notice=id_))])
    if entries:
        rows.append([button(texts.t("Убрать всех"), ClearList(notice=id_))])
    rows.append([button(texts.t("Готово"), ShowNotice(notice=id_))])
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=rows))


def read_screen(page: Page, read: ListRead, texts: Texts) -> Screen:
    """What came of a pasted list: nothing of it is lost, what is unclear stands here."""
    id_ = page.notice.id
    lines = [texts.h("<b>Из списка добавлено: {n}</b>", n=read.found), *counts(page.reach, texts)]
    nobody = [one for one in read.unclear if not one.choices]
    several = [one for one in read.unclear if one.choices]
    if several:
        lines += [Html(""), texts.h("<b>Кто из них?</b> Нажмите на имя; можно на несколько.")]
        lines += _unclear(several, texts)
    if nobody:
        lines += [
            Html(""),
            texts.h("<b>Не нашлись:</b> проверьте, как записано в списках школы, и пришлите эти строки ещё раз."),
            *_unclear(nobody, texts),
        ]
    buttons = [*_choices(id_, several, texts)][:_CHOSEN_FROM]
    shows = button(texts.t("Весь список"), ShowList(notice=id_))
    return Screen("\n".join(lines), column(*buttons, shows, button(texts.t("Готово"), ShowNotice(notice=id_))))


def _unclear(unclear: Sequence[Unclear], texts: Texts) -> list[Html]:
    """Lines as they were written; those without room are counted."""
    shown = fitting([texts.h("• {line}", line=one.line) for one in unclear], ROOM // 2)
    left = len(unclear) - len(shown)
    more = texts.n(
        "…и ещё {n} строка: пришлите список ещё раз, когда разберётесь с этими.",
        "…и ещё {n} строк: пришлите список ещё раз, когда разберётесь с этими.",
        left,
    )
    return [*shown, *([Html(more)] if left else [])]


def _choices(notice: int, several: Sequence[Unclear], texts: Texts) -> Iterator[InlineKeyboardButton]:
    seen: set[int] = set()
    for entry in (entry for one in several for entry in one.choices):
        if entry.known.person.id not in seen:
            seen.add(entry.known.person.id)
            yield button(_label(entry, texts), AddListed(notice=notice, person=entry.known.person.id))


def pupils_classes_screen(page: Page, texts: Texts, number: int = 0) -> Screen:
    """Whose pupils are to be ticked?"""
    id_ = page.notice.id
    buttons = [button(one.title, PickPupils(notice=id_, school_class=one.id)) for one in own_classes(page)]
    here = TurnClasses(notice=id_, what=ClassesFor.PUPILS, page=number)
    back = button(texts.t("‹ Назад"), ShowList(notice=id_))
    return Screen(texts.h("<b>Из какого класса?</b>"), class_buttons(buttons, here, back, texts))


def pupils_screen(page: Page, entries: Sequence[Entry], school_class: int, texts: Texts) -> Screen:
    """The pupils of a class with ticks."""
    id_, chosen = page.notice.id, page.notice.made.audience.pupils
    text = "\n".join((texts.h("<b>Отметьте учеников</b>"), *counts(page.reach, texts)))
    rows = [
        [
            button(
                ticked(one.name, on=one.known.person.id in chosen),
                Tick(notice=id_, person=one.known.person.id, school_class=school_class),
            )
        ]
        for one in entries
    ]
    if len(own_classes(page)) > 1:
        rows.append([button(texts.t("‹ Другой класс"), PickPupils(notice=id_))])
    rows.append([button(texts.t("Готово"), ShowNotice(notice=id_))])
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=rows))


def unreached_screen(page: Page, found: Unreached, number: int, texts: Texts) -> Screen:
    """Whom to call: by class and name; only how many where the school sends no names."""
    lines = [texts.h("<b>Кого бот не известит: {n}</b>", n=len(found.lines))]
    lines.append(texts.h("Этим людям скажите по телефону или на бумаге."))
    if not found.named:
        lines.append(texts.h("Имена через мессенджер школа не передаёт: список печатает администратор на сервере."))
    here = TurnUnreached(notice=page.notice.id, page=number)
    shown, turning = paged_by_length(
        found.lines if found.named else (),
        number,
        here,
        texts,
        lambda one: "\n".join(_by_class((one,), found, texts)),
        _SHOWN,
    )
    lines += _by_class(shown, found, texts)
    buttons = [button(texts.t("Скачать список"), DownloadUnreached(notice=page.notice.id))] if found.named else []
    buttons.append(button(texts.t("Кто подключён и кому позвонить"), Open(place=Place.ADOPTION)))
    buttons.append(button(texts.t("‹ Назад"), ShowNotice(notice=page.notice.id)))
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=[*turning, *([one] for one in buttons)]))


def _by_class(lines: Sequence[Line], found: Unreached, texts: Texts) -> Iterator[Html]:
    mode = found.school.content_mode
    for classes, group in groupby(lines, key=lambda one: ", ".join(one.classes)):
        yield texts.h("<b>{classes}</b>", classes=classes or texts.t("Без класса"))
        for one in group:
            name = full_name(one.name, mode)
            asked = texts.t("{name} — нет согласия на сообщения", name=name)
            yield texts.h("{name}", name=asked if one.end is End.UNASKED else name)


def _label(one: Entry, texts: Texts) -> str:
    """«Ёлкина Софья, 5А», «…, родитель (5А)», «…, сотрудник»."""
    if one.known.of:
        return texts.t("{name}, {title}", name=one.name, title=one.known.of.title)
    if one.known.staff:
        return texts.t("{name}, сотрудник", name=one.name)
    return texts.t(
        "{name}, родитель ({titles})", name=one.name, titles=texts.list([of.title for of in one.known.guards])
    )
