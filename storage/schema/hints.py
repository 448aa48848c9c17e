"""Which hints of the language each teacher has seen, and who wants none."""

import sqlalchemy as sa

from storage.schema.base import Moment, key, metadata, ref

hint_shown = sa.Table(
    "hint_shown",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("person_id", "person"),
    ref("draft_id", "draft"),
    sa.Column("hint", sa.Text, nullable=False),
    sa.Column("shown_at", Moment, nullable=False),
    sa.UniqueConstraint("person_id", "hint"),
)

hint_choice = sa.Table(
    "hint_choice",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("person_id", "person"),
    sa.Column("wanted", sa.Boolean, nullable=False),
    sa.Column("changed_at", Moment, nullable=False),
    sa.UniqueConstraint("person_id"),
)
