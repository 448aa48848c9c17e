"""The audit log: append-only and hash-chained per school (L10)."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref

audit_entry = sa.Table(
    "audit_entry",
    metadata,
    key(),
    ref("school_id", "school"),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("at", Moment, nullable=False),
    ref("actor_id", "person", nullable=True),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("data", Json, nullable=False),
    sa.Column("previous_hash", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sa.UniqueConstraint("school_id", "number"),
)
