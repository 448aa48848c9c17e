"""What is refused about the data-entry schedule."""

from core.errors import DomainError


class EntryNotReadError(DomainError):
    """A cell is a workplace with a room and a time, and `text` is none."""

    code = "entry_not_read"


class EntryTooLongError(DomainError):
    """A message about the schedule has `length` characters, and no more than `limit` are read; none of it counts."""

    code = "entry_too_long"


class EntryNoteTooLongError(DomainError):
    """A note has `length` characters, and no more than `limit` are kept; it is not cut."""

    code = "entry_note_too_long"


class EntryTimeError(DomainError):
    """A time ends after it begins, within a day; `text` does not."""

    code = "entry_time"


class EntryNothingToUndoError(DomainError):
    """Nothing was changed by this person of late, or somebody changed it since."""

    code = "entry_nothing_to_undo"
