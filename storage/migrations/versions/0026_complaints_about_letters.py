"""Complaints about letters"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letter_report",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("thread_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reporter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("last_letter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["last_letter_id"], ["letter.id"], name=op.f("fk_letter_report_last_letter_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name=op.f("fk_letter_report_reporter_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["letter_thread.id"], name=op.f("fk_letter_report_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_report")),
        sa.UniqueConstraint(
            "thread_id",
            "reporter_id",
            "last_letter_id",
            name=op.f("uq_letter_report_thread_id_reporter_id_last_letter_id"),
        ),
    )


def downgrade() -> None:
    op.drop_table("letter_report")
