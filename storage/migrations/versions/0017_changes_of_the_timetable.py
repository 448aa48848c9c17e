"""changes of the timetable"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "timetable_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("class_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("group_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("was_subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("was_teacher_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("was_day", sa.Date(), nullable=True),
        sa.Column("was_number", sa.Integer(), nullable=True),
        sa.Column("was_room", sa.Text(), nullable=True),
        sa.Column("now_subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("now_teacher_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("now_day", sa.Date(), nullable=True),
        sa.Column("now_number", sa.Integer(), nullable=True),
        sa.Column("now_room", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("declared", sa.Boolean(), nullable=False),
        sa.Column("bundle", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaces_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("was_day IS NOT NULL OR now_day IS NOT NULL", name=op.f("ck_timetable_change_lesson")),
        sa.ForeignKeyConstraint(["class_id"], ["school_class.id"], name=op.f("fk_timetable_change_class_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_timetable_change_ended_by_id")),
        sa.ForeignKeyConstraint(["group_id"], ["class_group.id"], name=op.f("fk_timetable_change_group_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_timetable_change_made_by_id")),
        sa.ForeignKeyConstraint(["now_subject_id"], ["subject.id"], name=op.f("fk_timetable_change_now_subject_id")),
        sa.ForeignKeyConstraint(["now_teacher_id"], ["person.id"], name=op.f("fk_timetable_change_now_teacher_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["timetable_change.id"], name=op.f("fk_timetable_change_replaces_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_timetable_change_school_id")),
        sa.ForeignKeyConstraint(["was_subject_id"], ["subject.id"], name=op.f("fk_timetable_change_was_subject_id")),
        sa.ForeignKeyConstraint(["was_teacher_id"], ["person.id"], name=op.f("fk_timetable_change_was_teacher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timetable_change")),
    )
    with op.batch_alter_table("timetable_change", schema=None) as batch_op:
        batch_op.create_index("ix_timetable_change_class_now", ["class_id", "now_day"], unique=False)
        batch_op.create_index("ix_timetable_change_class_was", ["class_id", "was_day"], unique=False)
        batch_op.create_index(batch_op.f("ix_timetable_change_replaces_id"), ["replaces_id"], unique=False)
        batch_op.create_index("ix_timetable_change_school_now", ["school_id", "now_day"], unique=False)
        batch_op.create_index("ix_timetable_change_school_was", ["school_id", "was_day"], unique=False)
        batch_op.create_index("ix_timetable_change_teacher", ["now_teacher_id", "now_day"], unique=False)
        batch_op.create_index(
            "uq_timetable_change_class",
            ["class_id", "was_subject_id", "was_day", "was_number"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND group_id IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND group_id IS NULL"),
        )
        batch_op.create_index(
            "uq_timetable_change_group",
            ["class_id", "was_subject_id", "was_day", "was_number", "group_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND group_id IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND group_id IS NOT NULL"),
        )

    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("instead_of_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.create_foreign_key(batch_op.f("fk_entry_instead_of_id"), "person", ["instead_of_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("entry", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_entry_instead_of_id"), type_="foreignkey")
        batch_op.drop_column("instead_of_id")

    with op.batch_alter_table("timetable_change", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_timetable_change_group",
            sqlite_where=sa.text("ended_at IS NULL AND group_id IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND group_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "uq_timetable_change_class",
            sqlite_where=sa.text("ended_at IS NULL AND group_id IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND group_id IS NULL"),
        )
        batch_op.drop_index("ix_timetable_change_teacher")
        batch_op.drop_index("ix_timetable_change_school_was")
        batch_op.drop_index("ix_timetable_change_school_now")
        batch_op.drop_index(batch_op.f("ix_timetable_change_replaces_id"))
        batch_op.drop_index("ix_timetable_change_class_was")
        batch_op.drop_index("ix_timetable_change_class_now")

    op.drop_table("timetable_change")
