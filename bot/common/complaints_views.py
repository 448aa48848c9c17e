"""The screens of complaints about a thread."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.attachments import attachments_line
from bot.common.letters_data import CloseComplaint, Complain, LiftBlock, OpenComplaint, OpenThread, PassOn
from bot.common.letters_thread_views import REASONS
from bot.common.letters_views import child_of
from bot.common.menu import Open, Place, button, column
from bot.i18n import N_, Html, Texts
from bot.markup import shortened
from bot.names import full_name
from bot.screens import Screen
from core.correspondence.model import Letter, Report, ReportCard, ReportPage, ThreadCard
from core.people.model import Name, School

_LABEL = 40
_EACH = 300
"""Characters of a letter that are shown: ten of them fit a message."""


OUTCOMES = {
    "no_breach": N_("Нарушений не нашли"),
    "talked": N_("Мы поговорили с тем, на кого вы пожаловались"),
    "measures": N_("Меры приняты"),
}
"""Usual words with which a complaint is closed; what is kept of them is the code."""
OTHER = "other"


def outcome_words(outcome: str, texts: Texts) -> str:
    """A usual word as a sentence; own words as they are."""
    return texts.t(OUTCOMES[outcome]) if outcome in OUTCOMES else outcome


def list_screen(school: School, found: Sequence[ReportCard], texts: Texts) -> Screen:
    """The complaints, the open ones first."""
    rows = [button(_label(one, school, texts), OpenComplaint(report=one.report.id)) for one in found]
    home = button(texts.t("← Назад"), Open(place=Place.HOME))
    text = texts.h("<b>Жалобы на переписку</b>") if rows else texts.h("Жалоб на переписку нет.")
    return Screen(text, column(*rows, home))


def _label(one: ReportCard, school: School, texts: Texts) -> str:
    day = texts.day_month(one.report.at.astimezone(texts.zone).date())
    who = shortened(full_name(_about(one.report, one.card)[1], school.content_mode), _LABEL)
    if one.report.closed_at is not None:
        return texts.t("закрыта · {day} · на кого: {who}", day=day, who=who)
    if one.report.looked_at is not None:
        return texts.t("прочитана · {day} · на кого: {who}", day=day, who=who)
    return texts.t("новая · {day} · на кого: {who}", day=day, who=who)


def asked_screen(thread: int, texts: Texts) -> Screen:
    """Sure, and why?"""
    text = texts.h(
        "<b>Пожаловаться координатору?</b>\n"
        "Координатор школы прочтёт последние 10 сообщений этой переписки и узнает, кто пожаловался. Второй стороне"
        " об этом не сообщается. Когда жалобу рассмотрят, вам ответят. Выберите причину, и жалоба уйдёт."
    )
    reasons = [button(texts.t(label), Complain(thread=thread, reason=code)) for code, label in REASONS.items()]
    other = button(texts.t("Другая причина"), Complain(thread=thread, reason=OTHER))
    return Screen(text, column(*reasons, other, button(texts.t("‹ Назад"), OpenThread(thread=thread))))


def made_screen(thread: int, told: int, texts: Texts) -> Screen:
    """The complaint is made; where nobody is told, to whom to go instead."""
    back = column(button(texts.t("Вся переписка"), OpenThread(thread=thread)))
    if told:
        return Screen(texts.h("✅ Жалоба передана координатору школы."), back)
    text = texts.h("Жалоба записана, но координатор школы не подключён к боту. Скажите о ней в школе сами.")
    return Screen(text, back)


def outcome_screen(outcome: str, texts: Texts) -> Screen:
    """What an own complaint came to."""
    words = texts.h("Вашу жалобу на переписку рассмотрели. Ответ: {words}", words=outcome_words(outcome, texts))
    return Screen(words, column(button(texts.t("‹ Все сообщения"), Open(place=Place.LETTERS))))


def words_screen(report: int, texts: Texts) -> Screen:
    """Own words are awaited."""
    text = texts.h("Напишите ответ одним сообщением, до 300 символов. Его увидит тот, кто пожаловался.")
    return Screen(text, column(button(texts.t("‹ Назад"), OpenComplaint(report=report))))


def complaint_screen(page: ReportPage, texts: Texts) -> Screen:
    """Who complained and why, the letters by then, how it stands."""
    return Screen("\n\n".join((_head(page, texts), *_letters(page, texts), *_state(page, texts))), _rows(page, texts))


def _head(page: ReportPage, texts: Texts) -> Html:
    who, about = _about(page.report, page.card)
    mode = page.school.content_mode
    return texts.h(
        "<b>Жалоба на переписку</b>\nКто пожаловался: {who}\nНа кого: {about}\nО ребёнке: {child}\nПричина: {why}",
        who=full_name(who, mode),
        about=full_name(about, mode),
        child=child_of(page.card, mode),
        why=texts.t(REASONS[page.report.reason]) if page.report.reason in REASONS else texts.t("другая"),
    )


def _about(report: Report, card: ThreadCard) -> tuple[Name, Name]:
    """Who complained, and of whom."""
    by_family = report.reporter_id == card.thread.guardian_id
    return (card.guardian, card.staff) if by_family else (card.staff, card.guardian)


def _state(page: ReportPage, texts: Texts) -> Iterator[Html]:
    thread, report = page.card.thread, page.report
    if thread.blocked_at is not None:
        reason = texts.t(REASONS.get(thread.block_reason or "", ""))
        yield texts.h("Учитель закрыл эту переписку. Причина: {reason}.", reason=reason)
    if report.passed_at is not None and report.closed_at is None:
        yield texts.h("Жалоба передана директору.")
    if report.closed_at is not None:
        yield texts.h("Жалоба закрыта. Ответ: {words}", words=outcome_words(report.outcome or "", texts))


def _rows(page: ReportPage, texts: Texts) -> InlineKeyboardMarkup:
    report, rows = page.report, []
    if page.card.thread.blocked_at is not None:
        rows.append(button(texts.t("Открыть переписку снова"), LiftBlock(report=report.id)))
    if report.closed_at is None:
        rows += [
            button(texts.t(words), CloseComplaint(report=report.id, outcome=code)) for code, words in OUTCOMES.items()
        ]
        rows.append(button(texts.t("Ответить своими словами"), CloseComplaint(report=report.id)))
        if report.passed_at is None:
            rows.append(button(texts.t("Передать директору"), PassOn(report=report.id)))
    return column(*rows, button(texts.t("‹ Все жалобы"), Open(place=Place.COMPLAINTS)))


def _letters(page: ReportPage, texts: Texts) -> Iterator[Html]:
    mode, card = page.school.content_mode, page.card
    for one in page.letters:
        at = one.written_at.astimezone(texts.zone)
        author = card.staff if one.author_id == card.thread.staff_id else card.guardian
        yield texts.h(
            "<b>{who}</b>, {day}, {time}\n{text}",
            who=full_name(author, mode),
            day=texts.day_month(at.date()),
            time=texts.time(at),
            text=_content(one, texts),
        )


def _content(letter: Letter, texts: Texts) -> str:
    files = [attachments_line(letter.attachments, texts)] if letter.attachments else []
    return "\n".join([*([shortened(letter.text, _EACH)] if letter.text else []), *files])
