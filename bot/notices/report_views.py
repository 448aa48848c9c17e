"""Screens of what became of a notice. Pure."""

from collections.abc import Iterator
from html import escape

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.common.menu import button, column
from bot.common.notice_ask_data import CloseAnswers, ShowAnswers
from bot.common.notice_data import (
    Download,
    ListNotices,
    Remind,
    Reword,
    ShowNotice,
    Silent,
    TurnSilent,
    Withdraw,
)
from bot.common.paging import turning
from bot.delivery.notice_push import choice_label
from bot.i18n import N_, Html, Texts
from bot.notices.question_views import until_line
from bot.notices.words import (
    beginning,
    missing,
)
from bot.screens import Screen
from core.ids import NoticeId
from core.notices.after import Silent as SilentPage
from core.notices.model import Notice, State
from core.notices.outcome import Report
from core.notices.rules import answers_for
from core.people.model import Actor

REASONS = {
    "blocked": N_("человек остановил бота"),
    "deactivated": N_("учётная запись в мессенджере удалена"),
    "chat_not_found": N_("такого чата больше нет"),
    "forbidden": N_("мессенджер не даёт туда писать"),
    "too_late": N_("не успели за неделю"),
    "unlinked": N_("чат отключили от школы"),
    "withdrawn": N_("объявление отозвано раньше"),
}


def reason_words(reason: str | None, texts: Texts) -> str:
    """Why it did not come."""
    return texts.t(REASONS[reason]) if reason in REASONS else texts.t("мессенджер не принял сообщение")


def silent_screen(notice_id: NoticeId, found: SilentPage, texts: Texts) -> Screen:
    """Who has it and has not said that they read it."""
    title = texts.h("<b>Ещё не ознакомились: {n}</b>", n=found.total)
    text = Html("\n".join((title, *map(escape, found.names))))
    if not found.names:
        text = texts.h("<b>Ещё не ознакомились</b>\nТаких нет: ознакомились все, кому пришло.")
    rows = turning(found.number, TurnSilent(notice=notice_id, page=0), texts, more=found.more)
    rows.append([button(texts.t("‹ К отчёту"), ShowNotice(notice=notice_id))])
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=rows))


def withdraw_screen(notice: Notice, texts: Texts) -> Screen:
    """Is it to be taken back?"""
    text = texts.h(
        "<b>Отозвать объявление?</b>\n«{words}»\n\nКому ещё не пришло, не придёт. У остальных вместо текста будет"
        " сказано, что объявление отозвано. Вернуть его будет нельзя.",
        words=Html(beginning(notice)),
    )
    sure = button(texts.t("Да, отозвать"), Withdraw(notice=notice.id, sure=True))
    return Screen(text, column(sure, button(texts.t("‹ Назад"), ShowNotice(notice=notice.id))))


def report_screen(report: Report, actor: Actor, texts: Texts) -> Screen:
    """What became of it: by people, then chats that did not get it and why."""
    notice, reach = report.notice, report.notice.reach
    when = notice.sent_at or notice.made.at
    lines = [
        texts.h("<b>Объявление отправлено {day} в {time}</b>", day=texts.day_month(when), time=texts.time(when)),
        Html(f"«{beginning(notice)}»"),
        Html(""),
        texts.h("Получили: {delivered} из {people}.", delivered=report.delivered, people=reach.people),
        *_rest(report, texts),
    ]
    if notice.made.asks:
        lines[4:4] = [*_read(report, texts), *_reminded(notice, texts)]
    if notice.state is State.WITHDRAWN:
        lines.insert(1, texts.h("❌ Объявление отозвано."))
    return Screen("\n".join(lines), column(*_report_buttons(report, actor, texts)))


def _read(report: Report, texts: Texts) -> Iterator[Html]:
    question = report.notice.made.question
    if report.delivered:
        yield from _said(report, texts)
    if question.choosing:
        yield texts.h("Ответы больше не принимаются.") if report.closed else until_line(question, texts)


def _said(report: Report, texts: Texts) -> Iterator[Html]:
    """Of those who have it."""
    question = report.notice.made.question
    if not question.choosing:
        yield texts.h("Ознакомились: {read} из {delivered}.", read=report.read, delivered=report.delivered)
        return
    yield texts.h("Ответили: {read} из {delivered}.", read=report.read, delivered=report.delivered)
    for number in range(question.count):
        answer = choice_label(question, number, texts)
        yield texts.h("• {answer}: {n}", answer=answer, n=report.answers.get(number, 0))


def _reminded(notice: Notice, texts: Texts) -> Iterator[Html]:
    if notice.reminded_at:
        yield texts.h(
            "Напоминаний: {n}, последнее {day} в {time}.",
            n=notice.reminders,
            day=texts.day_month(notice.reminded_at),
            time=texts.time(notice.reminded_at),
        )


def _report_buttons(report: Report, actor: Actor, texts: Texts) -> Iterator[InlineKeyboardButton]:
    """What was sent is changed by who sent it, and taken back by who writes to the whole school too."""
    notice = report.notice
    answers = answers_for(actor, notice.made.audience)
    own = answers and notice.state is State.SENT and notice.made.author_id == actor.person_id
    yield button(texts.t("Обновить"), ShowNotice(notice=notice.id))
    if answers:
        yield from _who(report, texts)
    if own and notice.made.asks and report.unread and not report.closed:
        yield button(texts.n("Напомнить {n} человеку", "Напомнить {n} людям", report.unread), Remind(notice=notice.id))
    if answers and report.named:
        yield button(texts.t("Скачать таблицу"), Download(notice=notice.id))
    if own and notice.made.question.choosing:
        label = texts.t("Снова принимать ответы") if report.closed else texts.t("Закрыть ответы")
        yield button(label, CloseAnswers(notice=notice.id, closed=not report.closed))
    if own:
        yield button(texts.t("Исправить текст"), Reword(notice=notice.id))
    if answers and notice.state is State.SENT:
        yield button(texts.t("Отозвать"), Withdraw(notice=notice.id))
    yield button(texts.t("‹ К объявлениям"), ListNotices())


def _who(report: Report, texts: Texts) -> Iterator[InlineKeyboardButton]:
    """Who has read it, or answered what."""
    notice = report.notice
    if notice.made.question.choosing:
        yield button(texts.t("Кто что ответил"), ShowAnswers(notice=notice.id, choice=0))
    elif notice.made.asks:
        yield button(texts.t("Кто не ознакомился"), Silent(notice=notice.id))


def _rest(report: Report, texts: Texts) -> Iterator[Html]:
    reach = report.notice.reach
    if report.waiting:
        yield texts.h("Ещё ждут отправки, чатов: {chats}.", chats=report.waiting)
    for one in report.ended:
        if one.state == "sent" and one.reason == "file_gone":
            yield texts.h("Пришёл текст без части файлов, чатов: {chats}.", chats=one.chats)
        if one.state != "sent":
            reason = reason_words(one.reason, texts)
            yield texts.h("Не пришло, чатов: {chats} — {reason}.", chats=one.chats, reason=reason)
    yield from missing(reach, texts)
