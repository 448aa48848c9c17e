"""Answers as people type them, limits for strangers, who may do what."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.applications import rules
from core.applications.errors import (
    AlreadyAppliedError,
    ClassNotReadError,
    NameNotReadError,
    PhoneNotReadError,
    TooManyApplicationsError,
)
from core.applications.model import Application, Form, Question, State
from core.errors import ForbiddenError
from core.ids import ApplicationId, ChatKey, ClassId, PersonId, SchoolId
from core.people.model import Actor, Grant, Name, Role, SchoolClass

NOW = datetime(2026, 10, 13, 12, tzinfo=UTC)
CLASSES = (SchoolClass(ClassId(1), 5, "А"), SchoolClass(ClassId(2), 5, "Б"), SchoolClass(ClassId(3), 11, "А"))
FORM = Form(Name("Ёлкин", "Пётр"), Name("Ёлкина", "Софья"), "5А")


def sent(**changes: object) -> Application:
    base = Application(
        id=ApplicationId(1),
        school_id=SchoolId(1),
        chat_key=ChatKey(1),
        changed_at=NOW,
        state=State.RECEIVED,
        form=FORM,
        number=7,
        received_at=NOW,
    )
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ёлкина Мария Олеговна", Name("Ёлкина", "Мария", "Олеговна")),
        ("ёлкина мария", Name("Ёлкина", "Мария")),
        ("ЁЛКИНА МАРИЯ ОЛЕГОВНА", Name("Ёлкина", "Мария", "Олеговна")),
        ("Ёлкина\nМария\nОлеговна", Name("Ёлкина", "Мария", "Олеговна")),
        ("Ёлкина, Мария Олеговна", Name("Ёлкина", "Мария", "Олеговна")),
        ("мамин-сибиряк лев", Name("Мамин-Сибиряк", "Лев")),
        ("Алиев Тимур Рашид оглы", Name("Алиев", "Тимур", "Рашид Оглы")),
        ("O'Brien John", Name("O'Brien", "John")),
    ],
)
def test_a_name(text: str, name: Name) -> None:
    found = rules.read_name(text)
    assert (found.surname, found.given) == (name.surname, name.given)
    assert (found.patronymic or "").casefold() == (name.patronymic or "").casefold()


@pytest.mark.parametrize("text", ["Ёлкина", "", "12 34", "а" * 200, "один два три четыре пять шесть", "/apply да"])
def test_no_name(text: str) -> None:
    with pytest.raises(NameNotReadError):
        rules.read_name(text)


@pytest.mark.parametrize("text", ["5А", "5 а", "5-а", " 5а класс", "5 «А»", "05А", "5A"])
def test_a_class(text: str) -> None:
    assert rules.read_class(text, CLASSES) == "5А"


@pytest.mark.parametrize("text", ["5", "5В", "А5", "пятый", "15А", ""])
def test_no_class(text: str) -> None:
    with pytest.raises(ClassNotReadError):
        rules.read_class(text, CLASSES)


@pytest.mark.parametrize(
    "text", ["+7 921 123-45-67", "8 (921) 123 45 67", "9211234567", "79211234567", "8-921-123-45-67"]
)
def test_a_phone(text: str) -> None:
    assert rules.read_phone(text) == "+79211234567"


@pytest.mark.parametrize("text", ["123", "телефон", "", "5551234567", "+1", "+79211234567890123"])
def test_no_phone(text: str) -> None:
    with pytest.raises(PhoneNotReadError):
        rules.read_phone(text)


@given(st.text(max_size=120))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    for read in (rules.read_name, rules.read_phone, lambda typed: rules.read_class(typed, CLASSES)):
        with suppress(NameNotReadError, PhoneNotReadError, ClassNotReadError):
            assert read(text)


def test_the_questions_come_in_their_order() -> None:
    assert Form().missing is Question.GUARDIAN
    assert FORM.missing is Question.RELATION


def test_one_application_waits_for_a_child() -> None:
    with pytest.raises(AlreadyAppliedError):
        rules.check_sends(replace(FORM, child=Name("Елкина", "Софья", "Дмитриевна")), [sent()], 0, NOW)
    rules.check_sends(replace(FORM, child=Name("Белова", "Вера")), [sent()], 0, NOW)
    rules.check_sends(FORM, [sent(state=State.WITHDRAWN)], 0, NOW)


def test_a_chat_and_all_chats_together_have_a_limit() -> None:
    gone = [sent(state=State.WITHDRAWN, number=number) for number in range(rules.MOST_OF_CHAT)]
    with pytest.raises(TooManyApplicationsError):
        rules.check_sends(FORM, gone, 0, NOW)
    rules.check_sends(FORM, gone, 0, NOW + timedelta(days=2))
    with pytest.raises(TooManyApplicationsError):
        rules.check_sends(FORM, [], rules.MOST_OF_SCHOOL, NOW)


@pytest.mark.parametrize("role", Role)
def test_who_receives_and_who_connects(role: Role) -> None:
    actor = Actor(SchoolId(1), PersonId(1), Name("А", "Б"), frozenset({Grant(role)}))
    for check, allowed in ((rules.check_clerk, rules.CLERKS), (rules.check_connects, rules.CONNECTORS)):
        if role in allowed:
            check(actor)
            continue
        with pytest.raises(ForbiddenError):
            check(actor)


@pytest.mark.parametrize(("wanted", "found"), [("7", True), ("№ 7", True), ("8", False), ("елк", True), ("бел", False)])
def test_an_application_is_found(wanted: str, *, found: bool) -> None:
    assert rules.matches_search(sent(), wanted) is found
