"""What people keep for themselves in the diary: ticks of homework, and the child looked at last."""

import sqlalchemy as sa

from storage.schema.base import Moment, key, metadata, ref

task_tick = sa.Table(
    "task_tick",
    metadata,
    key(),
    ref("person_id", "person"),
    ref("pupil_id", "person"),
    ref("task_id", "lesson_text"),
    sa.Column("done_at", Moment),
    sa.UniqueConstraint("person_id", "pupil_id", "task_id"),
)
"""Homework that a person has ticked off for a child; without `done_at` the tick was taken back."""

diary_choice = sa.Table(
    "diary_choice",
    metadata,
    key(),
    ref("person_id", "person"),
    ref("pupil_id", "person"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("dark", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("person_id"),
)
