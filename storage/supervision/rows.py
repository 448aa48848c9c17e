"""Rows of remarks as the core's values."""

from typing import Any

import sqlalchemy as sa

from core.ids import ClassId, GroupId, PersonId, RemarkId, SchoolId, SubjectId
from core.supervision.model import Event, NewRemark, Page, Past, Remark, State
from core.supervision.packing import packed, unpacked
from core.supervision.verified import Scope, Verification
from storage.names import to_name
from storage.rows import person_columns, to_person
from storage.schema.calendar import subject
from storage.schema.people import class_group, person, school_class
from storage.schema.supervision import check_remark

_TEACHER, _AUTHOR = person.alias("teacher"), person.alias("author")
REMARKS = (
    sa.select(
        check_remark,
        school_class.c.grade,
        school_class.c.letter,
        subject.c.name.label("subject_name"),
        class_group.c.title.label("group_title"),
        *person_columns(_TEACHER, "executor"),
        *person_columns(_AUTHOR, "writer"),
    )
    .join(school_class, school_class.c.id == check_remark.c.class_id)
    .join(subject, subject.c.id == check_remark.c.subject_id)
    .outerjoin(class_group, class_group.c.id == check_remark.c.group_id)
    .join(_TEACHER, _TEACHER.c.id == check_remark.c.teacher_id)
    .join(_AUTHOR, _AUTHOR.c.id == check_remark.c.author_id)
)


def values_of(made: NewRemark) -> dict[str, object]:
    """A new remark as a row."""
    return {
        "school_id": made.school_id,
        "class_id": made.page.class_id,
        "subject_id": made.page.subject_id,
        "month": made.page.month,
        "group_id": made.group_id,
        "teacher_id": made.teacher_id,
        "author_id": made.author_id,
        "made_at": made.made_at,
        "due": made.due,
        "matters": packed(made.matters),
        "text": made.text,
        "state": State.SENT.value,
        "changed_at": made.made_at,
    }


def to_remark(row: Any) -> Remark:
    """A remark from a row of `REMARKS`."""
    made = NewRemark(
        school_id=SchoolId(row.school_id),
        page=page_of(row),
        group_id=GroupId(row.group_id) if row.group_id else None,
        teacher_id=PersonId(row.teacher_id),
        author_id=PersonId(row.author_id),
        made_at=row.made_at,
        due=row.due,
        matters=unpacked(row.matters),
        text=row.text,
    )
    return Remark(
        id=RemarkId(row.id),
        made=made,
        state=State(row.state),
        changed_at=row.changed_at,
        title=f"{row.grade}{row.letter}",
        grade=row.grade,
        subject=row.subject_name,
        group=row.group_title,
        teacher=to_person(row, "executor").name,
        author=to_person(row, "writer").name,
    )


def to_past(row: Any) -> Past:
    """Something that happened."""
    name = to_name(row)
    return Past(Event(row.event), row.at, PersonId(row.person_id), name, row.text)


def page_of(row: Any) -> Page:
    """The page that a row is about."""
    return Page(ClassId(row.class_id), SubjectId(row.subject_id), row.month)


def to_verification(row: Any) -> Verification:
    """What was said when the diary was verified."""
    subject_id = SubjectId(row.subject_id) if row.subject_id else None
    group_id = GroupId(row.group_id) if row.group_id else None
    scope = Scope(ClassId(row.class_id), row.month, subject_id, group_id)
    name = to_name(row)
    return Verification(scope, PersonId(row.person_id), name, row.at, row.text)
