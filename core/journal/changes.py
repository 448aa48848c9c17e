"""What a correction changes: the old and the new of what stood. Values that can be kept and carried out later.

An addition is none: a topic where there was none, a file beside the homework, the reason of an absence that had none, a
pupil who was absent and came late on the same day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from core.ids import EntryId, MarkId, PersonId
from core.journal.errors import MarkNotFoundError
from core.journal.model import AttendanceFact, Homework, LessonRecord, MarkFact, Reason, Text
from core.journal.ports import NewAttendance
from core.journal.quick_entry.model import DraftCorrection, LessonDraft


@dataclass(frozen=True, slots=True)
class Presence:
    """Where a pupil was: «present», «absent», «late» or «exempt», with what is known of it."""

    kind: str = "present"
    reason: Reason | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class MarkChange:
    """Another value for a mark; `new` None takes it away."""

    pupil_id: PersonId
    mark_id: MarkId
    old: str
    new: str | None
    control: str | None = None
    what: Literal["mark"] = "mark"


@dataclass(frozen=True, slots=True)
class PresenceChange:
    """A pupil was somewhere else than the journal says."""

    pupil_id: PersonId
    old: Presence
    new: Presence
    what: Literal["presence"] = "presence"


@dataclass(frozen=True, slots=True)
class TopicChange:
    """Another topic."""

    old: str
    new: str
    what: Literal["topic"] = "topic"


@dataclass(frozen=True, slots=True)
class HomeworkChange:
    """Another task, or none."""

    old: Homework
    new: Homework
    what: Literal["homework"] = "homework"


@dataclass(frozen=True, slots=True)
class HeldChange:
    """The lesson took place after all, or did not; `new_reason` says why not."""

    old: bool
    new: bool
    new_reason: str | None = None
    what: Literal["held"] = "held"


Change = MarkChange | PresenceChange | TopicChange | HomeworkChange | HeldChange


def presence_of(record: LessonRecord, pupil_id: PersonId) -> Presence | None:
    """What the journal says of a pupil's presence; None if it says nothing, as of most who were there."""
    if pupil_id in record.present:
        return Presence()
    if any(fact.pupil_id == pupil_id and fact.text is None for fact in record.remarks):
        return Presence("exempt")
    fact = _attendance(record, pupil_id)
    return Presence("late" if fact.late else "absent", fact.reason, fact.minutes) if fact else None


def changes_of(
    record: LessonRecord, reading: LessonDraft, homework: Homework | None, said: Sequence[NewAttendance], today: date
) -> tuple[Change, ...]:
    """What a reading would change of a lesson. MarkNotFoundError where a correction fits none or several of its marks.

    `homework` is what the reading says of it with «то же» looked up, `said` what it says of presence.
    """
    return (
        *(_of_mark(record, wanted) for wanted in reading.corrections),
        *_of_presence(record, said, today),
        *_of_texts(record, reading, homework),
    )


def stands(change: Change, record: LessonRecord) -> bool:
    """Whether the journal still says what the change calls old."""
    match change:
        case MarkChange():
            return any((one.id, one.value) == (change.mark_id, change.old) for one in record.marks)
        case PresenceChange():
            return presence_of(record, change.pupil_id) == change.old
        case TopicChange():
            return record.topic == change.old
        case HomeworkChange():
            return record.homework == change.old
        case HeldChange():
            return record.held == change.old


def source_of(change: Change, record: LessonRecord) -> EntryId | None:
    """The entry that said what is to be changed; of a mark the one in which it appeared."""
    match change:
        case MarkChange():
            return next((one.entry_id for one in record.marks if one.id == change.mark_id), None)
        case PresenceChange():
            said = [(one.pupil_id, one.entry_id) for one in record.attendance]
            said += [(one.pupil_id, one.entry_id) for one in record.remarks if one.text is None]
            return dict(said).get(change.pupil_id)
        case _:
            return record.said_by.get(Text(change.what))


