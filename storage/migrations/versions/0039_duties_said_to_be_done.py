"""duties said to be done"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("closed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(batch_op.f("fk_duty_closed_by_id"), "person", ["closed_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_duty_closed_by_id"), type_="foreignkey")
        batch_op.drop_column("closed_by_id")
