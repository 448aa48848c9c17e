"""The words of a digest: one message about all children of a family, each named, lesson by lesson."""

from collections.abc import Sequence
from itertools import groupby

from bot.delivery.lesson_push import facts, homework_line, lesson_push
from bot.i18n import Html, Texts
from bot.markup import length, plain
from bot.names import initials as initials_of
from bot.splitting import LONGEST
from core.notifications.model import LessonNews

_ROOMS = (LONGEST, 500, 150, 60)
"""How long the homework of one lesson may be: the first of these with which everything fits into `LONGEST`."""

_FOR_THE_REST = 100


def digest_push(parts: Sequence[LessonNews], texts: Texts, *, initials: bool) -> str:
    """What is in the journal now about each part, as HTML. A digest of one lesson is a push like any other.

    What was told and then taken back is said to be; what was never told and is no more, is left out. If even short
    homework is too much for a few messages, the last lessons are counted.
    """
    told = sorted((one for one in parts if one.told_at or not one.empty), key=_order)
    if len(told) == 1:
        return lesson_push(told[0], texts, initials=initials)
    for room in _ROOMS:
        blocks = _blocks(told, texts, room, initials=initials)
        if _length(blocks) <= LONGEST:
            return "\n".join(blocks)
    return _cut(blocks, texts)


def _order(news: LessonNews) -> tuple[str, str, str, object, int]:
    return news.child.given, news.child.surname, news.class_title, news.day, news.number


def _blocks(told: Sequence[LessonNews], texts: Texts, room: int, *, initials: bool) -> list[str]:
    """A block for each lesson; the child's name stands over the first of each child."""
    blocks: list[str] = []
    for _, lessons in groupby(told, key=lambda one: _order(one)[:3]):
        own = [*lessons]
        name = initials_of(own[0].child) if initials else own[0].child.given
        heading = texts.h("<b>{child}, {class_title}</b>", child=name, class_title=own[0].class_title)
        first, *rest = (_lesson(one, texts, room) for one in own)
        space = "\n" if blocks else ""
        blocks += [f"{space}{heading}\n{first}", *rest]
    return blocks


def _lesson(news: LessonNews, texts: Texts, room: int) -> str:
    lines: list[str] = [texts.h("<i>{subject}, {day}</i>", subject=news.subject_name, day=texts.day(news.day))]
    lines += [texts.h("Запись отозвана учителем.")] if news.empty else facts(news, texts)
    if news.homework is not None:
        lines.append(homework_line(news.homework, texts, room))
    return "\n".join(lines)


def _length(blocks: Sequence[str]) -> int:
    return sum(length(plain(block)) + 1 for block in blocks)


def _cut(blocks: list[str], texts: Texts) -> str:
    shown = [*blocks]
    while _length(shown) > LONGEST - _FOR_THE_REST:
        shown.pop()
    rest = texts.n("И ещё {n} урок: спросите учителя.", "И ещё {n} уроков: спросите учителя.", len(blocks) - len(shown))
    return "\n".join((*shown, "", Html(rest)))
