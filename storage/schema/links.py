"""Chats, their links to people, one-time codes and tries (D02, D12, D13)."""

import sqlalchemy as sa

from storage.schema.base import Moment, key, metadata, ref

chat = sa.Table(
    "chat",
    metadata,
    key(),
    sa.Column("channel", sa.Text, nullable=False),
    sa.Column("bot", sa.Text, nullable=False),
    sa.Column("address", sa.Text, nullable=False),
    sa.Column("language", sa.Text),
    sa.Column("blocked_at", Moment),
    sa.Column("blocked_why", sa.Text),
    sa.UniqueConstraint("channel", "bot", "address"),
)

account_link = sa.Table(
    "account_link",
    metadata,
    key(),
    ref("chat_id", "chat", index=True),
    ref("person_id", "person", index=True),
    sa.Column("linked_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.Column("ended_why", sa.Text),
    sa.Column("seen_on", sa.Date),  # the last day on which somebody wrote or pressed a button there
    sa.Index(
        "uq_account_link_active",
        "chat_id",
        "person_id",
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    ),
)

link_code = sa.Table(
    "link_code",
    metadata,
    key(),
    ref("person_id", "person", index=True),
    sa.Column("code_hash", sa.Text, nullable=False, unique=True),
    ref("issued_by", "person", nullable=True),
    sa.Column("issued_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("used_at", Moment),
    ref("used_chat_id", "chat", nullable=True),
    sa.Column("revoked_at", Moment),
)

link_try = sa.Table(
    "link_try",
    metadata,
    key(),
    ref("chat_id", "chat"),
    sa.Column("uid", sa.Text),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_link_try_chat", "chat_id", "at"),
    sa.Index("ix_link_try_uid", "uid", "at"),
)
