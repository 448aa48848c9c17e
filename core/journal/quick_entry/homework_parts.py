"""Where homework begins in a message, how far it goes, and what in it is in doubt."""

from itertools import pairwise

from core.journal.quick_entry.atoms import SEPARATORS, Atom, Kind
from core.journal.quick_entry.lexicon import NO_HOMEWORK, NO_HOMEWORK_AFTER, REPORTED, SAME
from core.journal.quick_entry.section import HomeworkPart
from core.journal.quick_entry.tokens import words_of
from core.journal.quick_entry.walking import Walker
from core.journal.quick_entry.written import is_whole, without_point
from core.journal.quick_entry.zones import Zone, opens_marks, zone

_NOTHING = frozenset(("-", "—", "–"))


class HomeworkRules(Walker):
    """The rules for homework."""

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
