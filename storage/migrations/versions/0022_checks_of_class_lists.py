"""checks of class lists"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roster_check",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("checked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("listed", sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.CheckConstraint("(verdict = 'wrong') = (text IS NOT NULL)", name=op.f("ck_roster_check_text")),
        sa.CheckConstraint("verdict IN ('right', 'wrong')", name=op.f("ck_roster_check_verdict")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["person.id"], name=op.f("fk_roster_check_checked_by_id")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_roster_check_class_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_roster_check_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_check")),
    )
    with op.batch_alter_table("roster_check", schema=None) as batch_op:
        batch_op.create_index("ix_roster_check_class", ["class_id", "month"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("roster_check", schema=None) as batch_op:
        batch_op.drop_index("ix_roster_check_class")

    op.drop_table("roster_check")
