"""Which kept answers are like a question. Pure: words that begin alike are one word, as Russian endings want it.

Measured on the corpus of `tests/core/consultations/test_search.py`: a stemmer finds fewer of them (docs/design/0043).
"""

import math
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, lru_cache

from core.consultations.model import Faq

MOST = 3
"""Answers that are offered."""
LEAST = 0.3
"""The share of a question's weight that an answer must have in common with it."""
IN_ANSWER = 0.4
"""What a word counts that stands in the answer and not in its question."""
_LEAST_ALIKE, _SHARE, _ENDING = 3, 0.6, 2
"""Letters that two words must begin alike with: so many, and so much of the longer, or all but an ending."""

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


def best(wanted: str, kept: Sequence[Faq], most: int = MOST) -> tuple[Faq, ...]:
    """The kept answers that are most like these words, the likest first; none where none is like them."""
    texts = [(words_of(one.made.question), words_of(one.made.answer)) for one in kept]
    asked, weight = words_of(wanted), _weights([question | answer for question, answer in texts])
    if not asked:
        return ()
    scored = [(_score(asked, *text, weight), one) for one, text in zip(kept, texts, strict=True)]
    like = sorted((-score, -one.helped, one.id) for score, one in scored if score >= LEAST)
    by_id = {one.id: one for one in kept}
    return tuple(by_id[faq_id] for _, _, faq_id in like[:most])


def words_of(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, as they are compared."""
    found = (word.replace("ё", "е") for word in _WORD.findall(text.lower()))
    return frozenset(_meaning(word.removesuffix("ся")) for word in found if word not in _COMMON)


@lru_cache(maxsize=50_000)
def same(one: str, other: str) -> bool:
    """Whether two words are forms of one."""
    if one == other:
        return True
    alike = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    alike = min(len(one), len(other)) if alike is None else alike
    longer = max(len(one), len(other))
    return alike >= _LEAST_ALIKE and (alike >= _SHARE * longer or longer - alike <= _ENDING)


@lru_cache(maxsize=10_000)
def _meaning(word: str) -> str:
    """The first of the words that mean the same."""
    return next((group[0] for group in _ALIKE if any(same(word, one) for one in group)), word)


def _score(
    asked: Collection[str], question: frozenset[str], answer: frozenset[str], weight: Callable[[str], float]
) -> float:
    whole = sum(weight(word) for word in asked)
    common = sum(weight(word) * _place(word, question, answer) for word in asked)
    return common / whole


def _place(word: str, question: Iterable[str], answer: Iterable[str]) -> float:
    if any(same(word, one) for one in question):
        return 1.0
    return IN_ANSWER if any(same(word, one) for one in answer) else 0.0


def _weights(texts: Sequence[frozenset[str]]) -> Callable[[str], float]:
    """What a word weighs: the rarer among what is kept, the more."""

    def weight(word: str) -> float:
        containing = sum(any(same(word, one) for one in text) for text in texts)
        return math.log(1 + len(texts) / max(containing, 1))

    return cache(weight)
