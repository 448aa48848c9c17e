"""Pure decisions about absence notes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from core.errors import ForbiddenError
from core.ids import ClassId, NoteId
from core.journal.model import Absence, Reason
from core.journal.notes.errors import NoteCommentError, NoteDaysError
from core.journal.notes.model import AbsenceNote, Stated
from core.people.model import Actor, Role

LIMIT = 92
"""Days that a note may last, and that it may begin before or after today: about a quarter of the year."""

COMMENT = 300
"""Characters of what a guardian adds, or of why a note is refused."""

READERS = (Role.DEPUTY, Role.DIRECTOR)
"""They see every class of the school and change none of its notes."""


def check_days(stated: Stated, today: date) -> None:
    """NoteDaysError for days in the wrong order, too many of them, or too far from today: likelier a slip.

    Truancy is never open: it is established lesson by lesson.
    """
    limit = timedelta(days=LIMIT)
    ordered = stated.last_day is None or stated.first_day <= stated.last_day <= stated.first_day + limit
    open_truancy = stated.last_day is None and not stated.foretells
    if not ordered or open_truancy or abs(stated.first_day - today) > limit:
        raise NoteDaysError(limit=LIMIT)


def check_comment(text: str) -> str:
    """What is added to a note, in one line. NoteCommentError if there is nothing of it or too much."""
    words = " ".join(text.split())
    if not 0 < len(words) <= COMMENT:
        raise NoteCommentError(limit=COMMENT)
    return words


def speaks_of_same(one: Stated, other: Stated) -> bool:
    """Whether two notes speak of the same days and lessons of a pupil."""
    return replace(one, reason=other.reason, source=other.source) == other


def takes_place_of(stated: Stated, earlier: Stated) -> bool:
    """Whether a note is said in place of an earlier one: of the same days and lessons, or «с 12 по 16» of «с 12»."""
    ends_it = earlier.last_day is None and not stated.lessons and stated.first_day < stated.until < date.max
    return speaks_of_same(earlier, stated) or (ends_it and stated.first_day <= earlier.first_day <= stated.until)


def check_reads(actor: Actor, class_id: ClassId) -> None:
    """The class teacher sees own class, deputies and the director every class. ForbiddenError for others."""
    if not actor.leads(class_id) and not actor.holds(*READERS):
        raise ForbiddenError


def covering(notes: Sequence[AbsenceNote], absence_day: date, number: int) -> AbsenceNote | None:
    """The note that speaks of a lesson, of one pupil's notes that stand; the last word of several.

    A family's word that waits for the class teacher gives way to one that the school has taken.
    """
    ordered = sorted(notes, key=lambda note: not note.waits)
    return next((note for note in reversed(ordered) if note.stated.covers(absence_day, number)), None)


def given(absence: Absence, notes: Sequence[AbsenceNote]) -> tuple[Reason | None, NoteId | None]:
    """The reason that an absence is to have by its pupil's notes, and the note; a teacher's own reason stays."""
    fact = absence.fact
    if fact.reason is not None and fact.note_id is None:
        return fact.reason, None
    note = covering(notes, absence.key.day, absence.key.number)
    return (note.stated.reason, note.id) if note else (None, None)
