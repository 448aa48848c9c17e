"""Tokens into atoms: every piece of the message gets its meaning, or stays a word."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from core.journal.model import ControlKind
from core.journal.quick_entry.atoms import Atom, Kind
from core.journal.quick_entry.classes import ClassNames
from core.journal.quick_entry.lexicon import ABBREVIATED_TASKS, HOMEWORK, NO_HOMEWORK, PLAIN, TASK
from core.journal.quick_entry.mentions import Spotted, Spotter
from core.journal.quick_entry.model import EntryContext
from core.journal.quick_entry.names import NameBook
from core.journal.quick_entry.phrases import Phrases, after_abbreviation, case_forms
from core.journal.quick_entry.places import PlaceRules
from core.journal.quick_entry.scanning import Step
from core.journal.quick_entry.subjects import subject_names
from core.journal.quick_entry.tokens import Token, TokenKind
from core.journal.quick_entry.values import ValueRules

_SIGNS = (
    dict.fromkeys(";.!?|•*", Kind.STOP)
    | dict.fromkeys(":-=", Kind.BIND)
    | dict.fromkeys("([", Kind.OPEN)
    | dict.fromkeys(")]", Kind.CLOSE)
    | dict.fromkeys("+&", Kind.AND)
    | dict.fromkeys('«»„“”"', Kind.NOISE)
    | {",": Kind.COMMA}
)
_FILLERS = frozenset(("в", "во", "за", "по", "у", "на", "от", "ещё", "еще", "это", "с", "со", "а", "г", "для"))
_TASK_SIGNS = frozenset("№§#")
_CROSSES = frozenset("❌✖❎🚫⛔🛑➕➖🔄")
"""Pictures that may take back what stands before them, or say who is away: what they mean is asked."""
_LETTER_REASONS = {"б": "Б", "у": "У", "ну": "НУ"}
_REASONS = next(phrases for kind, phrases in PLAIN if kind is Kind.REASON)


class Lexer(PlaceRules, ValueRules):
    """Reads one message, with the names of the given books."""

    def __init__(self, context: EntryContext, tokens: Sequence[Token], books: Sequence[NameBook]) -> None:
        super().__init__(tokens, ClassNames(context.titles))
        self._subjects = subject_names(context.subjects)
        self._controls = _control_phrases(context.control_kinds)
        self.spotter = Spotter(tokens, books)
        self._rules: tuple[Callable[[int], Step | None], ...] = (
            self._sign, self._period, self._class, self._group, self._lesson, self._span, self._change,
            self._new_reason, self._task_sign, self._no_homework, self._due, self._open_date, self._date,
            self._minutes, self._mark, self._name_in_full, self._plain, self._topic, self._control, self._homework,
            self._name, self._subject, self._task, self._number, self._filler,
            self._mistyped_subject,
        )  # fmt: skip

    def atoms(self) -> tuple[Atom, ...]:
        """The atoms of the whole message, in order."""
        index = 0
        while index < len(self._tokens):
            atom, index = self._at(index)
            self._found.append(atom)
        return tuple(self._found)

    def _at(self, index: int) -> Step:
        for rule in self._rules:
            found = rule(index)
            if found is not None:
                return found
        return self._word(index)

    def _mistyped_subject(self, index: int) -> Step | None:
        """«матиматика Ким 5»: a slip in the name of a subject, if it is nobody's name."""
        token = self._tokens[index]
        if token.kind is not TokenKind.WORD or self.spotter.close(index):
            return None
        key = self._subjects.mistyped(token.norm)
        return self._atom(Kind.SUBJECT, index, index + 1, key) if key else None

    def _word(self, index: int) -> Step:
        """A word that means nothing by itself; it may be a name with a typo, or of nobody here."""
        if not self._is(index, TokenKind.WORD):
            return self._atom(Kind.WORD, index, index + 1, self._tokens[index].norm)
        spotted = self.spotter.any(index)
        end = self._tokens[spotted.after - 1].end
        start = self._tokens[index].start
        return Atom(Kind.WORD, start, end, self._tokens[index].norm, mention=spotted.mention), spotted.after

    def _sign(self, index: int) -> Step | None:
        token = self._tokens[index]
        if token.kind is TokenKind.BREAK:
            return self._atom(Kind.STOP, index, index + 1, "\n")
        if token.norm in ("и", "да") and token.kind is TokenKind.WORD and not token.capital:
            return self._atom(Kind.AND, index, index + 1)
        kind = _SIGNS.get(token.norm) or (Kind.NOISE if _is_picture(token) else None)
        return self._atom(kind, index, index + 1, token.norm) if kind else None

    def _new_reason(self, index: int) -> Step | None:
        """«н->б», «н → ув»: the reason of an absence that stands already."""
        if self._norm(index) not in ("н", "нб") or self._norm(index + 1) != "->":
            return None
        reason = self._reason(index + 2)
        return self._atom(Kind.NEW_REASON, index, reason[1], reason[0]) if reason else None

    def _reason(self, index: int) -> tuple[str, int] | None:
        if index >= len(self._tokens):
            return None
        letter = _LETTER_REASONS.get(self._norm(index))
        found = _REASONS.at(self._tokens, index)
        if found:
            return found.value, found.after
        return (letter, after_abbreviation(self._tokens, index + 1)) if letter else None

    def _task_sign(self, index: int) -> Step | None:
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

    def _no_homework(self, index: int) -> Step | None:
        found = NO_HOMEWORK.at(self._tokens, index)
        return self._atom(Kind.NO_HOMEWORK, index, found.after) if found else None

    def _name_in_full(self, index: int) -> Step | None:
        """A capitalised surname wins over a common word: a pupil may be called Музыка or Ли."""
        spotted = self.spotter.known(index) if self._tokens[index].capital else None
        long_enough = spotted and (len(self._norm(index)) > 1 or len(spotted.mention.words) > 1)
        return self._named(index, spotted) if spotted and long_enough else None

    def _plain(self, index: int) -> Step | None:
        best: Step | None = None
        for kind, phrases in PLAIN:
            found = phrases.at(self._tokens, index)
            if found and (best is None or found.after > best[1]):
                best = self._atom(kind, index, found.after, found.value)
        return best or self._short_reason(index)

    def _short_reason(self, index: int) -> Step | None:
        """«б», «у», «ну» are reasons only beside a name, a bracket or «н»."""
        beside = self._last() in (Kind.NAME, Kind.OPEN, Kind.ABSENT, Kind.BIND) or self._after_name(index)
        if (
            not beside
            or self._norm(index) not in _LETTER_REASONS
            or (self._is(index + 1, TokenKind.WORD) and self._norm(index) == "у")
        ):
            return None
        reason = self._reason(index)
        return self._atom(Kind.REASON, index, reason[1], reason[0]) if reason else None

    def _after_name(self, index: int) -> bool:
        return self._last() is Kind.WORD and self._is(index - 1, TokenKind.WORD)

    def _topic(self, index: int) -> Step | None:
        """«тема …», «тема урока …», «т: …», «т. Дроби»; «по теме» is no beginning of a topic."""
        norm = self._norm(index)
        if norm in ("тема", "тему"):
            return self._atom(Kind.TOPIC, index, index + 1 + (self._norm(index + 1) == "урока"))
        letter = norm == "т" and (self._norm(index + 1) == ":" or self._begins_sentence(index + 1))
        return self._atom(Kind.TOPIC, index, index + 2) if letter else None

    def _begins_sentence(self, index: int) -> bool:
        """«. Дроби»: a point and a capitalised word, which is no initial."""
        word = index + 1
        return (
            self._norm(index) == "."
            and self._is(word, TokenKind.WORD)
            and self._tokens[word].capital
            and len(self._norm(word)) > 1
        )

    def _control(self, index: int) -> Step | None:
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

    def _homework(self, index: int) -> Step | None:
        found = HOMEWORK.at(self._tokens, index)
        return self._atom(Kind.HOMEWORK, index, found.after) if found else None

    def _name(self, index: int) -> Step | None:
        spotted = self.spotter.known(index)
        return self._named(index, spotted) if spotted else None

    def _named(self, index: int, spotted: Spotted) -> Step:
        end = self._tokens[spotted.after - 1].end
        return Atom(Kind.NAME, self._tokens[index].start, end, mention=spotted.mention), spotted.after

    def _subject(self, index: int) -> Step | None:
        lead = self._norm(index) == "по" and index + 1 < len(self._tokens)
        found = self._subjects.at(self._tokens, index + lead)
        if not found:
            return None
        return self._atom(Kind.SUBJECT, index, after_abbreviation(self._tokens, found[1]), found[0])

    def _task(self, index: int) -> Step | None:
        found = TASK.at(self._tokens, index)
        page = self._norm(index) in ("p", "р") and self._norm(index + 1) == "."
        if found or page:
            after = found.after if found else index + 1
            return self._atom(Kind.TASK, index, after, "word", found.value if found else "")
        return None

    def _filler(self, index: int) -> Step | None:
        if self._norm(index) not in _FILLERS or (self._tokens[index].capital and index > 0):
            return None
        return self._atom(Kind.NOISE, index, index + 1, self._norm(index))


@lru_cache(maxsize=64)
def _control_phrases(kinds: tuple[ControlKind, ...]) -> Phrases:
    """What people write for the school's kinds of control; made once for each list."""
    named = ((kind.name, alias) for kind in kinds for alias in (kind.name, *kind.aliases))
    return Phrases({form: name for name, alias in named for form in case_forms(alias)})


def _is_picture(token: Token) -> bool:
    """An emoji says nothing of the journal; «№» is of the same class of characters and does, and a cross may."""
    return unicodedata.category(token.text[0]) == "So" and token.norm not in _TASK_SIGNS | _CROSSES
