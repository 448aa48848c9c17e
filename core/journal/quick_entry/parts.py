"""Atoms into parts: what the message says about class, date, topic, homework, and the runs of names with marks.

Syntax only: nothing here knows the timetable or decides who is meant.
"""

from collections.abc import Sequence

from core.journal.quick_entry.atoms import SEPARATORS, Atom, Kind
from core.journal.quick_entry.homework_parts import HomeworkRules
from core.journal.quick_entry.section import HomeworkPart, Section
from core.journal.quick_entry.zones import Zone, zone

_SINGLE = frozenset((Kind.GROUP, Kind.SUBJECT, Kind.DATE, Kind.LESSON, Kind.PERIOD))


def sections(text: str, atoms: Sequence[Atom]) -> list[Section]:
    """The sections of a message, each with the classes that it names."""
    return _Reader(text, atoms).read()


class _Reader(HomeworkRules):
    """One pass over the atoms."""

    def read(self) -> list[Section]:
        while self._at < len(self._atoms):
            self._step(self._atoms[self._at])
        self._close_run()
        return self._sections

    def _step(self, atom: Atom) -> None:
        if atom.kind is Kind.CLASS:
            self._class(atom)
        elif self._begins_homework(atom):
            self._homework(atom)
        elif atom.kind is Kind.TOPIC:
            self._topic()
        elif atom.kind is Kind.PRESENT:
            self._present(atom)
        elif not self._header(atom):
            self._into_run(atom)

    def _present(self, atom: Atom) -> None:
        """«все были», or «все были, кроме Белова»: then these are absent."""
        after = self._past_separators(self._at + 1)
        self._close_run()
        if after < len(self._atoms) and self._atoms[after].kind is Kind.EXCEPT:
            self._run.append(Atom(Kind.ABSENT, atom.start, atom.end, "нет"))
            self._at = after + 1
        else:
            self._now.present.append(atom)
            self._at += 1

    def _header(self, atom: Atom) -> bool:
        """Whether the atom says which lesson it is, or something said once; then it ends the run."""
        if atom.kind in _SINGLE:
            self._now.single.setdefault(atom.kind, []).append(atom)
        elif atom.kind is Kind.DUE:
            self._now.due.append(atom)
        elif atom.kind is Kind.BY_PLAN:
            self._now.by_plan.append(atom)
        elif atom.kind is Kind.SPAN:
            self._now.span.append(atom)
            self._at += 1
            return True
        elif atom.kind is Kind.NO_HOMEWORK:
            of_pupil = bool(self._run) and self._run[-1].kind in (Kind.NAME, Kind.MARK)  # «Белов 2 нет дз»
            part = HomeworkPart(atom.text(self._text), atom.start, none=True, doubt=of_pupil)
            self._now.homework.append(part)
        elif atom.kind in (Kind.NOT_HELD, Kind.SUBSTITUTE):
            return self._said_once(atom)
        else:
            return False
        self._close_run()
        self._at += 1
        return True

    def _said_once(self, atom: Atom) -> bool:
        self._close_run()
        self._at += 1
        if atom.kind is Kind.NOT_HELD:
            self._not_held()
        else:
            self._now.substitute.append(atom)
            self._at = self._take_words(self._now.substitute)
        return True

    def _take_words(self, into: list[Atom]) -> int:
        """The surname after «замена за» and, if given, the name and patronymic or initials."""
        index = self._at
        while index < len(self._atoms) and self._atoms[index].kind in (Kind.NAME, Kind.WORD) and len(into) < 4:
            into.append(self._atoms[index])
            index += 1
        return index

    def _not_held(self) -> None:
        self._now.held = False
        while self._at < len(self._atoms) and self._atoms[self._at].kind in (SEPARATORS - {Kind.STOP}) | {Kind.OPEN}:
            self._at += 1
        first = self._at
        while self._at < len(self._atoms) and not self._ends_reason(self._atoms[self._at]):
            self._at += 1
        reason = self._source(first, self._at).strip(" ,.")
        self._now.not_held = reason.removeprefix("из-за ").removeprefix("причина ").removeprefix("причина: ") or None
        self._at += self._at < len(self._atoms) and self._atoms[self._at].kind is Kind.CLOSE

    def _ends_reason(self, atom: Atom) -> bool:
        begins = atom.kind in (Kind.STOP, Kind.CLOSE, Kind.CLASS, Kind.TOPIC, Kind.NO_HOMEWORK)
        return begins or self._begins_homework(atom)

    def _topic(self) -> None:
        self._close_run()
        marker = self._atoms[self._at]
        self._at = self._past_separators(self._at + 1, bind_only=True)
        if self._at < len(self._atoms) and self._atoms[self._at].kind is Kind.BY_PLAN:
            return
        found = zone(self._atoms, self._at, topic=True)
        topic = self._source(found.first, found.last).rstrip(".")
        self._now.topics.append((topic, marker.start))
        if found.doubt or not topic or self._is_mark(found):
            self._now.doubts.append(marker)
        first = next((atom for atom in self._atoms[found.first : found.last] if atom.kind is not Kind.NOISE), None)
        if first is not None and first.kind is Kind.CONTROL:
            self._now.topic_control = first
        self._at = found.last

    def _is_mark(self, topic: Zone) -> bool:
        """«Тёма 5» is likelier a pupil and a mark than a topic."""
        return all(atom.kind is Kind.MARK for atom in self._atoms[topic.first : topic.last])
