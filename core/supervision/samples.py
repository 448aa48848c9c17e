"""Which pupils are looked at, and the totals. Pure: the same month gives the same pupils to everybody (G02)."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from core.ids import PersonId
from core.journal.taps.model import LessonRef
from core.people.model import Enrolled
from core.supervision.model import Written
from core.supervision.verified import Cell, Scope, Totals

SIZE = 5
"""Pupils of a card."""


def sample(
    pupils: Iterable[Enrolled], scope: Scope, day: date, cells: Iterable[Cell] = (), size: int = SIZE
) -> tuple[Enrolled, ...]:
    """A few pupils of the course on a day, drawn by the month, in the order of the list.

    Those of whom the journal says anything come first: there is something to be compared.
    """
    own = [one for one in pupils if one.on(day) and one.learns_in(scope.group_id, day)]
    told = {one.pupil_id for one in cells if _within(one.lesson, scope)}
    order = sorted(own, key=lambda one: (one.pupil.id not in told, _lot(scope, one.pupil.id)))
    drawn = {one.pupil.id for one in order[:size]}
    return tuple(one for one in own if one.pupil.id in drawn)


def totals(written: Iterable[Written], cells: Iterable[Cell], scope: Scope) -> Totals:
    """Lessons held, marks and absences of a scope."""
    held = [one for one in written if "held" in one.kinds and _within(one.lesson, scope)]
    own = [one for one in cells if _within(one.lesson, scope)]
    return Totals(len(held), sum(one.marks for one in held), sum(one.text == ABSENT for one in own))


def of_pupil(cells: Sequence[Cell], scope: Scope, pupil_id: PersonId) -> tuple[Cell, ...]:
    """What the journal says of one of them in the scope, by day."""
    own = (one for one in cells if one.pupil_id == pupil_id and _within(one.lesson, scope))
    return tuple(sorted(own, key=lambda one: (one.lesson.day, one.lesson.number)))


ABSENT, LATE = "н", "оп"


def _within(lesson: LessonRef, scope: Scope) -> bool:
    same = (lesson.subject_id, lesson.group_id) == (scope.subject_id, scope.group_id)
    return scope.subject_id is None or same


def _lot(scope: Scope, pupil_id: PersonId) -> str:
    said = f"{scope.class_id}:{scope.subject_id}:{scope.group_id}:{scope.month}:{pupil_id}"
    return hashlib.sha256(said.encode()).hexdigest()
