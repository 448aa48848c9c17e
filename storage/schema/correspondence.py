"""Letters between families and staff (H01-H07). Letters are never changed or deleted."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref

letter_thread = sa.Table(
    "letter_thread",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("guardian_id", "person"),
    ref("staff_id", "person", index=True),
    ref("pupil_id", "person"),
    sa.Column("begun_at", Moment, nullable=False),
    sa.Column("last_at", Moment),  # empty until the first letter
    sa.Column("guardian_seen", sa.BigInteger, nullable=False, server_default="0"),  # the last letter that was opened
    sa.Column("staff_seen", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("guardian_muted", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("staff_muted", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("blocked_at", Moment),
    sa.Column("block_reason", sa.Text),
    sa.UniqueConstraint("guardian_id", "staff_id", "pupil_id"),
)

letter = sa.Table(
    "letter",
    metadata,
    key(),
    ref("thread_id", "letter_thread", index=True),
    ref("author_id", "person"),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("written_at", Moment, nullable=False),
    sa.Column("due_at", Moment, nullable=False),
    sa.Column("attachments", Json),  # what screens say of its files
    sa.Index("ix_letter_author_id", "author_id", "written_at"),
)

letter_desk = sa.Table(
    "letter_desk",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("person_id", "person"),
    sa.Column("accepts", sa.Boolean, nullable=False),
    sa.Column("opens", sa.Time, nullable=False),
    sa.Column("closes", sa.Time, nullable=False),
    sa.Column("welcomes", sa.Boolean, nullable=False, server_default=sa.true()),  # a guardian's
    sa.UniqueConstraint("person_id"),
)
"""Whether somebody of the staff takes letters, and in which hours; a change of that stands in the audit log. Whether a
guardian wants first letters of the teachers of subjects."""

letter_report = sa.Table(
    "letter_report",
    metadata,
    key(),
    ref("thread_id", "letter_thread"),
    ref("reporter_id", "person"),
    ref("last_letter_id", "letter"),
    sa.Column("reported_at", Moment, nullable=False),
    sa.Column("reason", sa.Text, nullable=False, server_default=sa.text("''")),
    sa.Column("looked_at", Moment),
    sa.Column("closed_at", Moment),
    sa.Column("passed_at", Moment),
    sa.Column("outcome", sa.Text),  # a code, or own words
    sa.UniqueConstraint("thread_id", "reporter_id", "last_letter_id"),
)
"""Complaints: the coordinators may read the letters up to the last one of that moment, and no later ones."""
