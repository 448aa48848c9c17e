"""What is refused about absence notes."""

from core.errors import DomainError


class NoteDaysError(DomainError):
    """The days end before they begin, or are more, or farther from today, than `limit` days."""

    code = "note_days"


class NoteReasonNeededError(DomainError):
    """A note without a reason explains nothing (B09)."""

    code = "note_reason_needed"


class NoteCommentError(DomainError):
    """What a guardian adds, or why a note is refused, is empty or longer than `limit` characters."""

    code = "note_comment"


class NoteSettledError(DomainError):
    """The note was confirmed, refused or withdrawn meanwhile."""

    code = "note_settled"


class NoteNotReadError(DomainError):
    """What was typed names no days that a note could be of."""

    code = "note_not_read"


class CertificateFullError(DomainError):
    """The certificate has `limit` pages already."""

    code = "certificate_full"
