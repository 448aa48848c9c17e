"""What is refused for want of a consent."""

from core.errors import DomainError, NotFoundError


class ConsentNeededError(NotFoundError):
    """The child is the guardian's own, but without their consent nothing of it is shown (P20)."""

    code = "consent_needed"


class WordingChangedError(DomainError):
    """The words are others than those under which the button stood: they have to be read first."""

    code = "consent_changed"


class WordingLengthError(DomainError):
    """Words that are too short to be a consent, or do not fit a message. Data: `least`, `most`."""

    code = "consent_length"
