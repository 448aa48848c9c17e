"""summaries on wish"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "summary_wish",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("scope IN ('day', 'week', 'month')", name=op.f("ck_summary_wish_scope")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_summary_wish_person_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_summary_wish_school_id")),
        sa.PrimaryKeyConstraint("person_id", "scope", name=op.f("pk_summary_wish")),
    )
    with op.batch_alter_table("summary_wish", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_summary_wish_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("summary_wish", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_summary_wish_school_id"))

    op.drop_table("summary_wish")
