"""The examples of the specification, and a corpus of our own over two schools."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.core.journal.quick_entry.reading import comparable, rendered
from tests.core.journal.quick_entry.school import DATA

Case = Mapping[str, object]


def _lines(path: Path) -> list[Case]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


EXAMPLES = _lines(DATA / "quick-entry-examples.jsonl")
CORPUS = _lines(Path(__file__).with_name("corpus.jsonl"))


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda case: str(case["n"]))
def test_example_of_the_specification(case: Case) -> None:
    assert comparable(rendered(case)) == comparable(case["expected"])


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: str(case["text"])[:40])
def test_own_corpus(case: Case) -> None:
    assert comparable(rendered(case)) == comparable(case["expected"])
