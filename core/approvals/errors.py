"""What is refused about requests."""

from core.errors import DomainError


class AlreadyAskedError(DomainError):
    """Another request about the same thing waits: it is withdrawn first."""

    code = "already_asked"


class OwnRequestError(DomainError):
    """Nobody decides an own request."""

    code = "own_request"
