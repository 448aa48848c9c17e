"""Screens of whom a draft goes to, and how it will look. Pure."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.attachments import attachments_line
from bot.common.menu import button, column
from bot.common.notice_aim_data import (
    ClassesFor,
    PickClasses,
    PickGroups,
    ShowList,
    ShowUnreached,
    Toggle,
    ToggleReader,
    TurnClasses,
)
from bot.common.notice_ask_data import PickQuestion
from bot.common.notice_data import (
    AskReading,
    ChooseTime,
    Discard,
    ListNotices,
    Preview,
    Reword,
    Send,
    ShowNotice,
    TryOut,
)
from bot.common.notice_file_data import ShowFiles
from bot.common.paging import paged
from bot.delivery.notice_push import notice_html
from bot.i18n import Html, Texts
from bot.markup import MAX_LENGTH, length, plain
from bot.notices.question_views import question_lines
from bot.notices.words import READERS, STAGES, aim_lines, beginning, counts, has_stage, places_line, ticked
from bot.screens import Screen
from core.ids import ClassId
from core.notices.audience import Reader
from core.notices.model import Page
from core.notices.news import NoticeNews
from core.notices.question import Asking
from core.people.model import SchoolClass

ON_SCREEN = 80
"""Classes to choose from on one screen."""
_IN_ROW = 4


def audience_screen(page: Page, texts: Texts) -> Screen:
    """To whom it goes, with the number of people."""
    notice = page.notice
    lines = [
        texts.h("<b>Кому отправить объявление?</b>"),
        Html(f"«{beginning(notice)}»"),
        Html(""),
        *aim_lines(page, texts),
        Html(""),
        *counts(page.reach, texts),
    ]
    id_ = notice.id
    rows = [*_reader_rows(page, texts), *_place_rows(page, texts)]
    reads = notice.made.question.kind is Asking.READ
    rows.append([button(ticked(texts.t("Кнопка «Ознакомлен(а)»"), on=reads), AskReading(notice=id_, asks=not reads))])
    question = ticked(texts.t("Вопрос с ответами"), on=notice.made.question.choosing)
    rows.append([button(question, PickQuestion(notice=id_))])
    attached = ticked(texts.t("Файлы: {n}", n=len(notice.made.files)), on=bool(notice.made.files))
    rows.append([button(attached, ShowFiles(notice=id_))])
    if page.reach.told:
        rows.append([button(texts.t("Посмотреть перед отправкой"), Preview(notice=id_))])
    if page.reach.unlinked or page.reach.unasked:
        missed = page.reach.unlinked + page.reach.unasked
        rows.append([button(texts.t("Кого бот не известит: {n}", n=missed), ShowUnreached(notice=id_))])
    rows.append([button(texts.t("Изменить текст"), Reword(notice=id_))])
    rows.append([button(texts.t("Удалить черновик"), Discard(notice=id_))])
    rows.append([button(texts.t("‹ Назад"), ListNotices())])
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=rows))


def classes_screen(page: Page, texts: Texts, number: int = 0) -> Screen:
    """A page of the classes, each a button."""
    text = "\n".join(
        (
            texts.h("<b>Какие классы?</b>\nВыбрано: {places}", places=places_line(page, texts)),
            *counts(page.reach, texts),
        )
    )
    id_, chosen = page.notice.id, page.notice.made.audience.classes
    buttons = [
        button(ticked(one.title, on=one.id in chosen), Toggle(notice=id_, school_class=one.id, stays=True))
        for one in own_classes(page)
    ]
    here = TurnClasses(notice=id_, what=ClassesFor.WHOLE, page=number)
    return Screen(text, class_buttons(buttons, here, button(texts.t("Готово"), ShowNotice(notice=id_)), texts))


def class_buttons(
    buttons: Sequence[InlineKeyboardButton], here: TurnClasses, last: InlineKeyboardButton, texts: Texts
) -> InlineKeyboardMarkup:
    """A page of these buttons, four in a row, and the last one below: a messenger takes a hundred at most."""
    shown, turning = paged(buttons, here.page, here, texts, ON_SCREEN)
    rows = [[*shown[place : place + _IN_ROW]] for place in range(0, len(shown), _IN_ROW)]
    return InlineKeyboardMarkup(inline_keyboard=[*rows, *turning, [last]])


def page_with(page: Page, school_class: int) -> int:
    """On which page of its author's classes a class stands."""
    ids = [one.id for one in own_classes(page)]
    return ids.index(ClassId(school_class)) // ON_SCREEN if school_class in ids else 0


