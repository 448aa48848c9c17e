"""notices go out at a set time"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("send_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_index(
            "ix_notice_scheduled",
            ["send_at"],
            unique=False,
            sqlite_where=sa.text("state = 'scheduled'"),
            postgresql_where=sa.text("state = 'scheduled'"),
        )
        batch_op.drop_constraint(op.f("ck_notice_state"), type_="check")
        batch_op.create_check_constraint(
            op.f("ck_notice_state"), "state IN ('draft', 'scheduled', 'held', 'sent', 'withdrawn')"
        )
        batch_op.create_foreign_key(batch_op.f("fk_notice_chat_id"), "chat", ["chat_id"], ["id"])


def downgrade() -> None:
    op.execute("UPDATE notice SET state = 'draft' WHERE state IN ('scheduled', 'held')")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_notice_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_notice_state"), "state IN ('draft', 'sent', 'withdrawn')")
        batch_op.drop_constraint(batch_op.f("fk_notice_chat_id"), type_="foreignkey")
        batch_op.drop_index(
            "ix_notice_scheduled",
            sqlite_where=sa.text("state = 'scheduled'"),
            postgresql_where=sa.text("state = 'scheduled'"),
        )
        batch_op.drop_column("chat_id")
        batch_op.drop_column("send_at")
