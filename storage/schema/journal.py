"""Drafts, lessons, entries and their facts. A fact is ended by a later entry, never changed (B27, P12)."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref


def _fact_columns() -> tuple[sa.Column[int], ...]:
    """The entry that made a fact and the entry that ended it, if one did."""
    return ref("entry_id", "entry"), ref("ended_entry_id", "entry", nullable=True)


control_kind = sa.Table(
    "control_kind",
    metadata,
    key(),
    ref("school_id", "school"),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("weight", sa.Numeric(4, 2), nullable=False),
    sa.Column("aliases", Json, nullable=False),
    sa.UniqueConstraint("school_id", "name"),
)

draft = sa.Table(
    "draft",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("author_id", "person", index=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("part", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("moment", Moment, nullable=False),
    sa.Column("answers", Json, nullable=False),
    sa.Column("taps", Json, nullable=False, server_default="{}"),
    sa.Column("reading", Json, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    ref("entry_id", "entry", nullable=True),
    ref("typed_by_id", "person", nullable=True),
    sa.Column("handed_at", Moment),
    sa.Column("late_reason", sa.Text),
    sa.Column("confirmed_at", Moment),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.UniqueConstraint("source", "part"),
    sa.CheckConstraint("state IN ('open', 'recorded', 'undone', 'cancelled')", name="state"),
)

_SLOT = ("class_id", "subject_id", "day", "number")
_WHOLE, _GROUP = sa.text("group_id IS NULL"), sa.text("group_id IS NOT NULL")

lesson = sa.Table(
    "lesson",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("class_id", "school_class"),
    ref("group_id", "class_group", nullable=True),
    ref("subject_id", "subject"),
    ref("teacher_id", "person", index=True),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Index("ix_lesson_class_day", "class_id", "day"),
    sa.Index("uq_lesson_class", *_SLOT, unique=True, sqlite_where=_WHOLE, postgresql_where=_WHOLE),
    sa.Index("uq_lesson_group", *_SLOT, "group_id", unique=True, sqlite_where=_GROUP, postgresql_where=_GROUP),
)

entry = sa.Table(
    "entry",
    metadata,
    key(),
    ref("lesson_id", "lesson", index=True),
    sa.Column("kind", sa.Text, nullable=False),
    ref("author_id", "person"),
    ref("typed_by_id", "person"),
    ref("instead_of_id", "person", nullable=True),  # whose lesson it is by the weekly timetable
    sa.Column("at", Moment, nullable=False),
    sa.Column("late_days", sa.Integer, nullable=False, server_default="0"),
    sa.Column("reason", sa.Text),
    ref("approved_by_id", "person", nullable=True),
    ref("undoes_id", "entry", nullable=True),
    sa.CheckConstraint("kind IN ('record', 'correction', 'undo')", name="kind"),
)

lesson_text = sa.Table(
    "lesson_text",
    metadata,
    key(),
    ref("lesson_id", "lesson", index=True),
    *_fact_columns(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("due", sa.Date),
    sa.Column("attachments", Json, nullable=False, server_default="[]"),  # of homework: what the cards say of its files
    sa.CheckConstraint("kind IN ('topic', 'homework', 'no_homework', 'held', 'not_held')", name="kind"),
)

control = sa.Table(
    "control",
    metadata,
    key(),
    ref("lesson_id", "lesson", index=True),
    ref("entry_id", "entry"),
    sa.Column("kind", sa.Text),
    sa.Column("weight", sa.Numeric(4, 2), nullable=False),
    sa.Column("text", sa.Text),
)

mark = sa.Table(
    "mark",
    metadata,
    key(),
    ref("control_id", "control", index=True),
    ref("pupil_id", "person", index=True),
    *_fact_columns(),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("work_day", sa.Date, nullable=False),
    sa.Column("announced_on", sa.Date, nullable=False),
    ref("replaces_id", "mark", nullable=True),
)

attendance = sa.Table(
    "attendance",
    metadata,
    key(),
    ref("lesson_id", "lesson", index=True),
    ref("pupil_id", "person", index=True),
    *_fact_columns(),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("minutes", sa.Integer),
    ref("note_id", "absence_note", nullable=True),
    sa.CheckConstraint("kind IN ('absent', 'late', 'exempt', 'present')", name="kind"),
    sa.CheckConstraint("reason IS NULL OR reason IN ('Б', 'У', 'НУ')", name="reason"),
)

remark = sa.Table(
    "remark",
    metadata,
    key(),
    ref("lesson_id", "lesson", index=True),
    ref("pupil_id", "person", index=True),
    *_fact_columns(),
    sa.Column("text", sa.Text, nullable=False),
)
