"""Which kept answers are like a question. Pure: words that begin alike are one word, and a slip of a finger is mended.

Measured on the corpus of `tests/core/consultations/test_search.py`: a stemmer finds fewer of them (docs/design/0043).
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from core.consultations.model import Faq
from core.consultations.vocabulary import LONGEST_WORD, Vocabulary, same

MOST = 3
"""Answers that are offered."""
ASKED_WORDS = 30
"""Different words of a question that are looked for, the first ones: a longer text costs no more."""
LEAST = 0.3
"""The share of a question's weight that an answer must have in common with it."""
IN_ANSWER = 0.4
"""What a word counts that stands in the answer and not in its question."""

_WORD = re.compile(r"[^\W_]+")
_COMMON_WORDS = (
    "а без бы быть в вам вас во вот все всё вы где для до должен если есть ещё же за и из или им их к как какой ко"
    " когда кто куда ли мне меня могу можно мой моя моего моей моему мы на надо нам нас не нет ни но нужно о об он она"
    " они от по под почему при с свой своего свои сделать делать со так там то тоже только ты у уже хочу чем что чтобы"
    " эта это этот я здравствуйте добрый день вечер утро пожалуйста спасибо подскажите скажите помогите"
    " how what where when who why is are the a an to of in on for my i do does can not"
)
_COMMON = frozenset(_COMMON_WORDS.replace("ё", "е").split())
_ALIKE = (
    ("отметка", "оценка", "балл"),
    ("ребенок", "дети", "детей", "сын", "дочь", "дочка"),
    ("подключить", "добавить", "привязать", "войти", "вход", "зайти"),
    ("изменить", "сменить", "поменять", "смена"),
    ("болеть", "заболел", "болезнь"),
    ("фото", "снимок", "картинка"),
    ("уведомление", "извещение", "сообщения"),
    ("работать", "подходить", "принимать"),
)
"""Words that mean the same to who asks; each is known by its beginning."""


@dataclass(frozen=True, slots=True)
class _Text:
    """The words of a kept question and of its answer, as they are compared."""

    question: frozenset[str]
    answer: frozenset[str]

    def place(self, forms: frozenset[str]) -> float:
        """What a word counts here."""
        if not forms.isdisjoint(self.question):
            return 1.0
        return IN_ANSWER if not forms.isdisjoint(self.answer) else 0.0


def best(wanted: str, kept: Sequence[Faq], most: int = MOST) -> tuple[Faq, ...]:
    """The kept answers that are most like these words, the likest first; none where none is like them."""
    words, texts = asked_words(wanted), [_text(one) for one in kept]
    asked = [*_forms(words, kept, texts)] if words else []
    whole = sum(weight for _, weight in asked)
    scored = (
        (sum(weight * text.place(forms) for forms, weight in asked) / whole, one)
        for one, text in zip(kept, texts if asked else (), strict=False)
    )
    like = sorted((-score, -one.helped, one.id) for score, one in scored if score >= LEAST)
    by_id = {one.id: one for one in kept}
    return tuple(by_id[faq_id] for _, _, faq_id in like[:most])


def asked_words(text: str) -> tuple[str, ...]:
    """The first words of a question that say what it is about, as they were typed."""
    return tuple(islice(dict.fromkeys(_spelled(text)), ASKED_WORDS))


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, as they are compared."""
    return frozenset(map(_meaning, _spelled(text)))


def _forms(words: Iterable[str], kept: Sequence[Faq], texts: Sequence[_Text]) -> Iterable[tuple[frozenset[str], float]]:
    """Each word that is asked for by its forms in what is kept, and what it weighs: the rarer, the more."""
    spelled = Vocabulary([*_SPELLED, *(word for one in kept for word in _kept_words(_whole(one)))])
    meant = Vocabulary(word for text in texts for word in text.question | text.answer)
    for word in dict.fromkeys(_meaning(spelled.meant(one)) for one in words):
        forms = meant.forms(word)
        containing = sum(bool(text.place(forms)) for text in texts)
        yield forms, math.log(1 + len(texts) / max(containing, 1))


def _text(kept: Faq) -> _Text:
    return _Text(
        frozenset(map(_meaning, _kept_words(kept.made.question))),
        frozenset(map(_meaning, _kept_words(kept.made.answer))),
    )


def _whole(kept: Faq) -> str:
    return f"{kept.made.question} {kept.made.answer}"


def _spelled(text: str) -> Iterable[str]:
    found = (word[:LONGEST_WORD].replace("ё", "е") for word in _WORD.findall(text.lower()))
    return (word.removesuffix("ся") for word in found if word not in _COMMON)


@lru_cache(maxsize=4_000)
def _kept_words(text: str) -> frozenset[str]:
    """Of what is kept only: it is the school's own text, and asked for again and again."""
    return frozenset(_spelled(text))


@lru_cache(maxsize=10_000)
def _meaning(word: str) -> str:
    """The first of the words that mean the same."""
    return next((group[0] for group in _ALIKE if any(same(word, one) for one in group)), word)


_SPELLED = frozenset(word for group in _ALIKE for word in group)
