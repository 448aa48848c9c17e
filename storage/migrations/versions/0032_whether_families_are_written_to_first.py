"""whether families are written to first"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("letter_desk", schema=None) as batch_op:
        batch_op.add_column(sa.Column("welcomes", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("letter_desk", schema=None) as batch_op:
        batch_op.drop_column("welcomes")
