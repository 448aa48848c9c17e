"""pictures may be dark"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("diary_choice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("dark", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("diary_choice", schema=None) as batch_op:
        batch_op.drop_column("dark")
