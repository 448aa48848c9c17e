"""A run of atoms as names and keys: what is said (a mark, «н», «опоздал») and of whom, with what belongs to each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from core.journal.quick_entry.agreement import ANYBODY, Agreement, agreement
from core.journal.quick_entry.atoms import Atom, Kind, Mention
from core.journal.quick_entry.lexicon import wording_of

_SEPARATORS = {Kind.COMMA: ",", Kind.AND: "и", Kind.BIND: ":"}
_WHO = {Kind.REST: "rest", Kind.EVERYONE: "everyone"}
_KEYS = frozenset((Kind.ABSENT, Kind.LATE, Kind.REMARK, Kind.EXEMPT, Kind.HERE, Kind.NEW_REASON))
_TEXT_OF_CONTROL = frozenset(
    (Kind.TASK, Kind.NUMBER, Kind.WORD, Kind.NOISE, Kind.SUBJECT, Kind.MINUTES, Kind.AND, Kind.COMMA)
)
_QUOTES = frozenset('«»„“”"')
_GENITIVE_WORDS = frozenset(("у",))


class NotReadError(Exception):
    """The run has something that is neither a name nor a key, or may belong to either of two."""


@dataclass(slots=True)
class Name:
    """A pupil as named, «остальные» or «все», with what stands right behind the name."""

    sep: str
    start: int
    end: int
    mention: Mention | None = None
    who: str = "pupil"
    reason: str | None = None
    bracketed: bool = False
    minutes: int | None = None
    wording: str = "short"
    """How the reason or the minutes are said: "short" («б», «10»), "phrase" («по болезни») or "plural" («болеют»)."""
    genitive: bool = False
    excepted: list[Atom] = field(default_factory=list)
    agrees: Agreement = ANYBODY
    """Of whom the words of the reason can be said."""


@dataclass(slots=True)
class Key:
    """What is said of a name: a mark with its control, an absence with its reason, lateness with its minutes."""

    sep: str
    start: int
    end: int
    kind: Kind
    value: str = ""
    control: str | None = None
    control_text: str | None = None
    has_own: bool = False
    """Whether a control was named just before this very mark."""
    reason: str | None = None
    minutes: int | None = None
    agrees: Agreement = ANYBODY


Item = Name | Key


def _takes_reason(item: Item) -> bool:
    return isinstance(item, Name) or item.kind is Kind.ABSENT


class Itemizer:
    """Reads one run. `control` is the control that was named before it for all marks that follow."""

    def __init__(self, source: str, run: Sequence[Atom], control: tuple[str, str | None] | None) -> None:
        self._source = source
        self._run = run
        self._at = 0
        self._sep = ""
        self._genitive = False
        self.control = control
        self._next_control: tuple[str, str | None] | None = None
        self.items: list[Item] = []
        self.headings: list[tuple[Atom, tuple[str, str | None]]] = []
        """Controls for all marks that follow, with where each is named."""

    def read(self) -> list[Item]:
        """The items of the run; `NotReadError` when something in it cannot be told."""
        while self._at < len(self._run):
            self._step(self._run[self._at])
        return self.items

    @property
    def _last(self) -> Item | None:
        return self.items[-1] if self.items else None

    def _kind(self, index: int) -> Kind | None:
        return self._run[index].kind if 0 <= index < len(self._run) else None

    def _step(self, atom: Atom) -> None:
        self._at += 1
        if atom.kind in _SEPARATORS:
            self._sep = self._stronger(_SEPARATORS[atom.kind])
        elif atom.kind is Kind.NOISE:
            self._genitive = atom.value in _GENITIVE_WORDS
        elif atom.kind in (Kind.OPEN, Kind.CLOSE):
            self._bracket(atom)
        elif atom.kind is Kind.EXCEPT:
            self._except()
        elif atom.kind in (Kind.NAME, Kind.WORD, *_WHO):
            self._name(atom)
        else:
            self._said(atom)

    def _said(self, atom: Atom) -> None:
        if atom.kind is Kind.CONTROL:
            self._control(atom)
        elif atom.kind is Kind.REASON:
            self._reason(atom)
        elif atom.kind in (Kind.MINUTES, Kind.NUMBER):
            self._number(atom)
        elif atom.kind is Kind.MARK:
            self._mark(atom)
        elif atom.kind in _KEYS:
            agrees = agreement(atom.text(self._source))
            self._append(Key(self._sep, atom.start, atom.end, atom.kind, atom.value, agrees=agrees))
        else:
            raise NotReadError

    def _stronger(self, sep: str) -> str:
        return "," if "," in (sep, self._sep) else sep

    def _append(self, item: Item) -> None:
        self.items.append(item)
        self._sep = ""
        self._genitive = False

    def _bracket(self, atom: Atom) -> None:
        """A bracket is understood around one reason, one number of minutes or one control."""
        attached = (Kind.REASON, Kind.MINUTES, Kind.CONTROL)
        if (
            atom.kind is Kind.CLOSE
            or self._kind(self._at) not in attached
            or self._kind(self._at + 1) is not Kind.CLOSE
        ):
            raise NotReadError
        inner = self._run[self._at]
        self._at += 2
        self._said(inner)
        if isinstance(self._last, Name):
            self._last.bracketed = True

    def _except(self) -> None:
        group = next((item for item in self.items if isinstance(item, Name) and item.who != "pupil"), None)
        if group is None:
            raise NotReadError
        while self._kind(self._at) in (Kind.NAME, Kind.WORD, Kind.COMMA, Kind.AND, Kind.BIND):
            if self._run[self._at].mention:
                group.excepted.append(self._run[self._at])
            self._at += 1
        if not group.excepted:
            raise NotReadError

    def _name(self, atom: Atom) -> None:
        name = Name(self._sep, atom.start, atom.end, atom.mention, _WHO.get(atom.kind, "pupil"))
        name.genitive = self._genitive
        if name.who == "pupil" and name.mention is None:
            raise NotReadError
        self._append(name)

    def _mark(self, atom: Atom) -> None:
        last = self._last
        if isinstance(last, Key) and last.kind is Kind.LATE and self._may_be_minutes():
            raise NotReadError
        if isinstance(last, Key) and last.kind is Kind.MARK and self._sep == ":":
            raise NotReadError  # «Ким 4-5»: two marks, or a doubtful one
        control = self._next_control or self.control
        key = Key(self._sep, atom.start, atom.end, Kind.MARK, atom.value)
        key.control, key.control_text = control or (None, None)
        key.has_own = self._next_control is not None
        self._next_control = None
        self._append(key)

    def _may_be_minutes(self) -> bool:
        """«опоздал 5», «опоздал, 5»: minutes or a mark; «опоздал, 5 Белов» is a mark."""
        return not self._sep or (self._sep == "," and self._kind(self._at) is not Kind.NAME)

    def _reason(self, atom: Atom) -> None:
        last = self._last
        agrees = agreement(atom.text(self._source))
        if last is not None and last.reason is None and self._sep not in (",", "и") and _takes_reason(last):
            last.reason = atom.value
            last.agrees = agrees if agrees.sex else last.agrees
            if isinstance(last, Name):
                last.wording = wording_of(atom.text(self._source))
        else:
            self._append(Key(self._sep, atom.start, atom.end, Kind.ABSENT, "", reason=atom.value, agrees=agrees))
        self._sep = ""

    def _number(self, atom: Atom) -> None:
        """Minutes of the lateness before; a number of nothing is a mark outside the scale."""
        last = self._last
        late = next((item for item in reversed(self.items) if isinstance(item, Key)), None)
        if last is not None and late is not None and late.kind is Kind.LATE and len(atom.value) <= 2:
            last.minutes = int(atom.value)
            if isinstance(last, Name) and atom.kind is Kind.MINUTES:
                last.wording = wording_of(atom.text(self._source))
            self._sep = ""
        elif atom.kind is Kind.NUMBER:
            self._mark(atom)
        else:
            raise NotReadError

    def _control(self, atom: Atom) -> None:
        text, bound = self._control_text()
        found = (atom.value, text)
        last = self._last
        if isinstance(last, Key) and last.kind is Kind.MARK and not self._sep and not bound:
            if last.has_own:
                self._of_next_mark(found)
            else:
                self._behind_mark(last, found, sure=atom.flag == "за")
        elif isinstance(last, Name) and not self._sep and self._kind(self._at) is Kind.MARK and not bound:
            self._next_control = found
        else:
            self.control = found
            self.headings.append((atom, found))
            self._sep = ","

    def _of_next_mark(self, control: tuple[str, str | None]) -> None:
        """«за проект 5 за ответ 4»: each stands before its mark."""
        if self._kind(self._at) is not Kind.MARK:
            raise NotReadError
        self._next_control = control

    def _behind_mark(self, mark: Key, control: tuple[str, str | None], *, sure: bool) -> None:
        """«3 с/р» belongs to that mark if nothing follows at once that it could belong to."""
        follows = self._kind(self._at) not in (None, Kind.COMMA, Kind.AND, Kind.STOP, Kind.CLOSE, Kind.BIND)
        if follows and not sure and len(self.items) > 1:
            raise NotReadError
        mark.control, mark.control_text = control

    def _control_text(self) -> tuple[str | None, bool]:
        """The number or text of a control up to a colon, and whether a colon or dash ends it."""
        end = self._at
        while self._kind(end) in _TEXT_OF_CONTROL:
            end += 1
        if self._kind(end) is Kind.BIND:
            return self._text(self._at, end), True
        end = self._at + (self._kind(self._at) is Kind.TASK)
        end = self._past_quoted(end)
        return self._text(self._at, end), False

    def _past_quoted(self, index: int) -> int:
        """Past «Дроби» in quotes."""
        if self._kind(index) is not Kind.NOISE or self._run[index].value not in _QUOTES:
            return index
        end = index + 1
        while self._kind(end) in (Kind.WORD, Kind.AND, Kind.COMMA, Kind.CONTROL, Kind.TASK):
            end += 1
        closed = self._kind(end) is Kind.NOISE and self._run[end].value in _QUOTES
        return end + 1 if closed else index

    def _text(self, first: int, last: int) -> str | None:
        self._at = last + (self._kind(last) is Kind.BIND)
        if first == last:
            return None
        return self._source[self._run[first].start : self._run[last - 1].end]
