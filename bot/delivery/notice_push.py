"""A notice as a message. The school's own words to many are shown as they are in every content mode; the author was
warned where they name a person (docs/design/0039)."""

from collections.abc import Iterator, Mapping
from html import escape

from bot.common.notice_ask_data import Answer
from bot.common.notice_data import Acknowledge, ShowNotice
from bot.delivery.file_push import FilePush
from bot.i18n import N_, Html, Texts
from bot.markup import shortened
from core.notices.model import Span, State, Style, Why, Words
from core.notices.news import NoticeNews
from core.notices.question import Asking, Question
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
        return _held(news, delivery.content or {}, texts)
    words = notice_html(news, texts)
    if delivery.kind is Kind.NOTICE_REMINDER and news.waits:
        words = Html(f"{_reminding(news, texts)}\n\n{words}")
    return words, () if news.trial else buttons_of(news, texts)


def buttons_of(news: NoticeNews, texts: Texts) -> Buttons:
    """What its reader may press."""
    notice, question = news.notice, news.notice.made.question
    if not news.takes:
        return ()
    if not question.choosing:
        return ((texts.t("Ознакомлен(а)"), Acknowledge(notice=notice.id).pack()),)
    labels = [choice_label(question, number, texts) for number in range(question.count)]
    return tuple(
        (f"✅ {label}" if number == news.answer else label, Answer(notice=notice.id, choice=number).pack())
        for number, label in enumerate(labels)
    )


def choice_label(question: Question, number: int, texts: Texts) -> str:
    """An answer as a button shows it: own ones as their author wrote them."""
    if question.kind is Asking.OWN:
        return question.own[number] if number < len(question.own) else ""
    return texts.t("Нет") if number else texts.t("Да")


def _reminding(news: NoticeNews, texts: Texts) -> Html:
    if news.notice.made.question.choosing:
        return texts.h("🔔 <b>Напоминание:</b> вы ещё не ответили на этот вопрос.")
    return texts.h("🔔 <b>Напоминание:</b> вы ещё не подтвердили, что прочли это объявление.")


def notice_html(news: NoticeNews, texts: Texts) -> Html:
    """The notice as its readers get it."""
    sender = news.notice.made.sender
    if sender is None:
        heading = texts.h("📢 <b>Объявление школы</b> · {school}", school=news.school_name)
    else:
        heading = texts.h("📢 <b>Объявление классного руководителя</b> · {title}", title=sender)
    if news.notice.state is State.WITHDRAWN:
        return Html(f"{heading}\n\n{texts.h('Это объявление отозвано: оно больше не действует.')}")
    parts = [heading, words_html(news.notice.made.words)]
    if news.notice.made.files:
        parts.append(texts.h("К объявлению приложены файлы, они ниже."))
    if said := " ".join(_said(news, texts)):
        parts.append(Html(said))
    return Html("\n\n".join(parts))


def notice_files(delivery: Delivery) -> tuple[FilePush, ...]:
    """The files of a notice, which come once: a reminder brings its words alone. What was taken back has none."""
    news = delivery.notice
    brings = delivery.kind in (Kind.NOTICE, Kind.NOTICE_TRIAL)
    if news is None or not brings or news.notice.state is State.WITHDRAWN:
        return ()
    return tuple(FilePush(one, "") for one in news.notice.made.files)


def _said(news: NoticeNews, texts: Texts) -> Iterator[Html]:
    """What its reader has said, and whether that may still be changed."""
    question = news.notice.made.question
    if not question.choosing:
        if news.answered:
            yield texts.h("✅ Вы подтвердили, что ознакомились.")
        return
    if news.answer is not None:
        yield texts.h("✅ Ваш ответ: <b>{answer}</b>.", answer=choice_label(question, news.answer, texts))
    if news.closed:
        yield texts.h("Ответы больше не принимаются.")
    elif news.takes:
        yield from _taken(question, texts, answered=news.answered)


def _taken(question: Question, texts: Texts, *, answered: bool) -> Iterator[Html]:
    yield texts.h("Его можно изменить.") if answered else texts.h("👇 Выберите ответ кнопкой.")
    if question.until:
        until = question.until
        yield texts.h("Ответы принимаются до {day}, {time}.", day=texts.day_month(until), time=texts.time(until))


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
    if news.notice.state is State.WITHDRAWN:
        words = texts.h(
            "❌ <b>Объявление отозвано</b>\nУспело прийти в чаты: {sent} из {total}.", sent=report.sent, total=total
        )
    elif report.waiting:
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


def _held(news: NoticeNews, facts: Mapping[str, str], texts: Texts) -> tuple[str, Buttons]:
    """What was to go out at a set time did not: for the author, or for who writes to the whole school."""
    why, said = Why(facts["why"]), facts.get("words", news.notice.made.words.text)  # older rows have no words
    words = escape(shortened(" ".join(said.split()), 80), quote=False)
    opens = ((texts.t("Открыть объявление"), ShowNotice(notice=news.notice.id).pack()),)
    return texts.h(
        "⚠️ <b>Объявление не отправлено</b>\n«{words}»\n\n{why}", words=Html(words), why=texts.t(_WHY[why])
    ), () if why is Why.TAKEN else opens


_WHY = {
    Why.AUTHOR: N_(
        "Его автор назначил отправку, но больше не может писать этим людям. Если объявление нужно, откройте его и"
        " отправьте от себя."
    ),
    Why.TAKEN: N_("Его взял на себя другой сотрудник, в ваших объявлениях его больше нет."),
    Why.NOBODY: N_("Среди выбранных нет никого с подключённым чатом. Откройте объявление и выберите других."),
    Why.TERM: N_(
        "Оно не ушло вовремя, а срок для ответов уже наступил. Измените его: «Вопрос с ответами» в черновике."
    ),
    Why.LATE: N_(
        "Бот не работал в назначенное время, и оно давно прошло. Проверьте, нужно ли объявление ещё, и отправьте его"
        " сами."
    ),
}
