"""Which subject a word means, and which subject of the class stands for one that the class does not have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from core.calendar.model import Subject
from core.journal.quick_entry.phrases import Phrases
from core.journal.quick_entry.tokens import Token, TokenKind, words_of

_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("математика", "алгебра", "геометрия", "алгебра и начала анализа", "вероятность и статистика"),
    ("русский язык", "родной язык русский", "русский родной язык"),
    ("литература", "литературное чтение", "родная литература"),
    ("труд", "технология", "труд технология"),
    ("физическая культура",),
    ("история", "всеобщая история", "история россии"),
    ("изо", "изобразительное искусство", "рисование"),
    ("обж", "обзр", "основы безопасности жизнедеятельности"),
    ("окружающий мир", "природоведение"),
    ("иностранный язык", "английский язык", "немецкий язык", "французский язык", "испанский язык"),
)
"""The first of a family is its general name: it stands for the others and they for it."""

_COMMON = {
    "матем": "математика", "мат": "математика", "мат-ка": "математика", "математ": "математика",
    "алг": "алгебра", "алгеб": "алгебра", "геом": "геометрия", "вер и стат": "вероятность и статистика",
    "вис": "вероятность и статистика", "рус": "русский язык", "русск": "русский язык",
    "русский": "русский язык", "русс": "русский язык", "рус яз": "русский язык", "русский яз": "русский язык",
    "лит": "литература", "литра": "литература", "лит-ра": "литература", "литер": "литература",
    "англ": "английский язык", "анг": "английский язык", "английский": "английский язык",
    "english": "английский язык", "англ яз": "английский язык", "ин яз": "иностранный язык",
    "иняз": "иностранный язык", "иностр": "иностранный язык", "нем": "немецкий язык",
    "немецкий": "немецкий язык", "франц": "французский язык", "французский": "французский язык",
    "ист": "история", "истор": "история", "общ": "обществознание", "общество": "обществознание",
    "обществозн": "обществознание", "био": "биология", "биол": "биология", "гео": "география",
    "геогр": "география", "географ": "география", "физ": "физика", "физик": "физика",
    "физра": "физическая культура", "физ-ра": "физическая культура", "физкультура": "физическая культура",
    "физ-культура": "физическая культура", "физ культ": "физическая культура", "фк": "физическая культура",
    "хим": "химия", "инф": "информатика", "информ": "информатика", "инфа": "информатика", "муз": "музыка",
    "изо": "изо", "рисование": "изо", "техн": "технология", "технология": "технология", "труды": "труд",
    "обж": "обж", "обзр": "обзр", "окр мир": "окружающий мир",
    "окруж мир": "окружающий мир", "окруж": "окружающий мир", "окружайка": "окружающий мир",
    "астр": "астрономия", "род яз": "родной язык",
    "чтение": "литературное чтение",
    "лит чтение": "литературное чтение", "лит чт": "литературное чтение",
    "лит-чтение": "литературное чтение", "черч": "черчение",
}  # fmt: skip
_LANGUAGE = frozenset(("яз", "язык", "языку", "языка"))
_SHORTEST_TYPO = 6
_LONG_WORD = 9
_CASE_ENDINGS = ("у", "а", "е", "и", "ы", "ю", "я", "ой", "ей", "ом", "ем", "ому", "ему", "ого", "его", "ую")


@dataclass(frozen=True, slots=True)
class Choice:
    """Subjects of the class that a name may mean; `mapped` when it stands for a relative of what was written."""

    subjects: tuple[Subject, ...]
    mapped: bool = False


class SubjectNames:
    """The subject names that are understood: the directory's own and the common ones, in any case form."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        directory = tuple(subjects)
        table = dict(_COMMON)
        table |= {form: _key(name) for family in _FAMILIES for name in family for form in _forms(name)}
        for subject in directory:
            table |= {form: _key(subject.name) for form in _forms(subject.name)}
        for subject in directory:
            table |= {form: _key(subject.name) for alias in (*subject.aliases, *_by_adjective(subject.name))
                      for form in _cases(alias)}  # fmt: skip
        self._phrases = Phrases(table)
        self._long = sorted({_key(subject.name).split()[0] for subject in directory})
        self._by_form = {form: key for form, key in table.items() if len(form) >= _SHORTEST_TYPO and " " not in form}

    def at(self, tokens: Sequence[Token], index: int) -> tuple[str, int] | None:
        """The key of the subject named at this token and the index after it."""
        found = self._phrases.at(tokens, index)
        key, after = (found.value, found.after) if found else self._cut_off(tokens, index) or ("", index)
        return (key, after + (after < len(tokens) and tokens[after].norm in _LANGUAGE)) if key else None

    def mistyped(self, word: str) -> str | None:
        """The key of the only subject from whose name this word is one slip away, or two in a long one."""
        if len(word) < _SHORTEST_TYPO:
            return None
        limit = 2 if len(word) >= _LONG_WORD else 1
        near = {key for form, key in self._by_form.items() if OSA.distance(word, form, score_cutoff=limit) <= limit}
        return near.pop() if len(near) == 1 else None

    def _cut_off(self, tokens: Sequence[Token], index: int) -> tuple[str, int] | None:
        """«математ», «информатик»: five letters and more of one name of the directory."""
        token = tokens[index]
        if token.kind is not TokenKind.WORD or len(token.norm) < 5:
            return None
        begun = [word for word in self._long if word.startswith(token.norm)]
        return (begun[0], index + 1) if len(begun) == 1 else None


