"""What the runs of a section state, before it is known who is meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.journal.quick_entry.atoms import Atom, Kind
from core.journal.quick_entry.corrections import correcting_runs
from core.journal.quick_entry.items import Itemizer, NotReadError
from core.journal.quick_entry.runs import Fact, facts
from core.journal.quick_entry.section import Section


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of a section's runs, and the runs that could not be read."""

    facts: tuple[Fact, ...]
    unread: tuple[Atom, ...]
    """One atom over the whole of each such run."""
    shared: frozenset[int] = frozenset()
    """Where names begin that several of the classes named have: whose mark it is must be asked."""


def told(text: str, section: Section) -> Told:
    """Reads the runs of a section; a control that was named goes on to the marks of later runs."""
    found: list[Fact] = []
    unread: list[Atom] = []
    headings: list[tuple[Atom, tuple[str, str | None]]] = []
    control: tuple[str, str | None] | None = None
    for run in [] if correcting_runs(section) else section.runs:
        itemizer = Itemizer(text, run, control)
        try:
            read = facts(itemizer.read())
        except NotReadError:
            read = None
        control = itemizer.control
        whole = Atom(Kind.WORD, run[0].start, run[-1].end)
        if read:
            headings += itemizer.headings
        elif itemizer.headings and read == () and not _homework_follows(section, whole.end):
            headings.append((whole, itemizer.headings[-1][1]))
        else:
            unread.append(whole)
        found += read or ()
    return Told(tuple(found), tuple(sorted([*unread, *_without_marks(headings, found)], key=lambda one: one.start)))


def _homework_follows(section: Section, end: int) -> bool:
    """«практическая работа №3 закончить; Ким 5»: rather homework than what the marks are of."""
    marks = min((run[0].start for run in section.runs if run[0].start >= end), default=end)
    return any(end <= part.start < marks for part in section.homework)


def _without_marks(headings: Sequence[tuple[Atom, tuple[str, str | None]]], found: Sequence[Fact]) -> list[Atom]:
    """Controls that were named for all that follows, when no mark is of them."""
    used = {(fact.control, fact.control_text) for fact in found if fact.kind is Kind.MARK}
    return [Atom(Kind.WORD, atom.start, atom.end) for atom, control in headings if control not in used]
