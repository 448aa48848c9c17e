"""A notice on its way to somebody."""

from dataclasses import dataclass

from core.notices.model import Notice, State
from core.notices.outcome import Report


@dataclass(frozen=True, slots=True)
class NoticeNews:
    """A notice as a row of the outbox brings it, with the school in whose name it comes.

    With `report` the row tells the author how far the sending is; `trial` is the author's own copy.
    """

    notice: Notice
    school_name: str
    report: Report | None = None
    trial: bool = False
    answered: bool = False
    """Whether its reader has said that it was read, or has answered: by `answer`, its number."""
    answer: int | None = None
    closed: bool = False
    """Whether answers are taken no more."""

    @property
    def waits(self) -> bool:
        """Whether its reader still has to say that it was read, or to answer."""
        return self.takes and not self.answered

    @property
    def takes(self) -> bool:
        """Whether its reader may answer: what was chosen may be changed, that it was read is said once."""
        question = self.notice.made.question
        if self.notice.state is not State.SENT or not self.notice.made.asks or self.closed:
            return False
        return question.choosing or not self.answered
