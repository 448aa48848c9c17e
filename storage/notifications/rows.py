"""Rows of the outbox as the core's values and back."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from core.ids import ChatKey, OutboxId, PersonId, SchoolId
from core.notifications.model import Kind, Operation, Planned, Posted, Priority, Row, State
from core.notifications.preferences import Topic

_ALL = frozenset(Topic)


def to_row(row: Any) -> Row:
    """A row of the table as the core's value."""
    return Row(
        OutboxId(row.id),
        _planned(row),
        State(row.state),
        row.attempts,
        row.sent_at,
        row.message_id,
        row.reason,
        row.lease_until,
        posted=to_posted(row.posted),
    )


def to_posted(column: list[list[str]] | None) -> tuple[Posted, ...]:
    """The messages of what was too long for one."""
    return tuple(Posted(*one) for one in column) if column else ()


def from_posted(posted: Sequence[Posted]) -> list[list[str]] | None:
    """The same as a column."""
    return [[one.message_id, one.print] for one in posted] or None


def _planned(row: Any) -> Planned:
    return Planned(
        SchoolId(row.school_id),
        ChatKey(row.chat_id),
        PersonId(row.person_id),
        Kind(row.kind),
        row.dedupe_key,
        row.not_before,
        Operation(row.operation),
        Priority(row.priority),
        row.lesson_id,
        row.pupil_id,
        row.first_entry_id,
        row.last_entry_id,
        row.follows_id,
        to_content(row.content),
        row.expires_at,
        to_topics(row.content),
        notice_id=row.notice_id,
    )


def to_content(column: dict[str, str] | None) -> dict[str, str] | None:
    """The facts of a row that is not about a lesson."""
    return None if _names_topics(column) else column


def to_topics(content: dict[str, str] | None) -> frozenset[Topic]:
    """The kinds of news that a row about a lesson tells; all where none are named."""
    if content is None or not _names_topics(content):
        return _ALL
    return _topics(content["topics"])


@cache
def _topics(names: str) -> frozenset[Topic]:
    return frozenset(Topic(name) for name in names.split(","))


def _names_topics(content: dict[str, str] | None) -> bool:
    return content is not None and "topics" in content


def from_topics(topics: frozenset[Topic]) -> dict[str, str] | None:
    """The same as the content of the row."""
    return None if topics == _ALL else {"topics": ",".join(sorted(topics))}


PLANNED = (
    "school_id",
    "chat_id",
    "person_id",
    "kind",
    "operation",
    "dedupe_key",
    "priority",
    "lesson_id",
    "pupil_id",
    "first_entry_id",
    "last_entry_id",
    "follows_id",
    "content",
    "not_before",
    "expires_at",
    "notice_id",
)
"""The columns of a new row, in the order of `from_planned`."""


def from_planned(planned: Planned) -> tuple[Any, ...]:
    """A new row as the values of its columns."""
    return (
        planned.school_id,
        planned.chat_key,
        planned.person_id,
        planned.kind.value,
        planned.operation.value,
        planned.dedupe_key,
        planned.priority.value,
        planned.lesson_id,
        planned.pupil_id,
        planned.first_entry,
        planned.last_entry,
        planned.follows,
        planned.content or from_topics(planned.topics),
        planned.not_before,
        planned.expires_at,
        planned.notice_id,
    )
