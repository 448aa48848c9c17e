"""What every rule of the sections stands on: the place in the atoms, the run at hand, the sections so far."""

from collections.abc import Sequence

from core.journal.quick_entry.atoms import SEPARATORS, Atom, Kind
from core.journal.quick_entry.section import Section

_CLOSING = frozenset(("»", "“", "”", '"'))


class Walker:
    """One pass over the atoms."""

    def __init__(self, text: str, atoms: Sequence[Atom]) -> None:
        self._text = text
        self._atoms = atoms
        self._at = 0
        self._run: list[Atom] = []
        self._sections = [Section()]

    @property
    def _now(self) -> Section:
        return self._sections[-1]

    def _past_separators(self, index: int, *, bind_only: bool = False) -> int:
        passed = frozenset((Kind.BIND,)) if bind_only else frozenset((Kind.BIND, Kind.STOP, Kind.COMMA))
        while index < len(self._atoms) and self._atoms[index].kind in passed:
            index += 1
        return index

    def _source(self, first: int, last: int) -> str:
        if first >= last:
            return ""
        return self._text[self._atoms[first].start : self._atoms[last - 1].end].strip()

    def _into_run(self, atom: Atom) -> None:
        self._at += 1
        if atom.kind is Kind.STOP and not self._continues_list():
            self._close_run()
        elif atom.kind is not Kind.STOP:
            self._run.append(atom)

    def _continues_list(self) -> bool:
        """«5:⏎Иванов⏎Петров»: a list goes on in the next line."""
        return bool(self._run) and self._run[-1].kind is Kind.BIND

    def _close_run(self) -> None:
        while self._run and self._run[0].kind in SEPARATORS:
            self._run.pop(0)
        while self._run and self._run[-1].kind in SEPARATORS | {Kind.NOISE} and self._run[-1].value not in _CLOSING:
            self._run.pop()
        if any(atom.kind is not Kind.NOISE for atom in self._run):
            self._now.runs.append(self._run)
        self._run = []

    def _class(self, atom: Atom) -> None:
        self._close_run()
        joined = self._follows_class()
        if atom.value not in (known.value for known in self._now.classes):
            if self._now.classes and self._now.has_content and not joined:
                self._sections.append(Section())
            self._now.classes.append(atom)
        self._at += 1

    def _follows_class(self) -> bool:
        """«5А и 5Б»: one more class of the same section, even after what was said of the first."""
        before = self._at - 1
        before -= before > 0 and self._atoms[before].kind in (Kind.AND, Kind.COMMA)
        return before >= 0 and self._atoms[before].kind is Kind.CLASS
