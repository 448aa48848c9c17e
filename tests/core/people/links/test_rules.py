"""Codes: how they look, how they are read from what people type, when they hold."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.errors import DomainError
from core.ids import PersonId, SchoolId
from core.people.links import rules
from core.people.links.errors import CodeExpiredError, CodeRevokedError, CodeUsedError, TooManyTriesError
from core.people.links.model import Code, Slip
from core.people.links.rules import Typed
from core.people.model import Name, Person

NOW = datetime(2026, 10, 13, 12, tzinfo=UTC)
CODE = "K7QFW2MX9TRD"
UID = "7800102866"


def test_a_code_has_twelve_characters_that_nobody_confuses() -> None:
    codes = {rules.new_code(random.Random(seed)) for seed in range(200)}
    assert len(codes) == 200
    assert {len(code) for code in codes} == {12}
    assert not set("".join(codes)) & set("01ILO")


def test_a_code_never_looks_like_a_uid() -> None:
    class DigitsFirst:
        def __init__(self) -> None:
            self.left = 12

        def choice(self, seq: str, /) -> str:
            self.left -= 1
            return seq[0] if self.left >= 0 else seq[-1]

    assert not rules.new_code(DigitsFirst()).isdigit()


def test_a_code_is_shown_in_fours() -> None:
    assert rules.grouped(CODE) == "K7QF-W2MX-9TRD"


@pytest.mark.parametrize(
    "typed",
    ["K7QF-W2MX-9TRD", "k7qf w2mx 9trd", " K7QFW2MX9TRD\n", "К7QF–W2МХ–9ТRD", "k7qf_w2mx_9trd", "К 7 Q F w2мх9тrd"],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert rules.normalised(typed) == CODE
    assert rules.read(typed) == Typed(code=CODE)


@pytest.mark.parametrize(
    "message",
    [
        f"{UID} K7QF-W2MX-9TRD",
        f"K7QF-W2MX-9TRD {UID}",
        f"{UID}\nk7qf w2mx 9trd",
        f"UID: {UID}, код: К7QF-W2МХ-9ТRD.",
        f"Здравствуйте! Мой уид {UID}; код K7QFW2MX9TRD",
        "7800 102 866 K7QF W2MX 9TRD",
    ],
)
def test_uid_and_code_are_found_in_any_order(message: str) -> None:
    assert rules.read(message) == Typed(UID, CODE)


def test_a_uid_beside_the_code_is_not_taken_for_a_part_of_it() -> None:
    assert rules.read("2345 K7QF W2MX 9TRD") == Typed("2345", CODE)
    assert rules.read("K7QF W2MX 9TRD 2345") == Typed("2345", CODE)


def test_a_uid_of_twelve_digits_is_a_uid() -> None:
    assert rules.read("234567892345") == Typed(uid="234567892345")


@pytest.mark.parametrize("message", ["", "Здравствуйте", "K7QF-W2MX", "5А", "K7QF-W2MX-9TRDD"])
def test_nothing_is_found_where_nothing_is(message: str) -> None:
    assert rules.read(message) == Typed()


def test_the_hash_does_not_show_the_code() -> None:
    assert CODE not in rules.hashed(CODE)
    assert rules.hashed(CODE) == rules.hashed(CODE)
    assert rules.hashed(CODE) != rules.hashed("K7QFW2MX9TRE")


def _code(**changes: datetime) -> Code:
    return Code(PersonId(1), "hash", None, NOW - timedelta(days=1), changes.pop("expires_at", NOW), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        (_code(used_at=NOW), CodeUsedError),
        (_code(revoked_at=NOW, expires_at=NOW + timedelta(days=1)), CodeRevokedError),
        (_code(expires_at=NOW), CodeExpiredError),
    ],
)
def test_a_code_holds_no_more(code: Code, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        rules.check_code(code, NOW)


def test_a_code_holds_until_its_last_moment() -> None:
    rules.check_code(_code(expires_at=NOW + timedelta(seconds=1)), NOW)


def test_after_too_many_tries_the_earliest_of_them_says_when_to_come_again() -> None:
    failed = [NOW - timedelta(minutes=minutes) for minutes in (1, 2, 3, 4, 50)]
    rules.check_tries(failed[:4], 5)
    with pytest.raises(TooManyTriesError) as refusal:
        rules.check_tries(failed, 5)
    assert refusal.value.data["again_at"] == NOW + timedelta(minutes=10)


def test_a_slip_does_not_show_its_code_to_a_log() -> None:
    person = Person(PersonId(1), SchoolId(1), Name("Алиева", "Ирина"), UID)
    assert CODE not in repr(Slip(person, (), CODE, NOW))


@pytest.mark.parametrize(
    "message", ["5А н 234 235 236 23, дз 301 302", "нет: Белов, 2345 2346 2347", "К 7 Q F w2мх9тrd 780"]
)
def test_the_words_of_a_lesson_are_no_code(message: str) -> None:
    assert rules.read(message).code is None


@given(st.text(alphabet="K7QFW2MX9TRDЗ0 -_", max_size=40))
@example("7800103310 K7QF-W2MX-9TRD")
@example("K7QF-W2MX-9TRD, ЗЗЗЗ")
@example("7800103310")
def test_a_glance_tells_both_from_one_as_reading_does(text: str) -> None:
    typed = rules.read(text)
    assert rules.names_both(text) == (typed.uid is not None and typed.code is not None)
