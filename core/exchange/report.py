"""What an import found and did, for the person who runs it. It holds names: it is shown, never logged."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.exchange.keys import Table
from core.exchange.model import SchoolRecord
from core.exchange.naming import Line
from core.exchange.problems import Problem
from core.ids import SchoolId


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records of a table the file has, and what became of them. `ended` includes those that never held."""

    read: int
    added: int
    changed: int
    ended: int
    absent: int

    @property
    def touched(self) -> int:
        """How many rows are written."""
        return self.added + self.changed + self.ended


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The result of an import or of a dry run. `written` is false if nothing had to be or could be written."""

    source_name: str
    problems: tuple[Problem, ...] = ()
    hidden_problems: int = 0
    school: SchoolRecord | None = None
    school_id: SchoolId | None = None
    counts: Mapping[Table, Counts] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    written: bool = False
    kept: int = 0
    """Pupils who stay in the group that the school has put them into, though the file has another."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What has to be mended before anything is imported."""
        return tuple(problem for problem in self.problems if problem.stops)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is worth a look."""
        return tuple(problem for problem in self.problems if not problem.stops)

    @property
    def changes_anything(self) -> bool:
        """Whether the file says anything that the database does not."""
        return any(count.touched for count in self.counts.values())
