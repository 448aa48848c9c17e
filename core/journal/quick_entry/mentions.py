"""Where in a message a pupil is named, and how far the name goes: «Иванова Полина», «Иванов А. С.», «А. Иванов»."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.journal.quick_entry.atoms import Mention
from core.journal.quick_entry.names import NameBook, Role
from core.journal.quick_entry.tokens import Token, TokenKind, words_of

_SHORT_WORDS = frozenset(
    [
        "но",
        "на",
        "не",
        "до",
        "по",
        "за",
        "от",
        "из",
        "же",
        "бы",
        "ну",
        "да",
        "ли",
        "ан",
        "мы",
        "то",
        "и",
        "а",
        "о",
        "у",
        "в",
        "к",
        "с",
    ]
)
_STATUS_LETTERS = frozenset("нбуо")


@dataclass(frozen=True, slots=True)
class Spotted:
    """A name in the text and the index after its last token."""

    mention: Mention
    after: int


class Spotter:
    """Finds names among the tokens of one message, by the books of the classes it may be about."""

    def __init__(self, tokens: Sequence[Token], books: Sequence[NameBook]) -> None:
        self._tokens = tokens
        self._books = books

    def known(self, index: int) -> Spotted | None:
        """The name of a pupil that begins at this token, if its words are forms of somebody's name."""
        start, initials = self._leading_initials(index)
        if not self._begins_name(start):
            return None
        return self._extended(start, initials)

    def any(self, index: int) -> Spotted:
        """The word at this token as a name, whoever it is: with a typo, cut off, or of nobody here."""
        return self._extended(index, ())

    def close(self, index: int) -> bool:
        """Whether the word looks like a cut-off or mistyped name of somebody here."""
        word = self._word(index)
        return len(word) >= 4 and any(
            known.startswith(word) for book in self._books for known in book.by_word if len(known) > 3
        )

    def _extended(self, index: int, initials: tuple[str, ...]) -> Spotted:
        words = [self._word(index)]
        after = index + 1
        while (following := self._next_word(after)) is not None and self._continues(words, following):
            words.append(self._word(following))
            after = following + 1
        if initials:
            return Spotted(Mention(tuple(words), initials), after)
        found, after = self._trailing_initials(tuple(words), after)
        return Spotted(Mention(tuple(words), found), after)

    def _word(self, index: int) -> str:
        return self._tokens[index].norm if self._is_word(index) else ""

    def _is_word(self, index: int) -> bool:
        return 0 <= index < len(self._tokens) and self._tokens[index].kind is TokenKind.WORD

    def _next_word(self, index: int) -> int | None:
        """The word that stands right here, or past the hyphen of a double surname."""
        if index < len(self._tokens) and self._tokens[index].norm == "-" and self._tokens[index].glued:
            index += 1 if self._is_word(index + 1) and self._tokens[index + 1].glued else 0
        return index if self._is_word(index) else None

    def _begins_name(self, index: int) -> bool:
        word = self._word(index)
        if not word or ((word in _SHORT_WORDS or len(word) == 1) and not self._tokens[index].capital):
            return False
        if len(word) == 1 and self._sign(index + 1) == ".":
            return False
        return any(book.names(word, Role.SURNAME, Role.PART, Role.GIVEN, Role.SHORT) for book in self._books)

    def _continues(self, words: list[str], index: int) -> bool:
        """Whether the next word belongs to the same name, or contradicts it and must be asked about."""
        word = self._word(index)
        if (word in _SHORT_WORDS or len(word) == 1) and not self._tokens[index].capital:
            return False
        if any(book.fits_one((*words, word)) for book in self._books):
            return True
        is_surname = any(book.names(word, Role.SURNAME, Role.PART) for book in self._books)
        is_given = any(book.names(word, Role.GIVEN, Role.SHORT, Role.PATRONYMIC) for book in self._books)
        after_surname = not any(book.names(words[-1], Role.GIVEN, Role.SHORT) for book in self._books)
        return is_given and not is_surname and after_surname and len(words) == 1

    def _sign(self, index: int) -> str:
        return self._tokens[index].norm if index < len(self._tokens) else ""

    def _leading_initials(self, index: int) -> tuple[int, tuple[str, ...]]:
        """«А. Иванов», «А. С. Иванов»: the index of the surname and the initials before it."""
        found: list[str] = []
        place = index
        while self._is_initial(place) and self._sign(place + 1) == "." and len(found) < 2:
            found.append(self._word(place))
            place += 2
        surname = found and any(book.names(self._word(place), Role.SURNAME, Role.PART) for book in self._books)
        return (place, tuple(found)) if surname else (index, ())

    def _is_initial(self, index: int) -> bool:
        return self._is_word(index) and len(self._word(index)) == 1 and self._tokens[index].capital

    def _trailing_initials(self, words: tuple[str, ...], index: int) -> tuple[tuple[str, ...], int]:
        found: list[str] = []
        while len(found) < 2 and self._takes_initial(words, index, first=not found):
            found.append(self._word(index))
            index += 1
            if self._sign(index) == "." and self._tokens[index].glued:
                index += 1
        return tuple(found), index

    def _takes_initial(self, words: tuple[str, ...], index: int, *, first: bool) -> bool:
        letter = self._word(index)
        if not letter or (letter in _SHORT_WORDS and len(letter) > 1):
            return False
        dotted = self._sign(index + 1) == "." and self._tokens[index + 1].glued
        begins_given = self._begins_given(words, letter) if first else True
        if len(letter) == 1:
            return self._is_single(index, dotted=dotted, begins_given=begins_given, first=first)
        return first and begins_given and len(letter) < 5 and (dotted or self._tokens[index].capital)

    def _is_single(self, index: int, *, dotted: bool, begins_given: bool, first: bool) -> bool:
        letter = self._word(index)
        before_mark = self._sign(index + 1).isdecimal()
        if self._sign(index + 1) in ("/", "\\", "->", ":"):
            return False
        if not self._tokens[index].capital:
            return begins_given and first and (dotted or before_mark) and letter not in _STATUS_LETTERS
        return dotted or begins_given or letter not in _STATUS_LETTERS

    def _begins_given(self, words: tuple[str, ...], start: str) -> bool:
        return any(
            word.startswith(start)
            for book in self._books
            for place in book.bearers(words)
            for word in _given(book, place)
        )


def _given(book: NameBook, place: int) -> tuple[str, ...]:
    return words_of(book.pupils[place].pupil.name.given)
