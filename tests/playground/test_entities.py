import pytest

from playground.entities import read_text
from playground.errors import ApiError


def spans(source: str) -> list[tuple[str, int, int]]:
    return [(entity.type, entity.offset, entity.length) for entity in read_text(source, "HTML", None).entities]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("<b>5</b> по алгебре", "5 по алгебре", [("bold", 0, 1)]),
        ("🎓 <i>Ёж</i>", "🎓 Ёж", [("italic", 3, 2)]),
        ("<b>а<i>б</i></b>", "аб", [("bold", 0, 2), ("italic", 1, 1)]),
        ("1 &lt; 2 &amp;&#33;", "1 < 2 &!", []),
        ("<pre><code class='language-py'>x</code></pre>", "x", [("pre", 0, 1)]),
        ("<blockquote expandable>а</blockquote>", "а", [("expandable_blockquote", 0, 1)]),
        ("<span class='tg-spoiler'>а</span><tg-spoiler>б</tg-spoiler>", "аб", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<a href='https://school.example/?a=1&amp;b=2'>сайт</a>", "сайт", [("text_link", 0, 4)]),
        ("<tg-time unix='1790000000' format='t'>18:00</tg-time>", "18:00", [("date_time", 0, 5)]),
        ("  <b> а </b>\n", "а", [("bold", 0, 1)]),
        ("<b></b>а", "а", []),
        (
            "/help и https://t.me/x?start=a_1.",
            "/help и https://t.me/x?start=a_1.",
            [("bot_command", 0, 5), ("url", 8, 24)],
        ),
        ("<code>/help</code> 3/4", "/help 3/4", [("code", 0, 5)]),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, expected: list[tuple[str, int, int]]) -> None:
    assert read_text(source, "HTML", None).text == text
    assert spans(source) == expected


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("<b>а", 'Can\'t find end tag corresponding to start tag "b"'),
        ("ё</b>", "Unexpected end tag at byte offset 2"),
        ("<b>а</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("а <div>б</div>", 'Unsupported start tag "div" at byte offset 3'),
        ("3 < 5", "Unclosed start tag at byte offset 2"),
        ("<tg-time unix='завтра'>18:00</tg-time>", "Invalid date specified"),
        ("<span>а</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_faulty_html_is_refused_in_telegrams_words(source: str, fault: str) -> None:
    with pytest.raises(ApiError) as refusal:
        read_text(source, "HTML", None)

    assert refusal.value.description == f"Bad Request: can't parse entities: {fault}"


def test_explicit_entities_are_taken_and_clipped() -> None:
    rich = read_text(" абв ", "", [{"type": "bold", "offset": 0, "length": 5}])

    assert rich.text == "абв"
    assert [(e.offset, e.length) for e in rich.entities] == [(0, 3)]


def test_other_parse_modes_are_refused() -> None:
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        read_text("*а*", "MarkdownV2", None)
