"""Absence notes. A note is ended, never changed or deleted (B09, P01)."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref

_CERTIFIED = sa.text("certificate IS NOT NULL")

absence_note = sa.Table(
    "absence_note",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("pupil_id", "person", index=True),
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date),
    sa.Column("lessons", Json, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    ref("entered_by_id", "person"),
    sa.Column("entered_at", Moment, nullable=False),
    ref("entry_id", "entry", nullable=True, index=True),
    sa.Column("ended_at", Moment),
    ref("ended_by_id", "person", nullable=True),
    ref("replaced_by_id", "absence_note", nullable=True),
    sa.Column("from_family", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("comment", sa.Text),
    sa.Column("confirmed_at", Moment),
    ref("confirmed_by_id", "person", nullable=True),
    sa.Column("certificate", Json),  # what screens say of its pages
    sa.Column("accepted_at", Moment),
    sa.Column("refusal", sa.Text),  # a code, or the class teacher's own words
    sa.CheckConstraint("reason IN ('Б', 'У', 'НУ')", name="reason"),
    sa.CheckConstraint("source IN ('teacher', 'guardian', 'certificate')", name="source"),
    sa.CheckConstraint("first_day <= last_day", name="days"),
    sa.Index("ix_absence_note_certified", "entered_at", sqlite_where=_CERTIFIED, postgresql_where=_CERTIFIED),
)
