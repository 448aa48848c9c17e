"""Who is absent on a day: by the journal, or because it was announced."""

from datetime import date

import sqlalchemy as sa

from core.ids import SchoolId
from core.journal.model import Reason
from storage.schema.journal import attendance, lesson
from storage.schema.notes import absence_note as note
from storage.schema.people import school_class, school_year


def absent_on(school_id: SchoolId, day: date) -> sa.CompoundSelect[tuple[int]]:
    """Pupils of whom an absence is recorded for a lesson of the day, or whom a note that stands expects to be away."""
    classes = (
        sa.select(school_class.c.id)
        .join(school_year, school_year.c.id == school_class.c.year_id)
        .where(school_year.c.school_id == school_id)
    )
    recorded = (
        sa.select(attendance.c.pupil_id)
        .join(lesson, lesson.c.id == attendance.c.lesson_id)
        .where(
            lesson.c.class_id.in_(classes),
            lesson.c.day == day,
            attendance.c.kind == "absent",
            attendance.c.ended_entry_id.is_(None),
        )
    )
    announced = sa.select(note.c.pupil_id).where(
        note.c.school_id == school_id,
        note.c.first_day <= day,
        note.c.last_day.is_(None) | (note.c.last_day >= day),
        note.c.ended_at.is_(None),
        note.c.reason != Reason.UNEXCUSED.value,
    )
    return recorded.union(announced)
