"""Applications for a diary; none is ever deleted (E06)."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref

_FILLING = sa.text("state = 'filling'")
_WAITING = sa.text("state IN ('received', 'checked', 'registered')")

application = sa.Table(
    "application",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("chat_id", "chat", index=True),
    ref("typed_by_id", "person", nullable=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("form", Json, nullable=False),
    sa.Column("asked", sa.Text),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column("number", sa.Integer),
    sa.Column("received_at", Moment),
    sa.Column("checked_at", Moment),
    ref("checked_by_id", "person", nullable=True),
    sa.Column("register_number", sa.Integer),
    sa.Column("registered_at", Moment),
    ref("registered_by_id", "person", nullable=True),
    sa.Column("decided_at", Moment),
    ref("decided_by_id", "person", nullable=True),
    sa.Column("reason", sa.Text),
    ref("guardian_id", "person", nullable=True),
    ref("pupil_id", "person", nullable=True),
    sa.UniqueConstraint("school_id", "number"),
    sa.UniqueConstraint("school_id", "register_number"),
    sa.CheckConstraint(
        "state IN ('filling', 'received', 'checked', 'registered', 'connected', 'refused', 'withdrawn', 'expired')",
        name="state",
    ),
    sa.CheckConstraint("(number IS NULL) = (received_at IS NULL)", name="received"),
    sa.CheckConstraint("(register_number IS NULL) = (registered_at IS NULL)", name="registered"),
    sa.Index("uq_application_filling", "chat_id", unique=True, sqlite_where=_FILLING, postgresql_where=_FILLING),
    sa.Index("ix_application_waiting", "school_id", sqlite_where=_WAITING, postgresql_where=_WAITING),
    sa.Index("ix_application_received", "school_id", "received_at"),
)
