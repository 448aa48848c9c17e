"""What was typed with styles comes as HTML that a messenger can read, whatever it claims to be."""

import re

import pytest
from aiogram.types import Chat, Message, MessageEntity
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.notice_push import notice_push, words_html
from bot.i18n import texts
from bot.markup import plain
from bot.notices.entities import words_of
from core.ids import ChatKey, NoticeId, OutboxId, PersonId, SchoolId
from core.notices.audience import Audience
from core.notices.errors import NoticeTextError
from core.notices.model import NewNotice, Notice, Span, State, Style, Words
from core.notices.news import NoticeNews
from core.notices.rules import LONGEST, checked
from core.notifications.model import Delivery, Kind, Operation
from core.people.links.model import Address
from tests.bot.conftest import TUESDAY, ZONE

KINDS = ("bold", "italic", "code", "blockquote", "text_link", "mention", "spoiler", "text_mention", "custom_emoji")
ENTITIES = st.builds(
    lambda kind, offset, length, url: MessageEntity(type=kind, offset=offset, length=length, url=url),
    st.sampled_from(KINDS),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from(('https://example.org/?a=1&b=<2>"', "tg://user?id=1", "javascript:alert(1)", None)),
)


def read(text: str, *entities: MessageEntity) -> str:
    message = Message(message_id=1, date=TUESDAY, chat=Chat(id=1, type="private"), text=text, entities=[*entities])
    return words_html(checked(words_of(message)))


def an_entity(kind: str, offset: int, length: int, url: str | None = None) -> MessageEntity:
    return MessageEntity(type=kind, offset=offset, length=length, url=url)


def test_styles_stay_where_they_were() -> None:
    told = read("  😀 Завтра <b>", an_entity("bold", 5, 6), an_entity("italic", 5, 3))
    assert told == "😀 <b><i>Зав</i>тра</b> &lt;b&gt;"


def test_links_to_the_web_only() -> None:
    web, other = an_entity("text_link", 0, 4, "https://a.ru/?x=1&y=2"), an_entity("text_link", 0, 4, "tg://user?id=1")
    assert read("сюда", web) == '<a href="https://a.ru/?x=1&amp;y=2">сюда</a>'
    assert read("сюда", other) == "сюда"


def test_code_and_quotes_hold_nothing_that_a_messenger_refuses() -> None:
    words = Words("абв", (Span(Style.CODE, 0, 3), Span(Style.BOLD, 1, 2)))
    assert words_html(checked(words)) == "<code>абв</code>"
    assert read("абв", an_entity("bold", 0, 3), an_entity("code", 1, 1)) == "<b>абв</b>"
    assert read("абв", an_entity("blockquote", 0, 3), an_entity("blockquote", 1, 1)) == "<blockquote>абв</blockquote>"


def test_an_emoji_counts_twice_as_it_does_for_the_messenger() -> None:
    assert checked(Words("😀" * (LONGEST // 2))).length == LONGEST
    with pytest.raises(NoticeTextError):
        checked(Words("😀" * (LONGEST // 2) + "!"))


@given(st.text(min_size=1, max_size=30).filter(str.strip), st.lists(ENTITIES, max_size=8))
def test_every_character_comes_and_every_tag_is_closed(text: str, entities: list[MessageEntity]) -> None:
    html = read(text, *entities)
    assert plain(html) == text.strip()
    open_tags: list[str] = []
    for closes, name in re.findall(r"<(/?)([a-z-]+)[^>]*>", html):
        if closes:
            assert open_tags.pop() == name
        else:
            open_tags.append(name)
    assert open_tags == []
    assert len(text) <= LONGEST


def test_who_lost_a_notice_to_another_reads_the_own_words_not_what_was_made_of_them() -> None:
    made = NewNotice(SchoolId(1), PersonId(2), Words("Новые слова"), Audience(), None, TUESDAY)
    news = NoticeNews(Notice(NoticeId(1), made, State.DRAFT, 4), "Школа")
    content = {"why": "taken", "words": "Прежние слова"}
    row = (OutboxId(1), SchoolId(1), ChatKey(1), Kind.NOTICE_HELD, Operation.SEND, 0, None, content)
    delivery = Delivery(
        *row, Address("telegram", "1", "1"), None, "Europe/Moscow", "full", False, None, None, notice=news
    )
    text, buttons = notice_push(delivery, texts("ru", ZONE))
    assert ("«Прежние слова»" in text, "Новые" in text, buttons) == (True, False, ())
