"""Homework as it was written: what of its end belongs to it, and whether it is a phrase that means something."""

import re

from core.journal.quick_entry.phrases import Phrases
from core.journal.quick_entry.tokens import tokenize

_ABBREVIATION = re.compile(
    r"\b(письм|устн|тетр|вопр|предл|стр|с|упр|задач|зад|чет|чёт|нечет|нечёт|выразит|выраз|повт|рис|табл|разд|доп|наиз"
    r"|учебн|уч|конц|нач|граф|черт|шт|ст|др|пр|т\.д|т\.п|кл|прав|опр|опред|обяз|жел|р\.т)$",
    re.IGNORECASE,
)
"""Abbreviations with which homework ends, and whose point therefore belongs to it."""


def without_point(text: str) -> str:
    """The text without the point of a sentence; that of «письм.» stays."""
    return text if _ABBREVIATION.search(text.rstrip(".")) else text.rstrip(".")


def is_whole(phrases: Phrases, written: str) -> bool:
    """Whether the text is one of the phrases and nothing else."""
    tokens = [token for token in tokenize(written) if token.text not in ".!"]
    found = phrases.at(tokens, 0) if tokens else None
    return found is not None and found.after == len(tokens)
