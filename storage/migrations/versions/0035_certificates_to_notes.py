"""certificates to notes"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "certificate", sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(), "postgresql"), nullable=True
            )
        )
        batch_op.add_column(sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(
            "ix_absence_note_certified",
            ["entered_at"],
            unique=False,
            sqlite_where=sa.text("certificate IS NOT NULL"),
            postgresql_where=sa.text("certificate IS NOT NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("absence_note", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_absence_note_certified",
            sqlite_where=sa.text("certificate IS NOT NULL"),
            postgresql_where=sa.text("certificate IS NOT NULL"),
        )
        batch_op.drop_column("accepted_at")
        batch_op.drop_column("certificate")
