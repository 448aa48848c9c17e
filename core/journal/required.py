"""What a lesson must have to be recorded whole, by the school's profile (domain.md §4.2). Pure."""

from enum import StrEnum

from core.deadlines.profiles import Profile
from core.journal.model import LessonRecord
from core.journal.quick_entry.model import LessonDraft


class Missing(StrEnum):
    """What is not there yet. A reason may come later, from the class teacher (P01)."""

    TOPIC = "topic"
    HOMEWORK = "homework"
    REASON = "reason"


def required_by(profile: Profile) -> frozenset[str]:
    """What the profile wants of every lesson."""
    wanted = {
        Missing.TOPIC: profile.topic_required,
        Missing.HOMEWORK: profile.homework_required,
        Missing.REASON: profile.absence_reason_required,
    }
    return frozenset(one.value for one, is_wanted in wanted.items() if is_wanted)


def lacking(required: frozenset[str], record: LessonRecord) -> tuple[Missing, ...]:
    """What a record lacks to be whole; a lesson that was not held lacks nothing."""
    has = {Missing.TOPIC: bool(record.topic), Missing.HOMEWORK: record.homework is not None}
    return tuple(one for one, there in has.items() if record.held and one in required and not there)


def missing_in(required: frozenset[str], reading: LessonDraft, record: LessonRecord | None) -> tuple[str, ...]:
    """What the lesson will lack when the reading is recorded beside what the journal has."""
    if not reading.held or reading.corrections or reading.period or reading.absence_period:
        return ()
    task = reading.homework or reading.no_homework or reading.attachments
    has = {
        Missing.TOPIC: bool(reading.topic or (record and record.topic)),
        Missing.HOMEWORK: bool(task or (record and record.homework)),
        Missing.REASON: all(one.why for one in reading.absences),
    }
    return tuple(one.value for one, there in has.items() if one in required and not there)
