"""Letters between families and staff"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_desk",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("accepts", sa.Boolean(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_letter_desk_person_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_letter_desk_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_desk")),
        sa.UniqueConstraint("person_id", name=op.f("uq_letter_desk_person_id")),
    )
    op.create_table(
        "letter_thread",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guardian_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("staff_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pupil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guardian_seen", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("staff_seen", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("guardian_muted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("staff_muted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("block_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["guardian_id"], ["person.id"], name=op.f("fk_letter_thread_guardian_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_letter_thread_pupil_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_letter_thread_school_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["person.id"], name=op.f("fk_letter_thread_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_thread")),
        sa.UniqueConstraint(
            "guardian_id", "staff_id", "pupil_id", name=op.f("uq_letter_thread_guardian_id_staff_id_pupil_id")
        ),
    )
    with op.batch_alter_table("letter_thread", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_thread_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_letter_author_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["letter_thread.id"], name=op.f("fk_letter_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index("ix_letter_author_id", ["author_id", "written_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_thread_id"), ["thread_id"], unique=False)

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_letters",
            ["chat_id", "message_id"],
            unique=False,
            sqlite_where=sa.text("kind = 'message'"),
            postgresql_where=sa.text("kind = 'message'"),
        )


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outbox_letters", sqlite_where=sa.text("kind = 'message'"), postgresql_where=sa.text("kind = 'message'")
        )

    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_thread_id"))
        batch_op.drop_index("ix_letter_author_id")

    op.drop_table("letter")
    with op.batch_alter_table("letter_thread", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_letter_thread_staff_id"))

    op.drop_table("letter_thread")
    op.drop_table("letter_desk")
