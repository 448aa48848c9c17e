"""Regions down to schools, people and their functions, classes, groups (A07-A12, A24, N01)."""

import sqlalchemy as sa

from storage.schema.base import Json, Moment, key, metadata, ref, valid_days

region = sa.Table("region", metadata, key(), sa.Column("name", sa.Text, nullable=False, unique=True))

municipality = sa.Table(
    "municipality",
    metadata,
    key(),
    ref("region_id", "region"),
    sa.Column("name", sa.Text, nullable=False),
    sa.UniqueConstraint("region_id", "name"),
)

school = sa.Table(
    "school",
    metadata,
    key(),
    ref("municipality_id", "municipality"),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("short_name", sa.Text, nullable=False),
    sa.Column("full_name", sa.Text, nullable=False),
    sa.Column("time_zone", sa.Text, nullable=False),
    sa.Column("profile", sa.Text, nullable=False),
    sa.Column("profile_overrides", Json, nullable=False, server_default="{}"),
    sa.Column("content_mode", sa.Text, nullable=False, server_default="full"),
    sa.UniqueConstraint("municipality_id", "number"),
    sa.CheckConstraint("content_mode IN ('full', 'initials', 'discreet')", name="content_mode"),
)

person = sa.Table(
    "person",
    metadata,
    key(),
    ref("school_id", "school"),
    sa.Column("surname", sa.Text, nullable=False),
    sa.Column("given_name", sa.Text, nullable=False),
    sa.Column("patronymic", sa.Text),
    sa.Column("birth_date", sa.Date),
    sa.Column("sex", sa.Text),
    sa.Column("uid", sa.Text, index=True),
    sa.Column("phone", sa.Text),
    sa.Column("email", sa.Text),
    sa.Column("language", sa.Text),
    sa.UniqueConstraint("school_id", "uid"),
    sa.Index("ix_person_name", "school_id", "surname", "given_name"),
)

staff = sa.Table(
    "staff",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("person_id", "person", index=True),
    sa.Column("number", sa.Text),
    sa.Column("position", sa.Text, nullable=False),
    sa.Column("subjects", sa.Text),
    *valid_days(),
    sa.UniqueConstraint("school_id", "person_id"),
)

role_grant = sa.Table(
    "role_grant",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("person_id", "person", index=True),
    sa.Column("role", sa.Text, nullable=False),
    ref("class_id", "school_class", nullable=True),
    *valid_days(),
)

school_year = sa.Table(
    "school_year",
    metadata,
    key(),
    ref("school_id", "school"),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("from_day", sa.Date, nullable=False),
    sa.Column("to_day", sa.Date, nullable=False),
    sa.UniqueConstraint("school_id", "name"),
)

school_class = sa.Table(
    "school_class",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("year_id", "school_year"),
    sa.Column("grade", sa.Integer, nullable=False),
    sa.Column("letter", sa.Text, nullable=False),
    sa.UniqueConstraint("year_id", "grade", "letter"),
)

enrolment = sa.Table(
    "enrolment",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("class_id", "school_class", index=True),
    ref("pupil_id", "person", index=True),
    *valid_days(),
    sa.Column("order_number", sa.Text),
    sa.UniqueConstraint("class_id", "pupil_id", "from_day"),
)

class_group = sa.Table(
    "class_group",
    metadata,
    key(),
    ref("class_id", "school_class"),
    ref("subject_id", "subject"),
    sa.Column("title", sa.Text, nullable=False),
    sa.UniqueConstraint("class_id", "subject_id", "title"),
)

group_member = sa.Table(
    "group_member",
    metadata,
    key(),
    ref("group_id", "class_group"),
    ref("pupil_id", "person", index=True),
    *valid_days(),
    ref("set_by_id", "person", nullable=True),  # who began and who ended it here; nobody, if the import did
    ref("ended_by_id", "person", nullable=True),
    sa.UniqueConstraint("group_id", "pupil_id", "from_day"),
)

guardianship = sa.Table(
    "guardianship",
    metadata,
    key(),
    ref("school_id", "school"),
    ref("guardian_id", "person", index=True),
    ref("pupil_id", "person", index=True),
    sa.Column("relation", sa.Text),
    sa.Column("legal", sa.Boolean, nullable=False),
    *valid_days(),
    sa.Column("application_number", sa.Text),
    sa.Column("consent_on", sa.Date),
    ref("ended_by_id", "person", nullable=True),  # who ended it here; nobody, if a file did
    sa.UniqueConstraint("guardian_id", "pupil_id", "from_day"),
)

import_run = sa.Table(
    "import_run",
    metadata,
    key(),
    ref("school_id", "school"),
    sa.Column("at", Moment, nullable=False),
    sa.Column("source_name", sa.Text, nullable=False),
    sa.Column("source_sha256", sa.Text, nullable=False),
    sa.Column("counts", Json, nullable=False),
)