def without(reading: LessonDraft, changes: Sequence[Change]) -> LessonDraft:
    """The reading with these changes left out; what it adds beside them stays."""
    pupils = {change.pupil_id for change in changes if isinstance(change, PresenceChange)}
    left = replace(
        reading,
        absences=tuple(one for one in reading.absences if one.pupil_id not in pupils),
        lateness=tuple(one for one in reading.lateness if one.pupil_id not in pupils),
        present=tuple(one for one in reading.present if one not in pupils),
        exempt=tuple(one for one in reading.exempt if one not in pupils),
    )
    for change in changes:
        match change:
            case MarkChange():
                left = replace(left, corrections=tuple(one for one in left.corrections if not _is(change, one)))
            case TopicChange():
                left = replace(left, topic=None)
            case HomeworkChange():
                left = replace(left, homework=None, no_homework=False, same_homework=False, homework_due=None)
                left = replace(left, attachments=())
            case HeldChange():
                left = replace(left, held=change.old, not_held_reason=None)
            case PresenceChange():
                pass
    return left


def only_corrections(reading: LessonDraft) -> LessonDraft:
    """The corrections of marks, and nothing of the lesson itself."""
    return LessonDraft(corrections=reading.corrections, held=reading.held)


def attendance(change: PresenceChange) -> NewAttendance:
    """The fact that carries the change out."""
    new = change.new
    return NewAttendance(change.pupil_id, new.kind, new.reason.value if new.reason else None, new.minutes)


def fits(mark: MarkFact, wanted: DraftCorrection) -> bool:
    """Whether a mark is the one that a correction speaks of."""
    if wanted.mark_id is not None:
        return mark.id == wanted.mark_id
    same_pupil = mark.pupil_id == wanted.pupil_id
    same_value = wanted.old is None or mark.value == wanted.old
    return same_pupil and same_value and wanted.control in (None, mark.control)


def _is(change: MarkChange, wanted: DraftCorrection) -> bool:
    same = wanted.mark_id in (None, change.mark_id) and wanted.old in (None, change.old)
    return same and (wanted.pupil_id, wanted.new) == (change.pupil_id, change.new)


def _of_mark(record: LessonRecord, wanted: DraftCorrection) -> MarkChange:
    fitting = [mark for mark in record.marks if fits(mark, wanted)]
    if len(fitting) != 1:
        raise MarkNotFoundError(count=len(fitting))
    (mark,) = fitting
    return MarkChange(mark.pupil_id, mark.id, mark.value, wanted.new, mark.control)


def _of_presence(record: LessonRecord, said: Sequence[NewAttendance], today: date) -> Iterator[PresenceChange]:
    for one in said:
        old = presence_of(record, one.pupil_id)
        new = Presence(one.kind, Reason(one.reason) if one.reason else None, one.minutes)
        if old is not None and not _adds(old, new, same_day=record.key.day == today):
            yield PresenceChange(one.pupil_id, old, new)


def _adds(old: Presence, new: Presence, *, same_day: bool) -> bool:
    """Whether the new word only says more than the old: a reason or minutes that were missing, or who came late."""
    if old.kind == new.kind:
        return (old.reason in (None, new.reason) or new.reason is None) and old.minutes in (None, new.minutes)
    return same_day and (old.kind, new.kind) == ("absent", "late")


def _of_texts(record: LessonRecord, reading: LessonDraft, homework: Homework | None) -> Iterator[Change]:
    if record.topic and reading.topic and reading.topic != record.topic:
        yield TopicChange(record.topic, reading.topic)
    if record.homework and homework and homework != record.homework and not _more_files(record.homework, homework):
        yield HomeworkChange(record.homework, homework)
    if Text.HELD in record.said_by and reading.held != record.held:
        yield HeldChange(record.held, reading.held, reading.not_held_reason)


def _more_files(old: Homework, new: Homework) -> bool:
    """Whether the new task is the old one with further files: that takes nothing back."""
    return replace(new, attachments=old.attachments) == old and {*old.attachments} < {*new.attachments}


def _attendance(record: LessonRecord, pupil_id: PersonId) -> AttendanceFact | None:
    return next((fact for fact in record.attendance if fact.pupil_id == pupil_id), None)
