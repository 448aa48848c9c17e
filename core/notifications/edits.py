"""Edits of messages that were sent already, where what they tell has changed. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from core.notifications.model import Operation, Planned, Priority, Row, State


def edits_of(
    rows: Iterable[Row], mark: str, now: datetime, until: datetime, content: Mapping[str, str] | None = None
) -> tuple[Planned, ...]:
    """An edit for each of these that is in a chat, or on its way there; with one `mark` a message is edited once.

    It tells what the message told, as that stands now, or where `content` is given that instead.
    """
    return tuple(
        replace(
            row.planned,
            dedupe_key=f"edit:{row.id}:{mark}",
            not_before=now,
            operation=Operation.EDIT,
            priority=Priority.NORMAL,
            follows=row.id,
            content=row.planned.content if content is None else {**content},
            expires_at=until,
        )
        for row in rows
        if row.state in (State.SENT, State.CLAIMED)
    )
