"""The words of a correction whose message has gone from the chat: in a few lines, what is different now."""

from collections.abc import Iterator, Sequence

from bot.delivery.lesson_push import facts, heading, homework_line, presence, withdrawn
from bot.delivery.mark_lines import mark_line, mark_value, was_corrected
from bot.i18n import Html, Texts
from core.notifications.model import LessonNews
from core.notifications.preferences import Topic

_ROOM = 300
"""How long homework may be here."""


def correction_push(parts: Sequence[LessonNews], texts: Texts, *, initials: bool) -> str:
    """What became different since it was told, as HTML: of one lesson, or of those in a digest that it concerns.

    What is different and leaves no trace in the journal, an absence taken back, is told by what is left.
    """
    concerned = [news for news in parts if news.empty or _changes(news, texts)] or parts
    return "\n\n".join(_lesson(news, texts, initials=initials) for news in concerned)


def _lesson(news: LessonNews, texts: Texts, *, initials: bool) -> str:
    about = heading(news, texts, initials=initials)
    marks = [mark for mark in news.marks if was_corrected(mark, news.told_at)]
    changes = _changes(news, texts)
    if len(changes) == len(marks) == 1:
        return texts.h("Исправление: {lesson}: {values}", lesson=about, values=mark_value(marks[0], news.told_at))
    return "\n".join((texts.h("Исправление: {lesson}", lesson=about), *(changes or _all(news, texts))))


def _changes(news: LessonNews, texts: Texts) -> list[str]:
    """A line for each thing of which something else was told before."""
    return [
        *(mark_line(mark, news.told_at, texts) for mark in news.marks if was_corrected(mark, news.told_at)),
        *withdrawn(news, texts),
        *(presence(news, texts) if Topic.ABSENCE in news.corrected else ()),
        *(_task(news, texts) if Topic.HOMEWORK in news.corrected else ()),
    ]


def _task(news: LessonNews, texts: Texts) -> Iterator[str]:
    if not news.held:
        yield texts.h("Урок не проведён")
    if news.homework is not None:
        yield homework_line(news.homework, texts, _ROOM)


def _all(news: LessonNews, texts: Texts) -> list[str]:
    if news.empty:
        return [texts.h("Запись отозвана учителем.")]
    left: list[Html] = facts(news, texts)
    return [*left, *([homework_line(news.homework, texts, _ROOM)] if news.homework else ())]
