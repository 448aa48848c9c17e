"""Notices and whom they were sent to."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref

_SENT = sa.text("state = 'sent' AND (shown IS NULL OR shown < 100)")
_SCHEDULED = sa.text("state = 'scheduled'")
notice = sa.Table(
    "notice",
    metadata,
    key(),
    ref("school_id", "school", index=True),
    ref("author_id", "person", index=True),
    sa.Column("sender", sa.Text),  # the class in whose name it goes
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("spans", Json, nullable=False),  # [style, start, end, url] each
    sa.Column("audience", Json, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("asking", sa.Text, nullable=False, server_default="nothing"),
    sa.Column("answers", Json, nullable=False, server_default="[]"),  # the author's own
    sa.Column("files", Json, nullable=False, server_default="[]"),  # what screens say of them
    sa.Column("closes_at", Moment),  # from then on answers are taken no more
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("sent_at", Moment),
    sa.Column("reach", Json),  # what it was when it was sent
    sa.Column("shown", sa.Integer),  # of which share, in per cent, the author was told
    sa.Column("reminders", sa.Integer, nullable=False, server_default="0"),
    sa.Column("reminded_at", Moment),
    sa.Column("send_at", Moment),
    ref("chat_id", "chat", nullable=True),  # where its author scheduled it
    sa.CheckConstraint("asking IN ('nothing', 'read', 'yes_no', 'own')", name="asking"),
    sa.CheckConstraint("state IN ('draft', 'scheduled', 'held', 'sent', 'withdrawn')", name="state"),
    sa.Index("ix_notice_scheduled", "send_at", sqlite_where=_SCHEDULED, postgresql_where=_SCHEDULED),
    sa.Index("ix_notice_underway", "id", sqlite_where=_SENT, postgresql_where=_SENT),
)

notice_recipient = sa.Table(
    "notice_recipient",
    metadata,
    ref("notice_id", "notice"),
    ref("person_id", "person"),
    sa.Column("agreed", sa.Boolean, nullable=False),  # whether messages may come, as far as consents say
    sa.Column("read_at", Moment),  # when they said that they have read it, or answered last
    sa.Column("answer", sa.Integer),  # by its number from 0
    sa.PrimaryKeyConstraint("notice_id", "person_id"),
)
"""The people of the audience at the moment of sending, with a chat or without."""
