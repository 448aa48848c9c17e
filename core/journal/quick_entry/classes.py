"""Where a class is named: «5А», «5-а», «5 А кл.», «5A» in Latin letters, «пятый а», «в пятом бэ», «5А/1»."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.journal.quick_entry.numerals import ordinal
from core.journal.quick_entry.phrases import Phrases
from core.journal.quick_entry.tokens import Token, TokenKind, normal
from core.people.model import SchoolClass

_GRADES = range(1, 12)
_SPOKEN_LETTERS = {
    "бэ": "б", "бе": "б", "вэ": "в", "ве": "в", "гэ": "г", "ге": "г", "дэ": "д", "де": "д", "жэ": "ж", "же": "ж",
    "зэ": "з", "ка": "к", "эль": "л", "эл": "л", "эм": "м", "эн": "н", "эс": "с",
}  # fmt: skip
_AFTER = Phrases(dict.fromkeys(("кл", "класс", "класса", "классе", "классу"), ""))
_ORDINAL_ENDINGS = frozenset("йяею")
_TASK_SIGNS = frozenset("№§#(,.")


@dataclass(frozen=True, slots=True)
class Named:
    """A class as it was named: its normalised title, a group if one is glued to it, and the index after it."""

    title: str
    group: str
    after: int


class ClassNames:
    """Finds classes by the titles of the school, to tell «5н» from «5 н»."""

    def __init__(self, titles: Iterable[SchoolClass]) -> None:
        self._titles = frozenset(normal(one.title) for one in titles)

    def at(self, tokens: Sequence[Token], index: int, *, first: bool) -> Named | None:
        """The class named at this token; `first` where a message or a new line begins or a class is due."""
        title, after, loose = self._written(tokens, index) or self._spoken(tokens, index) or ("", 0, False)
        if not title or (self._is_task(tokens, index) and not first):
            return None
        followed = _AFTER.at(tokens, after) if after < len(tokens) else None
        known = title in self._titles
        certain = (known and not loose) or (first and (known or not loose)) or (followed and first)
        if not certain:
            return None
        group, end = _group(tokens, followed.after if followed else after)
        return Named(title, group, end)

    def _written(self, tokens: Sequence[Token], index: int) -> tuple[str, int, bool] | None:
        """Title, index after it, and whether a space stands between grade and letter."""
        token = tokens[index]
        if token.kind is not TokenKind.NUMBER or len(token.text) > 2 or int(token.text) not in _GRADES:
            return None
        after = index + 1
        if after + 1 < len(tokens) and tokens[after].norm == "-" and tokens[after].glued and tokens[after + 1].glued:
            after += 1
        letter = tokens[after] if after < len(tokens) else None
        if letter is None or letter.kind is not TokenKind.WORD or len(letter.norm) != 1:
            return None
        bound = letter.glued and (tokens[after - 1].norm == "-" or letter.norm == "й")
        if bound and letter.norm in _ORDINAL_ENDINGS and f"{int(token.text)}{letter.norm}" not in self._titles:
            return None
        return f"{int(token.text)}{letter.norm}", after + 1, not letter.glued

    def _spoken(self, tokens: Sequence[Token], index: int) -> tuple[str, int, bool] | None:
        grade = ordinal(tokens[index].norm)
        if grade is None or index + 1 >= len(tokens) or tokens[index + 1].kind is not TokenKind.WORD:
            return None
        word = tokens[index + 1].norm
        letter = word if len(word) == 1 else _SPOKEN_LETTERS.get(word)
        return (f"{grade}{letter}", index + 2, False) if letter else None

    def _is_task(self, tokens: Sequence[Token], index: int) -> bool:
        """«№5а», «215(а,5в»: the number belongs to a task."""
        return (
            index > 0
            and tokens[index - 1].norm in _TASK_SIGNS
            and (tokens[index].glued or tokens[index - 1].norm in "№§#")
        )


def _group(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    """«/1» or «1» glued to the class."""
    if index >= len(tokens) or not tokens[index].glued:
        return "", index
    slash = tokens[index].norm == "/" and index + 1 < len(tokens) and tokens[index + 1].glued
    number = index + slash
    is_number = tokens[number].kind is TokenKind.NUMBER and len(tokens[number].text) == 1
    return (tokens[number].text, number + 1) if is_number else ("", index)
