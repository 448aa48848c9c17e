"""Who an audience is, as a query: people once each, and whether a consent lets messages come."""

from datetime import date

import sqlalchemy as sa

from core.ids import SchoolId
from core.notices.model import Audience, Reader
from storage.consented import IS_LATEST, LATEST, may_be_told
from storage.rows import holds_on
from storage.schema.links import account_link
from storage.schema.people import enrolment, guardianship, role_grant, school_class, school_year, staff


def people(school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool) -> sa.CTE:
    """`person_id` and `agreed` of everybody in the audience."""
    parts = [_readers(one, school_id, audience, day, consent_needed=consent_needed) for one in sorted(audience.readers)]
    found = sa.union_all(*parts or [_nobody()]).subquery("found")
    # A guardian of two children is told if one consent lets it.
    agreed = sa.func.max(sa.case((found.c.agreed, 1), else_=0)) == 1
    return sa.select(found.c.person_id, agreed.label("agreed")).group_by(found.c.person_id).cte("people")


def linked(person_id: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Whether somebody has a chat."""
    return sa.exists().where(account_link.c.person_id == person_id, account_link.c.ended_at.is_(None))


def _readers(
    reader: Reader, school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool
) -> sa.Select[tuple[int, bool]]:
    match reader:
        case Reader.GUARDIANS:
            return _guardians(school_id, audience, day, consent_needed=consent_needed)
        case Reader.PUPILS:
            pupils = pupils_of(school_id, audience, day)
            return sa.select(pupils.c.pupil_id.label("person_id"), sa.true().label("agreed"))
        case Reader.CLASS_TEACHERS:
            return _class_teachers(school_id, audience, day)
        case Reader.STAFF:
            return sa.select(staff.c.person_id, sa.true().label("agreed")).where(
                staff.c.school_id == school_id, holds_on(staff, day)
            )


def _guardians(
    school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool
) -> sa.Select[tuple[int, bool]]:
    pupils = pupils_of(school_id, audience, day)
    return (
        sa.select(
            guardianship.c.guardian_id.label("person_id"), may_be_told(consent_needed=consent_needed).label("agreed")
        )
        .join(pupils, pupils.c.pupil_id == guardianship.c.pupil_id)
        .outerjoin(LATEST, IS_LATEST)
        .where(holds_on(guardianship, day))
    )


def pupils_of(school_id: SchoolId, audience: Audience, day: date) -> sa.Subquery:
    """`pupil_id` and the class of the pupils of the chosen grades and classes."""
    return (
        sa.select(enrolment.c.pupil_id, school_class.c.grade, school_class.c.letter)
        .join(school_class, school_class.c.id == enrolment.c.class_id)
        .where(enrolment.c.school_id == school_id, holds_on(enrolment, day), _of_classes(audience))
        .subquery()
    )


def _class_teachers(school_id: SchoolId, audience: Audience, day: date) -> sa.Select[tuple[int, bool]]:
    return (
        sa.select(role_grant.c.person_id, sa.true().label("agreed"))
        .join(school_class, school_class.c.id == role_grant.c.class_id)
        .join(school_year, school_year.c.id == school_class.c.year_id)
        .where(
            role_grant.c.school_id == school_id,
            role_grant.c.role == "class_teacher",
            holds_on(role_grant, day),
            holds_on(school_year, day),
            _of_classes(audience),
        )
    )


def _of_classes(audience: Audience) -> sa.ColumnElement[bool]:
    """The grades and classes together; without either, all."""
    if not audience.grades and not audience.classes:
        return sa.true()
    return school_class.c.grade.in_(sorted(audience.grades)) | school_class.c.id.in_(sorted(audience.classes))


def _nobody() -> sa.Select[tuple[int, bool]]:
    return sa.select(staff.c.person_id, sa.true().label("agreed")).where(sa.false())
