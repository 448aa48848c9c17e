"""A notice as a message. The school's own words to many are shown as they are in every content mode; the author was
warned where they name a person (docs/design/0039)."""

from html import escape

from bot.common.notice_data import Acknowledge, ShowNotice
from bot.i18n import N_, Html, Texts
from bot.markup import shortened
from core.notices.model import NoticeNews, Span, State, Style, Why, Words
from core.notifications.model import Delivery, Kind

Buttons = tuple[tuple[str, str], ...]

_TAGS = {
    Style.BOLD: "b",
    Style.ITALIC: "i",
    Style.UNDERLINE: "u",
    Style.STRIKE: "s",
    Style.SPOILER: "tg-spoiler",
    Style.CODE: "code",
    Style.QUOTE: "blockquote",
}


def notice_push(delivery: Delivery, texts: Texts) -> tuple[str, Buttons]:
    """HTML and buttons. LookupError for a row without a notice: it is not rendered."""
    news = delivery.notice
    if news is None:
        raise LookupError(delivery.kind)
    if delivery.kind is Kind.NOTICE_PROGRESS:
        return _progress(news, texts)
    if delivery.kind is Kind.NOTICE_HELD:
        return _held(news, (delivery.content or {})["why"], texts)
    buttons = ((texts.t("Ознакомлен(а)"), Acknowledge(notice=news.notice.id).pack()),) if news.waits else ()
    words = notice_html(news, texts)
    if delivery.kind is Kind.NOTICE_REMINDER and news.waits:
        asked = texts.h("🔔 <b>Напоминание:</b> вы ещё не подтвердили, что прочли это объявление.")
        words = Html(f"{asked}\n\n{words}")
    return words, () if news.trial else buttons


def notice_html(news: NoticeNews, texts: Texts) -> Html:
    """The notice as its readers get it."""
    sender = news.notice.made.sender
    if sender is None:
        heading = texts.h("📢 <b>Объявление школы</b> · {school}", school=news.school_name)
    else:
        heading = texts.h("📢 <b>Объявление классного руководителя</b> · {title}", title=sender)
    if news.notice.state is State.WITHDRAWN:
        return Html(f"{heading}\n\n{texts.h('Это объявление отозвано: оно больше не действует.')}")
    read = texts.h("✅ Вы подтвердили, что ознакомились.") if news.answered else Html("")
    return Html(f"{heading}\n\n{words_html(news.notice.made.words)}\n\n{read}".rstrip())


def words_html(words: Words) -> Html:
    """The words with their styles as tags; every character that somebody typed is escaped."""
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for one in words.spans:
        opening.setdefault(one.start, []).append(_open(one))
        closing.setdefault(one.end, []).insert(0, _close(one))
    places = sorted({0, len(words.text), *opening, *closing})
    parts = []
    for place, following in zip(places, [*places[1:], len(words.text)], strict=True):
        parts += [*closing.get(place, ()), *opening.get(place, ())]
        parts.append(escape(words.text[place:following], quote=False))
    return Html("".join(parts))


def _open(span: Span) -> str:
    return f'<a href="{escape(span.url)}">' if span.style is Style.LINK else f"<{_TAGS[span.style]}>"


def _close(span: Span) -> str:
    return "</a>" if span.style is Style.LINK else f"</{_TAGS[span.style]}>"


def _progress(news: NoticeNews, texts: Texts) -> tuple[str, Buttons]:
    """How far the sending is, for the author: this message changes."""
    report = news.report
    if report is None:
        raise LookupError(Kind.NOTICE_PROGRESS)
    total = report.waiting + sum(one.chats for one in report.ended)
    opens = ((texts.t("Отчёт об отправке"), ShowNotice(notice=news.notice.id).pack()),)
    if report.waiting:
        words = texts.h(
            "📤 <b>Объявление отправляется</b>\nЧатов обработано: {done} из {total}.",
            done=total - report.waiting,
            total=total,
        )
    else:
        words = texts.h(
            "✅ <b>Объявление отправлено</b>\nПришло в чаты: {sent} из {total}.", sent=report.sent, total=total
        )
    return words, opens


def _held(news: NoticeNews, why: str, texts: Texts) -> tuple[str, Buttons]:
    """What was to go out at a set time did not: for the author, or for who writes to the whole school."""
    words = escape(shortened(" ".join(news.notice.made.words.text.split()), 80), quote=False)
    opens = ((texts.t("Открыть объявление"), ShowNotice(notice=news.notice.id).pack()),)
    return texts.h(
        "⚠️ <b>Объявление не отправлено</b>\n«{words}»\n\n{why}", words=Html(words), why=texts.t(_WHY[Why(why)])
    ), opens


_WHY = {
    Why.AUTHOR: N_(
        "Его автор назначил отправку, но больше не может писать этим людям. Если объявление нужно, откройте его и"
        " отправьте от себя."
    ),
    Why.NOBODY: N_("Среди выбранных нет никого с подключённым чатом. Откройте объявление и выберите других."),
    Why.LATE: N_(
        "Бот не работал в назначенное время, и оно давно прошло. Проверьте, нужно ли объявление ещё, и отправьте его"
        " сами."
    ),
}
