"""notices are read and taken back"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asks", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.drop_constraint(op.f("ck_notice_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_notice_state"), "state IN ('draft', 'sent', 'withdrawn')")

    with op.batch_alter_table("notice_recipient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("notice_recipient", schema=None) as batch_op:
        batch_op.drop_column("read_at")

    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_notice_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_notice_state"), "state IN ('draft', 'sent')")
        batch_op.drop_column("asks")
