"""What a digest in the outbox brings together."""

import sqlalchemy as sa

from storage.schema.base import Json, Key, key, metadata, ref

digest_part = sa.Table(
    "digest_part",
    metadata,
    key(),
    sa.Column("outbox_id", Key, sa.ForeignKey("outbox.id", ondelete="CASCADE"), nullable=False, index=True),
    ref("lesson_id", "lesson", index=True),
    ref("pupil_id", "person"),
    sa.Column("first_entry_id", Key, nullable=False),
    sa.Column("last_entry_id", Key, nullable=False),
    sa.Column("content", Json),
)
