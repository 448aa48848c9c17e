"""files of questions"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consultation_words", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "attachments", sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(), "postgresql"), nullable=True
            )
        )

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_questions",
            ["chat_id"],
            unique=False,
            sqlite_where=sa.text("kind = 'question'"),
            postgresql_where=sa.text("kind = 'question'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_questions",
            sqlite_where=sa.text("kind = 'question'"),
            postgresql_where=sa.text("kind = 'question'"),
        )

    with op.batch_alter_table("consultation_words", schema=None) as batch_op:
        batch_op.drop_column("attachments")
