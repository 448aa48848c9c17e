"""what operators type"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "operator_turn",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("operator_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("teacher_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["operator_id"], ["person.id"], name=op.f("fk_operator_turn_operator_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_operator_turn_school_id")),
        sa.ForeignKeyConstraint(["teacher_id"], ["person.id"], name=op.f("fk_operator_turn_teacher_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operator_turn")),
    )
    with op.batch_alter_table("operator_turn", schema=None) as batch_op:
        batch_op.create_index("ix_operator_turn_operator_id", ["operator_id", "begun_at"], unique=False)
        batch_op.create_index(
            "uq_operator_turn_stands",
            ["operator_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("typed_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("late_reason", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_draft_typed_by_id"), "person", ["typed_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_draft_typed_by_id"), type_="foreignkey")
        batch_op.drop_column("confirmed_at")
        batch_op.drop_column("late_reason")
        batch_op.drop_column("handed_at")
        batch_op.drop_column("typed_by_id")

    with op.batch_alter_table("operator_turn", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_operator_turn_stands",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index("ix_operator_turn_operator_id")

    op.drop_table("operator_turn")
