"""Tokens into atoms: every piece of the message gets its meaning, or stays a word."""

import unicodedata
from collections.abc import Callable, Sequence

from core.journal.quick_entry import dates
from core.journal.quick_entry.atoms import Atom, Kind
from core.journal.quick_entry.classes import ClassNames
from core.journal.quick_entry.lexicon import (
    ABBREVIATED_TASKS,
    HOMEWORK,
    NO_HOMEWORK,
    PLAIN,
    TASK,
)
from core.journal.quick_entry.mentions import Spotted, Spotter
from core.journal.quick_entry.model import EntryContext
from core.journal.quick_entry.names import NameBook
from core.journal.quick_entry.numerals import mark_noun, ordinal, spoken_number
from core.journal.quick_entry.phrases import Phrases, after_abbreviation
from core.journal.quick_entry.subjects import subject_names
from core.journal.quick_entry.tokens import Token, TokenKind

_SIGNS = {",": Kind.COMMA, ";": Kind.STOP, ".": Kind.STOP, "!": Kind.STOP, "?": Kind.STOP, ":": Kind.BIND,
          "-": Kind.BIND, "=": Kind.BIND, "(": Kind.OPEN, ")": Kind.CLOSE, "[": Kind.OPEN, "]": Kind.CLOSE,
          "+": Kind.AND, "&": Kind.AND, "|": Kind.STOP, "•": Kind.STOP, "*": Kind.STOP}  # fmt: skip
_DUE_WORDS = frozenset(("на", "к", "ко", "до"))
_DATE_WORDS = frozenset(("в", "во", "за", "от"))
_FILLERS = frozenset(
    ("в", "во", "за", "по", "у", "на", "от", "ещё", "еще", "это", "с", "со", "а", "же", "то", "г", "для")
)
_PERIODS = {"четв": "четверть", "четверть": "четверть", "четверти": "четверть", "ч": "четверть",
            "чет": "четверть", "полугодие": "полугодие", "полугодия": "полугодие", "полуг": "полугодие",
            "полугод": "полугодие", "триместр": "триместр", "трим": "триместр", "модуль": "модуль"}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2}
_MINUTES = frozenset(("мин", "минут", "минуты", "минуту", "м", "минута"))
_WORD_MARKS = Phrases({"н/а": "н/а", "зач": "зач", "зачет": "зач", "зачтено": "зач",
                       "незачет": "незач", "незач": "незач", "не зачтено": "незач",
                       "не аттестован": "н/а", "не аттестована": "н/а"})  # fmt: skip
_YEAR = Phrases({"за год": "год", "годовая": "год", "годовые": "год", "итоговая": "год", "итоговые": "год"})
_TASK_SIGNS = frozenset("№§#")


