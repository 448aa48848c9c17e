"""questions of notices"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asking", sa.Text(), server_default="nothing", nullable=False))
        batch_op.add_column(
            sa.Column(
                "answers",
                sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(), "postgresql"),
                server_default="[]",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_check_constraint(op.f("ck_notice_asking"), "asking IN ('nothing', 'read', 'yes_no', 'own')")
    op.execute("UPDATE notice SET asking = 'read' WHERE asks")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_column("asks")
    with op.batch_alter_table("notice_recipient", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answer", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("notice_recipient", schema=None) as batch_op:
        batch_op.drop_column("answer")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asks", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE notice SET asks = (asking <> 'nothing')")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_notice_asking"), type_="check")
        batch_op.drop_column("closes_at")
        batch_op.drop_column("answers")
        batch_op.drop_column("asking")
