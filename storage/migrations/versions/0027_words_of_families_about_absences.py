"""words of families about absences"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.add_column(sa.Column("from_family", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("comment", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("confirmed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("refusal", sa.Text(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_absence_note_confirmed_by_id"), "person", ["confirmed_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_absence_note_confirmed_by_id"), type_="foreignkey")
        batch_op.drop_column("refusal")
        batch_op.drop_column("confirmed_by_id")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("comment")
        batch_op.drop_column("from_family")
