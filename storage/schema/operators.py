"""For whom each operator types (B17). A turn is ended, never deleted."""

import sqlalchemy as sa

from storage.schema.base import Moment, key, metadata, ref

_STANDS = sa.text("ended_at IS NULL")

operator_turn = sa.Table(
    "operator_turn",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("operator_id", "person"),
    ref("teacher_id", "person"),
    sa.Column("begun_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Index("ix_operator_turn_operator_id", "operator_id", "begun_at"),
    sa.Index("uq_operator_turn_stands", "operator_id", unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS),
)
