"""What people, and schools for those who chose nothing, want to be told of and when."""

import sqlalchemy as sa

from storage.schema.base import Json, key, metadata, ref

notification_preference = sa.Table(
    "notification_preference",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("person_id", "person", nullable=True),
    sa.Column("modes", Json, nullable=False),
    sa.Column("quiet_from", sa.Time),
    sa.Column("quiet_to", sa.Time),
    sa.Column("digest_at", sa.Time),
    sa.UniqueConstraint("person_id"),
    sa.Index(
        "uq_notification_preference_school",
        "school_id",
        unique=True,
        sqlite_where=sa.text("person_id IS NULL"),
        postgresql_where=sa.text("person_id IS NULL"),
    ),
)
