"""Whatever a teacher writes, the card of it is one that the messenger takes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import texts
from bot.markup import MAX_LENGTH, length, plain
from bot.screens import Screen
from bot.teachers.card import card, edit_card
from bot.teachers.done_cards import closed_card, recorded_card
from core.ids import DraftId, EntryId, LessonId, PersonId, SchoolId
from core.journal.ports import StoredDraft
from core.journal.quick_entry.model import LessonDraft
from core.journal.writing import Recorded
from tests.core.journal.quick_entry.reading import draft

NOW = datetime(2026, 10, 13, 12, tzinfo=UTC)
RUSSIAN = texts("ru", ZoneInfo("Europe/Moscow"))
LONGEST = {
    "not understood": "5А матем " + "абракадабра нечто такое вот непонятное; " * 100,
    "one long word": "5А матем 5 Ёлкина " + "ъ" * 4000,
    "many marks and questions": "5А матем " + "5 Ёлкина за контрольную работу, 4 Белов, 3 Жуков, н Сидоров; " * 60,
    "remarks": "5А матем " + "Ёлкина не готов, Белов нет формы, Жуков опозд 5 мин; " * 70,
    "topic and homework": "5А матем тема " + "&<>" * 600 + "\nдз " + "&<>" * 600,
}


def _screens(reading: LessonDraft, text: str) -> list[Screen]:
    kept = StoredDraft(DraftId(1), SchoolId(1), PersonId(1), "1", 0, text, NOW, {}, reading)
    done = Recorded(kept, EntryId(1), LessonId(1), 3, NOW + timedelta(minutes=5))
    return [
        card(kept, RUSSIAN),
        recorded_card(done, NOW, RUSSIAN),
        closed_card(kept, RUSSIAN),
        edit_card(kept, RUSSIAN),
    ]


@pytest.mark.parametrize("text", [pytest.param(text[:4096], id=name) for name, text in LONGEST.items()])
def test_the_longest_message_has_cards_that_fit(text: str) -> None:
    for screen in _screens(draft(text), text):
        assert length(plain(screen.text)) <= MAX_LENGTH


def test_what_has_no_room_is_counted() -> None:
    notes = tuple(("typo", f"{number} " + "слово " * 200) for number in range(6))
    shown = _screens(LessonDraft(class_title="5А", topic="Дроби", notes=notes), "")[0].text
    assert "5А" in shown
    assert "…и ещё 2 строки, которые не поместились" in shown


def test_of_many_questions_the_first_are_shown_and_the_others_counted() -> None:
    reading = draft(LONGEST["not understood"][:4096])
    asked = replace(reading, questions=reading.questions[:8])
    shown = _screens(asked, "")[0].text
    assert shown.count("❓") == 5
    assert "…и ещё 3 вопроса" in shown
