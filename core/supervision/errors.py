"""What checks and remarks refuse."""

from core.errors import DomainError


class RemarkTextError(DomainError):
    """A remark takes words, and no more than `limit` characters of them."""

    code = "remark_text"


class RemarkSettledError(DomainError):
    """Somebody else decided about the remark, or its teacher answered meanwhile."""

    code = "remark_settled"


class CheckNothingError(DomainError):
    """What a rule had found is not so any more, or there is nobody to send a remark to."""

    code = "check_nothing"


class CheckEarlyError(DomainError):
    """A page is checked when its month is over: before, lessons are still to come; `day` is the first day for it."""

    code = "check_early"


class PaperCountError(DomainError):
    """The counts of the paper journal are two numbers."""

    code = "paper_count"
