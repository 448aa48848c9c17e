"""The screens of notices."""

from collections.abc import Iterator
from html import escape

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import Open, Place, button, column
from bot.common.notice_data import (
    AskReading,
    Discard,
    ListNotices,
    NewNotice,
    PickClasses,
    Preview,
    Reword,
    Send,
    ShowNotice,
    Silent,
    Toggle,
    ToggleReader,
    TryOut,
    Withdraw,
)
from bot.delivery.notice_push import notice_html
from bot.i18n import N_, Html, Texts
from bot.markup import shortened
from bot.screens import Screen
from core.ids import NoticeId
from core.notices.model import Audience, Notice, NoticeNews, Page, Reach, Reader, Report, State
from core.notices.rules import LONGEST, whole_school
from core.people.model import Actor

READERS = {
    Reader.GUARDIANS: N_("Родители"),
    Reader.PUPILS: N_("Ученики"),
    Reader.CLASS_TEACHERS: N_("Классные руководители"),
    Reader.STAFF: N_("Все сотрудники"),
}
STAGES = ((1, 4, N_("1–4 классы")), (5, 9, N_("5–9 классы")), (10, 11, N_("10–11 классы")))
REASONS = {
    "blocked": N_("человек остановил бота"),
    "deactivated": N_("учётная запись в мессенджере удалена"),
    "chat_not_found": N_("такого чата больше нет"),
    "forbidden": N_("мессенджер не даёт туда писать"),
    "too_late": N_("не успели за неделю"),
    "unlinked": N_("чат отключили от школы"),
    "withdrawn": N_("объявление отозвано раньше"),
}
_BEGINNING = 40
_CLASSES_IN_ROW = 4


def list_screen(notices: tuple[Notice, ...], texts: Texts) -> Screen:
    """Drafts and what was sent, each a button."""
    text = texts.h(
        "<b>Объявления</b>\nЧерновики видите только вы. Отправленное можно открыть и посмотреть, кто его получил."
    )
    if not notices:
        text = texts.h("<b>Объявления</b>\nЗдесь появятся ваши черновики и отправленные объявления. Пока их нет.")
    rows = [button(_line(one, texts), ShowNotice(notice=one.id)) for one in notices]
    home = button(texts.t("‹ Назад"), Open(place=Place.HOME))
    return Screen(text, column(button(texts.t("Новое объявление"), NewNotice()), *rows, home))


def typing_screen(actor: Actor, texts: Texts) -> Screen:
    """How to write a notice."""
    to = (
        texts.t("Кому его отправить, выберете на следующем шаге.")
        if whole_school(actor)
        else texts.t("Его получат родители вашего класса; учеников можно добавить на следующем шаге.")
    )
    text = texts.h(
        "<b>Новое объявление</b>\nПришлите текст одним сообщением, не больше {limit} символов. Жирный шрифт, курсив и"
        " ссылки сохранятся.\n{to}\n\nСейчас ничего не отправится: сначала вы увидите, как оно выглядит и сколько"
        " человек его получит.",
        limit=LONGEST,
        to=to,
    )
    return Screen(text, column(button(texts.t("‹ Назад"), ListNotices())))


def rewording_screen(notice: Notice, texts: Texts) -> Screen:
    """How to write it anew."""
    back = column(button(texts.t("‹ Назад"), ShowNotice(notice=notice.id)))
    if notice.state is not State.DRAFT:
        sent = texts.h(
            "<b>Исправить отправленное объявление</b>\nПришлите новый текст одним сообщением. Он сразу заменит прежний"
            " у всех, кому объявление уже пришло; без звука. Не больше {limit} символов.",
            limit=LONGEST,
        )
        return Screen(sent, back)
    text = texts.h(
        "<b>Другой текст объявления</b>\nПришлите новый текст одним сообщением, он заменит прежний. Не больше {limit}"
        " символов.",
        limit=LONGEST,
    )
    return Screen(text, back)


def audience_screen(page: Page, texts: Texts) -> Screen:
    """To whom it goes, with the number of people."""
    notice, audience = page.notice, page.notice.made.audience
    lines = [
        texts.h("<b>Кому отправить объявление?</b>"),
        Html(f"«{_beginning(notice)}»"),
        Html(""),
        texts.h("Кому: {readers}", readers=_readers(audience, texts)),
        texts.h("Откуда: {classes}", classes=_classes(page, texts)),
        Html(""),
        *_counts(page.reach, texts),
    ]
    id_ = notice.id
    rows = [[_reader_button(page, one, texts)] for one in page.readers]
    rows += _class_rows(page, texts)
    asks = button(_ticked(texts.t("Кнопка «Ознакомлен(а)»"), on=notice.made.asks), _asking(notice))
    rows.append([asks])
    if page.reach.told:
        rows.append([button(texts.t("Посмотреть перед отправкой"), Preview(notice=id_))])
    rows.append([button(texts.t("Изменить текст"), Reword(notice=id_))])
    rows.append([button(texts.t("Удалить черновик"), Discard(notice=id_))])
    rows.append([button(texts.t("‹ Назад"), ListNotices())])
    return Screen("\n".join(lines), InlineKeyboardMarkup(inline_keyboard=rows))


