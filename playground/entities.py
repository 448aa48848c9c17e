"""Text with entities: Telegram's HTML, explicit lists, and what the server finds by itself.

Offsets and lengths are in UTF-16 code units, as everywhere in the Bot API.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import telegram
from telegram.constants import MessageEntityType as Type
from telegram.constants import MessageLimit

from playground.errors import bad_request
from playground.params import read_object

_SIMPLE_TAGS = {
    "b": Type.BOLD,
    "strong": Type.BOLD,
    "i": Type.ITALIC,
    "em": Type.ITALIC,
    "u": Type.UNDERLINE,
    "ins": Type.UNDERLINE,
    "s": Type.STRIKETHROUGH,
    "strike": Type.STRIKETHROUGH,
    "del": Type.STRIKETHROUGH,
    "code": Type.CODE,
    "pre": Type.PRE,
    "tg-spoiler": Type.SPOILER,
    "blockquote": Type.BLOCKQUOTE,
}
_TAGS = frozenset({*_SIMPLE_TAGS, "a", "span", "tg-emoji", "tg-time"})
_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ATTRIBUTE = r"""\s+([\w-]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?"""
_TAG = re.compile(rf"<(/?)([^\s>]*)((?:{_ATTRIBUTE})*)\s*>")
_ESCAPE = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));")
_FOUND = (
    (Type.URL, re.compile(r"\b(?:https?://|t\.me/)[^\s<>«»]*[^\s<>«».,;:!?)]")),
    (Type.EMAIL, re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.-]*\w")),
    (Type.BOT_COMMAND, re.compile(r"(?<![\w/<])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?")),
    (Type.MENTION, re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}")),
    (Type.HASHTAG, re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)


@dataclass(frozen=True)
class RichText:
    """Characters and the entities over them."""

    text: str
    entities: tuple[telegram.MessageEntity, ...] = ()


@dataclass
class _Open:
    """A tag waiting for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int
    language: str | None = None


@dataclass
class _Reader:
    """Reads Telegram's HTML from left to right."""

    source: str
    text: list[str] = field(default_factory=list)
    length: int = 0
    stack: list[_Open] = field(default_factory=list)
    entities: list[telegram.MessageEntity] = field(default_factory=list)

    def read(self) -> RichText:
        position = 0
        while (start := self.source.find("<", position)) >= 0:
            self._take_characters(self.source[position:start])
            match = _TAG.match(self.source, start)
            if not match:
                raise self._fault("Unclosed start tag at byte offset {}", start)
            (self._close if match[1] else self._open)(match)
            position = match.end()
        self._take_characters(self.source[position:])
        if self.stack:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        return RichText("".join(self.text), _ordered(self.entities))

    def _take_characters(self, raw: str) -> None:
        text = _unescape(raw)
        self.text.append(text)
        self.length += utf16_length(text)

    def _open(self, match: re.Match[str]) -> None:
        tag = match[2].lower()
        attributes = {name.lower(): _unquote(value) for name, value in re.findall(_ATTRIBUTE, match[3])}
        if tag not in _TAGS:
            raise self._fault(f'Unsupported start tag "{tag}" at byte offset {{}}', match.start())
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._fault('Tag "span" must have class "tg-spoiler" at byte offset {}', match.start())
        self.stack.append(_Open(tag, attributes, self.length))

    def _close(self, match: re.Match[str]) -> None:
        if not self.stack:
            raise self._fault("Unexpected end tag at byte offset {}", match.start())
        opened, tag = self.stack.pop(), match[2].lower()
        if tag not in ("", opened.tag):
            raise self._fault(
                f'Unmatched end tag at byte offset {{}}, expected "</{opened.tag}>", found "</{tag}>"',
                match.start(),
            )
        if self.length > opened.offset:
            self.entities.extend(self._entity(opened))

    def _entity(self, opened: _Open) -> Iterator[telegram.MessageEntity]:
        length, attributes = self.length - opened.offset, opened.attributes
        language = attributes.get("class", "").removeprefix("language-")
        if opened.tag == "code" and language and self.stack and self.stack[-1].tag == "pre":
            self.stack[-1].language = language
        elif opened.tag == "a":
            yield from self._link(opened, length)
        elif opened.tag == "tg-emoji":
            yield telegram.MessageEntity(
                Type.CUSTOM_EMOJI, opened.offset, length, custom_emoji_id=attributes.get("emoji-id")
            )
        elif opened.tag == "tg-time":
            yield telegram.MessageEntity(
                Type.DATE_TIME,
                opened.offset,
                length,
                unix_time=_moment(attributes.get("unix", "")),
                date_time_format=attributes.get("format"),
            )
        else:
            kind = _SIMPLE_TAGS.get(opened.tag, Type.SPOILER)
            if "expandable" in attributes:
                kind = Type.EXPANDABLE_BLOCKQUOTE
            yield telegram.MessageEntity(kind, opened.offset, length, language=opened.language)

    def _link(self, opened: _Open, length: int) -> Iterator[telegram.MessageEntity]:
        url = opened.attributes.get("href", "")
        if re.match(r"(https?|tg|mailto|tel)[:.]", url) or "." in url:
            yield telegram.MessageEntity(Type.TEXT_LINK, opened.offset, length, url=url)

    def _fault(self, wording: str, position: int) -> Exception:
        return _cannot_parse(wording.format(len(self.source[:position].encode())))


def read_text(text: str, parse_mode: str, explicit: Sequence[dict[str, object]] | None) -> RichText:
    """Return the text of a message as the server keeps it.

    Raises:
        ApiError: 400 for faulty HTML, and for a parse mode other than HTML.
    """
    if parse_mode and parse_mode.lower() != "html":
        raise bad_request("unsupported parse_mode")
    if parse_mode:
        rich = _Reader(text).read()
    else:
        reason = "can't parse MessageEntity"
        given = [read_object(telegram.MessageEntity, item, reason) for item in explicit or ()]
        rich = RichText(text, tuple(given))
    return with_found_entities(_trim(rich))


def with_found_entities(rich: RichText) -> RichText:
    """Add links, commands, mentions, hashtags and addresses which stand outside other links and code."""
    taken = [(e.offset, e.offset + e.length) for e in rich.entities if e.type in _EXCLUSIVE]
    found = list(rich.entities)
    for kind, pattern in _FOUND:
        for match in pattern.finditer(rich.text):
            start = utf16_length(rich.text[: match.start()])
            end = start + utf16_length(match[0])
            if all(end <= left or start >= right for left, right in taken):
                taken.append((start, end))
                found.append(telegram.MessageEntity(kind, start, end - start))
    return RichText(rich.text, _ordered(found)[: MessageLimit.MESSAGE_ENTITIES])


_EXCLUSIVE = frozenset({Type.TEXT_LINK, Type.TEXT_MENTION, Type.CODE, Type.PRE, Type.CUSTOM_EMOJI})


def utf16_length(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def _trim(rich: RichText) -> RichText:
    """Drop blanks at both ends, as the server does; entities that covered only blanks vanish."""
    start = utf16_length(rich.text[: len(rich.text) - len(rich.text.lstrip())])
    text = rich.text.strip()
    return RichText(text, tuple(_clipped(rich.entities, start, utf16_length(text))))


def _clipped(entities: Iterable[telegram.MessageEntity], start: int, length: int) -> Iterator[telegram.MessageEntity]:
    for entity in entities:
        left = max(entity.offset - start, 0)
        right = min(entity.offset + entity.length - start, length)
        if left < right:
            data = {**entity.to_dict(), "offset": left, "length": right - left}
            yield telegram.MessageEntity.de_json(data, None)


def _ordered(entities: Iterable[telegram.MessageEntity]) -> tuple[telegram.MessageEntity, ...]:
    return tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length)))


def _unescape(raw: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match[1]:
            return _CHARACTERS[match[1]]
        code = int(match[2]) if match[2] else int(match[3], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]

    return _ESCAPE.sub(character, raw)


def _moment(seconds: str) -> dt.datetime:
    if not re.fullmatch(r"\d{1,10}", seconds):
        raise _cannot_parse("Invalid date specified")
    return dt.datetime.fromtimestamp(int(seconds), dt.UTC)


def _unquote(value: str) -> str:
    return _unescape(value[1:-1] if value[:1] in ("'", '"') else value)


def _cannot_parse(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
