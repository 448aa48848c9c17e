"""Reading a message of a test school, and comparing readings as the specification says."""

import re
from collections.abc import Mapping

from core.journal.quick_entry.model import Answers, Interpretation, LessonDraft
from core.journal.quick_entry.rendering import as_json
from core.journal.quick_entry.service import interpret
from tests.core.journal.quick_entry.school import SCHOOLS

DAY = "2026-10-13T15:30"
_FREE = ("homework", "topic")
_IGNORED = ("why", "fuzzy")


def read(
    text: str, teacher: str = "T1", at: str = DAY, answers: Answers | None = None, school: str = "sample"
) -> Interpretation:
    """The reading of a message."""
    return interpret(text, SCHOOLS[school]().context(teacher, at), answers or {})


def draft(text: str, teacher: str = "T1", at: str = DAY, answers: Answers | None = None) -> LessonDraft:
    """The only draft of a message."""
    (only,) = read(text, teacher, at, answers).drafts
    return only


def rendered(case: Mapping[str, object]) -> dict[str, object]:
    """The JSON of a corpus line."""
    context = SCHOOLS[str(case.get("school", "sample"))]().context(str(case["teacher"]), str(case["at"]))
    return as_json(interpret(str(case["text"]), context), context)


def comparable(value: object, key: str = "") -> object:
    """A reading without what does not count: reasons, the order of lists, spaces and case of free texts."""
    if isinstance(value, Mapping):
        return {name: comparable(one, name) for name, one in value.items() if name not in _IGNORED}
    if isinstance(value, list | tuple):
        return sorted((comparable(one) for one in value), key=repr)
    if key in _FREE and isinstance(value, str):
        return re.sub(r"\s", "", value).lower()
    return str(value) if isinstance(value, str) else value


def marks(one: LessonDraft) -> list[tuple[str | None, str]]:
    """Who got what."""
    return [(one.names[mark.pupil_id] if mark.pupil_id else None, mark.value) for mark in one.marks]
