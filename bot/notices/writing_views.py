"""Screens of writing a notice: the list, its words, its end as a draft. Pure."""

from aiogram.types import InlineKeyboardMarkup

from bot.attachments import attachments_line, file_label
from bot.common.menu import Open, Place, button, column
from bot.common.notice_data import (
    Discard,
    ListNotices,
    NewNotice,
    Replace,
    Reword,
    ShowNotice,
    TurnNotices,
)
from bot.common.notice_file_data import DropFile
from bot.common.paging import turning
from bot.delivery.notice_push import notice_html
from bot.i18n import Html, Texts
from bot.notices.words import beginning, list_line
from bot.screens import Screen
from core.journal.attachments.rules import LARGEST_MB
from core.notices.after import Rewritten
from core.notices.composing import UNSENT
from core.notices.files import MOST
from core.notices.model import Listing, Notice, Page
from core.notices.news import NoticeNews
from core.notices.rules import LONGEST, whole_school
from core.people.model import Actor

_NAMED = 10
"""Names that the screen says: it has to stay one message."""


def list_screen(listing: Listing, texts: Texts) -> Screen:
    """Drafts and what was sent, each a button."""
    text = texts.h(
        "<b>Объявления</b>\nЧерновики видите только вы. Отправленное можно открыть и посмотреть, кто его получил."
    )
    if not listing.notices:
        text = texts.h("<b>Объявления</b>\nЗдесь появятся ваши черновики и отправленные объявления. Пока их нет.")
    rows = [[button(texts.t("Новое объявление"), NewNotice())]]
    rows += [[button(list_line(one, texts), ShowNotice(notice=one.id))] for one in listing.notices]
    rows += turning(listing.number, TurnNotices(page=0), texts, more=listing.more)
    rows.append([button(texts.t("‹ Назад"), Open(place=Place.HOME))])
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=rows))


def typing_screen(actor: Actor, texts: Texts) -> Screen:
    """How to write a notice."""
    to = (
        texts.t("Кому его отправить, выберете на следующем шаге.")
        if whole_school(actor)
        else texts.t("Его получат родители вашего класса; учеников можно добавить на следующем шаге.")
    )
    text = texts.h(
        "<b>Новое объявление</b>\nПришлите текст одним сообщением, не больше {limit} символов; можно с фото или"
        " документом. Жирный шрифт, курсив и ссылки сохранятся.\n{to}\n\nСейчас ничего не отправится: сначала вы"
        " увидите, как оно выглядит и сколько человек его получит.",
        limit=LONGEST,
        to=to,
    )
    return Screen(text, column(button(texts.t("‹ Назад"), ListNotices())))


def rewording_screen(notice: Notice, texts: Texts) -> Screen:
    """How to write it anew."""
    back = column(button(texts.t("‹ Назад"), ShowNotice(notice=notice.id)))
    if notice.state not in UNSENT:
        sent = texts.h(
            "<b>Исправить отправленное объявление</b>\nПришлите новый текст одним сообщением. Сначала вы увидите,"
            " как он выглядит, и подтвердите замену. Файлы останутся прежними. Не больше {limit} символов.",
            limit=LONGEST,
        )
        return Screen(sent, back)
    text = texts.h(
        "<b>Другой текст объявления</b>\nПришлите новый текст одним сообщением, он заменит прежний. Не больше {limit}"
        " символов.",
        limit=LONGEST,
    )
    return Screen(text, back)


def refused_screen(notice: int | None, length: int, texts: Texts) -> Screen:
    """No words, or too many; the next message is taken for nothing."""
    if length:
        text = texts.h(
            "<b>Текст слишком длинный</b>\nПомещается {limit} символов, в вашем сообщении — {length}. Ничего не"
            " сохранено. Если текст пришёл несколькими сообщениями, остальные тоже не сохранены.\n\nСократите текст,"
            " нажмите кнопку и пришлите его одним сообщением.",
            limit=LONGEST,
            length=length,
        )
    else:
        text = texts.h(
            "<b>В сообщении нет текста</b>\nНичего не сохранено. Нажмите кнопку и пришлите текст; фото или документ"
            " присылайте с подписью: она станет текстом объявления."
        )
    again = NewNotice() if notice is None else Reword(notice=notice)
    return Screen(text, column(button(texts.t("Прислать текст ещё раз"), again)))


def replacing_screen(found: Rewritten, said: int, texts: Texts) -> Screen:
    """Other words of what was sent, as its readers will see them; nothing has changed yet."""
    notice = found.notice
    lines = [
        texts.h("<i>Так объявление будет выглядеть после замены. Пока оно прежнее:</i>"),
        Html(""),
        notice_html(NoticeNews(notice, found.school_name), texts),
    ]
    if found.names:
        names = texts.list(found.names[:_NAMED])
        lines += [Html(""), texts.h("⚠️ В тексте названы: {names}. Его увидят все получатели.", names=names)]
    label = texts.n("Заменить у {n} человека", "Заменить у {n} человек", found.people)
    put = button(
        label if found.people else texts.t("Заменить текст"),
        Replace(notice=notice.id, version=notice.version, said=said),
    )
    again = button(texts.t("Изменить текст"), Reword(notice=notice.id))
    return Screen("\n".join(lines), column(put, again, button(texts.t("Не менять"), ShowNotice(notice=notice.id))))


def files_screen(page: Page, texts: Texts) -> Screen:
    """The files that go with it; how to add and to take off."""
    id_, files = page.notice.id, page.notice.made.files
    lines = [
        texts.h("<b>Файлы к объявлению</b>"),
        texts.h(
            "Пришлите фото или документ, можно несколько сразу: до {limit}, каждый до {size} МБ. Они придут сообщениями"
            " под текстом.",
            limit=MOST,
            size=LARGEST_MB,
        ),
    ]
    if files:
        lines.append(texts.h("{files}. Нажмите на файл, чтобы убрать.", files=attachments_line(files, texts)))
    rows = [button(f"✖ {file_label(one, texts)}", DropFile(notice=id_, file=one.id)) for one in files]
    return Screen("\n".join(lines), column(*rows, button(texts.t("Готово"), ShowNotice(notice=id_))))


def discard_screen(page: Page, texts: Texts) -> Screen:
    """Is it to be deleted?"""
    text = texts.h("<b>Удалить черновик?</b>\n«{words}»", words=Html(beginning(page.notice)))
    sure = button(texts.t("Да, удалить"), Discard(notice=page.notice.id, sure=True))
    return Screen(text, column(sure, button(texts.t("‹ Назад"), ShowNotice(notice=page.notice.id))))
