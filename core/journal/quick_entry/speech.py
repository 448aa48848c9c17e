"""Dictated homework as it would be written: «параграф двенадцать номера сто двадцать три» → «§12 №123»."""

from core.journal.quick_entry.numerals import spoken_number
from core.journal.quick_entry.tokens import words_of

_SIGNS = {"параграф": "§", "параграфы": "§", "номер": "№", "номера": "№", "номеров": "№"}
_POINTS = {"точка": ".", "запятая": ",", "тире": "-", "дефис": "-", "двоеточие": ":"}
_SHORT = {"упражнение": "упр. ", "упражнения": "упр. ", "страница": "с. ", "страницы": "с. ", "пункт": "п. "}


def as_written(text: str) -> str:
    """The dictated text with its numbers in figures and the signs that go with them."""
    words = text.split()
    norms = [" ".join(words_of(word)) for word in words]
    pieces: list[str] = []
    index = 0
    while index < len(words):
        spoken = spoken_number(norms[index:])
        if spoken:
            pieces.append(_joined(pieces, str(spoken[0])))
            index += spoken[1]
        elif norms[index] in _POINTS and _between_numbers(norms, index):
            pieces.append(_POINTS[norms[index]])
            index += 1
        else:
            pieces.append(" " + (_SIGNS.get(norms[index]) or _SHORT.get(norms[index]) or words[index]))
            index += 1
    return "".join(pieces).strip()


def _joined(pieces: list[str], number: str) -> str:
    """A number sticks to its sign, and numbers that follow one another make a list."""
    last = pieces[-1] if pieces else ""
    if last.endswith(("§", "№", ". ", *_POINTS.values())):
        return number
    return f", {number}" if last[-1:].isdigit() else f" {number}"


def _between_numbers(words: list[str], index: int) -> bool:
    """«пять точка двенадцать»: the sign of a number that is spoken out."""
    return index > 0 and all(spoken_number(words[place : place + 1]) for place in (index - 1, index + 1))
