"""rows that were tried, by when they were first due"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_tried",
            ["bot", "priority", "school_id", "first_due"],
            unique=False,
            sqlite_where=sa.text("first_due IS NOT NULL AND state IN ('pending', 'claimed')"),
            postgresql_where=sa.text("first_due IS NOT NULL AND state IN ('pending', 'claimed')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_tried",
            sqlite_where=sa.text("first_due IS NOT NULL AND state IN ('pending', 'claimed')"),
            postgresql_where=sa.text("first_due IS NOT NULL AND state IN ('pending', 'claimed')"),
        )
