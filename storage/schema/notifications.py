"""The outbox and the updates that were handled."""

import sqlalchemy as sa

from storage.schema.base import Json, Key, Moment, key, metadata, ref

_PENDING = sa.text("state IN ('pending', 'claimed')")
_WAITING, _CLAIMED = sa.text("state = 'pending'"), sa.text("state = 'claimed'")
_TRIED = sa.text("first_due IS NOT NULL AND state IN ('pending', 'claimed')")
_NOTICES = sa.text("notice_id IS NOT NULL")
_LETTERS = sa.text("kind = 'message'")
_QUESTIONS = sa.text("kind = 'question'")
PUSHES = sa.text("kind = 'lesson' AND operation = 'send'")
"""Rows that are a push about one lesson; as a text, for parameters neither engine would use their index."""
DIGESTS = sa.text("kind = 'digest'")
"""Rows that are digests, and their edits; likewise."""
UNSENT = sa.text("state IN ('unreachable', 'failed', 'expired')")
"""Rows that ended though there was something to tell; as a text, likewise."""

outbox = sa.Table(
    "outbox",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("chat_id", "chat"),
    sa.Column("bot", sa.Text, nullable=False, server_default=sa.text("''")),  # of the chat
    ref("person_id", "person"),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("operation", sa.Text, nullable=False),
    sa.Column("dedupe_key", sa.Text, nullable=False, unique=True),
    sa.Column("priority", sa.Integer, nullable=False),
    ref("lesson_id", "lesson", nullable=True),
    ref("pupil_id", "person", nullable=True),
    sa.Column("first_entry_id", Key),
    sa.Column("last_entry_id", Key),
    ref("follows_id", "outbox", nullable=True, index=True),
    sa.Column("notice_id", Key),
    sa.Column("content", Json),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("created_at", Moment, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.Column("not_before", Moment, nullable=False),
    sa.Column("first_due", Moment),  # what `not_before` was until the first retry moved it
    sa.Column("expires_at", Moment),
    sa.Column("lease_owner", sa.Text),
    sa.Column("lease_until", Moment),
    sa.Column("sent_at", Moment),
    sa.Column("message_id", sa.Text),
    sa.Column("posted", Json),  # the messages of what is too long for one: [id, print of its words] each
    sa.Column("restated", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.CheckConstraint("operation IN ('send', 'edit')", name="operation"),
    sa.CheckConstraint(
        "state IN ('pending', 'claimed', 'sent', 'superseded', 'expired', 'unreachable', 'failed')",
        name="state",
    ),
    sa.CheckConstraint("state <> 'sent' OR message_id IS NOT NULL", name="sent_has_message"),
    sa.Index(
        "ix_outbox_due",
        "bot",
        "priority",
        "school_id",
        "not_before",
        "id",
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    ),
    sa.Index("ix_outbox_expiry", "bot", "expires_at", sqlite_where=_PENDING, postgresql_where=_PENDING),
    sa.Index("ix_outbox_waiting", "bot", "not_before", sqlite_where=_WAITING, postgresql_where=_WAITING),
    sa.Index("ix_outbox_lease", "bot", "lease_until", sqlite_where=_CLAIMED, postgresql_where=_CLAIMED),
    sa.Index(
        "ix_outbox_tried",
        "bot",
        "priority",
        "school_id",
        "first_due",
        sqlite_where=_TRIED,
        postgresql_where=_TRIED,
    ),
    sa.Index("ix_outbox_pushes", "chat_id", "not_before", sqlite_where=PUSHES, postgresql_where=PUSHES),
    sa.Index("ix_outbox_letters", "chat_id", "message_id", sqlite_where=_LETTERS, postgresql_where=_LETTERS),
    sa.Index("ix_outbox_questions", "chat_id", sqlite_where=_QUESTIONS, postgresql_where=_QUESTIONS),
    sa.Index("ix_outbox_digests", "person_id", sqlite_where=DIGESTS, postgresql_where=DIGESTS),
    sa.Index("ix_outbox_notice", "notice_id", "chat_id", sqlite_where=_NOTICES, postgresql_where=_NOTICES),
    sa.Index("ix_outbox_unsent", "school_id", "changed_at", sqlite_where=UNSENT, postgresql_where=UNSENT),
    sa.Index("ix_outbox_lesson", "lesson_id", "pupil_id", "chat_id"),
)

sender = sa.Table(
    "sender",
    metadata,
    sa.Column("bot", sa.Text, primary_key=True),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("lease_until", Moment, nullable=False),
    sa.Column("paused_until", Moment, nullable=False),
)
"""Which process sends for a bot, until when, and when the messenger will listen again; by the database's own clock."""

handled_update = sa.Table(
    "handled_update",
    metadata,
    sa.Column("bot", sa.Text, primary_key=True),
    sa.Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("at", Moment, nullable=False, index=True),
)
