"""Monthly checks of the journal, what the paper journal counts, deputies' remarks with their history (F01-F05)."""

from datetime import date

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref

_PAGE = ("class_id", "subject_id", "month")
_OPEN = sa.text("state IN ('sent', 'fixed')")


def _page() -> tuple[sa.Column[int], sa.Column[int], sa.Column[date]]:
    """A subject of a class in a month, which its first day names."""
    return ref("class_id", "school_class"), ref("subject_id", "subject"), sa.Column("month", sa.Date, nullable=False)


journal_check = sa.Table(
    "journal_check",
    metadata,
    key(),
    *_page(),
    ref("checked_by_id", "person"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("remarks", sa.Integer, nullable=False),
    sa.UniqueConstraint(*_PAGE),
)

paper_count = sa.Table(
    "paper_count",
    metadata,
    key(),
    *_page(),
    sa.Column("lessons", sa.Integer, nullable=False),
    sa.Column("marks", sa.Integer, nullable=False),
    ref("counted_by_id", "person"),
    sa.Column("at", Moment, nullable=False),
    sa.UniqueConstraint(*_PAGE),
)

check_remark = sa.Table(
    "check_remark",
    metadata,
    key(),
    ref("school_id", "school"),
    *_page(),
    ref("group_id", "class_group", nullable=True),
    ref("teacher_id", "person"),
    ref("author_id", "person"),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("due", sa.Date, nullable=False),
    sa.Column("matters", Json, nullable=False),
    sa.Column("text", sa.Text),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.CheckConstraint("state IN ('sent', 'fixed', 'accepted', 'withdrawn')", name="state"),
    sa.Index("ix_check_remark_open", "school_id", sqlite_where=_OPEN, postgresql_where=_OPEN),
    sa.Index("ix_check_remark_month", "school_id", "month"),
)

diary_verification = sa.Table(
    "diary_verification",
    metadata,
    key(),
    ref("class_id", "school_class"),
    ref("subject_id", "subject", nullable=True),  # none: all subjects of the class
    ref("group_id", "class_group", nullable=True),
    sa.Column("month", sa.Date, nullable=False),
    ref("person_id", "person"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("text", sa.Text),
    sa.Index("ix_diary_verification_month", "class_id", "month"),
)
"""What was said when the diary was verified; with words, that there is an error (G01-G04)."""

check_remark_event = sa.Table(
    "check_remark_event",
    metadata,
    key(),
    ref("remark_id", "check_remark", index=True),
    sa.Column("event", sa.Text, nullable=False),
    ref("person_id", "person"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("text", sa.Text),
    sa.CheckConstraint(
        "event IN ('made', 'answered', 'fixed', 'returned', 'accepted', 'withdrawn')",
        name="event",
    ),
)
