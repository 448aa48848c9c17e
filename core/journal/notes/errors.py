"""What is refused about absence notes."""

from core.errors import DomainError


class NoteDaysError(DomainError):
    """The days end before they begin, or are more, or farther from today, than `limit` days."""

    code = "note_days"


class NoteReasonNeededError(DomainError):
    """A note without a reason explains nothing (B09)."""

    code = "note_reason_needed"


class NoteNotReadError(DomainError):
    """What was typed names no days that a note could be of."""

    code = "note_not_read"
