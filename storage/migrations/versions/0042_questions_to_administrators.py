"""questions to administrators"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asker_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'answered', 'closed')", name=op.f("ck_consultation_state")),
        sa.CheckConstraint("(taken_by_id IS NULL) = (taken_at IS NULL)", name=op.f("ck_consultation_taken")),
        sa.ForeignKeyConstraint(["asker_id"], ["person.id"], name=op.f("fk_consultation_asker_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], name=op.f("fk_consultation_chat_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_consultation_school_id")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_consultation_taken_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_asker_id"), ["asker_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_consultation_chat_id"), ["chat_id"], unique=False)
        batch_op.create_index("ix_consultation_school", ["school_id", "state", "since"], unique=False)

    op.create_table(
        "consultation_words",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("consultation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_consultation_words_author_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_consultation_words_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_words")),
    )
    with op.batch_alter_table("consultation_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consultation_words_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "faq",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("helped", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("audience IN ('families', 'staff', 'everybody')", name=op.f("ck_faq_audience")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_faq_author_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_faq_school_id")),
        sa.ForeignKeyConstraint(["source_id"], ["consultation.id"], name=op.f("fk_faq_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faq")),
    )
    with op.batch_alter_table("faq", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_faq_school_id"), ["school_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("faq", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_faq_school_id"))

    op.drop_table("faq")
    with op.batch_alter_table("consultation_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consultation_words_consultation_id"))

    op.drop_table("consultation_words")
    with op.batch_alter_table("consultation", schema=None) as batch_op:
        batch_op.drop_index("ix_consultation_school")
        batch_op.drop_index(batch_op.f("ix_consultation_chat_id"))
        batch_op.drop_index(batch_op.f("ix_consultation_asker_id"))

    op.drop_table("consultation")
