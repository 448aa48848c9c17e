"""Absence notes; attendance names the note that gave its reason, and may say that somebody was there"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "absence_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pupil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("lessons", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("replaced_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("reason IN ('Б', 'У', 'НУ')", name=op.f("ck_absence_note_reason")),
        sa.CheckConstraint("source IN ('teacher', 'guardian', 'certificate')", name=op.f("ck_absence_note_source")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absence_note_days")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_absence_note_ended_by_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["person.id"], name=op.f("fk_absence_note_entered_by_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name=op.f("fk_absence_note_entry_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_absence_note_pupil_id")),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["absence_note.id"], name=op.f("fk_absence_note_replaced_by_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_absence_note_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence_note")),
    )
    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_note_entry_id"), ["entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_absence_note_pupil_id"), ["pupil_id"], unique=False)

    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.add_column(sa.Column("note_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_attendance_note_id"), "absence_note", ["note_id"], ["id"])
        batch_op.drop_constraint(batch_op.f("ck_attendance_kind"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_attendance_kind"), "kind IN ('absent', 'late', 'exempt', 'present')"
        )


def downgrade() -> None:
    op.execute("DELETE FROM attendance WHERE kind = 'present'")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_attendance_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_attendance_kind"), "kind IN ('absent', 'late', 'exempt')")
        batch_op.drop_constraint(batch_op.f("fk_attendance_note_id"), type_="foreignkey")
        batch_op.drop_column("note_id")

    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_note_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_absence_note_entry_id"))

    op.drop_table("absence_note")
