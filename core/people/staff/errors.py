"""What keeping the staff refuses."""

from core.errors import DomainError


class LastAdministratorError(DomainError):
    """Nobody else would administer the school without an end."""

    code = "last_administrator"


class OwnAdministratorError(DomainError):
    """An administrator cannot take this function from oneself: another one does it."""

    code = "own_administrator"


class StaleConfirmationError(DomainError):
    """The «yes» belongs to a question that was asked too long ago."""

    code = "stale_confirmation"


class FunctionHeldError(DomainError):
    """The function is held on these days already."""

    code = "function_held"


class TermError(DomainError):
    """Days that have passed, end before they begin, or are too far away."""

    code = "term"


class DaysNotReadError(DomainError):
    """The days of a message are not understood."""

    code = "days_not_read"


class DeputyAwayError(DomainError):
    """Who should stand in is the same person, or away on these days too."""

    code = "deputy_away"
