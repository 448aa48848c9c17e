"""An index of open rows by expiry: each claim looks for what is too late, and must not read the whole queue"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_expiry",
            ["expires_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('pending', 'claimed')"),
            postgresql_where=sa.text("state IN ('pending', 'claimed')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_expiry",
            sqlite_where=sa.text("state IN ('pending', 'claimed')"),
            postgresql_where=sa.text("state IN ('pending', 'claimed')"),
        )