def _asking(notice: Notice) -> AskReading:
    return AskReading(notice=notice.id, asks=not notice.made.asks)


def silent_screen(notice_id: NoticeId, names: tuple[str, ...], texts: Texts) -> Screen:
    """Who has it and has not said that they read it."""
    text = texts.h("<b>Ещё не ознакомились</b>\n{names}", names="\n".join(names))
    if not names:
        text = texts.h("<b>Ещё не ознакомились</b>\nТаких нет: ознакомились все, кому пришло.")
    return Screen(text, column(button(texts.t("‹ К отчёту"), ShowNotice(notice=notice_id))))


def withdraw_screen(notice: Notice, texts: Texts) -> Screen:
    """Is it to be taken back?"""
    text = texts.h(
        "<b>Отозвать объявление?</b>\n«{words}»\n\nКому ещё не пришло, не придёт. У остальных вместо текста будет"
        " сказано, что объявление отозвано. Вернуть его будет нельзя.",
        words=Html(_beginning(notice)),
    )
    sure = button(texts.t("Да, отозвать"), Withdraw(notice=notice.id, sure=True))
    return Screen(text, column(sure, button(texts.t("‹ Назад"), ShowNotice(notice=notice.id))))


def classes_screen(page: Page, texts: Texts) -> Screen:
    """The classes, each a button."""
    text = "\n".join(
        (
            texts.h("<b>Какие классы?</b>\nВыбрано: {classes}", classes=_classes(page, texts)),
            *_counts(page.reach, texts),
        )
    )
    chosen = page.notice.made.audience.classes
    ours = [one for one in page.classes if page.whole_school or one.id in chosen]
    buttons = [
        button(_ticked(one.title, on=one.id in chosen), Toggle(notice=page.notice.id, school_class=one.id, stays=True))
        for one in ours
    ]
    rows = [buttons[place : place + _CLASSES_IN_ROW] for place in range(0, len(buttons), _CLASSES_IN_ROW)]
    rows.append([button(texts.t("Готово"), ShowNotice(notice=page.notice.id))])
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=rows))


def preview_screen(page: Page, texts: Texts) -> Screen:
    """The notice as it will come, then what its author should know before sending it."""
    lines = [
        texts.h("<i>Так объявление придёт:</i>"),
        Html(""),
        notice_html(NoticeNews(page.notice, page.school_name), texts),
        Html(""),
        Html("———"),
        texts.h(
            "Кому: {readers} · {classes}",
            readers=_readers(page.notice.made.audience, texts),
            classes=_classes(page, texts),
        ),
        *_counts(page.reach, texts),
    ]
    if page.names:
        lines.append(
            texts.h(
                "⚠️ В тексте названы: {names}. Объявление придёт всем таким, как есть. Если имена там не нужны, измените"
                " текст.",
                names=texts.list(page.names),
            )
        )
    id_ = page.notice.id
    send = texts.n("Отправить {n} человеку", "Отправить {n} людям", page.reach.told)
    return Screen(
        "\n".join(lines),
        column(
            button(send, Send(notice=id_, version=page.notice.version)),
            button(texts.t("Сначала прислать копию мне"), TryOut(notice=id_)),
            button(texts.t("Изменить текст"), Reword(notice=id_)),
            button(texts.t("‹ Кому отправить"), ShowNotice(notice=id_)),
        ),
    )


def discard_screen(page: Page, texts: Texts) -> Screen:
    """Is it to be deleted?"""
    text = texts.h("<b>Удалить черновик?</b>\n«{words}»", words=Html(_beginning(page.notice)))
    sure = button(texts.t("Да, удалить"), Discard(notice=page.notice.id, sure=True))
    return Screen(text, column(sure, button(texts.t("‹ Назад"), ShowNotice(notice=page.notice.id))))


def report_screen(report: Report, actor: Actor, texts: Texts) -> Screen:
    """What became of it: by people, then chats that did not get it and why."""
    notice, reach = report.notice, report.notice.reach
    when = notice.sent_at or notice.made.at
    lines = [
        texts.h("<b>Объявление отправлено {day} в {time}</b>", day=texts.day_month(when), time=texts.time(when)),
        Html(f"«{_beginning(notice)}»"),
        Html(""),
        texts.h("Получили: {delivered} из {people}.", delivered=report.delivered, people=reach.people),
        *_rest(report, texts),
    ]
    if notice.made.asks:
        lines.insert(4, texts.h("Ознакомились: {read} из {delivered}.", read=report.read, delivered=report.delivered))
    if notice.state is State.WITHDRAWN:
        lines.insert(1, texts.h("❌ Объявление отозвано."))
    return Screen("\n".join(lines), column(*_report_buttons(notice, actor, texts)))


