"""«Болеет с 12 по 16»: the days, the reason and the source of a note, as a class teacher types them about a pupil."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.journal.model import Reason
from core.journal.notes.errors import NoteNotReadError, NoteReasonNeededError
from core.journal.notes.model import Source, Stated
from core.journal.notes.part_of_day import part_of_day
from core.journal.quick_entry import dates
from core.journal.quick_entry.atoms import Kind
from core.journal.quick_entry.lexicon import PLAIN
from core.journal.quick_entry.tokens import Token, TokenKind, clean, normal, tokenize
from core.people.model import Person

_REASONS = next(phrases for kind, phrases in PLAIN if kind is Kind.REASON)
_FROM, _TO = frozenset(("с", "со")), frozenset(("по", "до"))
_FILLERS = frozenset(("в", "во", "на", "от", "за", "и", "из", "у", "есть", "будет", "врача", "больницы", "начиная"))
_LEFT = ("ушел", "ушла", "уехал", "отпросил", "отпустил", "отпущен", "забрал")
"""How words begin that say no more than the part of the day beside them."""
_BACK = ("вышел", "вышла", "выздоровел", "поправил")
_SOURCES = {
    Source.CERTIFICATE: ("справк",),
    Source.GUARDIAN: ("родител", "мам", "мать", "пап", "отец", "отца", "бабушк", "дедушк", "заявлени", "записк"),
}
"""How words begin that name who says so; without one it is the teacher."""


def read_note(text: str, pupil: Person, today: date, part_of: date | None = None) -> Stated:
    """What a note says, by the dates of the quick entry: «с 12 по 16», «по пятницу» from today on, «14.10».

    «Болеет с 14» has no last day: it is open. «С 3 урока» is of `part_of`, or today, unless a day is named.

    Every word must be understood, so that an entry of a lesson is never taken for a note: NoteNotReadError where one is
    not, or where the days are missing; NoteReasonNeededError without a reason.
    """
    lessons, rest = part_of_day(clean(text))
    said = _Reader(tokenize(rest), pupil).read()
    first, last = said.days(today, (part_of or today) if lessons else None)
    if said.reason is None:
        raise NoteReasonNeededError
    source = said.source or Source.TEACHER
    stated = Stated(pupil_id=pupil.id, first_day=first, last_day=last, reason=said.reason, source=source)
    if last is None and not stated.foretells:
        raise NoteNotReadError
    return replace(stated, lessons=lessons)


def read_back(text: str, pupil: Person, today: date) -> date | None:
    """The day of «вышел», «вышла 16», «выздоровел, вышел сегодня»; None if it says nothing of the kind.

    NoteNotReadError where something else stands beside it.
    """
    tokens = tokenize(clean(text).rstrip(" .!"))
    if not any(token.norm.startswith(_BACK) for token in tokens):
        return None
    known = {normal(word) for word in pupil.name.full.split()} | _FROM | _FILLERS
    rest = [one for one in tokens if one.kind in (TokenKind.WORD, TokenKind.NUMBER) or one.norm in (".", "/")]
    rest = [one for one in rest if one.norm not in known and not one.norm.startswith(_BACK)]
    found = _spot(rest, 0)
    if rest and (found is None or found[1] != len(rest)):
        raise NoteNotReadError
    return _day(found[0], dates.lesson_days, today) if found else today


@dataclass(slots=True)
class _Said:
    begins: dates.Written | None = None
    ends: dates.Written | None = None
    single: dates.Written | None = None
    reason: Reason | None = None
    source: Source | None = None

    def days(self, today: date, part_of: date | None) -> tuple[date, date | None]:
        """The first day and the last one, both included; no last one of a note that is open.

        `part_of` is the day that is meant where lessons are named and no day is.
        """
        if self.ends is not None and self.single is None:
            last = _day(self.ends, dates.due_days, today)
            return (_day(self._first(self.ends), dates.lesson_days, today) if self.begins else today), last
        if part_of and (self.begins, self.single) == (None, None):
            return part_of, part_of
        if self.begins is not None and self.single is None and not part_of:
            return _day(self.begins, dates.lesson_days, today), None
        if self.single is None or self.begins is not None or self.ends is not None:
            raise NoteNotReadError
        day = _day(self.single, dates.lesson_days, today)
        return day, day

    def _first(self, last: dates.Written) -> dates.Written:
        """The month of «16 октября» holds for «с 12» too."""
        first = self.begins or last
        return replace(first, month=last.month, year=last.year) if first.day and first.month is None else first

    def take(self, name: str, value: object) -> None:
        """What was said; a second, other word on the same is not understood."""
        if getattr(self, name) not in (None, value):
            raise NoteNotReadError
        setattr(self, name, value)


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, tokens: Sequence[Token], pupil: Person) -> None:
        self._tokens = tokens
        self._names = {normal(word) for word in pupil.name.full.split()}

    def read(self) -> _Said:
        said, index = _Said(), 0
        while index < len(self._tokens):
            index = self._step(said, index)
        return said

    def _step(self, said: _Said, index: int) -> int:
        token = self._tokens[index]
        if token.kind in (TokenKind.SIGN, TokenKind.BREAK):
            return index + 1
        return (
            self._bound(said, index)
            or self._reason(said, index)
            or self._single(said, index)
            or self._word(said, index)
        )

    def _bound(self, said: _Said, index: int) -> int | None:
        """«с 12», «по 16 октября», «до пятницы»."""
        word = self._tokens[index].norm
        found = _spot(self._tokens, index + 1) if word in _FROM | _TO else None
        if found is None:
            return None
        said.take("begins" if word in _FROM else "ends", found[0])
        return found[1]

    def _reason(self, said: _Said, index: int) -> int | None:
        found = _REASONS.at(self._tokens, index)
        if found is None:
            return None
        said.take("reason", Reason(found.value))
        return found.after

    def _single(self, said: _Said, index: int) -> int | None:
        found = dates.spot(self._tokens, index)
        if found is None:
            return None
        said.take("single", found[0])
        return found[1]

    def _word(self, said: _Said, index: int) -> int:
        word = self._tokens[index].norm
        for source, beginnings in _SOURCES.items():
            if word.startswith(beginnings):
                said.source = said.source or source
                return index + 1
        if word in self._names or word in _FILLERS or word.startswith(_LEFT):
            return index + 1
        raise NoteNotReadError


def _spot(tokens: Sequence[Token], index: int) -> tuple[dates.Written, int] | None:
    """A date, or the mere number of a day, with the index after it."""
    if index >= len(tokens):
        return None
    found, token = dates.spot(tokens, index), tokens[index]
    if found is not None or token.kind is not TokenKind.NUMBER or len(token.norm) > 2:
        return found
    return dates.Written(day=int(token.norm)), index + 1


def _day(written: dates.Written, meant: Callable[[dates.Written, date], list[date]], today: date) -> date:
    days = meant(written, today)
    if not days:
        raise NoteNotReadError
    return days[0]
