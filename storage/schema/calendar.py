"""Subjects, rooms, load, bells, terms, timetable, thematic plans, data-entry slots (A11-A16, I01)."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref, valid_days

subject = sa.Table(
    "subject",
    metadata,
    key(),
    ref("school_id", "school"),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("aliases", Json, nullable=False),
    sa.Column("from_grade", sa.Integer),
    sa.Column("to_grade", sa.Integer),
    sa.Column("grading", sa.Text),
    sa.UniqueConstraint("school_id", "name"),
)

room = sa.Table(
    "room",
    metadata,
    key(),
    ref("school_id", "school"),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("name", sa.Text),
    sa.Column("capacity", sa.Integer),
    sa.Column("workstation", sa.Text),
    sa.UniqueConstraint("school_id", "number"),
)

teaching_load = sa.Table(
    "teaching_load",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("teacher_id", "person", index=True),
    ref("class_id", "school_class", index=True),
    ref("group_id", "class_group", nullable=True),
    ref("subject_id", "subject"),
    sa.Column("hours", sa.Numeric(5, 2), nullable=False),
    *valid_days(),
)

bell = sa.Table(
    "bell",
    metadata,
    key(),
    ref("school_id", "school", index=True),
    sa.Column("set_name", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("starts", sa.Time, nullable=False),
    sa.Column("ends", sa.Time, nullable=False),
    sa.Column("from_grade", sa.Integer, nullable=False),
    sa.Column("to_grade", sa.Integer, nullable=False),
    sa.Column("weekdays", Json, nullable=False),
)

term = sa.Table(
    "term",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("year_id", "school_year"),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("from_day", sa.Date, nullable=False),
    sa.Column("to_day", sa.Date, nullable=False),
    sa.Column("from_grade", sa.Integer, nullable=False),
    sa.Column("to_grade", sa.Integer, nullable=False),
    sa.UniqueConstraint("year_id", "name", "from_grade"),
)

timetable_entry = sa.Table(
    "timetable_entry",
    metadata,
    key(),
    ref("school_id", "school", index=True),
    ref("class_id", "school_class", index=True),
    ref("group_id", "class_group", nullable=True),
    ref("subject_id", "subject"),
    ref("teacher_id", "person", index=True),
    ref("room_id", "room", nullable=True),
    sa.Column("weekday", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("week", sa.Integer),
    sa.Column("from_day", sa.Date, nullable=False),
    sa.Column("to_day", sa.Date, nullable=False),
)

plan_item = sa.Table(
    "plan_item",
    metadata,
    key(),
    ref("class_id", "school_class"),
    ref("subject_id", "subject"),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("homework", sa.Text),
    sa.UniqueConstraint("class_id", "subject_id", "position"),
)

entry_slot = sa.Table(
    "entry_slot",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("person_id", "person"),
    sa.Column("cells", Json, nullable=False),
    sa.Column("note", sa.Text),
    sa.Column("cells_before", Json),  # what the last change in a chat replaced
    ref("changed_by_id", "person", nullable=True),
    sa.Column("changed_at", Moment),
    sa.UniqueConstraint("school_id", "person_id"),
)
