"""The smallest pieces of a message that mean something: a class, a mark, a name, «опоздал», a comma."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a piece means, before anything is known about its neighbours."""

    CLASS = "class"
    GROUP = "group"
    SUBJECT = "subject"
    DATE = "date"
    DUE = "due"
    LESSON = "lesson"
    PERIOD = "period"
    SPAN = "span"
    MARK = "mark"
    NUMBER = "number"
    MINUTES = "minutes"
    NAME = "name"
    REST = "rest"
    EVERYONE = "everyone"
    EXCEPT = "except"
    CONTROL = "control"
    ABSENT = "absent"
    REASON = "reason"
    LATE = "late"
    REMARK = "remark"
    EXEMPT = "exempt"
    HERE = "here"
    NEW_REASON = "new_reason"
    PRESENT = "present"
    HOMEWORK = "homework"
    NO_HOMEWORK = "no_homework"
    TOPIC = "topic"
    BY_PLAN = "by_plan"
    TASK = "task"
    NOT_HELD = "not_held"
    SUBSTITUTE = "substitute"
    CORRECT = "correct"
    DELETE = "delete"
    CHANGE = "change"
    NOISE = "noise"
    WORD = "word"
    COMMA = "comma"
    AND = "and"
    BIND = "bind"
    STOP = "stop"
    OPEN = "open"
    CLOSE = "close"


SEPARATORS = frozenset((Kind.COMMA, Kind.AND, Kind.BIND, Kind.STOP))


@dataclass(frozen=True, slots=True)
class Mention:
    """How a pupil is named: normalised words, and initials or cut-off given names, as typed."""

    words: tuple[str, ...]
    initials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece with its place in the text. `value` is normalised: a mark, a reason, a number, a name of a control.

    `flag` tells apart what the kind alone does not: a certain form from a doubtful one.
    """

    kind: Kind
    start: int
    end: int
    value: str = ""
    flag: str = ""
    mention: Mention | None = None
    parts: tuple[int, ...] = ()

    def text(self, source: str) -> str:
        """The words of the teacher."""
        return source[self.start : self.end]
