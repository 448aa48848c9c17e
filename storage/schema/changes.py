"""What is otherwise than the weekly timetable. A change is ended, never altered or deleted (B11, B25)."""

from typing import Any

import sqlalchemy as sa

from storage.schema.base import Key, Moment, key, metadata, ref


def _place(when: str) -> tuple[sa.Column[Any], ...]:
    """A lesson as it was by the weekly timetable, or as it takes place; all empty where there is none."""
    return (
        ref(f"{when}_subject_id", "subject", nullable=True),
        ref(f"{when}_teacher_id", "person", nullable=True),
        sa.Column(f"{when}_day", sa.Date),
        sa.Column(f"{when}_number", sa.Integer),
        sa.Column(f"{when}_room", sa.Text),
    )


_LESSON = ("class_id", "was_subject_id", "was_day", "was_number")
_WHOLE = sa.text("ended_at IS NULL AND group_id IS NULL")
_GROUP = sa.text("ended_at IS NULL AND group_id IS NOT NULL")

timetable_change = sa.Table(
    "timetable_change",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("class_id", "school_class"),
    ref("group_id", "class_group", nullable=True),
    *_place("was"),
    *_place("now"),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("declared", sa.Boolean, nullable=False),  # by who holds the lesson, and not by the school
    sa.Column("bundle", Key),  # the first of several that were decided together: they end together
    ref("made_by_id", "person"),
    sa.Column("made_at", Moment, nullable=False),
    ref("replaces_id", "timetable_change", nullable=True, index=True),
    sa.Column("ended_at", Moment),
    ref("ended_by_id", "person", nullable=True),
    sa.CheckConstraint("was_day IS NOT NULL OR now_day IS NOT NULL", name="lesson"),
    sa.Index("uq_timetable_change_class", *_LESSON, unique=True, sqlite_where=_WHOLE, postgresql_where=_WHOLE),
    sa.Index(
        "uq_timetable_change_group", *_LESSON, "group_id", unique=True, sqlite_where=_GROUP, postgresql_where=_GROUP
    ),
    sa.Index("ix_timetable_change_class_now", "class_id", "now_day"),
    sa.Index("ix_timetable_change_class_was", "class_id", "was_day"),
    sa.Index("ix_timetable_change_school_now", "school_id", "now_day"),
    sa.Index("ix_timetable_change_school_was", "school_id", "was_day"),
    sa.Index("ix_timetable_change_teacher", "now_teacher_id", "now_day"),
)
"""One change stands for a lesson: another takes its place."""
