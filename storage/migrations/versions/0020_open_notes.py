"""open notes"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.alter_column("last_day", existing_type=sa.DATE(), nullable=True)


def downgrade() -> None:
    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.alter_column("last_day", existing_type=sa.DATE(), nullable=False)
