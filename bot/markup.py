"""Telegram's HTML as text: how long it is for the reader, the same without marks, and a text cut to a length."""

import html
import re
from collections.abc import Iterable

MAX_LENGTH = 4096
"""The longest message, after its marks are taken out (sendMessage.text)."""

LIST_LIMIT = 1500
"""Characters of a list of people: a whole class fits."""

_TAG = re.compile(r"<[^>]*>")


def plain(text: str) -> str:
    """The same message without marks."""
    return html.unescape(_TAG.sub("", text))


def length(text: str) -> int:
    """The length of a plain text as Telegram counts it: in UTF-16 units, so that an emoji counts twice."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, limit: int) -> str:
    """At most `limit` units of a plain text, ended at the border of a word if one is near."""
    if length(text) <= limit:
        return text
    start = text.encode("utf-16-le")[: 2 * max(0, limit)].decode("utf-16-le", "ignore")
    border = max(start.rfind(" "), start.rfind("\n"))
    return (start[:border] if border > len(start) // 2 else start).rstrip(" \n,;:")


def capital(words: str) -> str:
    """The same as the beginning of a sentence."""
    return words[:1].upper() + words[1:]


def shortened(text: str, limit: int) -> str:
    """A plain text of which hardly more than `limit` units are shown; «…» says that there is more."""
    return text if length(text) <= limit else cut(text, limit) + "…"


def listed(items: Iterable[str]) -> str:
    """A list of people in one line, cut where a whole class does not fit."""
    return shortened(", ".join(items), LIST_LIMIT)
