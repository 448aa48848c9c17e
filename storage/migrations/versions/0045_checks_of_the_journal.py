"""checks of the journal"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journal_check",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("checked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remarks", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["checked_by_id"], ["person.id"], name=op.f("fk_journal_check_checked_by_id")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_journal_check_class_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_journal_check_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_check")),
        sa.UniqueConstraint("class_id", "subject_id", "month", name=op.f("uq_journal_check_class_id_subject_id_month")),
    )
    op.create_table(
        "paper_count",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("lessons", sa.Integer(), nullable=False),
        sa.Column("marks", sa.Integer(), nullable=False),
        sa.Column("counted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_paper_count_class_id")),
        sa.ForeignKeyConstraint(["counted_by_id"], ["person.id"], name=op.f("fk_paper_count_counted_by_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_paper_count_subject_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_count")),
        sa.UniqueConstraint("class_id", "subject_id", "month", name=op.f("uq_paper_count_class_id_subject_id_month")),
    )
    op.create_table(
        "check_remark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("teacher_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("matters", sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('sent', 'fixed', 'accepted', 'withdrawn')", name=op.f("ck_check_remark_state")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_check_remark_author_id")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_check_remark_class_id")),
        sa.ForeignKeyConstraint(["group_id"], ["class_group.id"], name=op.f("fk_check_remark_group_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_check_remark_school_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_check_remark_subject_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["person.id"], name=op.f("fk_check_remark_teacher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_remark")),
    )
    with op.batch_alter_table("check_remark", schema=None) as batch_op:
        batch_op.create_index("ix_check_remark_month", ["school_id", "month"], unique=False)
        batch_op.create_index(
            "ix_check_remark_open",
            ["school_id"],
            unique=False,
            sqlite_where=sa.text("state IN ('sent', 'fixed')"),
            postgresql_where=sa.text("state IN ('sent', 'fixed')"),
        )

    op.create_table(
        "check_remark_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("remark_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "event IN ('made', 'answered', 'fixed', 'returned', 'accepted', 'withdrawn')",
            name=op.f("ck_check_remark_event_event"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_check_remark_event_person_id")),
        sa.ForeignKeyConstraint(["remark_id"], ["check_remark.id"], name=op.f("fk_check_remark_event_remark_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_remark_event")),
    )
    with op.batch_alter_table("check_remark_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_check_remark_event_remark_id"), ["remark_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("check_remark_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_check_remark_event_remark_id"))

    op.drop_table("check_remark_event")
    with op.batch_alter_table("check_remark", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_check_remark_open",
            sqlite_where=sa.text("state IN ('sent', 'fixed')"),
            postgresql_where=sa.text("state IN ('sent', 'fixed')"),
        )
        batch_op.drop_index("ix_check_remark_month")

    op.drop_table("check_remark")
    op.drop_table("paper_count")
    op.drop_table("journal_check")
