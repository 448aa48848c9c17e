"""The register of consents and the words that schools wrote for them; nothing is ever deleted (O01)."""

import sqlalchemy as sa

from storage.schema.base import Moment, key, metadata, ref

_STANDS = sa.text("withdrawn_at IS NULL")

consent = sa.Table(
    "consent",
    metadata,
    key(),
    ref("school_id", "school", index=True),
    ref("person_id", "person"),
    ref("pupil_id", "person"),
    sa.Column("form", sa.Text, nullable=False),
    sa.Column("scope", sa.Text, nullable=False, server_default=sa.text("'messages'")),
    sa.Column("given_at", Moment, nullable=False),
    sa.Column("way", sa.Text, nullable=False),
    ref("entered_by_id", "person", nullable=True),
    sa.Column("withdrawn_at", Moment),
    ref("withdrawn_by_id", "person", nullable=True),
    sa.Column("withdrawn_why", sa.Text),
    ref("application_id", "application", nullable=True),
    sa.CheckConstraint("way IN ('chat', 'paper')", name="way"),
    sa.CheckConstraint("scope IN ('diary', 'messages')", name="scope"),
    sa.CheckConstraint("withdrawn_why IN ('withdrawn', 'replaced', 'expired')", name="withdrawn_why"),
    sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_why IS NULL)", name="withdrawn"),
    sa.Index("ix_consent_pair", "person_id", "pupil_id"),
    sa.Index(
        "uq_consent_stands",
        "person_id",
        "pupil_id",
        unique=True,
        sqlite_where=_STANDS,
        postgresql_where=_STANDS,
    ),
)

consent_wording = sa.Table(
    "consent_wording",
    metadata,
    key(),
    ref("school_id", "school"),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("made_at", Moment, nullable=False),
    ref("made_by_id", "person", nullable=True),
    sa.UniqueConstraint("school_id", "version"),
)
