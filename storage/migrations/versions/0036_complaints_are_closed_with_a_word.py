"""complaints are closed with a word"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("letter_report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("outcome", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("letter_report", schema=None) as batch_op:
        batch_op.drop_column("outcome")
        batch_op.drop_column("passed_at")
        batch_op.drop_column("closed_at")
        batch_op.drop_column("looked_at")
        batch_op.drop_column("reason")
