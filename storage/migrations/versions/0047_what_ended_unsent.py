"""what ended unsent"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_unsent",
            ["school_id", "changed_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('unreachable', 'failed', 'expired')"),
            postgresql_where=sa.text("state IN ('unreachable', 'failed', 'expired')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_unsent",
            sqlite_where=sa.text("state IN ('unreachable', 'failed', 'expired')"),
            postgresql_where=sa.text("state IN ('unreachable', 'failed', 'expired')"),
        )
