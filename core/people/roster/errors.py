"""What the check of a class list refuses."""

from core.errors import DomainError


class RosterMonthError(DomainError):
    """The button is of an earlier month: a list is checked as it is today."""

    code = "roster_month"


class RosterTextError(DomainError):
    """What is wrong takes words, and no more than `limit` characters of them."""

    code = "roster_text"
