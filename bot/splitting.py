"""A message that is too long for Telegram, in several parts that can each be read by itself. Pure."""

import html
import re
from collections.abc import Iterator, Sequence

from bot.markup import MAX_LENGTH, length, plain

LONGEST_HEADING = 200
"""A longer heading is not repeated: it would take the room of what it stands over."""

_FRAME = LONGEST_HEADING + len("\n\n\n999/999")
"""The place that a part needs for its heading and its number."""

LONGEST = 4 * (MAX_LENGTH - _FRAME)
"""A text of this length is hardly ever more than five parts, for each but the last is filled to three quarters."""

_TOKEN = re.compile(r"<(/?)(\w[\w-]*)[^>]*>|[^<]+|<")
_HEADING = re.compile(r"<b>[^<]*</b>[^<]*")
_BORDERS = (
    re.compile(r"\n\s*\n\s*"),
    re.compile(r"\n\s*"),
    re.compile(r"[.!?…]\s+"),
    re.compile(r"\s+"),
)
"""Where a text is divided, the best first: behind a paragraph, a line, a sentence, a word."""


def split(text: str, limit: int = MAX_LENGTH) -> tuple[str, ...]:
    """A message (HTML) as messages that Telegram takes: itself if it is short enough, else numbered parts, «1/3».

    A part that begins below a heading, a line whose first words are bold, begins with that heading: a message about a
    child names the child. Marks that are open at a border are closed there and opened again in the next part.
    """
    if length(text) <= limit or length(plain(text)) <= limit:
        return (text,)
    bodies = divide(text, limit - _FRAME)
    heads = _headings(bodies)
    return tuple(
        f"{head}{body.strip()}\n\n{number}/{len(bodies)}"
        for number, (head, body) in enumerate(zip(heads, bodies, strict=True), 1)
    )


def divide(text: str, room: int) -> tuple[str, ...]:
    """The text in pieces of at most `room` units for the reader, divided at borders; together they say all of it."""
    words = plain(text)
    return tuple(_balanced(text, [*_cuts(words, room), len(words)]))


def _headings(bodies: Sequence[str]) -> Iterator[str]:
    """What stands before each body: the last heading of those before it, unless it begins with one of its own."""
    last = ""
    for body in bodies:
        yield "" if body.lstrip().startswith("<b>") or not last else f"{last}\n"
        found = [line for line in body.split("\n") if _is_heading(line)]
        last = found[-1] if found else last


def _is_heading(line: str) -> bool:
    return _HEADING.fullmatch(line) is not None and length(plain(line)) <= LONGEST_HEADING


def _cuts(words: str, room: int) -> Iterator[int]:
    """The places, counted in characters, before which the pieces after the first begin."""
    start = 0
    while length(words[start:]) > room:
        start = _border(words, start, start + _fitting(words[start:], room))
        yield start


def _fitting(words: str, room: int) -> int:
    """How many characters of the text take at most `room` units, one at least."""
    return max(1, len(words.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")))


def _border(words: str, start: int, end: int) -> int:
    """The last border of the best kind in the last quarter of the window; its end where there is none."""
    earliest = start + (end - start) * 3 // 4
    for kind in _BORDERS:
        if found := [match.end() for match in kind.finditer(words, earliest, end)]:
            return found[-1]
    return end


def _balanced(text: str, ends: Sequence[int]) -> Iterator[str]:
    """The pieces up to these ends, counted in characters for the reader, each with its marks balanced."""
    open_tags: list[tuple[str, str]] = []
    piece: list[str] = []
    position, borders = 0, iter(ends)
    end = next(borders)
    for token in _TOKEN.finditer(text):
        if token[2]:
            _follow(open_tags, token)
            piece.append(token[0])
            continue
        rest = html.unescape(token[0])
        while position + len(rest) > end:
            taken = end - position
            yield "".join([*piece, _escaped(rest[:taken]), *_closing(open_tags)])
            position, rest, end = end, rest[taken:], next(borders)
            piece = [tag for _, tag in open_tags]
        piece.append(_escaped(rest))
        position += len(rest)
    yield "".join(piece)


def _follow(open_tags: list[tuple[str, str]], token: re.Match[str]) -> None:
    if token[1]:
        open_tags.pop()
    else:
        open_tags.append((token[2], token[0]))


def _closing(open_tags: Sequence[tuple[str, str]]) -> Iterator[str]:
    return (f"</{name}>" for name, _ in reversed(open_tags))


def _escaped(words: str) -> str:
    return html.escape(words, quote=False)
