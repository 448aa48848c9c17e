"""what families keep in the diary"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "diary_choice",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pupil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_diary_choice_person_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_diary_choice_pupil_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diary_choice")),
        sa.UniqueConstraint("person_id", name=op.f("uq_diary_choice_person_id")),
    )
    op.create_table(
        "task_tick",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pupil_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("task_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_task_tick_person_id")),
        sa.ForeignKeyConstraint(["pupil_id"], ["person.id"], name=op.f("fk_task_tick_pupil_id")),
        sa.ForeignKeyConstraint(["task_id"], ["lesson_text.id"], name=op.f("fk_task_tick_task_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_tick")),
        sa.UniqueConstraint("person_id", "pupil_id", "task_id", name=op.f("uq_task_tick_person_id_pupil_id_task_id")),
    )


def downgrade() -> None:
    op.drop_table("task_tick")
    op.drop_table("diary_choice")