@cache
def subject_names(subjects: tuple[Subject, ...]) -> SubjectNames:
    """The names of a directory; made once for each."""
    return SubjectNames(subjects)


def choose(key: str, taught: Sequence[Subject]) -> Choice:
    """The subjects among those taught that the key means: the one itself, else its relatives in the family."""
    same = tuple(subject for subject in taught if _is(subject, key))
    if same:
        return Choice(same)
    family = next((family for family in _FAMILIES if key in family), ())
    related = tuple(subject for subject in taught if _key(subject.name) in family)
    if family[:1] != (key,):
        related = tuple(subject for subject in related if _key(subject.name) == family[0])
    return Choice(related, mapped=True)


def _is(subject: Subject, key: str) -> bool:
    known = _key(subject.name)
    return known == key or known.split()[0] == key


def _key(name: str) -> str:
    return " ".join(words_of(name))


def _forms(name: str) -> set[str]:
    """The name and its case forms, whole and, for «русский язык», by the first word."""
    words = words_of(name)
    if not words or len(words) > 2:  # longer names are written in full or abbreviated; their forms are thousands
        return {name}
    return {name, *_inflected(words[0])} if len(words) == 1 else {name, *_phrase_forms(words)}


def _by_adjective(name: str) -> set[str]:
    """«татарский», «татарский язык» for «Родной язык (татарский)»; «русский» for «Русский язык»."""
    adjectives = [word for word in words_of(name) if word.endswith("ский")]
    return {form for word in adjectives for form in (word, f"{word} яз", f"{word} язык")}


def _cases(alias: str) -> set[str]:
    """A word and its case forms, «литре», «русскому»; abbreviations as they are."""
    words = words_of(alias)
    declined = len(words) == 1 and len(words[0]) > 3 and words[0].endswith(("а", "я", "ий"))
    return {alias, *_inflected(words[0])} if declined else {alias}


def _phrase_forms(words: tuple[str, ...]) -> set[str]:
    rest = [_inflected(word) | {word} for word in words[1:]]
    found = _inflected(words[0]) | {words[0]}
    for options in rest:
        found = {f"{head} {tail}" for head in found for tail in options}
    return found


def _inflected(word: str) -> set[str]:
    stem = word
    for ending in ("ий", "ый", "ая", "ое", "а", "я", "о", "е"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            break
    return {stem + ending for ending in _CASE_ENDINGS} | {word}
