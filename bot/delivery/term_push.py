"""The words of a push about one child's marks of a period."""

from collections.abc import Iterator
from html import escape

from bot.i18n import Html, Texts
from bot.names import initials as initials_of
from bot.period_names import period_name
from core.notifications.model import TermMark, TermNews


def term_push(news: TermNews, texts: Texts, *, initials: bool) -> str:
    """Who and for what time, then a line for each subject; values that were told and corrected since are struck."""
    return "\n".join(_lines(news, texts, initials=initials))


def _lines(news: TermNews, texts: Texts, *, initials: bool) -> Iterator[Html]:
    yield texts.h(
        "<b>{child}, {class_title}</b> · отметки за {period}",
        child=initials_of(news.child) if initials else news.child.given,
        class_title=news.class_title,
        period=period_name(news.code, texts),
    )
    for mark in news.marks:
        yield texts.h("{subject}: {mark}", subject=mark.subject_name, mark=_value(mark))
    if not news.marks:
        yield texts.h("Запись отозвана учителем.")


def _value(mark: TermMark) -> Html:
    return Html("".join(f"<s>{escape(value)}</s> → " for value in mark.earlier) + escape(mark.value))
