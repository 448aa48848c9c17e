"""Files that teachers send, what messengers call them, and their bytes."""

import sqlalchemy as sa

from storage.schema.base import Key, Moment, key, metadata, ref

_WANTED = sa.text("fetch_at IS NOT NULL")

attachment_blob = sa.Table(
    "attachment_blob",
    metadata,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("kept_at", Moment, nullable=False),
)
"""The bytes of a file by their SHA-256: the same file is kept once, whoever sent it."""

attachment_piece = sa.Table(
    "attachment_piece",
    metadata,
    sa.Column("digest", sa.Text, sa.ForeignKey("attachment_blob.digest"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

attachment = sa.Table(
    "attachment",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("owner_id", "person"),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("album", sa.Text),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("mime", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("print", sa.Text, nullable=False),
    sa.Column("sent_at", Moment, nullable=False),
    sa.Column("digest", sa.Text, sa.ForeignKey("attachment_blob.digest")),  # empty until the bytes are kept
    sa.Column("fetch_at", Moment),  # empty where nobody asked for the bytes, they are kept, or were given up
    sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
    sa.Column("reason", sa.Text),
    sa.UniqueConstraint("owner_id", "source"),
    sa.CheckConstraint("kind IN ('photo', 'document', 'voice', 'audio')", name="kind"),
    sa.Index("ix_attachment_album", "owner_id", "album"),
    sa.Index("ix_attachment_wanted", "fetch_at", sqlite_where=_WANTED, postgresql_where=_WANTED),
)

attachment_reference = sa.Table(
    "attachment_reference",
    metadata,
    sa.Column("attachment_id", Key, sa.ForeignKey("attachment.id"), primary_key=True),
    sa.Column("bot", sa.Text, primary_key=True),
    sa.Column("reference", sa.Text, nullable=False),
)
"""By what each bot may send a file without its bytes."""
