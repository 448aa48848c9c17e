"""Requests for approval. A request is decided once, never changed or deleted (P12, B29)."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref

_WAITING = sa.text("state = 'waiting'")

approval_request = sa.Table(
    "approval_request",
    metadata,
    key(),
    ref("school_id", "school"),
    sa.Column("kind", sa.Text, nullable=False),
    ref("asker_id", "person", index=True),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("matter", Json, nullable=False),
    ref("lesson_id", "lesson", nullable=True, index=True),
    ref("draft_id", "draft", nullable=True, index=True),
    sa.Column("order_number", sa.Text),
    sa.Column("order_day", sa.Date),
    sa.Column("state", sa.Text, nullable=False),
    ref("decided_by_id", "person", nullable=True),
    sa.Column("decided_at", Moment),
    sa.Column("answer", sa.Text),
    sa.CheckConstraint("state IN ('waiting', 'allowed', 'refused', 'withdrawn', 'outdated')", name="state"),
    sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided"),
    sa.CheckConstraint("(order_number IS NULL) = (order_day IS NULL)", name="order"),
    sa.Index("ix_approval_request_waiting", "school_id", sqlite_where=_WAITING, postgresql_where=_WAITING),
)
