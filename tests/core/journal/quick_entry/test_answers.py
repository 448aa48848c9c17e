"""Answers pin choices; the same text read again has those questions no more."""

from datetime import date

import pytest

from core.journal.quick_entry.model import Ask, LessonDraft
from tests.core.journal.quick_entry.reading import draft, marks, read

FRIDAY = "2026-10-16T15:00"


def key_of(one: LessonDraft, ask: Ask) -> str:
    return next(question.key for question in one.questions if question.ask is ask)


def answered(text: str, ask: Ask, option: str, teacher: str = "T1", at: str = "2026-10-13T15:30") -> LessonDraft:
    asked = draft(text, teacher, at)
    key = key_of(asked, ask)
    offered = next(question for question in asked.questions if question.key == key).options
    chosen = next(one.key for one in offered if option in (one.key, one.label))
    return draft(text, teacher, at, {key: chosen})


def test_a_pupil_is_chosen_among_namesakes() -> None:
    one = answered("5А 5 Иванов, 4 Петрова", Ask.PUPIL, "Иванов Даниил")
    assert one.ready
    assert marks(one) == [("Иванов Даниил", "5"), ("Петрова Екатерина", "4")]


def test_a_pupil_may_be_left_out() -> None:
    one = answered("5А 5 Зубов, 4 Петрова", Ask.UNKNOWN_PUPIL, "skip")
    assert one.ready
    assert marks(one) == [("Петрова Екатерина", "4")]


def test_the_class_is_chosen_and_then_the_names_are_read_in_it() -> None:
    one = answered("Петров 5", Ask.CLASS, "5Б")
    assert (one.class_title, one.subject_name, one.number) == ("5Б", "Математика", 1)
    assert marks(one) == [("Петров Степан", "5")]


def test_the_subject_and_the_lesson_are_chosen() -> None:
    assert answered("5А 4 Петрова", Ask.SUBJECT, "Литература", "T2").number == 3
    assert answered("5А труд Ким 5", Ask.LESSON, "l4", "T8", FRIDAY).number == 4


def test_a_day_without_the_lesson_is_replaced_by_an_offered_one() -> None:
    one = answered("5А 11.10 Ким 5", Ask.NO_LESSON, "2026-10-09")
    assert (one.day, one.number, one.ready) == (date(2026, 10, 9), 3, True)


def test_the_day_of_homework_is_chosen_or_left_out() -> None:
    assert answered("7Б дз к 14.10 №5.12", Ask.DUE, "2026-10-15").homework_due == date(2026, 10, 15)
    assert answered("7Б дз к 14.10 №5.12", Ask.DUE, "none").homework_due is None
    assert answered("5А дз на след нед №310", Ask.DUE, "2026-10-21").homework_due == date(2026, 10, 21)


def test_a_doubtful_mark_is_settled() -> None:
    assert marks(answered("5А Ким 45", Ask.MARK, "both")) == [("Ким Арина", "4"), ("Ким Арина", "5")]
    assert marks(answered("5А Ким 45", Ask.MARK, "v4")) == [("Ким Арина", "4")]
    assert marks(answered("5А Ким 4+", Ask.MARK, "v4")) == [("Ким Арина", "4")]
    assert marks(answered("5А Ким 1", Ask.MARK, "take")) == [("Ким Арина", "1")]
    assert marks(answered("5А Ким 1", Ask.MARK, "skip")) == []


def test_the_rest_become_marks_of_everyone_left_but_absentees() -> None:
    one = answered("5А с/р: Ким 5, остальные 4; н Цой", Ask.REST, "take")
    assert one.ready
    assert len(one.marks) == 27
    assert ("Цой Максим", "4") not in marks(one)
    assert {mark.control for mark in one.marks} == {"Самостоятельная работа"}


def test_everyone_absent_is_confirmed_or_left_out() -> None:
    assert len(answered("5А все н кроме Белова и Ким", Ask.EVERYONE, "take").absences) == 26
    assert answered("5А все н кроме Белова и Ким", Ask.EVERYONE, "skip").absences == ()


def test_contradictions_are_settled() -> None:
    late = answered("5А н Ким Цой опозд Ким 15", Ask.BOTH_ABSENT_AND_LATE, "late")
    absent = answered("5А н Ким Цой опозд Ким 15", Ask.BOTH_ABSENT_AND_LATE, "absent")
    assert (len(late.absences), len(late.lateness)) == (1, 1)
    assert (len(absent.absences), len(absent.lateness)) == (2, 0)
    assert answered("5А н Белов; Белов 5", Ask.ABSENT_WITH_MARK, "mark").absences == ()


def test_what_was_not_understood_may_be_left_out() -> None:
    one = draft("5А Белов болтал; Ким 5")
    assert one.unread == ("Белов болтал",)
    again = answered("5А Белов болтал; Ким 5", Ask.TEXT, "skip")
    assert again.ready
    assert again.unread == ()
    assert marks(again) == [("Ким Арина", "5")]


def test_a_pupil_of_the_other_group_is_written_only_when_confirmed() -> None:
    at = "2026-10-14T12:00"
    assert marks(answered("5А гр.1 англ Цой 5", Ask.OTHER_GROUP, "write", "T3", at)) == [("Цой Максим", "5")]
    assert marks(answered("5А гр.1 англ Цой 5", Ask.OTHER_GROUP, "skip", "T3", at)) == []


def test_several_classes_ask_under_different_keys() -> None:
    drafts = read("5А и 5Б Петров 5").drafts
    keys = [question.key for one in drafts for question in one.questions]
    assert len(keys) == len(set(keys)) == 2


@pytest.mark.parametrize("text", ["5А н Ким Цой опозд Ким 15", "5А и 5Б Петров 5", "6Я Зубов 45; Ким 1, белиберда"])
def test_keys_are_short_and_stable(text: str) -> None:
    keys = [question.key for one in read(text).drafts for question in one.questions]
    assert keys == [question.key for one in read(text).drafts for question in one.questions]
    assert all(len(key) <= 24 and key.isascii() for key in keys)


def test_an_answer_that_was_never_offered_changes_nothing() -> None:
    asked = draft("5А Иванов 5")
    assert draft("5А Иванов 5", answers={key_of(asked, Ask.PUPIL): "p999"}) == asked
