"""A sender for each bot: rows know the bot of their chat, and one process at a time sends for a bot"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_OPEN, _CLAIMED, _PENDING = "state IN ('pending', 'claimed')", "state = 'claimed'", "state = 'pending'"
_INDEXES = (
    ("ix_outbox_due", ["bot", "priority", "school_id", "not_before", "id"], ["priority", "not_before", "id"], _OPEN),
    ("ix_outbox_expiry", ["bot", "expires_at"], ["expires_at"], _OPEN),
    ("ix_outbox_lease", ["bot", "lease_until"], ["lease_until"], _CLAIMED),
    ("ix_outbox_waiting", ["bot", "not_before"], ["not_before"], _PENDING),
)
"""Names, columns from now on, columns until now, of which rows."""


def upgrade() -> None:
    op.create_table(
        "sender",
        sa.Column("bot", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("bot", name=op.f("pk_sender")),
    )
    op.add_column("outbox", sa.Column("bot", sa.Text(), server_default=sa.text("''"), nullable=False))
    op.execute("UPDATE outbox SET bot = (SELECT chat.bot FROM chat WHERE chat.id = outbox.chat_id)")
    for name, columns, _, rows in _INDEXES:
        _index(name, columns, rows)


def downgrade() -> None:
    for name, _, columns, rows in _INDEXES:
        _index(name, columns, rows)
    # Not as a batch: on SQLite that drops the table after a copy, and with it the parts of digests.
    op.execute("ALTER TABLE outbox DROP COLUMN bot")
    op.drop_table("sender")


def _index(name: str, columns: list[str], rows: str) -> None:
    """Put an index in the place of the one of that name."""
    op.drop_index(name, "outbox")
    op.create_index(name, "outbox", columns, sqlite_where=sa.text(rows), postgresql_where=sa.text(rows))
