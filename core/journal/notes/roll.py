"""What notes mean for the roll of a lesson: who is expected to be away, and whose absence is explained. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from core.ids import PersonId
from core.journal.model import LessonRecord
from core.journal.notes.model import AbsenceNote
from core.journal.notes.rules import covering
from core.journal.quick_entry.model import Answers, DraftAbsence, LessonDraft, NoteReason

PRESENT, ABSENT = "present", "absent"
"""The answers «был» against a note and «всё-таки нет»; their question is `against(pupil)`."""


def against(pupil_id: PersonId) -> str:
    """The key under which an answer about a pupil's note is kept with the draft."""
    return f"note{pupil_id}"


def foretold(
    reading: LessonDraft,
    notes: Sequence[AbsenceNote],
    record: LessonRecord | None,
    names: Mapping[PersonId, str],
    answers: Answers,
) -> LessonDraft:
    """The reading with those absent whom a note expects to be away and of whom nothing was said.

    `record` is what the journal says of the lesson already, `names` its list. «Все были» and the answer «был» are
    kept as a word of the teacher against the note, so that the next message of this lesson does not expect it again.
    """
    if not _takes_roll(reading):
        return reading
    known = _spoken_of(reading) | (_written_of(record) if record else frozenset())
    away = {pupil: note for pupil, note in _away(reading, notes).items() if pupil in names and pupil not in known}
    here = tuple(pupil for pupil in away if reading.all_present or answers.get(against(pupil)) == PRESENT)
    absences = tuple(
        DraftAbsence(pupil, note=_reason_of(note), foretold=True) for pupil, note in away.items() if pupil not in here
    )
    whole = replace(
        reading,
        absences=reading.absences + absences,
        present=reading.present + here,
        names={**reading.names, **{pupil: names[pupil] for pupil in away}},
    )
    return explained(whole, notes, record)


def explained(reading: LessonDraft, notes: Sequence[AbsenceNote], record: LessonRecord | None) -> LessonDraft:
    """The reading by the notes that stand when it is recorded.

    An absence without a reason, or with the note's own, is explained by the note; another reason of the teacher's
    stays a word of its own. What only a note foretold goes with the note, and where the journal says something of the
    pupil by now: another message may have been recorded since the card was shown.
    """
    known = _written_of(record) if record else frozenset()
    absences = _explained(reading, notes)
    return replace(reading, absences=tuple(one for one in absences if not one.foretold or one.pupil_id not in known))


def seen_in(reading: LessonDraft) -> frozenset[PersonId]:
    """Who is said to be at the lesson: expressly, late, or marked."""
    late, marked = {one.pupil_id for one in reading.lateness}, {one.pupil_id for one in reading.marks}
    return frozenset(pupil_id for pupil_id in late | marked | {*reading.present} if pupil_id is not None)


def _explained(reading: LessonDraft, notes: Sequence[AbsenceNote]) -> Iterator[DraftAbsence]:
    own = _by_pupil(notes)
    for absence in reading.absences:
        note = _of_lesson(reading, own[absence.pupil_id]) if absence.pupil_id is not None else None
        explains = note is not None and absence.reason in (None, note.stated.reason)
        if explains or not absence.foretold:
            yield replace(absence, note=_reason_of(note) if note and explains else None)


def _reason_of(note: AbsenceNote) -> NoteReason:
    return NoteReason(note.id, note.stated.reason, note.waits)


def _takes_roll(reading: LessonDraft) -> bool:
    """Corrections, and lessons that were not held, are no occasion to say who is away."""
    return reading.held and not reading.corrections and not reading.update


def _away(reading: LessonDraft, notes: Sequence[AbsenceNote]) -> dict[PersonId, AbsenceNote]:
    found = {pupil: _of_lesson(reading, own) for pupil, own in _by_pupil(notes).items()}
    return {pupil: note for pupil, note in found.items() if note and note.stated.foretells}


def _by_pupil(notes: Sequence[AbsenceNote]) -> defaultdict[PersonId, list[AbsenceNote]]:
    found: defaultdict[PersonId, list[AbsenceNote]] = defaultdict(list)
    for note in notes:
        found[note.stated.pupil_id].append(note)
    return found


def _of_lesson(reading: LessonDraft, notes: Sequence[AbsenceNote]) -> AbsenceNote | None:
    if reading.day is None or reading.number is None:
        return None
    return covering(notes, reading.day, reading.number)


def _spoken_of(reading: LessonDraft) -> set[PersonId | None]:
    marked, away = {one.pupil_id for one in reading.marks}, {one.pupil_id for one in reading.absences}
    late, remarked = {one.pupil_id for one in reading.lateness}, {one.pupil_id for one in reading.remarks}
    return marked | away | late | remarked | {*reading.exempt, *reading.present}


def _written_of(record: LessonRecord) -> set[PersonId]:
    marked, absent = {one.pupil_id for one in record.marks}, {one.pupil_id for one in record.attendance}
    return marked | absent | {one.pupil_id for one in record.remarks} | set(record.present)
