"""Own answers as people type them, and until when a question stands open."""

from datetime import UTC, datetime, timedelta

import pytest

from core.notices.errors import NoticeAnswersError
from core.notices.question import Asking, Question, answers_of

NOW = datetime(2026, 10, 13, 12, tzinfo=UTC)


def test_each_line_is_an_answer() -> None:
    assert answers_of("  Приду \n\nНе   приду\n") == ("Приду", "Не приду")


@pytest.mark.parametrize("text", ["", "Один", "Да\nда", "\n".join("абвгдежзи"), f"Да\n{'н' * 41}"])
def test_what_are_no_answers_is_refused(text: str) -> None:
    with pytest.raises(NoticeAnswersError):
        answers_of(text)


def test_only_what_is_chosen_is_closed() -> None:
    open_, over = (Question(Asking.YES_NO, until=NOW + timedelta(minutes=one)) for one in (1, 0))
    assert (open_.closed(NOW), over.closed(NOW), Question(Asking.YES_NO).closed(NOW)) == (False, True, False)
    assert not Question(Asking.READ, until=NOW).closed(NOW)
