"""Texts, dates and lists in the reader's language and the school's zone."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import LANGUAGES, Html, texts

TUESDAY = date(2026, 10, 13)
CHITA = ZoneInfo("Asia/Chita")


@pytest.mark.parametrize(
    ("asked", "given"),
    [("ru", "ru"), ("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("uz-Latn", "uz"), ("uk", "ru"), (None, "ru")],
)
def test_an_unknown_language_is_russian(asked: str | None, given: str) -> None:
    assert texts(asked).language == given


def test_texts_are_made_once() -> None:
    assert texts("ru", CHITA) is texts("ru", CHITA)


def test_html_escapes_what_people_typed_and_nothing_else() -> None:
    line = texts("ru").h("<b>{topic}</b> {link} {count}", topic="a < b & «c»", link=Html("<i>да</i>"), count=3)
    assert line == "<b>a &lt; b &amp; «c»</b> <i>да</i> 3"


def test_braces_in_values_stay() -> None:
    assert texts("ru").t("{text}", text="{x} {0}") == "{x} {0}"


@pytest.mark.parametrize(
    ("language", "day", "day_month", "for_day", "weekday"),
    [
        ("ru", "вт 13 октября", "13 октября", "вторник 13 октября", "вторник"),
        ("en", "Tue 13 October", "13 October", "Tuesday 13 October", "Tuesday"),
        ("uz", "sesh, 13-oktabr", "13-oktabr", "13-oktabr, seshanba", "seshanba"),
        ("tg", "сшб, 13 октябр", "13 октябр", "сешанбе, 13 октябр", "сешанбе"),
        ("tt", "13 октябрь, сиш", "13 октябрь", "13 октябрь, сишәмбегә", "сишәмбе"),
    ],
)
def test_days(language: str, day: str, day_month: str, for_day: str, weekday: str) -> None:
    text = texts(language)
    assert text.day(TUESDAY) == day
    assert text.day_month(TUESDAY) == day_month
    assert text.for_day(TUESDAY) == for_day
    assert text.weekday(TUESDAY) == weekday


def test_the_day_after_na_is_in_the_accusative() -> None:
    assert texts("ru").for_day(date(2026, 10, 14)) == "среду 14 октября"


def test_moments_are_shown_in_the_schools_zone() -> None:
    late = datetime(2026, 10, 13, 20, 5, tzinfo=UTC)
    assert texts("ru", CHITA).time(late) == "5:05"
    assert texts("ru", CHITA).day(late) == "ср 14 октября"
    assert texts("ru", CHITA).time(time(8, 30)) == "8:30"


def test_lists() -> None:
    assert texts("ru").list(["Белов", "Жуков", "Ёлкина"]) == "Белов, Жуков и Ёлкина"
    assert texts("en").list(["Белов", "Жуков"]) == "Белов and Жуков"
    assert texts("uz").list(["Белов", "Жуков", "Ким"]) == "Белов, Жуков va Ким"
    assert texts("tg").list(["Белов", "Жуков", "Ким"]) == "Белов, Жуков ва Ким"
    assert texts("tt").list(["Белов"]) == "Белов"


@pytest.mark.parametrize(
    ("language", "month"),
    [("ru", "октябрь 2026"), ("uz", "2026-yil oktabr"), ("tg", "октябри соли 2026"), ("tt", "2026 ел, октябрь")],
)
def test_months(language: str, month: str) -> None:
    assert texts(language).month(TUESDAY) == month


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_its_catalogue(language: str) -> None:
    assert texts(language).for_day(TUESDAY)
