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
    """The free minutes are over, or the mark is another teacher's: only a director's order changes it (P12)."""

    code = "period_mark_settled"


class NothingChosenError(DomainError):
    """There is nothing to confirm: no mark was chosen."""

    code = "no_period_marks_chosen"
