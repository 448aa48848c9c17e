"""Atoms into parts: what the message says about class, date, topic, homework, and the runs of names with marks.

Syntax only: nothing here knows the timetable or decides who is meant.
"""

from collections.abc import Sequence
from itertools import pairwise

from core.journal.quick_entry.atoms import SEPARATORS, Atom, Kind
from core.journal.quick_entry.lexicon import NO_HOMEWORK, NO_HOMEWORK_AFTER, REPORTED, SAME
from core.journal.quick_entry.section import HomeworkPart, Section
from core.journal.quick_entry.tokens import words_of
from core.journal.quick_entry.written import is_whole, without_point
from core.journal.quick_entry.zones import Zone, opens_marks, zone

_CLOSING = frozenset(("»", "“", "”", '"'))
_NOTHING = frozenset(("-", "—", "–"))
_SINGLE = frozenset((Kind.GROUP, Kind.SUBJECT, Kind.DATE, Kind.LESSON, Kind.PERIOD))


def sections(text: str, atoms: Sequence[Atom]) -> list[Section]:
    """The sections of a message, each with the classes that it names."""
    return _Reader(text, atoms).read()


class _Reader:
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

    def _header(self, atom: Atom) -> bool:
        """Whether the atom says which lesson it is, or something said once; then it ends the run."""
        if atom.kind in _SINGLE:
            self._now.single.setdefault(atom.kind, []).append(atom)
        elif atom.kind is Kind.DUE:
            self._now.due.append(atom)
        elif atom.kind is Kind.BY_PLAN:
            self._now.by_plan = True
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

    def _begins_homework(self, atom: Atom) -> bool:
        following = self._past_separators(self._at + 1, bind_only=True)
        if atom.kind is Kind.HOMEWORK or (atom.kind is Kind.CONTROL and atom.flag == "дз"):
            return not self._is_control(following)
        return atom.kind is Kind.TASK and not self._after_control() and not self._after_for()

    def _is_control(self, following: int) -> bool:
        """«Васильев 4 дз, …» and «дз: Иванов 5»: a kind of control, not homework."""
        after_mark = bool(self._run) and self._run[-1].kind is Kind.MARK
        ends = self._at + 1 >= len(self._atoms) or self._atoms[self._at + 1].kind in (Kind.COMMA, Kind.STOP)
        return (after_mark and ends) or opens_marks(self._atoms, following)

    def _after_control(self) -> bool:
        """«к/р №2: …»: the number belongs to the control."""
        return bool(self._run) and self._run[-1].kind is Kind.CONTROL

    def _after_for(self) -> bool:
        """«Ким 5 за задачу»: what the mark was given for."""
        return [one.kind for one in self._run[-2:]] == [Kind.MARK, Kind.NOISE] and self._run[-1].value == "за"

    def _homework(self, atom: Atom) -> None:
        beside_mark = bool(self._run) and self._run[-1].kind is Kind.MARK
        self._close_run()
        marked = atom.kind is not Kind.TASK
        self._at += marked
        self._leading_class(marked=marked)
        self._leading_subject(marked=marked)
        first = self._leading_due(self._past_separators(self._at, bind_only=True))
        found = zone(self._atoms, first, topic=False)
        last = self._trailing_due(found.first, found.last)
        self._inner_due(found.first, last)
        written = self._written(found.first, last)
        dash = self._atoms[first - 1].kind is Kind.BIND and self._atoms[first - 1].value == "-"
        doubt = found.doubt or self._ends_with_name(found.first, last) or self._holds_another(first, last)
        doubt = doubt or self._is_report(first, last)
        doubt = doubt or (atom.flag == "work" and (beside_mark or self._names_work(found)))
        self._now.homework.append(self._part(written or "-" * dash, atom.start, doubt=doubt))
        self._at = max(found.last, self._at)

    def _written(self, first: int, last: int) -> str:
        """The homework as written; the point of «письм.» belongs to it, and that of a sentence does not."""
        text = self._source(first, last)
        point = self._atoms[last] if 0 < last < len(self._atoms) else None
        if point is not None and point.value == "." and point.start == self._atoms[last - 1].end:
            text = text.rstrip(".") + "."
        return without_point(text)

    def _ends_with_name(self, first: int, last: int) -> bool:
        """«№5 Ким»: a pupil with nothing said of them, who hardly belongs to the task."""
        if last - first < 2 or self._atoms[last - 1].kind is not Kind.NAME:
            return False
        before = self._atoms[last - 2]
        return before.kind in SEPARATORS | {Kind.NUMBER, Kind.MARK} or before.value == "sign"

    def _is_report(self, first: int, last: int) -> bool:
        """«дз Белов не сделал», «дз нет у Белова», «дз проверила»: what became of the last homework, not the next."""
        words = [word for atom in self._atoms[first:last] for word in words_of(atom.text(self._text))]
        told = any(word.startswith(REPORTED) and word.endswith(("л", "ла", "ли")) for word in words)
        lacking = self._atoms[first:last] and self._atoms[first].value == "нет" and len(words) > 1
        return told or bool(lacking)

    def _names_work(self, found: Zone) -> bool:
        """«пересказ: Ким 5»: likelier what the marks were given for than homework."""
        return found.last == found.first + 1 and opens_marks(
            self._atoms, self._past_separators(found.last, bind_only=True)
        )

    def _holds_another(self, first: int, last: int) -> bool:
        """«упр 134, лит читать», or «2 гр.: …» when the first group was named: another's homework within."""
        groups = {one.value for one in self._now.all(Kind.GROUP)}
        return any(
            (atom.kind is Kind.SUBJECT and before.kind in SEPARATORS)
            or (atom.kind is Kind.GROUP and bool(groups) and atom.value not in groups)
            for before, atom in pairwise(self._atoms[first:last])
        )

    def _leading_class(self, *, marked: bool) -> None:
        """«ДЗ 5А: №5», «задали 5А №5»."""
        if marked and self._at < len(self._atoms) and not self._now.classes:
            atom = self._atoms[self._at]
            if atom.kind is Kind.CLASS:
                self._class(atom)

    def _leading_subject(self, *, marked: bool) -> None:
        """«дз по алгебре: №5»."""
        if marked and self._at < len(self._atoms) and self._atoms[self._at].kind is Kind.SUBJECT:
            self._now.single.setdefault(Kind.SUBJECT, []).append(self._atoms[self._at])
            self._at += 1

    def _part(self, written: str, start: int, *, doubt: bool) -> HomeworkPart:
        none = written in _NOTHING or any(is_whole(table, written) for table in (NO_HOMEWORK_AFTER, NO_HOMEWORK))
        part = HomeworkPart(written, start, none=none, same=is_whole(SAME, written), doubt=doubt or not written)
        part.by_plan = written.lower().strip(" .") == "по плану"
        return part

    def _leading_due(self, first: int) -> int:
        if first < len(self._atoms) and self._atoms[first].kind is Kind.DUE:
            self._now.due.append(self._atoms[first])
            return self._past_separators(first + 1, bind_only=True)
        return first

    def _trailing_due(self, first: int, last: int) -> int:
        if last > first and self._atoms[last - 1].kind is Kind.DUE:
            self._now.due.append(self._atoms[last - 1])
            last -= 1
            while last > first and self._atoms[last - 1].kind in (Kind.COMMA, Kind.BIND):
                last -= 1
        return last

    def _inner_due(self, first: int, last: int) -> None:
        self._now.due += [atom for atom in self._atoms[first:last] if atom.kind is Kind.DUE]

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
