"""What is refused about personal data."""

from core.errors import DomainError


class BornNotReadError(DomainError):
    """What was typed is no date of birth."""

    code = "born_not_read"


class EmailNotReadError(DomainError):
    """What was typed is no address of e-mail."""

    code = "email_not_read"


class SameValueError(DomainError):
    """The directory says so already."""

    code = "data_same"


class DataAskedError(DomainError):
    """Another change of the same thing waits: it is withdrawn first."""

    code = "data_already_asked"


class TooManyChangesError(DomainError):
    """Too many requests wait or were made within a day. Data: `limit`, of those that wait."""

    code = "too_many_changes"


class NoClassError(DomainError):
    """No child is in a class today: there is no class teacher who could decide."""

    code = "data_no_class"


class DataOnPaperError(DomainError):
    """The school sends no personal data through the messenger (O04)."""

    code = "data_on_paper"
