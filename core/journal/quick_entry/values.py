"""The atoms that are values: marks in figures and words, what is to become what, minutes, other numbers."""

from core.journal.quick_entry.atoms import Kind
from core.journal.quick_entry.numerals import CARDINALS, mark_noun, spoken_number
from core.journal.quick_entry.phrases import Phrases, after_abbreviation
from core.journal.quick_entry.scanning import Scanner, Step
from core.journal.quick_entry.tokens import TokenKind

_MINUTES = frozenset(("мин", "минут", "минуты", "минуту", "м", "минута"))
_WORD_MARKS = Phrases({"н/а": "н/а", "зач": "зач", "зачет": "зач", "зачтено": "зач",
                       "незачет": "незач", "незач": "незач", "не зачтено": "незач",
                       "не аттестован": "н/а", "не аттестована": "н/а"})  # fmt: skip
_CHANGES = (
    (frozenset(("с", "со")), frozenset(("на",))),
    (frozenset(("было", "была", "стояло", "стояла")), frozenset(("стало", "стала", "надо", "нужно"))),
    (frozenset[str](), frozenset(("->",))),
)
"""What stands before the old mark and between it and the new one."""


class ValueRules(Scanner):
    """The rules for marks and numbers."""

    def _change(self, index: int) -> Step | None:
        """«с 2 на 3», «было 3 стало 4», «3 -> 4», «вместо 3 4»."""
        for heads, joints in _CHANGES:
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

    def _minutes(self, index: int) -> Step | None:
        """«10 мин», «на 10 минут», «10'»."""
        start = index + (self._norm(index) == "на")
        spoken = spoken_number([token.norm for token in self._tokens[start : start + 3]])
        if self._is(start, TokenKind.NUMBER) and len(self._norm(start)) <= 2:
            spoken = (int(self._norm(start)), 1)
        if not spoken or self._norm(start + spoken[1]) not in _MINUTES | {"'"}:
            return None
        after = after_abbreviation(self._tokens, start + spoken[1] + 1)
        return self._atom(Kind.MINUTES, index, after, str(spoken[0]))

    def _mark(self, index: int) -> Step | None:
        several = self._several_marks(index)
        if several:
            return several
        start = index + (self._norm(index) == "на" and index + 1 < len(self._tokens))
        word = _WORD_MARKS.at(self._tokens, start)
        if word and start == index and not self._heads_marks(word.after):
            return self._atom(Kind.MARK, index, word.after, word.value)
        noun = mark_noun(self._norm(start))
        if noun:
            return self._atom(Kind.MARK, index, start + 1, str(noun), "spoken")
        return self._digit_mark(index, start) or self._spoken_mark(index, start)

    def _several_marks(self, index: int) -> Step | None:
        """«две пятёрки»: as «55», which is asked about."""
        count = int(self._norm(index)) if self._is(index, TokenKind.NUMBER) else CARDINALS.get(self._norm(index), 0)
        noun = mark_noun(self._norm(index + 1))
        plural = self._norm(index + 1).endswith(("и", "ок", "ек", "ы"))
        if not noun or not plural or not 2 <= count <= 4:
            return None
        return self._atom(Kind.NUMBER, index, index + 2, str(noun) * count, "spoken")

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

    def _spoken_mark(self, index: int, start: int) -> Step | None:
        spoken = spoken_number([token.norm for token in self._tokens[start : start + 4]])
        if not spoken:
            return None
        kind = Kind.MARK if spoken[1] == 1 and 1 <= spoken[0] <= 5 else Kind.NUMBER
        return self._atom(kind, index, start + spoken[1], str(spoken[0]), "spoken")

    def _digit_mark(self, index: int, start: int) -> Step | None:
        """A digit that stands alone; «4/3» is a pair; «4+» and «5-» are kept as written and asked about."""
        text = self._norm(start)
        part_of_word = self._glued(start) and self._is(start - 1, TokenKind.WORD)
        if not self._is(start, TokenKind.NUMBER) or len(text) != 1 or part_of_word:
            return None
        if self._norm(start + 1) == "/" and self._glued(start + 1) and self._norm(start + 2) in tuple("2345"):
            return self._atom(Kind.MARK, index, start + 3, f"{text}/{self._norm(start + 2)}")
        if self._is_fraction(start):
            return self._atom(Kind.NUMBER, index, start + 3, text + self._norm(start + 2))
        if self._has_sign(start + 1):
            return self._atom(Kind.MARK, index, start + 2, text + self._norm(start + 1))
        if self._glued(start + 1) and (self._is(start + 1, TokenKind.WORD) or self._goes_on(start + 1)):
            return None
        return self._atom(Kind.MARK, index, start + 1, text)

    def _is_fraction(self, index: int) -> bool:
        """«4,5» without a space: two marks or four and a half, as doubtful as «45»."""
        glued = self._glued(index + 1) and self._glued(index + 2) and not self._glued(index + 3)
        return glued and self._norm(index + 1) == "," and self._norm(index + 2) in tuple("2345")

    def _has_sign(self, index: int) -> bool:
        """Whether «+», «-» or «?» here belongs to the mark before it: glued to it and to nothing after."""
        if not self._glued(index) or self._norm(index) not in ("+", "-", "?"):
            return False
        return not self._glued(index + 1) or self._norm(index + 1) in (",", ";", ".", ")", "?", "!")

    def _goes_on(self, index: int) -> bool:
        """«5.12», «5-7», «5(а)»: the digit is only the beginning of a number."""
        return (
            self._norm(index) in (".", "-", "(", ":")
            and self._glued(index + 1)
            and self._is(index + 1, TokenKind.NUMBER)
        )

    def _number(self, index: int) -> Step | None:
        if not self._is(index, TokenKind.NUMBER):
            return None
        return self._atom(Kind.NUMBER, index, index + 1, self._norm(index))
