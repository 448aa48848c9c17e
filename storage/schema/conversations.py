"""Steps of conversations that are in the middle of something."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, metadata

conversation_step = sa.Table(
    "conversation_step",
    metadata,
    sa.Column("conversation", sa.Text, primary_key=True),
    sa.Column("state", sa.Text),
    sa.Column("data", Json, nullable=False),
    sa.Column("at", Moment, nullable=False),
)
"""What the next message is taken for; forgotten when it came, or after a day."""
