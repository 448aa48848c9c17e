"""consents as a register"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "consent_wording",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("school_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_consent_wording_made_by_id")),
        sa.ForeignKeyConstraint(["school_id"], ["school.id"], name=op.f("fk_consent_wording_school_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_wording")),
        sa.UniqueConstraint("school_id", "version", name=op.f("uq_consent_wording_school_id_version")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.add_column(sa.Column("scope", sa.Text(), server_default=sa.text("'messages'"), nullable=False))
        batch_op.add_column(
            sa.Column("entered_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(
            sa.Column("withdrawn_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        batch_op.add_column(sa.Column("withdrawn_why", sa.Text(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_consent_person_id"))
        batch_op.create_index("ix_consent_pair", ["person_id", "pupil_id"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_consent_entered_by_id"), "person", ["entered_by_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_consent_withdrawn_by_id"), "person", ["withdrawn_by_id"], ["id"])

    op.execute("UPDATE consent SET withdrawn_why = 'withdrawn' WHERE withdrawn_at IS NOT NULL")
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_check_constraint(op.f("ck_consent_scope"), "scope IN ('diary', 'messages')")
        batch_op.create_check_constraint(
            op.f("ck_consent_withdrawn_why"), "withdrawn_why IN ('withdrawn', 'replaced', 'expired')"
        )
        batch_op.create_check_constraint(
            op.f("ck_consent_withdrawn"), "(withdrawn_at IS NULL) = (withdrawn_why IS NULL)"
        )


def downgrade() -> None:
    with op.batch_alter_table("consent", schema=None) as batch_op:
        for name in ("withdrawn", "withdrawn_why", "scope"):
            batch_op.drop_constraint(op.f(f"ck_consent_{name}"), type_="check")

    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_consent_withdrawn_by_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_consent_entered_by_id"), type_="foreignkey")
        batch_op.drop_index("ix_consent_pair")
        batch_op.create_index(batch_op.f("ix_consent_person_id"), ["person_id"], unique=False)
        batch_op.drop_column("withdrawn_why")
        batch_op.drop_column("withdrawn_by_id")
        batch_op.drop_column("entered_by_id")
        batch_op.drop_column("scope")

    op.drop_table("consent_wording")
