"""What somebody typed with styles, as the core knows it: Telegram's entities are not taken on trust."""

from collections.abc import Iterable, Iterator
from itertools import accumulate

from aiogram.types import Message, MessageEntity

from core.notices.model import Span, Style, Words

_STYLES = {
    "bold": Style.BOLD,
    "italic": Style.ITALIC,
    "underline": Style.UNDERLINE,
    "strikethrough": Style.STRIKE,
    "spoiler": Style.SPOILER,
    "code": Style.CODE,
    "pre": Style.CODE,
    "blockquote": Style.QUOTE,
    "expandable_blockquote": Style.QUOTE,
    "text_link": Style.LINK,
}
_SAFE = ("https://", "http://")


def words_of(message: Message) -> Words:
    """The text of a message, or of a photo, with its styles; mentions of accounts and odd addresses lose theirs."""
    text = message.text or message.caption or ""
    return Words(text, tuple(_spans(text, message.entities or message.caption_entities or ())))


def _spans(text: str, entities: Iterable[MessageEntity]) -> Iterator[Span]:
    """Telegram counts in UTF-16 units, where an emoji is two."""
    units = [0, *accumulate(2 if ord(one) > 0xFFFF else 1 for one in text)]
    places = {unit: place for place, unit in enumerate(units)}
    for one in entities:
        style, url = _STYLES.get(one.type), one.url or ""
        start, end = places.get(one.offset), places.get(one.offset + one.length)
        if style is None or start is None or end is None or start >= end:
            continue
        if style is not Style.LINK:
            yield Span(style, start, end)
        elif url.startswith(_SAFE):
            yield Span(style, start, end, url)
