"""What was taught in some days: lessons by when they were recorded, days of absence (B01, B02, B09)."""

import asyncio

from core.deadlines.model import About, Entered
from core.deadlines.rules import about, lacking, lessons_over
from core.deadlines.sources import Frame
from core.reporting.summary import Absent, Lessons, Span, lessons_of
from core.unit_of_work import UnitOfWork


async def taught(unit: UnitOfWork, frame: Frame | None, span: Span) -> tuple[tuple[Lessons, ...], Absent]:
    """Each day's lessons, and who was absent. A frame that knows what was changed on these days is needed.

    What was never recorded stays missing, whether anybody can still mend it or not.
    """
    if frame is None:
        return (), Absent()
    recorded = await unit.reporting.recorded(frame.ids, *span)
    missing = await _missing(unit, frame, span)
    days = await asyncio.to_thread(lessons_of, recorded, missing, frame.school)  # tens of thousands in a big school
    return days, Absent(*await unit.reporting.absent(frame.ids, *span))


async def _missing(unit: UnitOfWork, frame: Frame, span: Span) -> frozenset[About]:
    """The lessons that lack something, from the day on which the school began to write here this year."""
    made = await unit.deadlines.began(frame.school.id, frame.calendar.year_from)
    if made is None:
        return frozenset()
    entered = await unit.deadlines.entered(frame.ids, *span)
    days = max(span[0], frame.school.today(made)), min(span[1], frame.today)
    return await asyncio.to_thread(_lacking, frame, days, entered)


def _lacking(frame: Frame, days: Span, entered: tuple[Entered, ...]) -> frozenset[About]:
    over = lessons_over(frame.calendar, frame.classes, frame.rolls, days, frame.moment)
    return frozenset(about(slot) for slot in lacking(over, entered, frame.profile))
