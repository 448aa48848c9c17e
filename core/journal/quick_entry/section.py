"""What a message says about one class, as pieces of its text: the result of syntax, before the school is asked."""

from dataclasses import dataclass, field

from core.journal.quick_entry.atoms import Atom, Kind


@dataclass(slots=True)
class HomeworkPart:
    """Homework as written, or an explicit none, or «the same»; `due` are the days for which it is set."""

    text: str
    start: int
    none: bool = False
    same: bool = False
    by_plan: bool = False
    doubt: bool = False


@dataclass(slots=True)
class Section:
    """What a message says about one class, or about several named together."""

    classes: list[Atom] = field(default_factory=list)
    single: dict[Kind, list[Atom]] = field(default_factory=dict)
    due: list[Atom] = field(default_factory=list)
    homework: list[HomeworkPart] = field(default_factory=list)
    topics: list[tuple[str, int]] = field(default_factory=list)
    topic_control: Atom | None = None
    """The work with which a topic begins: «тема: Контрольная №2»."""
    by_plan: list[Atom] = field(default_factory=list)
    not_held: str | None = None
    held: bool = True
    substitute: list[Atom] = field(default_factory=list)
    span: list[Atom] = field(default_factory=list)
    present: list[Atom] = field(default_factory=list)
    runs: list[list[Atom]] = field(default_factory=list)
    doubts: list[Atom] = field(default_factory=list)

    @property
    def has_content(self) -> bool:
        """Whether it says anything besides which lesson it is."""
        return (
            bool(
                self.homework
                or self.topics
                or self.runs
                or self.by_plan
                or self.substitute
                or self.span
                or self.present
            )
            or not self.held
        )

    def all(self, kind: Kind) -> list[Atom]:
        """The atoms of a kind that a message should have once."""
        return self.single.get(kind, [])
