"""What of a lesson's news a row tells, by the kinds that its recipient wants in it. Pure."""

from dataclasses import replace

from core.notifications.model import LessonNews
from core.notifications.preferences import Topic

_ALL = frozenset(Topic)
_PRESENCE = frozenset({Topic.ABSENCE, Topic.LATENESS})


def told_of(news: LessonNews, topics: frozenset[Topic]) -> LessonNews:
    """The news of these kinds. An absence that turned out to be a lateness, or the reverse, stays where it was told.

    An absence that a note excused is shown only in a message that was an alert before the note came.
    """
    excused = news.attendance is not None and news.attendance.excused and news.told_at is None
    if topics == _ALL and not excused:
        return news
    marks = Topic.MARK in topics
    return replace(
        news,
        marks=news.marks if marks else (),
        withdrawn=news.withdrawn if marks else (),
        attendance=news.attendance if topics & _PRESENCE and not excused else None,
        homework=news.homework if Topic.HOMEWORK in topics else None,
        held=news.held or Topic.HOMEWORK not in topics,
        remarks=news.remarks if Topic.REMARK in topics else (),
    )
