"""open notes"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.alter_column("last_day", existing_type=sa.DATE(), nullable=True)


def downgrade() -> None:
    op.execute("UPDATE absence_note SET last_day = '9999-12-31' WHERE last_day IS NULL")
    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.alter_column("last_day", existing_type=sa.DATE(), nullable=False)
