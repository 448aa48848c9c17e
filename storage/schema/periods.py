"""Marks of a quarter, a half-year or the year: each is ended by the one that replaces it, never changed (B23, P12)."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref

_STANDING = sa.text("ended_at IS NULL")

period_mark = sa.Table(
    "period_mark",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("class_id", "school_class"),
    ref("group_id", "class_group", nullable=True),
    ref("subject_id", "subject"),
    ref("pupil_id", "person", index=True),
    sa.Column("period", sa.Text, nullable=False),
    sa.Column("value", sa.Text, nullable=False),
    ref("author_id", "person"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("reason", sa.Text),
    ref("replaces_id", "period_mark", nullable=True),
    sa.Column("ended_at", Moment),
    sa.Index("ix_period_mark_class", "class_id", "period"),
    sa.Index(
        "uq_period_mark_standing",
        "pupil_id",
        "class_id",
        "subject_id",
        "period",
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    ),
)

period_draft = sa.Table(
    "period_draft",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("author_id", "person"),
    sa.Column("sheet", sa.Text, nullable=False),
    sa.Column("chosen", Json, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.UniqueConstraint("author_id", "sheet"),
)
"""What a teacher has chosen and not confirmed: pupil → value; `sheet` is class, group or 0, subject and period."""
