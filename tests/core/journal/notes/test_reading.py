"""What a class teacher types about a pupil: days, reason, source; nothing is guessed."""

from datetime import date

import pytest

from core.ids import PersonId, SchoolId
from core.journal.model import Reason
from core.journal.notes.errors import NoteNotReadError, NoteReasonNeededError
from core.journal.notes.model import Source
from core.journal.notes.reading import read_note
from core.people.model import Name, Person

TODAY = date(2026, 10, 13)
PUPIL = Person(PersonId(11), SchoolId(1), Name("Сидоров", "Егор", "Максимович"))


@pytest.mark.parametrize(
    ("text", "first", "last", "reason", "source"),
    [
        ("болеет с 12 по 16", "10-12", "10-16", Reason.ILLNESS, Source.TEACHER),
        ("Сидоров болеет с 12 по 16 октября", "10-12", "10-16", Reason.ILLNESS, Source.TEACHER),
        ("справка от врача: болезнь с 12.10 по 16.10", "10-12", "10-16", Reason.ILLNESS, Source.CERTIFICATE),
        ("мама: болеет с 28.10 по 3 ноября", "10-28", "11-03", Reason.ILLNESS, Source.GUARDIAN),
        ("по уважительной по пятницу", "10-13", "10-16", Reason.EXCUSED, Source.TEACHER),
        ("с понедельника по среду болеет", "10-12", "10-14", Reason.ILLNESS, Source.TEACHER),
        ("по семейным 14.10", "10-14", "10-14", Reason.EXCUSED, Source.TEACHER),
        ("записка от родителей, завтра по семейным", "10-14", "10-14", Reason.EXCUSED, Source.GUARDIAN),
        ("прогул вчера", "10-12", "10-12", Reason.UNEXCUSED, Source.TEACHER),
    ],
)
def test_what_is_read(text: str, first: str, last: str, reason: Reason, source: Source) -> None:
    note = read_note(text, PUPIL, TODAY)
    assert (f"{note.first_day:%m-%d}", f"{note.last_day:%m-%d}") == (first, last)
    assert (note.pupil_id, note.reason, note.source) == (PUPIL.id, reason, source)


@pytest.mark.parametrize(
    "text",
    [
        "болеет",
        "болеет с 14",
        "болеет с 12 по 45",
        "болеет с 12 по 16, уваж",
        "12.10 и 14.10 болеет",
        "5А вчера н Сидоров болеет",
        "5А дз №301; Ёлкина болеет с 12 по 16",
        "спасибо",
    ],
)
def test_what_is_not_understood_whole_is_not_read(text: str) -> None:
    with pytest.raises(NoteNotReadError):
        read_note(text, PUPIL, TODAY)


def test_a_reason_is_needed() -> None:
    with pytest.raises(NoteReasonNeededError):
        read_note("с 12 по 16", PUPIL, TODAY)
