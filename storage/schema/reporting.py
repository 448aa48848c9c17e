"""Who wants which summary to come by itself (D09)."""

import sqlalchemy as sa

from storage.schema.base import Key, Moment, metadata, ref

summary_wish = sa.Table(
    "summary_wish",
    metadata,
    sa.Column("person_id", Key, sa.ForeignKey("person.id"), primary_key=True, autoincrement=False),
    sa.Column("scope", sa.Text, primary_key=True),
    ref("school_id", "school", index=True),
    sa.Column("since", Moment, nullable=False),
    sa.CheckConstraint("scope IN ('day', 'week', 'month')", name="scope"),
)
