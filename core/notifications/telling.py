"""What of a lesson's news a row tells, by the kinds that its recipient wants in it. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from core.notifications.model import LessonNews
from core.notifications.preferences import Topic

_PRESENCE = frozenset({Topic.ABSENCE, Topic.LATENESS})


def told_of(news: LessonNews, topics: frozenset[Topic]) -> LessonNews:
    """The news of these kinds. An absence that turned out to be a lateness, or the reverse, stays where it was told.

    An absence that a note excused is shown only in a message that was an alert before the note came.
    """
    hidden = {name: value for name, value in _hidden(news, topics) if getattr(news, name) != value}
    return replace(news, **hidden) if hidden else news


def _hidden(news: LessonNews, topics: frozenset[Topic]) -> Iterator[tuple[str, Any]]:
    """What is not told, with what stands in its place."""
    if Topic.MARK not in topics:
        yield "marks", ()
        yield "withdrawn", ()
    excused = news.attendance is not None and news.attendance.excused and news.told_at is None
    if excused or not topics & _PRESENCE:
        yield "attendance", None
    if Topic.HOMEWORK not in topics:
        yield "homework", None
        yield "held", True
    if Topic.REMARK not in topics:
        yield "remarks", ()