def _report_buttons(notice: Notice, actor: Actor, texts: Texts) -> Iterator[InlineKeyboardButton]:
    """What was sent is changed and taken back by who sent it."""
    yield button(texts.t("Обновить"), ShowNotice(notice=notice.id))
    if notice.made.asks:
        yield button(texts.t("Кто не ознакомился"), Silent(notice=notice.id))
    if notice.state is State.SENT and notice.made.author_id == actor.person_id:
        yield button(texts.t("Исправить текст"), Reword(notice=notice.id))
        yield button(texts.t("Отозвать"), Withdraw(notice=notice.id))
    yield button(texts.t("‹ К объявлениям"), ListNotices())


def _rest(report: Report, texts: Texts) -> Iterator[Html]:
    reach = report.notice.reach
    if report.waiting:
        yield texts.h("Ещё ждут отправки, чатов: {chats}.", chats=report.waiting)
    for one in report.ended:
        if one.state != "sent":
            reason = (
                texts.t(REASONS[one.reason]) if one.reason in REASONS else texts.t("мессенджер не принял сообщение")
            )
            yield texts.h("Не пришло, чатов: {chats} — {reason}.", chats=one.chats, reason=reason)
    yield from _missing(reach, texts)


def _missing(reach: Reach, texts: Texts) -> Iterator[Html]:
    if reach.unlinked:
        yield texts.h("Не подключены к боту: {n}. Им сообщите по телефону или на бумаге.", n=reach.unlinked)
    if reach.unasked:
        yield texts.h("Нет согласия на сообщения: {n}. Им бот не пишет.", n=reach.unasked)


def _counts(reach: Reach, texts: Texts) -> Iterator[Html]:
    if not reach.people:
        yield texts.h("Пока не выбран никто.")
        return
    yield texts.h(
        "<b>Получат: {told} из {people}</b>, чатов: {chats}.", told=reach.told, people=reach.people, chats=reach.chats
    )
    yield from _missing(reach, texts)


def _readers(audience: Audience, texts: Texts) -> str:
    chosen = [texts.t(READERS[one]) for one in Reader if one in audience.readers]
    return ", ".join(chosen) if chosen else texts.t("никто не выбран")


def _classes(page: Page, texts: Texts) -> str:
    audience = page.notice.made.audience
    stages = [texts.t(label) for first, last, label in STAGES if _has_stage(audience, first, last)]
    titles = [one.title for one in page.classes if one.id in audience.classes]
    return ", ".join([*stages, *titles]) or texts.t("вся школа")


def _class_rows(page: Page, texts: Texts) -> list[list[InlineKeyboardButton]]:
    """Stages and the whole school for who may write to them; a class teacher of one class has nothing to choose."""
    id_, audience = page.notice.id, page.notice.made.audience
    if not page.whole_school:
        return []
    whole = not audience.grades and not audience.classes
    stages = [
        button(
            _ticked(texts.t(label), on=_has_stage(audience, first, last)), Toggle(notice=id_, grade=first, last=last)
        )
        for first, last, label in STAGES
    ]
    every = button(_ticked(texts.t("Вся школа"), on=whole), Toggle(notice=id_))
    picked = button(_ticked(texts.t("Отдельные классы"), on=bool(audience.classes)), PickClasses(notice=id_))
    return [stages, [every, picked]]


def _has_stage(audience: Audience, first: int, last: int) -> bool:
    return {*range(first, last + 1)} <= audience.grades


def _reader_button(page: Page, reader: Reader, texts: Texts) -> InlineKeyboardButton:
    on = reader in page.notice.made.audience.readers
    return button(_ticked(texts.t(READERS[reader]), on=on), ToggleReader(notice=page.notice.id, reader=reader.value))


def _ticked(label: str, *, on: bool) -> str:
    return f"✅ {label}" if on else label


def _line(notice: Notice, texts: Texts) -> str:
    words = shortened(" ".join(notice.made.words.text.split()), _BEGINNING)
    if notice.state is State.DRAFT:
        return texts.t("Черновик: {words}", words=words)
    return f"{texts.short_day(notice.sent_at or notice.made.at)} · {words}"


def _beginning(notice: Notice) -> str:
    return escape(shortened(" ".join(notice.made.words.text.split()), 2 * _BEGINNING), quote=False)
