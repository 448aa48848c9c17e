"""The addresses of calendars."""

import sqlalchemy as sa

from storage.schema.base import Moment, key, metadata, ref

calendar_feed = sa.Table(
    "calendar_feed",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("person_id", "person"),
    ref("pupil_id", "person"),
    sa.Column("secret_hash", sa.Text, nullable=False, unique=True),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Index(
        "uq_calendar_feed_open",
        "person_id",
        "pupil_id",
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    ),
)
