"""Screens of a notice that goes out at a set time. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from aiogram.types import InlineKeyboardButton

from bot.common.menu import button, column
from bot.common.notice_data import (
    Adopt,
    ChooseTime,
    Discard,
    ListNotices,
    Preview,
    Reword,
    Send,
    SetTime,
    ShowNotice,
    Unschedule,
)
from bot.i18n import Html, Texts
from bot.notices.words import aim_lines, beginning, counts
from bot.screens import Screen
from core.notices.model import Page, State
from core.notices.times import offered
from core.people.model import Actor


def choosing_screen(page: Page, now: datetime, texts: Texts) -> Screen:
    """When is it to go out? By a button, or typed."""
    notice = page.notice
    text = texts.h(
        "<b>Когда отправить объявление?</b>\nНажмите кнопку или пришлите день и время сообщением: «завтра 8:30»,"
        " «14.10 18:00», «в пятницу 9:00»."
    )
    today = now.astimezone(texts.zone).date()
    rows = [
        button(_label(at, today, texts), SetTime(notice=notice.id, version=notice.version, at=f"{at:%Y%m%d%H%M}"))
        for at in offered(texts.zone, now)
    ]
    return Screen(text, column(*rows, button(texts.t("‹ Назад"), ShowNotice(notice=notice.id))))


def scheduled_screen(page: Page, actor: Actor, texts: Texts) -> Screen:
    """When it goes out and to whom; or that it did not."""
    lines = [*_heading(page, texts), Html(f"«{beginning(page.notice)}»"), Html("")]
    lines += (*aim_lines(page, texts), *counts(page.reach, texts))
    if page.notice.state is State.SCHEDULED:
        lines.append(texts.h("Получателей бот посчитает заново в минуту отправки."))
    own = page.notice.made.author_id == actor.person_id
    rows = _own_buttons(page, texts) if own else _others_buttons(page, texts)
    return Screen("\n".join(lines), column(*rows, button(texts.t("‹ К объявлениям"), ListNotices())))


def _heading(page: Page, texts: Texts) -> Iterator[Html]:
    at = page.notice.send_at or page.notice.made.at
    day, clock = texts.day(at), texts.time(at)
    if page.notice.state is State.SCHEDULED:
        yield texts.h("<b>🕒 Объявление уйдёт {day} в {time}</b>", day=day, time=clock)
        return
    yield texts.h("<b>⚠️ Объявление не отправлено</b>\nОно было назначено на {day}, {time}.", day=day, time=clock)


def _own_buttons(page: Page, texts: Texts) -> Iterator[InlineKeyboardButton]:
    id_, version = page.notice.id, page.notice.version
    yield button(texts.t("Другое время"), ChooseTime(notice=id_))
    if page.reach.told:
        yield button(texts.t("Отправить сейчас"), Send(notice=id_, version=version))
        yield button(texts.t("Как оно выглядит"), Preview(notice=id_))
    yield button(texts.t("Изменить текст"), Reword(notice=id_))
    if page.notice.state is State.SCHEDULED:
        yield button(texts.t("Не отправлять: вернуть в черновики"), Unschedule(notice=id_))
        return
    yield button(texts.t("Вернуть в черновики"), Unschedule(notice=id_))
    yield button(texts.t("Удалить черновик"), Discard(notice=id_))


def _others_buttons(page: Page, texts: Texts) -> Iterator[InlineKeyboardButton]:
    """What was held others may take and send in their own name."""
    if page.notice.state is State.HELD:
        yield button(texts.t("Сделать моим черновиком"), Adopt(notice=page.notice.id))


def _label(at: datetime, today: object, texts: Texts) -> str:
    if at.date() == today:
        return texts.t("Сегодня в {time}", time=texts.time(at.time()))
    if at.date() - timedelta(days=1) == today:
        return texts.t("Завтра в {time}", time=texts.time(at.time()))
    return texts.t("{day} в {time}", day=texts.day(at.date()), time=texts.time(at.time()))
