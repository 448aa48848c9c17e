"""What ends without being sent."""

from dataclasses import replace
from datetime import UTC, date, datetime

from core.ids import ChatKey, OutboxId, SchoolId
from core.journal.model import Homework
from core.notifications.model import Delivery, Kind, LessonNews, Operation, Outcome
from core.notifications.rules import settled
from core.people.links.model import Address
from core.people.model import Name

NOW = datetime(2026, 10, 13, 9, tzinfo=UTC)
NEWS = LessonNews(
    Name("Ёлкина", "Софья"), "5А", "Математика", date(2026, 10, 13), 2, None, Homework("№ 301"), (), (), None, True,
    None, NOW,
)  # fmt: skip
NOTHING = replace(NEWS, homework=None)
SEND = Delivery(
    OutboxId(1), SchoolId(1), ChatKey(1), Kind.LESSON, Operation.SEND, 1, None, None, Address("telegram", "1", "1"),
    None, "UTC", "full", False, None, NEWS,
)  # fmt: skip
EDIT = replace(SEND, operation=Operation.EDIT, edits_message="7")


def test_news_are_sent_and_edits_made() -> None:
    assert settled(SEND) is None
    assert settled(EDIT) is None


def test_a_chat_that_blocked_the_bot_is_not_tried() -> None:
    assert settled(replace(SEND, blocked=True)) == (Outcome.UNREACHABLE, "blocked")


def test_nothing_is_told_of_nothing_unless_it_was_told_before() -> None:
    assert settled(replace(SEND, news=NOTHING)) == (Outcome.SUPERSEDED, "nothing_left")
    assert settled(replace(EDIT, news=NOTHING)) is None


def test_an_edit_needs_its_message() -> None:
    assert settled(replace(EDIT, edits_message=None)) == (Outcome.SUPERSEDED, "nothing_to_edit")


def test_other_kinds_have_no_news_of_a_lesson() -> None:
    assert settled(replace(SEND, news=None)) is None
