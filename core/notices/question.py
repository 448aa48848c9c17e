"""What a notice asks its readers: whether they have read it, yes or no, or one of the author's own answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.notices.errors import NoticeAnswersError

LEAST, MOST = 2, 8
"""Own answers of a notice."""
LONGEST_ANSWER = 40
"""Characters of one: a button shows no more."""


class Asking(StrEnum):
    """What is asked. `READ`: «Ознакомлен(а)»; `OWN`: answers that the author wrote."""

    NOTHING = "nothing"
    READ = "read"
    YES_NO = "yes_no"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the author's own answers, and until when answers are taken; without `until`, until it is closed.

    An answer is kept by its number: of yes and no, yes is 0.
    """

    kind: Asking = Asking.NOTHING
    own: tuple[str, ...] = ()
    until: datetime | None = None

    @property
    def count(self) -> int:
        """How many answers there are to choose from."""
        return 2 if self.kind is Asking.YES_NO else len(self.own)

    @property
    def choosing(self) -> bool:
        """Whether one of several answers is chosen, which may be changed; «Ознакомлен(а)» is said once."""
        return self.kind in (Asking.YES_NO, Asking.OWN)

    def closed(self, now: datetime) -> bool:
        """Whether answers are taken no more."""
        return self.choosing and self.until is not None and now >= self.until


NO_QUESTION = Question()


def answers_of(text: str) -> tuple[str, ...]:
    """Own answers, one on each line. NoticeAnswersError for too few, too many, too long ones or two alike."""
    found = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    checked(found)
    return tuple(found)


def checked(answers: Sequence[str]) -> None:
    """NoticeAnswersError."""
    alike = len({one.casefold() for one in answers}) < len(answers)
    if not LEAST <= len(answers) <= MOST or alike or any(len(one) > LONGEST_ANSWER for one in answers):
        raise NoticeAnswersError(least=LEAST, most=MOST, longest=LONGEST_ANSWER)
