"""Every refusal of the core has its sentence."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

import core
from bot.errors import SENTENCES, sentence
from bot.i18n import texts
from core.errors import DomainError
from core.people.links.errors import CodeExpiredError, TooManyTriesError

MOSCOW = ZoneInfo("Europe/Moscow")
EVENING = datetime(2026, 10, 13, 21, 30, tzinfo=UTC)


def _kinds(of: type[DomainError]) -> Iterator[type[DomainError]]:
    yield of
    for kind in of.__subclasses__():
        yield from _kinds(kind)


def _codes() -> set[str]:
    for module in pkgutil.walk_packages(core.__path__, "core."):
        importlib.import_module(module.name)
    return {kind.code for kind in _kinds(DomainError) if kind.__module__.startswith("core.")}


def test_every_code_has_a_sentence_and_no_sentence_is_left_over() -> None:
    assert set(SENTENCES) == _codes()


@pytest.mark.parametrize(
    ("error", "said"),
    [(TooManyTriesError(again_at=EVENING), "после 0:30;"), (CodeExpiredError(expired_at=EVENING), "до 14 октября.")],
)
def test_moments_are_told_on_the_school_s_clock(error: DomainError, said: str) -> None:
    assert said in sentence(error, texts("ru", MOSCOW))
