"""verification of the diary"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "diary_verification",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_diary_verification_class_id")),
        sa.ForeignKeyConstraint(["group_id"], ["class_group.id"], name=op.f("fk_diary_verification_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_diary_verification_person_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_diary_verification_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diary_verification")),
    )
    with op.batch_alter_table("diary_verification", schema=None) as batch_op:
        batch_op.create_index("ix_diary_verification_month", ["class_id", "month"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("diary_verification", schema=None) as batch_op:
        batch_op.drop_index("ix_diary_verification_month")

    op.drop_table("diary_verification")
