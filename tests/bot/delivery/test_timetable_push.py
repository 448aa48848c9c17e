"""What staff and families read about a change of the timetable, in each content mode and language."""

from datetime import UTC

import pytest

from bot.delivery.timetable_push import family_push, staff_buttons, staff_push
from bot.i18n import texts
from bot.markup import plain
from core.calendar.changes.news import Event
from core.people.model import FULL, INITIALS

RU, EN = texts("ru", UTC), texts("en", UTC)
LESSONS = {
    "event": "substitute",
    "day": "2026-10-13",
    "lessons": "2. 5А · Математика\n3. 5Б · A<B & C",
    "who": "Смирнова Ольга Викторовна",
    "by": "Лосев Игорь Павлович",
    "lesson": "1:0:2:2",
}
DAY = {"pupil": "7", "given": "Софья", "surname": "Ёлкина", "class": "5А", "day": "2026-10-14"}
WAS = {"was_first": "1", "was_last": "5", "was_starts": "08:30:00", "was_ends": "12:55:00"}
NOW = {"now_first": "2", "now_last": "5", "now_starts": "09:25:00", "now_ends": "12:55:00"}


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("language", [RU, EN])
def test_every_event_has_words_and_a_way_on(event: Event, language: object) -> None:
    facts = LESSONS | {"event": event.value}
    text = staff_push(facts, FULL, language)  # type: ignore[arg-type]
    assert "A&lt;B &amp; C" in text
    ((label, data),) = staff_buttons(facts, language)  # type: ignore[arg-type]
    assert label
    assert len(data.encode()) <= 64


def test_a_substitute_reads_for_whom() -> None:
    assert plain(staff_push(LESSONS, FULL, RU)).split("\n")[:3] == [
        "Замена · вт 13 октября",
        "Вы ведёте за коллегу (Смирнова Ольга Викторовна):",
        "2. 5А · Математика",
    ]


def test_a_school_that_sends_initials_sends_them_of_colleagues_too() -> None:
    text = staff_push(LESSONS | {"event": "declared"}, INITIALS, RU)
    assert "И. Л. ведёт за коллегу (О. С.)" in text
    assert "Смирнова" not in text


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (DAY | WAS | NOW, ["Уроки начнутся в 9:25, а не в 8:30."]),
        (DAY | WAS, ["Уроков в этот день не будет."]),
        (DAY | NOW, ["В этот день будут уроки: в 9:25 — в 12:55."]),
        (
            DAY | WAS | NOW | {"was_starts": "", "was_ends": "", "now_starts": "", "now_ends": "", "now_last": "4"},
            ["Уроки начнутся с уроком № 2, а не с уроком № 1.", "Уроки закончатся с уроком № 4, а не с уроком № 5."],
        ),
    ],
)
def test_a_family_reads_when_the_day_begins_and_ends(facts: dict[str, str], said: list[str]) -> None:
    head, *lines = plain(family_push(facts, FULL, RU)).split("\n")
    assert (head, lines) == ("Софья, 5А · ср 14 октября", said)


def test_a_family_of_a_school_with_initials() -> None:
    assert plain(family_push(DAY | WAS | NOW, INITIALS, EN)) == (
        "С. Ё., 5А · Wed 14 October\nLessons will begin at 9:25, not at 8:30."
    )