def preview_screens(page: Page, texts: Texts) -> tuple[Screen, ...]:
    """The notice as it will come, then what its author should know before sending it: two messages, if one is full."""
    words = notice_html(NoticeNews(page.notice, page.school_name), texts)
    title, facts = texts.h("<i>Так объявление придёт:</i>"), "\n".join(_facts(page, texts))
    whole = f"{title}\n\n{words}\n\n———\n{facts}"
    if length(plain(whole)) <= MAX_LENGTH:
        return (Screen(whole, _preview_buttons(page, texts)),)
    above = texts.h("<i>Объявление — выше. Проверьте, кому оно придёт:</i>")
    return Screen(words), Screen(f"{above}\n\n{facts}", _preview_buttons(page, texts))


def _facts(page: Page, texts: Texts) -> list[Html]:
    lines = [*aim_lines(page, texts), *counts(page.reach, texts)]
    lines += question_lines(page.notice.made.question, texts)
    if page.notice.made.files:
        lines.append(Html(attachments_line(page.notice.made.files, texts)))
    if page.names:
        lines.append(
            texts.h(
                "⚠️ В тексте названы: {names}. Объявление придёт всем таким, как есть. Если имена там не нужны, измените"
                " текст.",
                names=texts.list(page.names),
            )
        )
    return lines


def _preview_buttons(page: Page, texts: Texts) -> InlineKeyboardMarkup:
    id_ = page.notice.id
    send = texts.n("Отправить {n} человеку", "Отправить {n} людям", page.reach.told)
    return column(
        button(send, Send(notice=id_, version=page.notice.version)),
        button(texts.t("Отправить позже…"), ChooseTime(notice=id_)),
        button(texts.t("Сначала прислать копию мне"), TryOut(notice=id_)),
        button(texts.t("Изменить текст"), Reword(notice=id_)),
        button(texts.t("‹ Кому отправить"), ShowNotice(notice=id_)),
    )


def own_classes(page: Page) -> tuple[SchoolClass, ...]:
    """The classes that its author may choose from."""
    within = page.notice.made.audience.within
    return tuple(one for one in page.classes if not within or one.id in within)


def _place_rows(page: Page, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """Stages for who may write to them; a class teacher of one class has no classes to choose."""
    id_, audience = page.notice.id, page.notice.made.audience
    stages = [
        button(ticked(texts.t(label), on=has_stage(audience, first, last)), Toggle(notice=id_, grade=first, last=last))
        for first, last, label in STAGES
    ]
    whole = texts.t("Вся школа") if page.whole_school else texts.t("Весь класс")
    every = button(ticked(whole, on=audience.everywhere), Toggle(notice=id_))
    picked = button(ticked(texts.t("Отдельные классы"), on=bool(audience.classes)), PickClasses(notice=id_))
    several = page.whole_school or len(audience.within) > 1
    groups = button(ticked(texts.t("Группы"), on=bool(audience.groups)), PickGroups(notice=id_))
    listed = button(ticked(texts.t("По списку"), on=bool(audience.listed)), ShowList(notice=id_))
    return [*([stages] if page.whole_school else []), [every, *([picked] if several else [])], [groups, listed]]


def _reader_rows(page: Page, texts: Texts) -> Iterator[list[InlineKeyboardButton]]:
    """Two in a row; the long last one has its own."""
    short = [one for one in page.readers if one is not Reader.ABSENT]
    for place in range(0, len(short), 2):
        yield [_reader_button(page, one, texts) for one in short[place : place + 2]]
    yield from ([_reader_button(page, one, texts)] for one in page.readers if one is Reader.ABSENT)


def _reader_button(page: Page, reader: Reader, texts: Texts) -> InlineKeyboardButton:
    on = reader in page.notice.made.audience.readers
    return button(ticked(texts.t(READERS[reader]), on=on), ToggleReader(notice=page.notice.id, reader=reader.value))
