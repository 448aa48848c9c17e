"""Marks of a quarter, a half-year and the year; what a teacher has chosen and not confirmed"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "period_draft",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("chosen", sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_period_draft_author_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_period_draft_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_draft")),
        sa.UniqueConstraint("author_id", "sheet", name=op.f("uq_period_draft_author_id_sheet")),
    )
    op.create_table(
        "period_mark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pupil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_period_mark_author_id")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_period_mark_class_id")),
        sa.ForeignKeyConstraint(["group_id"], ["class_group.id"], name=op.f("fk_period_mark_group_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_period_mark_pupil_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["period_mark.id"], name=op.f("fk_period_mark_replaces_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_period_mark_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_period_mark_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_mark")),
    )
    with op.batch_alter_table("period_mark", schema=None) as batch_op:
        batch_op.create_index("ix_period_mark_class", ["class_id", "period"], unique=False)
        batch_op.create_index(batch_op.f("ix_period_mark_pupil_id"), ["pupil_id"], unique=False)
        batch_op.create_index(
            "uq_period_mark_standing",
            ["pupil_id", "class_id", "subject_id", "period"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("period_mark", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_period_mark_standing",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_period_mark_pupil_id"))
        batch_op.drop_index("ix_period_mark_class")

    op.drop_table("period_mark")
    op.drop_table("period_draft")
