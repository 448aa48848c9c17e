"""What the marks of a period refuse."""

from core.errors import DomainError


class PeriodNotOpenError(DomainError):
    """Marks for a period are given from some days before its end. Data: `opens`, the first of those days."""

    code = "period_not_open"


class NoSuchPeriodError(DomainError):
    """The class has no such period: quarters and half-years belong to different grades (P25). Data: `title`."""

    code = "no_such_period"


class NotOnSheetError(DomainError):
    """A pupil who is not on the list of the course at the period's end: who left gets no mark here. Data: `pupil`."""

    code = "not_on_period_sheet"


class PeriodMarkSettledError(DomainError):
    """The school's profile forbids corrections, and the free minutes are over (P12)."""

    code = "period_mark_settled"


class PeriodOrderNeededError(DomainError):
    """The period is closed: a mark of it is corrected by the director's order alone (P12)."""

    code = "period_order_needed"


class PeriodReasonNeededError(DomainError):
    """The free minutes are over: the correction needs a reason and, as the profile says, a deputy's permission (P12).

    Data: `policy`.
    """

    code = "period_reason_needed"


class PeriodAlreadyAskedError(DomainError):
    """Another correction of this very mark waits for a decision."""

    code = "period_already_asked"


class NothingChosenError(DomainError):
    """There is nothing to confirm: no mark was chosen."""

    code = "no_period_marks_chosen"


class PeriodNotEndedError(DomainError):
    """A period is closed when its last day is over, not before."""

    code = "period_not_ended"
