"""A long list, a page at a time."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.common.menu import button
from bot.i18n import Texts
from bot.markup import length, plain

PAGE = 10
ROOM = 3000
"""Units of a message for a list: its heading and notes have the rest."""

T = TypeVar("T")


def paged(
    items: Sequence[T], page: int, data: CallbackData, texts: Texts, size: int = PAGE
) -> tuple[Sequence[T], list[list[InlineKeyboardButton]]]:
    """The items of a page, and the row that turns it; `data` is that of the page, with another number in it."""
    page, last = at_most(page, items, size), _last(items, size)
    return items[page * size : (page + 1) * size], turning(page, data, texts, more=page < last)


def paged_by_length(
    items: Sequence[T],
    page: int,
    data: CallbackData,
    texts: Texts,
    written: Callable[[T], str],
    most: int,
) -> tuple[Sequence[T], list[list[InlineKeyboardButton]]]:
    """The same, a page being what has room in a message, `most` at most; `written`: an item at its longest, as HTML."""
    starts, room = [0], ROOM
    for place, item in enumerate(items):
        room -= length(plain(written(item))) + 1
        if place > starts[-1] and (room < 0 or place - starts[-1] == most):
            starts.append(place)
            room = ROOM - length(plain(written(item))) - 1
    page = min(max(page, 0), len(starts) - 1)
    end = starts[page + 1] if page + 1 < len(starts) else len(items)
    return items[starts[page] : end], turning(page, data, texts, more=end < len(items))


def fitting(lines: Sequence[T], room: int = ROOM) -> Sequence[T]:
    """The first of these lines of HTML that have room together."""
    for place, line in enumerate(lines):
        room -= length(plain(str(line))) + 1
        if room < 0:
            return lines[:place]
    return lines


def turning(page: int, data: CallbackData, texts: Texts, *, more: bool) -> list[list[InlineKeyboardButton]]:
    """The row that turns a page, if it is not the only one."""
    ways = ((texts.t("‹ Раньше"), page - 1, page > 0), (texts.t("Дальше ›"), page + 1, more))
    row = [button(label, data.model_copy(update={"page": to})) for label, to, there in ways if there]
    return [row] if row else []


def at_most(page: int, items: Sequence[T], size: int = PAGE) -> int:
    """A page of these items: the last one, if an old button asks for one that is no more."""
    return min(max(page, 0), _last(items, size))


def _last(items: Sequence[T], size: int) -> int:
    return max(0, (len(items) - 1) // size)
