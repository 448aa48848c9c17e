"""The file, read back by a parser: whatever teachers write, no line is too long and nothing is lost."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.calendars.events import Event
from bot.calendars.ics import ics

STARTS = datetime(2026, 10, 13, 6, 20, tzinfo=UTC)
ENDS = STARTS + timedelta(minutes=40)

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.just("\n"), max_size=300)


@given(words, words)
def test_any_words_come_through_in_lines_of_75_octets(summary: str, description: str) -> None:
    made = ics([Event("1@peremena", STARTS, ENDS, summary, description or "-")], "Уроки", STARTS)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert (str(event["summary"]), str(event["description"])) == (summary, description or "-")


def test_times_are_utc_and_what_is_cancelled_says_so() -> None:
    due = Event("2@peremena", date(2026, 10, 14), None, "Задано: Математика", "Математика: №301")
    gone = Event("1@peremena", STARTS, ENDS, "Математика (отменён)", cancelled=True)
    text = ics([gone, due], "Уроки, 5А", STARTS).decode()
    assert "DTSTART:20261013T062000Z" in text
    assert "DTEND:20261013T070000Z" in text
    first, second = Calendar.from_ical(text).walk("VEVENT")
    assert (first["status"], second["status"]) == ("CANCELLED", "CONFIRMED")
    assert "DTSTART;VALUE=DATE:20261014" in text
    assert "DTEND;VALUE=DATE:20261015" in text


def test_a_later_change_has_a_higher_sequence() -> None:
    event = Event("1@peremena", STARTS, ENDS, "Математика")
    numbers = [
        int(str(Calendar.from_ical(ics([event], "Уроки", moment)).walk("VEVENT")[0]["sequence"]))
        for moment in (STARTS, STARTS + timedelta(hours=1))
    ]
    assert numbers[0] < numbers[1]
