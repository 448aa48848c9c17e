"""Who an audience is, as a query: people once each, and whether a consent lets messages come."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from core.ids import SchoolId
from core.notices.audience import LISTED, Audience, Reader
from storage.consented import IS_LATEST, LATEST, may_be_told
from storage.notices.absent import absent_on
from storage.rows import holds_on
from storage.schema.links import account_link
from storage.schema.people import (
    class_group,
    enrolment,
    group_member,
    guardianship,
    role_grant,
    school_class,
    school_year,
    staff,
)

Found = sa.Select[str, int, bool]
"""The part, the person, whether a consent lets messages come."""


def people(school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool) -> sa.CTE:
    """`person_id` and `agreed` of everybody in the audience."""
    found = sa.union_all(*_parts(school_id, audience, day, consent_needed=consent_needed)).subquery("found")
    # A guardian of two children is told if one consent lets it.
    agreed = sa.func.max(sa.case((found.c.agreed, 1), else_=0)) == 1
    return sa.select(found.c.person_id, agreed.label("agreed")).group_by(found.c.person_id).cte("people")


def counted(school_id: SchoolId, audience: Audience, day: date) -> sa.Select[Any]:
    """`part` and `people` for each part of the audience."""
    found = sa.union_all(*_parts(school_id, audience, day, consent_needed=False)).subquery("found")
    people = sa.func.count(found.c.person_id.distinct()).label("people")
    return sa.select(found.c.part, people).group_by(found.c.part)


def linked(person_id: sa.ColumnElement[int]) -> sa.ColumnElement[bool]:
    """Whether somebody has a chat."""
    return sa.exists().where(account_link.c.person_id == person_id, account_link.c.ended_at.is_(None))


def pupils_of(school_id: SchoolId, audience: Audience, day: date, *, absent: bool = False) -> sa.Subquery:
    """`pupil_id` and the class of the pupils of the chosen places; of those only who is absent, if that is asked."""
    query = (
        sa.select(enrolment.c.pupil_id, school_class.c.grade, school_class.c.letter)
        .join(school_class, school_class.c.id == enrolment.c.class_id)
        .where(enrolment.c.school_id == school_id, holds_on(enrolment, day), *_within(audience), _there(audience, day))
    )
    if absent:
        query = query.where(enrolment.c.pupil_id.in_(absent_on(school_id, day)))
    return query.subquery()


def _parts(school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool) -> Iterator[Found]:
    for one in sorted(audience.readers):
        yield _readers(one, school_id, audience, day, consent_needed=consent_needed)
    if audience.people:
        yield from _listed(school_id, audience, day, consent_needed=consent_needed)
    elif not audience.readers:
        yield _found(LISTED, staff.c.person_id).where(sa.false())


def _found(part: str, person_id: sa.ColumnElement[int], agreed: sa.ColumnElement[bool] | None = None) -> Found:
    may = sa.true() if agreed is None else agreed
    return sa.select(sa.literal(part, sa.Text).label("part"), person_id.label("person_id"), may.label("agreed"))


def _readers(reader: Reader, school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool) -> Found:
    match reader:
        case Reader.GUARDIANS | Reader.ABSENT:
            pupils = pupils_of(school_id, audience, day, absent=reader is Reader.ABSENT)
            return _guardians(reader.value, pupils, day, consent_needed=consent_needed)
        case Reader.PUPILS:
            return _found(reader.value, pupils_of(school_id, audience, day).c.pupil_id)
        case Reader.CLASS_TEACHERS:
            return _class_teachers(school_id, audience, day)
        case Reader.STAFF:
            return _employed(reader.value, school_id, day)


def _guardians(part: str, pupils: sa.Subquery, day: date, *, consent_needed: bool) -> Found:
    return (
        _found(part, guardianship.c.guardian_id, may_be_told(consent_needed=consent_needed))
        .join(pupils, pupils.c.pupil_id == guardianship.c.pupil_id)
        .outerjoin(LATEST, IS_LATEST)
        .where(holds_on(guardianship, day))
    )


def _employed(part: str, school_id: SchoolId, day: date) -> Found:
    return _found(part, staff.c.person_id).where(staff.c.school_id == school_id, holds_on(staff, day))


def _listed(school_id: SchoolId, audience: Audience, day: date, *, consent_needed: bool) -> Iterator[Found]:
    """Adults of a list: guardians as such need a consent; who is employed does not."""
    anywhere = pupils_of(school_id, Audience(within=audience.within), day)
    guardians = _guardians(LISTED, anywhere, day, consent_needed=consent_needed)
    yield guardians.where(guardianship.c.guardian_id.in_(sorted(audience.people)))
    if not audience.within:
        yield _employed(LISTED, school_id, day).where(staff.c.person_id.in_(sorted(audience.people)))


def _class_teachers(school_id: SchoolId, audience: Audience, day: date) -> Found:
    return (
        _found(Reader.CLASS_TEACHERS.value, role_grant.c.person_id)
        .join(school_class, school_class.c.id == role_grant.c.class_id)
        .join(school_year, school_year.c.id == school_class.c.year_id)
        .where(
            role_grant.c.school_id == school_id,
            role_grant.c.role == "class_teacher",
            holds_on(role_grant, day),
            holds_on(school_year, day),
            _led(audience, day),
        )
    )


def _within(audience: Audience) -> Iterator[sa.ColumnElement[bool]]:
    if audience.within:
        yield school_class.c.id.in_(sorted(audience.within))


def _there(audience: Audience, day: date) -> sa.ColumnElement[bool]:
    """A pupil of the places together; without any, every one."""
    if audience.everywhere:
        return sa.true()
    in_group = sa.select(group_member.c.pupil_id).where(
        group_member.c.group_id.in_(sorted(audience.groups)), holds_on(group_member, day)
    )
    return sa.or_(
        *_of_classes(audience),
        *_if(audience.groups, enrolment.c.pupil_id.in_(in_group)),
        *_if(audience.pupils, enrolment.c.pupil_id.in_(sorted(audience.pupils))),
    )


def _led(audience: Audience, day: date) -> sa.ColumnElement[bool]:
    """A class of the places: of groups and pupils, the one to which they belong."""
    if audience.everywhere:
        return sa.true()
    of_groups = sa.select(class_group.c.class_id).where(class_group.c.id.in_(sorted(audience.groups)))
    of_pupils = sa.select(enrolment.c.class_id).where(
        enrolment.c.pupil_id.in_(sorted(audience.pupils)), holds_on(enrolment, day)
    )
    return sa.or_(
        *_of_classes(audience),
        *_if(audience.groups, school_class.c.id.in_(of_groups)),
        *_if(audience.pupils, school_class.c.id.in_(of_pupils)),
    )


def _of_classes(audience: Audience) -> Iterator[sa.ColumnElement[bool]]:
    yield from _if(audience.grades, school_class.c.grade.in_(sorted(audience.grades)))
    yield from _if(audience.classes, school_class.c.id.in_(sorted(audience.classes)))


def _if(chosen: Collection[Any], condition: sa.ColumnElement[bool]) -> tuple[sa.ColumnElement[bool], ...]:
    return (condition,) if chosen else ()
