"""The screens of complaints about a thread."""

from collections.abc import Iterator

from bot.common.letters_data import Complain, LiftBlock, OpenThread
from bot.common.letters_thread_views import REASONS
from bot.common.letters_views import child_of
from bot.common.menu import button, column
from bot.i18n import Html, Texts
from bot.markup import shortened
from bot.names import full_name
from bot.screens import Screen
from core.correspondence.model import ReportPage

_EACH = 300
"""Characters of a letter that are shown: ten of them fit a message."""


def asked_screen(thread: int, texts: Texts) -> Screen:
    """Sure?"""
    text = texts.h(
        "<b>Пожаловаться координатору?</b>\n"
        "Координатор школы прочтёт последние 10 сообщений этой переписки и узнает, кто пожаловался. Второй стороне"
        " об этом не сообщается."
    )
    back = button(texts.t("‹ Назад"), OpenThread(thread=thread))
    return Screen(text, column(button(texts.t("Пожаловаться"), Complain(thread=thread)), back))


def made_screen(thread: int, told: int, texts: Texts) -> Screen:
    """The complaint is made; where nobody is told, to whom to go instead."""
    back = column(button(texts.t("Вся переписка"), OpenThread(thread=thread)))
    if told:
        return Screen(texts.h("✅ Жалоба передана координатору школы."), back)
    text = texts.h("Жалоба записана, но координатор школы не подключён к боту. Скажите о ней в школе сами.")
    return Screen(text, back)


def complaint_screen(page: ReportPage, texts: Texts) -> Screen:
    """Who complained, and the letters by then."""
    mode, card = page.school.content_mode, page.card
    by_family = page.report.reporter_id == card.thread.guardian_id
    who = full_name(card.guardian if by_family else card.staff, mode)
    about = full_name(card.staff if by_family else card.guardian, mode)
    head = texts.h(
        "<b>Жалоба на переписку</b>\nПожаловался: {who}\nНа кого: {about}\nО ребёнке: {child}",
        who=who,
        about=about,
        child=child_of(card, mode),
    )
    blocked = card.thread.blocked_at is not None
    lift = [button(texts.t("Открыть переписку снова"), LiftBlock(report=page.report.id))] if blocked else []
    lines = [head, *_letters(page, texts)]
    if blocked:
        reason = texts.t(REASONS.get(card.thread.block_reason or "", ""))
        lines.append(texts.h("Учитель закрыл эту переписку. Причина: {reason}.", reason=reason))
    return Screen("\n\n".join(lines), column(*lift))


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
            text=shortened(one.text, _EACH),
        )
