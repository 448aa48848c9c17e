"""Questions to the administrators, what was said in them, and what is kept for others."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref

consultation = sa.Table(
    "consultation",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("chat_id", "chat", index=True),
    ref("asker_id", "person", nullable=True, index=True),  # nobody: asked by who is not connected
    sa.Column("language", sa.Text),
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("since", Moment, nullable=False),
    ref("taken_by_id", "person", nullable=True),
    sa.Column("taken_at", Moment),
    sa.CheckConstraint("state IN ('waiting', 'answered', 'closed')", name="state"),
    sa.CheckConstraint("(taken_by_id IS NULL) = (taken_at IS NULL)", name="taken"),
    sa.Index("ix_consultation_school", "school_id", "state", "since"),
)

consultation_words = sa.Table(
    "consultation_words",
    metadata,
    key(),
    ref("consultation_id", "consultation", index=True),
    ref("author_id", "person", nullable=True),
    sa.Column("by_staff", sa.Boolean, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("attachments", Json),  # what screens say of its files
)

faq = sa.Table(
    "faq",
    metadata,
    key(),
    ref("school_id", "school", index=True),
    ref("author_id", "person"),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("answer", sa.Text, nullable=False),
    sa.Column("audience", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    ref("source_id", "consultation", nullable=True),
    sa.Column("shown", sa.Boolean, nullable=False),
    sa.Column("helped", sa.Integer, nullable=False, server_default="0"),
    sa.CheckConstraint("audience IN ('families', 'staff', 'everybody')", name="audience"),
)
