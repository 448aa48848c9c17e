"""What the groups of a class refuse."""

from core.errors import DomainError


class GroupDayError(DomainError):
    """A day that has passed, or is not of the school year: yesterday's lesson keeps yesterday's list."""

    code = "group_day"


class NotInClassError(DomainError):
    """The pupil is not on the list of the class on that day. Data: `title`."""

    code = "not_in_class"
