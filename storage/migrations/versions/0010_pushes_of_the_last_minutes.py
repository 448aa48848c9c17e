"""pushes of the last minutes"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_pushes",
            ["chat_id", "not_before"],
            unique=False,
            sqlite_where=sa.text("kind = 'lesson' AND operation = 'send'"),
            postgresql_where=sa.text("kind = 'lesson' AND operation = 'send'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_pushes",
            sqlite_where=sa.text("kind = 'lesson' AND operation = 'send'"),
            postgresql_where=sa.text("kind = 'lesson' AND operation = 'send'"),
        )