class Lexer:
    """Reads one message. `controls` are the school's kinds of control with what people write for them."""

    def __init__(self, context: EntryContext, tokens: Sequence[Token], books: Sequence[NameBook]) -> None:
        self._tokens = tokens
        self._classes = ClassNames(context.titles)
        self._subjects = subject_names(context.subjects)
        self._controls = Phrases(
            {alias: kind.name for kind in context.control_kinds for alias in (kind.name, *kind.aliases)}
        )
        self.spotter = Spotter(tokens, books)
        self._rules: tuple[Callable[[int], tuple[Atom, int] | None], ...] = (
            self._sign, self._period, self._class, self._group, self._lesson, self._span, self._change,
            self._new_reason, self._task_sign, self._no_homework, self._due, self._date, self._minutes, self._mark,
            self._name_in_full, self._plain, self._topic, self._control, self._homework, self._name, self._subject,
            self._task, self._number, self._filler,
        )  # fmt: skip
        self._found: list[Atom] = []

    def atoms(self) -> tuple[Atom, ...]:
        """The atoms of the whole message, in order."""
        index = 0
        while index < len(self._tokens):
            atom, index = self._at(index)
            self._found.append(atom)
        return tuple(self._found)

    def _at(self, index: int) -> tuple[Atom, int]:
        for rule in self._rules:
            found = rule(index)
            if found is not None:
                return found
        return self._word(index)

    def _word(self, index: int) -> tuple[Atom, int]:
        """A word that means nothing by itself; it may be a name with a typo, or of nobody here."""
        if not self._is(index, TokenKind.WORD):
            return self._atom(Kind.WORD, index, index + 1, self._tokens[index].norm)
        spotted = self.spotter.any(index)
        end = self._tokens[spotted.after - 1].end
        start = self._tokens[index].start
        return Atom(Kind.WORD, start, end, self._tokens[index].norm, mention=spotted.mention), spotted.after

    def _atom(self, kind: Kind, index: int, after: int, value: str = "", flag: str = "") -> tuple[Atom, int]:
        end = self._tokens[after - 1].end
        return Atom(kind, self._tokens[index].start, end, value, flag), after

    def _norm(self, index: int) -> str:
        return self._tokens[index].norm if 0 <= index < len(self._tokens) else ""

    def _glued(self, index: int) -> bool:
        return 0 <= index < len(self._tokens) and self._tokens[index].glued

    def _is(self, index: int, kind: TokenKind) -> bool:
        return 0 <= index < len(self._tokens) and self._tokens[index].kind is kind

    def _last(self) -> Kind | None:
        return self._found[-1].kind if self._found else None

    def _sign(self, index: int) -> tuple[Atom, int] | None:
        token = self._tokens[index]
        if token.kind is TokenKind.BREAK:
            return self._atom(Kind.STOP, index, index + 1, "\n")
        if token.norm in ("и", "да") and token.kind is TokenKind.WORD and not token.capital:
            return self._atom(Kind.AND, index, index + 1)
        kind = _SIGNS.get(token.norm) or (Kind.NOISE if _is_picture(token) else None)
        return self._atom(kind, index, index + 1, token.norm) if kind else None

    def _period(self, index: int) -> tuple[Atom, int] | None:
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

    def _ordinal(self, index: int) -> int | None:
        word = self._norm(index)
        if self._is(index, TokenKind.NUMBER) and len(word) == 1:
            return int(word)
        return _ROMAN.get(self._tokens[index].text.lower()) or ordinal(word)

    def _class(self, index: int) -> tuple[Atom, int] | None:
        named = self._classes.at(self._tokens, index, first=self._begins_line())
        return self._atom(Kind.CLASS, index, named.after, named.title, named.group) if named else None

    def _begins_line(self) -> bool:
        """Whether a class is due here: at the beginning, after another class, after «в» or «исправить»."""
        before = [atom for atom in self._found[-3:] if atom.kind not in (Kind.AND, Kind.COMMA, Kind.NOISE)]
        if not before:
            return len(self._found) < 3
        last = before[-1]
        return last.kind in (Kind.CLASS, Kind.CORRECT) or last.value in ("\n", ";")

    def _group(self, index: int) -> tuple[Atom, int] | None:
        """«гр.1», «группа 1», «1 гр», «первая группа»."""
        groups = ("гр", "группа", "группе", "группы", "группу", "подгруппа", "подгр", "п/гр")
        if self._norm(index) in groups:
            after = after_abbreviation(self._tokens, index + 1)
            number = self._ordinal(after) if after < len(self._tokens) else None
            return self._atom(Kind.GROUP, index, after + 1, str(number)) if number else None
        after = index + 1 + 2 * (self._norm(index + 1) == "-")
        number = self._ordinal(index) if self._norm(after) in groups else None
        if not number:
            return None
        return self._atom(Kind.GROUP, index, after_abbreviation(self._tokens, after + 1), str(number))

    def _lesson(self, index: int) -> tuple[Atom, int] | None:
        """«2 урок», «4-й урок», «урок 4»."""
        words = ("урок", "ур", "уроке", "урока", "уроком")
        if self._norm(index) in words and self._is(index + 1, TokenKind.NUMBER) and len(self._norm(index + 1)) == 1:
            return self._atom(Kind.LESSON, index, index + 2, self._norm(index + 1))
        after = index + 1 + 2 * (self._norm(index + 1) == "-")
        number = self._ordinal(index) if self._norm(after) in words else None
        if not number:
            return None
        return self._atom(Kind.LESSON, index, after_abbreviation(self._tokens, after + 1), str(number))

    def _span(self, index: int) -> tuple[Atom, int] | None:
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

    def _change(self, index: int) -> tuple[Atom, int] | None:
        """«с 2 на 3», «было 3 стало 4», «3 -> 4», «вместо 3 4»."""
        shapes = (
            (("с", "со"), ("на",)),
            (("было", "была", "стояло", "стояла"), ("стало", "стала", "надо", "нужно")),
            ((), ("->",)),
        )
        for heads, joints in shapes:
            start = index + bool(heads)
            if heads and self._norm(index) not in heads:
                continue
            old, after = self._scale_mark(start)
            after += self._norm(after) in (",", "-")
            new, end = self._scale_mark(after + 1) if self._norm(after) in joints else ("", 0)
            if old and new:
                return self._atom(Kind.CHANGE, index, end, old, new)
        return None

    def _scale_mark(self, index: int) -> tuple[str, int]:
        word = self._norm(index)
        if self._is(index, TokenKind.NUMBER) and word in "2345" and len(word) == 1:
            return word, index + 1
        noun = mark_noun(word)
        return (str(noun), index + 1) if noun else ("", index)

    def _new_reason(self, index: int) -> tuple[Atom, int] | None:
        """«н->б», «н → ув»: the reason of an absence that stands already."""
        if self._norm(index) not in ("н", "нб") or self._norm(index + 1) != "->":
            return None
        reason = self._reason(index + 2)
        return self._atom(Kind.NEW_REASON, index, reason[1], reason[0]) if reason else None

    def _reason(self, index: int) -> tuple[str, int] | None:
        if index >= len(self._tokens):
            return None
        letter = {"б": "Б", "у": "У", "ну": "НУ"}.get(self._norm(index))
        found = _REASONS.at(self._tokens, index)
        if found:
            return found.value, found.after
        return (letter, after_abbreviation(self._tokens, index + 1)) if letter else None

    def _task_sign(self, index: int) -> tuple[Atom, int] | None:
        """«№12», «§5»; «с. 75» and «п.8» too."""
        norm = self._norm(index)
        if norm in _TASK_SIGNS:
            after = index + 1
            while self._norm(after) in _TASK_SIGNS:
                after += 1
            after += self._is(after, TokenKind.NUMBER)
            return self._atom(Kind.TASK, index, after, "sign")
        dotted = self._norm(index + 1) == "." and self._glued(index + 1)
        number = index + 1 + dotted
        if norm in ABBREVIATED_TASKS and self._is(number, TokenKind.NUMBER) and (dotted or self._glued(number)):
            return self._atom(Kind.TASK, index, number + 1, "sign")
        return None

    def _no_homework(self, index: int) -> tuple[Atom, int] | None:
        found = NO_HOMEWORK.at(self._tokens, index)
        return self._atom(Kind.NO_HOMEWORK, index, found.after) if found else None

    def _due(self, index: int) -> tuple[Atom, int] | None:
        if self._norm(index) not in _DUE_WORDS or index + 1 >= len(self._tokens):
            return None
        found = dates.spot(self._tokens, index + 1)
        if not found or found[0].shift in (0, -1, -2):
            return None
        return self._atom(Kind.DUE, index, found[1], dates.encode(found[0]))

    def _date(self, index: int) -> tuple[Atom, int] | None:
        lead = self._norm(index) in _DATE_WORDS and index + 1 < len(self._tokens)
        found = dates.spot(self._tokens, index + lead)
        if not found or found[0].next_week or found[0].next_lesson:
            return None
        if not lead and self._norm(index) in ("ср", "чет"):
            return None
        return self._atom(Kind.DATE, index, found[1], dates.encode(found[0]))

    def _minutes(self, index: int) -> tuple[Atom, int] | None:
        """«10 мин», «на 10 минут», «10'»."""
        start = index + (self._norm(index) == "на")
        spoken = spoken_number([token.norm for token in self._tokens[start : start + 3]])
        if self._is(start, TokenKind.NUMBER) and len(self._norm(start)) <= 2:
            spoken = (int(self._norm(start)), 1)
        if not spoken or self._norm(start + spoken[1]) not in _MINUTES | {"'"}:
            return None
        after = after_abbreviation(self._tokens, start + spoken[1] + 1)
        return self._atom(Kind.MINUTES, index, after, str(spoken[0]))

    def _mark(self, index: int) -> tuple[Atom, int] | None:
        start = index + (self._norm(index) == "на" and index + 1 < len(self._tokens))
        word = _WORD_MARKS.at(self._tokens, start)
        if word and start == index and not self._heads_marks(word.after):
            return self._atom(Kind.MARK, index, word.after, word.value)
        noun = mark_noun(self._norm(start))
        if noun:
            return self._atom(Kind.MARK, index, start + 1, str(noun), "spoken")
        return self._digit_mark(index, start) or self._spoken_mark(index, start)

    def _heads_marks(self, index: int) -> bool:
        """«зачёт: Иванов 5»: a control, since figures follow in the same line."""
        if self._norm(index) not in (":", "-"):
            return False
        for token in self._tokens[index:]:
            if token.norm in (";", "\n"):
                break
            if token.kind is TokenKind.NUMBER:
                return True
        return False

    def _spoken_mark(self, index: int, start: int) -> tuple[Atom, int] | None:
        spoken = spoken_number([token.norm for token in self._tokens[start : start + 4]])
        if not spoken:
            return None
        kind = Kind.MARK if spoken[1] == 1 and 1 <= spoken[0] <= 5 else Kind.NUMBER
        return self._atom(kind, index, start + spoken[1], str(spoken[0]), "spoken")

    def _digit_mark(self, index: int, start: int) -> tuple[Atom, int] | None:
        """A digit that stands alone; «4/3» is a pair; «4+» and «5-» are kept as written and asked about."""
        text = self._norm(start)
        part_of_word = self._glued(start) and self._is(start - 1, TokenKind.WORD)
        if not self._is(start, TokenKind.NUMBER) or len(text) != 1 or part_of_word:
            return None
        if self._norm(start + 1) == "/" and self._glued(start + 1) and self._norm(start + 2) in tuple("2345"):
            return self._atom(Kind.MARK, index, start + 3, f"{text}/{self._norm(start + 2)}")
        if self._has_sign(start + 1):
            return self._atom(Kind.MARK, index, start + 2, text + self._norm(start + 1))
        if self._glued(start + 1) and (self._is(start + 1, TokenKind.WORD) or self._goes_on(start + 1)):
            return None
        return self._atom(Kind.MARK, index, start + 1, text)

    def _has_sign(self, index: int) -> bool:
        """Whether «+» or «-» here belongs to the mark before it: glued to it and to nothing after."""
        if not self._glued(index) or self._norm(index) not in ("+", "-"):
            return False
        return not self._glued(index + 1) or self._norm(index + 1) in (",", ";", ".", ")")

    def _goes_on(self, index: int) -> bool:
        """«5.12», «5-7», «5(а)»: the digit is only the beginning of a number."""
        return (
            self._norm(index) in (".", "-", "(", ":")
            and self._glued(index + 1)
            and self._is(index + 1, TokenKind.NUMBER)
        )

    def _name_in_full(self, index: int) -> tuple[Atom, int] | None:
        """A capitalised surname wins over a common word: a pupil may be called Музыка or Ли."""
        spotted = self.spotter.known(index) if self._tokens[index].capital else None
        long_enough = spotted and (len(self._norm(index)) > 1 or len(spotted.mention.words) > 1)
        return self._named(index, spotted) if spotted and long_enough else None

    def _plain(self, index: int) -> tuple[Atom, int] | None:
        best: tuple[Atom, int] | None = None
        for kind, phrases in PLAIN:
            found = phrases.at(self._tokens, index)
            if found and (best is None or found.after > best[1]):
                best = self._atom(kind, index, found.after, found.value)
        return best or self._short_reason(index)

    def _short_reason(self, index: int) -> tuple[Atom, int] | None:
        """«б», «у», «ну» are reasons only beside a name, a bracket or «н»."""
        beside = self._last() in (Kind.NAME, Kind.OPEN, Kind.ABSENT, Kind.BIND) or self._after_name(index)
        if (
            not beside
            or self._norm(index) not in ("б", "у", "ну")
            or (self._is(index + 1, TokenKind.WORD) and self._norm(index) == "у")
        ):
            return None
        reason = self._reason(index)
        return self._atom(Kind.REASON, index, reason[1], reason[0]) if reason else None

    def _after_name(self, index: int) -> bool:
        return self._last() is Kind.WORD and self._is(index - 1, TokenKind.WORD)

    def _topic(self, index: int) -> tuple[Atom, int] | None:
        """«тема …», «т: …»; «по теме» is no beginning of a topic."""
        norm = self._norm(index)
        if norm in ("тема", "тему") or (norm == "т" and self._norm(index + 1) == ":"):
            return self._atom(Kind.TOPIC, index, index + 1)
        lesson_topic = norm == "тема" and self._norm(index + 1) == "урока"
        return self._atom(Kind.TOPIC, index, index + 2) if lesson_topic else None

    def _control(self, index: int) -> tuple[Atom, int] | None:
        found = self._controls.at(self._tokens, index)
        flag = ""
        if found is None and self._norm(index) == "за" and index + 1 < len(self._tokens):
            found, flag = self._controls.at(self._tokens, index + 1), "за"
        if found is None:
            return None
        if self._norm(index) == "за":
            flag = "за"
        return self._atom(Kind.CONTROL, index, found.after, found.value, flag or self._homework_flag(index))

    def _homework_flag(self, index: int) -> str:
        """«дз» is both a control and the beginning of homework; the neighbours decide."""
        return "дз" if HOMEWORK.at(self._tokens, index) else ""

    def _homework(self, index: int) -> tuple[Atom, int] | None:
        found = HOMEWORK.at(self._tokens, index)
        return self._atom(Kind.HOMEWORK, index, found.after) if found else None

    def _name(self, index: int) -> tuple[Atom, int] | None:
        spotted = self.spotter.known(index)
        return self._named(index, spotted) if spotted else None

    def _named(self, index: int, spotted: Spotted) -> tuple[Atom, int]:
        end = self._tokens[spotted.after - 1].end
        return Atom(Kind.NAME, self._tokens[index].start, end, mention=spotted.mention), spotted.after

    def _subject(self, index: int) -> tuple[Atom, int] | None:
        lead = self._norm(index) == "по" and index + 1 < len(self._tokens)
        found = self._subjects.at(self._tokens, index + lead)
        if not found:
            return None
        return self._atom(Kind.SUBJECT, index, after_abbreviation(self._tokens, found[1]), found[0])

    def _task(self, index: int) -> tuple[Atom, int] | None:
        found = TASK.at(self._tokens, index)
        page = self._norm(index) in ("p", "р") and self._norm(index + 1) == "."
        if found or page:
            return self._atom(Kind.TASK, index, found.after if found else index + 1, "word")
        return None

    def _number(self, index: int) -> tuple[Atom, int] | None:
        if not self._is(index, TokenKind.NUMBER):
            return None
        return self._atom(Kind.NUMBER, index, index + 1, self._norm(index))

    def _filler(self, index: int) -> tuple[Atom, int] | None:
        if self._norm(index) not in _FILLERS or (self._tokens[index].capital and index > 0):
            return None
        return self._atom(Kind.NOISE, index, index + 1, self._norm(index))


_REASONS = next(phrases for kind, phrases in PLAIN if kind is Kind.REASON)


def _is_picture(token: Token) -> bool:
    """An emoji says nothing of the journal; «№» is of the same class of characters and does."""
    return unicodedata.category(token.text[0]) == "So" and token.norm not in _TASK_SIGNS
