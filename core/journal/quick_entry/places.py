"""The atoms that say which lesson it is: class, group, number, date, the day of homework, a period."""

from collections.abc import Sequence

from core.journal.quick_entry import dates
from core.journal.quick_entry.atoms import Kind
from core.journal.quick_entry.classes import ClassNames
from core.journal.quick_entry.phrases import Phrases, after_abbreviation
from core.journal.quick_entry.scanning import Scanner, Step
from core.journal.quick_entry.tokens import Token, TokenKind

_DUE_WORDS = frozenset(("на", "к", "ко", "до"))
_DATE_WORDS = frozenset(("в", "во", "за", "от"))
_PERIODS = {"четв": "четверть", "четверть": "четверть", "четверти": "четверть", "ч": "четверть",
            "чет": "четверть", "полугодие": "полугодие", "полугодия": "полугодие", "полуг": "полугодие",
            "полугод": "полугодие", "триместр": "триместр", "трим": "триместр", "модуль": "модуль"}  # fmt: skip
_YEAR = Phrases({"за год": "год", "годовая": "год", "годовые": "год", "итоговая": "год", "итоговые": "год"})
_OPEN_WORDS = frozenset(("с", "со", "до", "по", "после", "через"))
"""Before a date: a stretch of days or another day, which is never the day of the lesson."""
_VAGUE_DUE = Phrases(dict.fromkeys(
    ("на каникулы", "на каникулах", "на выходные", "на неделю", "на лето", "к концу недели", "к концу четверти",
     "до конца недели", "до конца четверти", "на потом"), "vague"))  # fmt: skip
_GROUPS = frozenset(("гр", "группа", "группе", "группы", "группу", "подгруппа", "подгр"))
_LESSONS = frozenset(("урок", "ур", "уроке", "урока", "уроком"))


class PlaceRules(Scanner):
    """The rules for classes, groups and dates."""

    def __init__(self, tokens: Sequence[Token], classes: ClassNames) -> None:
        super().__init__(tokens)
        self._classes = classes

    def _period(self, index: int) -> Step | None:
        """«1 четв», «за первую четверть», «II полугодие», «за год»."""
        year = _YEAR.at(self._tokens, index)
        if year:
            return self._atom(Kind.PERIOD, index, year.after, year.value)
        number = self._ordinal(index)
        after = index + 1
        if self._norm(after) == "-":
            after += 2
        word = _PERIODS.get(self._norm(after))
        if number is None or word is None or (self._norm(after) in ("ч", "чет") and self._norm(after + 1) != "."):
            return None
        return self._atom(Kind.PERIOD, index, after_abbreviation(self._tokens, after + 1), f"{number} {word}")

    def _class(self, index: int) -> Step | None:
        named = self._classes.at(self._tokens, index, first=self._begins_line())
        return self._atom(Kind.CLASS, index, named.after, named.title, named.group) if named else None

    def _begins_line(self) -> bool:
        """Whether a class is due here: at the beginning, after another class, after «в» or «исправить»."""
        before = [atom for atom in self._found[-3:] if atom.kind not in (Kind.AND, Kind.COMMA, Kind.NOISE)]
        if not before:
            return len(self._found) < 3
        last = before[-1]
        return last.kind in (Kind.CLASS, Kind.CORRECT) or last.value in ("\n", ";")

    def _group(self, index: int) -> Step | None:
        """«гр.1», «группа 1», «1 гр», «первая группа»."""
        if self._norm(index) in _GROUPS:
            after = after_abbreviation(self._tokens, index + 1)
            number = self._ordinal(after) if after < len(self._tokens) else None
            return self._atom(Kind.GROUP, index, after + 1, str(number)) if number else None
        after = self._past_ending(index + 1)
        number = self._ordinal(index) if self._norm(after) in _GROUPS else None
        if not number:
            return None
        return self._atom(Kind.GROUP, index, after_abbreviation(self._tokens, after + 1), str(number))

    def _lesson(self, index: int) -> Step | None:
        """«2 урок», «4-й урок», «урок 4»."""
        if self._norm(index) in _LESSONS and self._is(index + 1, TokenKind.NUMBER) and len(self._norm(index + 1)) == 1:
            return self._atom(Kind.LESSON, index, index + 2, self._norm(index + 1))
        after = self._past_ending(index + 1)
        number = self._ordinal(index) if self._norm(after) in _LESSONS else None
        if not number:
            return None
        return self._atom(Kind.LESSON, index, after_abbreviation(self._tokens, after + 1), str(number))

    def _past_ending(self, index: int) -> int:
        """Past «-й» of «4-й» and «й» of «4й»; «4-5 урок» are two lessons."""
        ending = index + (self._norm(index) == "-")
        glued = self._is(ending, TokenKind.WORD) and self._glued(ending) and len(self._norm(ending)) <= 3
        return ending + 1 if glued and self._is(index - 1, TokenKind.NUMBER) else index

    def _span(self, index: int) -> Step | None:
        """«с 12 по 16», «с 12.10 по 16.10», «с 12 по 16 октября»."""
        if self._norm(index) not in ("с", "со"):
            return None
        first = self._day(index + 1)
        last = self._day(first[1] + 1) if first and self._norm(first[1]) == "по" else None
        if not first or not last:
            return None
        atom, after = self._atom(Kind.SPAN, index, last[1], dates.encode(first[0]), dates.encode(last[0]))
        return atom, after

    def _day(self, index: int) -> tuple[dates.Written, int] | None:
        if index >= len(self._tokens):
            return None
        found = dates.spot(self._tokens, index)
        if found or not self._is(index, TokenKind.NUMBER) or len(self._norm(index)) > 2:
            return found
        return dates.Written(day=int(self._norm(index))), index + 1

    def _due(self, index: int) -> Step | None:
        vague = _VAGUE_DUE.at(self._tokens, index)
        if vague:
            return self._atom(Kind.DUE, index, vague.after, dates.encode(dates.Written()))
        if self._norm(index) not in _DUE_WORDS or index + 1 >= len(self._tokens):
            return None
        found = dates.spot(self._tokens, index + 1)
        if not found or found[0].shift in (0, -1, -2):
            return None
        return self._atom(Kind.DUE, index, found[1], dates.encode(found[0]))

    def _open_date(self, index: int) -> Step | None:
        """«болеет с понедельника», «после 15.10»: asked about, for it is not the day of the lesson."""
        found = index + 1 < len(self._tokens) and dates.spot(self._tokens, index + 1)
        if not found or self._norm(index) not in _OPEN_WORDS:
            return None
        return self._atom(Kind.WORD, index, found[1], self._norm(index))

    def _date(self, index: int) -> Step | None:
        lead = self._norm(index) in _DATE_WORDS and index + 1 < len(self._tokens)
        found = dates.spot(self._tokens, index + lead)
        if not found or found[0].next_week or found[0].next_lesson:
            return None
        if not lead and self._norm(index) in ("ср", "чет"):
            return None
        return self._atom(Kind.DATE, index, found[1], dates.encode(found[0]))
