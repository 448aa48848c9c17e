"""changes of the data entry schedule"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("entry_slot", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "cells_before", sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(), "postgresql"), nullable=True
            )
        )
        batch_op.add_column(
            sa.Column("changed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_entry_slot_changed_by_id"), "person", ["changed_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("entry_slot", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_entry_slot_changed_by_id"), type_="foreignkey")
        batch_op.drop_column("changed_at")
        batch_op.drop_column("changed_by_id")
        batch_op.drop_column("cells_before")
