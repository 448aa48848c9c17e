"""Corrections: «Петров было 3 стало 4», «исправить Иванову Д. за к/р 12.10 с 2 на 3, пересдал», «удали 5 у Ким».

A correction needs to say which work (its date) and why; without them it is asked, never guessed (P12).
"""

from collections.abc import Sequence
from datetime import date

from core.journal.quick_entry.atoms import SEPARATORS, Atom, Kind, Mention
from core.journal.quick_entry.model import Ask, DraftCorrection
from core.journal.quick_entry.people import Register
from core.journal.quick_entry.pupils import Setting
from core.journal.quick_entry.section import Section

_SIGNS = frozenset((Kind.CORRECT, Kind.CHANGE, Kind.DELETE))
_INSIDE = frozenset((Kind.NAME, Kind.CONTROL, Kind.MARK, Kind.CHANGE, Kind.CORRECT, Kind.DELETE))


def correcting_runs(section: Section) -> list[list[Atom]]:
    """The runs that belong to a correction: all of them, once one has its signs; none otherwise."""
    signed = any(atom.kind in _SIGNS for run in section.runs for atom in run)
    return section.runs if signed else []


def corrections(runs: Sequence[Sequence[Atom]], register: Register, day: date | None) -> tuple[DraftCorrection, ...]:
    """The corrections that the runs say, in order."""
    atoms = [atom for run in runs for atom in run]
    names = [atom for atom in atoms if atom.mention is not None and not _is_reason(atoms, atom)]
    changes = _changes(atoms)
    start = atoms[0].start
    about = register.text[start : atoms[-1].end]
    if len(names) != len(changes) or not names:
        register.desk.ask(Ask.CORRECTION, start, about)
        return ()
    reason, control = _reason(register.text, runs), _control(atoms)
    if reason is None or day is None:
        register.desk.ask(Ask.CORRECTION, start, about, data=_missing(reason, day))
    return tuple(
        _correction(register, name, change, control, day, reason) for name, change in zip(names, changes, strict=True)
    )


def _correction(
    register: Register, name: Atom, change: tuple[str, str | None], control: str | None, day: date | None,
    reason: str | None,
) -> DraftCorrection:  # fmt: skip
    setting = Setting.GENITIVE if change[1] is None else Setting.MARK
    meant = register.who(name.mention or Mention(()), setting, name.start, name.end)
    return DraftCorrection(meant.pupil_id, change[0], change[1], control, day, reason, candidates=meant.candidates)


def _missing(reason: str | None, day: date | None) -> dict[str, str]:
    missing = {"reason": reason, "day": day}
    return {"missing": ",".join(name for name, value in missing.items() if value is None)}


def _changes(atoms: Sequence[Atom]) -> list[tuple[str, str | None]]:
    if any(atom.kind is Kind.DELETE for atom in atoms):
        return [(atom.value, None) for atom in atoms if atom.kind is Kind.MARK]
    return [(atom.value, atom.flag) for atom in atoms if atom.kind is Kind.CHANGE]


def _control(atoms: Sequence[Atom]) -> str | None:
    return next((atom.value for atom in atoms if atom.kind is Kind.CONTROL), None)


def _is_reason(atoms: Sequence[Atom], name: Atom) -> bool:
    """An unknown word after the change, or after the mark to be removed and its owner, is the reason."""
    if name.kind is not Kind.WORD:
        return False
    before = {atom.kind for atom in atoms if atom.start < name.start}
    return Kind.CHANGE in before or before >= {Kind.DELETE, Kind.MARK, Kind.NAME}


def _reason(text: str, runs: Sequence[Sequence[Atom]]) -> str | None:
    """The text after the last piece of the correction itself."""
    last = max(atom.end for run in runs for atom in run if atom.kind in _INSIDE)
    rest = [atom for run in runs for atom in run if atom.start >= last]
    while rest and rest[0].kind in SEPARATORS | {Kind.NOISE, Kind.OPEN}:
        rest.pop(0)
    return text[rest[0].start : rest[-1].end].strip(" .)") if rest else None
