"""Threads with names and letters, as rows and as the core's values."""

from typing import Any

import sqlalchemy as sa

from core.correspondence.model import Letter, Thread, ThreadCard
from core.ids import LetterId, PersonId, SchoolId, ThreadId
from core.people.model import Name
from storage.attachments import to_files
from storage.rows import holds_on
from storage.schema.correspondence import letter
from storage.schema.correspondence import letter_thread as table
from storage.schema.people import enrolment, person, school_class

_guardian, _staff, _pupil = person.alias("guardian"), person.alias("staff"), person.alias("pupil")
DAY = sa.bindparam("day", type_=sa.Date)
READER = sa.bindparam("reader", type_=table.c.staff_id.type)
_SEEN = sa.case((table.c.staff_id == READER, table.c.staff_seen), else_=table.c.guardian_seen)
_UNREAD = (
    sa.select(sa.func.count())
    .where(letter.c.thread_id == table.c.id, letter.c.author_id != READER, letter.c.id > _SEEN)
    .scalar_subquery()
)


def _named(alias: sa.FromClause, prefix: str) -> tuple[sa.Label[Any], ...]:
    return tuple(alias.c[name].label(f"{prefix}_{name}") for name in ("surname", "given_name", "patronymic"))


CARDS = (
    sa.select(
        table,
        *_named(_guardian, "guardian"),
        *_named(_staff, "staff"),
        *_named(_pupil, "pupil"),
        school_class.c.grade,
        school_class.c.letter,
        _UNREAD.label("unread"),
    )
    .join(_guardian, _guardian.c.id == table.c.guardian_id)
    .join(_staff, _staff.c.id == table.c.staff_id)
    .join(_pupil, _pupil.c.id == table.c.pupil_id)
    .outerjoin(enrolment, (enrolment.c.pupil_id == table.c.pupil_id) & holds_on(enrolment, DAY))
    .outerjoin(school_class, school_class.c.id == enrolment.c.class_id)
)


def thread_of(row: Any) -> Thread:
    """A row of the threads."""
    return Thread(
        ThreadId(row.id),
        SchoolId(row.school_id),
        PersonId(row.guardian_id),
        PersonId(row.staff_id),
        PersonId(row.pupil_id),
        row.guardian_muted,
        row.staff_muted,
        row.blocked_at,
        row.block_reason,
    )


def card_of(row: Any, reader_id: PersonId) -> ThreadCard:
    """A row of `CARDS` as one of its sides sees it."""
    guardian, staff, pupil = (_name(row, prefix) for prefix in ("guardian", "staff", "pupil"))
    title = f"{row.grade}{row.letter}" if row.grade else ""
    return ThreadCard(thread_of(row), guardian, staff, pupil, title, row.unread, row.staff_id == reader_id)


def _name(row: Any, prefix: str) -> Name:
    values = row._mapping
    return Name(*(values[f"{prefix}_{name}"] for name in ("surname", "given_name", "patronymic")))


def letter_of(row: Any) -> Letter:
    """A row of the letters."""
    return Letter(
        LetterId(row.id),
        ThreadId(row.thread_id),
        PersonId(row.author_id),
        row.text,
        row.written_at,
        row.due_at,
        to_files(row.attachments),
    )
