"""What a class teacher types about a pupil: days, reason, source; nothing is guessed."""

from collections.abc import Iterable
from datetime import date

import pytest

from core.ids import PersonId, SchoolId
from core.journal.model import Reason
from core.journal.notes.errors import NoteNotReadError, NoteReasonNeededError
from core.journal.notes.model import Source
from core.journal.notes.reading import read_back, read_note
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
        "болеет с 14 с 3 урока",
        "болеет на 15 уроке",
        "прогуливает с 14",
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


@pytest.mark.parametrize("text", ["болеет с 14", "мама: заболел с 14 октября", "с 14.10 на больничном"])
def test_without_a_last_day_it_is_open(text: str) -> None:
    note = read_note(text, PUPIL, TODAY)
    assert (note.first_day, note.last_day, note.lessons) == (date(2026, 10, 14), None, frozenset())


@pytest.mark.parametrize(
    ("text", "day", "lessons"),
    [
        ("болеет с 3 урока", "10-13", range(3, 13)),
        ("болеет с третьего урока", "10-13", range(3, 13)),
        ("ушёл после 4-го урока, по семейным", "10-13", range(5, 13)),
        ("мама забрала после 4 урока, болеет", "10-13", range(5, 13)),
        ("завтра по семейным с 2 по 4 урок", "10-14", range(2, 5)),
        ("по уважительной до 3 урока", "10-13", range(1, 3)),
        ("первые 2 урока по уважительной", "10-13", range(1, 3)),
        ("справка 14.10 по болезни 2, 3 уроки", "10-14", (2, 3)),
        ("болеет на 1 и 5 уроке", "10-13", (1, 5)),
    ],
)
def test_a_part_of_the_day(text: str, day: str, lessons: Iterable[int]) -> None:
    note = read_note(text, PUPIL, TODAY)
    assert f"{note.first_day:%m-%d}" == f"{note.last_day:%m-%d}" == day
    assert note.lessons == frozenset(lessons)


def test_a_part_of_the_day_that_is_looked_at() -> None:
    yesterday = date(2026, 10, 12)
    assert read_note("болеет с 3 урока", PUPIL, TODAY, yesterday).first_day == yesterday
    assert read_note("болеет с 12 по 16", PUPIL, TODAY, yesterday).last_day == date(2026, 10, 16)


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("вышел", "10-13"),
        ("Сидоров вышел с 16", "10-16"),
        ("вышла 12 октября", "10-12"),
        ("выздоровел, вышел вчера.", "10-12"),
        ("вышел в понедельник.", "10-12"),
    ],
)
def test_who_is_back(text: str, back: str) -> None:
    day = read_back(text, PUPIL, TODAY)
    assert day
    assert f"{day:%m-%d}" == back


def test_what_says_nothing_of_a_return() -> None:
    assert read_back("болеет с 14", PUPIL, TODAY) is None
    with pytest.raises(NoteNotReadError):
        read_back("вышел, снова болеет", PUPIL, TODAY)


def test_a_reason_is_needed() -> None:
    with pytest.raises(NoteReasonNeededError):
        read_note("с 12 по 16", PUPIL, TODAY)
