"""Whom of the class a name means: exactly one pupil, one of several, or nobody.

An exact form always wins over a cut-off or mistyped one, and these are taken only when they can be nobody else.
A wrong mark is far worse than a question.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA

from core.journal.quick_entry.atoms import Mention
from core.journal.quick_entry.declension import Case, Sex
from core.journal.quick_entry.names import Hit, NameBook, Role
from core.journal.quick_entry.tokens import words_of
from core.people.model import Enrolled

_REST = frozenset(Case)
_OTHERS = ("ова", "ева", "ина", "ына", "ая", "а", "ы", "ым", "им")
"""Endings that are a girl's surname or several people's, if not this pupil's in an unusual case."""
_SHORTEST_BEGINNING = 3
_SHORTEST_TYPO = 5
_LONG_WORD = 9
_MARGIN = 2


class Setting(StrEnum):
    """What stands around the name, which says what case is natural there."""

    MARK = "mark"
    PLAIN = "plain"
    GENITIVE = "genitive"


_TIERS: dict[Setting, tuple[frozenset[Case], ...]] = {
    Setting.MARK: (frozenset((Case.NOMINATIVE,)), frozenset((Case.DATIVE,)), _REST),
    Setting.PLAIN: (frozenset((Case.NOMINATIVE,)), _REST),
    Setting.GENITIVE: (frozenset((Case.NOMINATIVE, Case.GENITIVE)), _REST),
}


class How(StrEnum):
    """How sure a match is. Only `EXACT` and `TYPO` with one candidate are taken without asking."""

    EXACT = "exact"
    TYPO = "typo"
    DOUBT = "doubt"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Match:
    """Who may be meant, in the order of the list."""

    how: How
    candidates: tuple[Enrolled, ...] = ()

    @property
    def sure(self) -> Enrolled | None:
        """The only pupil who can be meant, or None when it must be asked."""
        certain = self.how in (How.EXACT, How.TYPO) and len(self.candidates) == 1
        return self.candidates[0] if certain else None


@dataclass(frozen=True, slots=True)
class Roll:
    """The pupils on the list of a lesson, by their places in the book of the class."""

    book: NameBook
    places: frozenset[int]
    elsewhere: tuple[NameBook, ...] = ()
    """Books of the teacher's other classes: a name from there is no typo here."""


def find(mention: Mention, roll: Roll, setting: Setting) -> Match:
    """Whom of the roll the mention means."""
    bearers = {place: hits for place, hits in roll.book.bearers(mention.words).items() if place in roll.places}
    if bearers:
        return _by_form(mention, roll, setting, bearers)
    partly = _partly(mention, roll)
    if len(mention.words) > 1 and partly:
        return Match(How.DOUBT, _listed(roll, partly))
    return _by_likeness(mention, roll)


def agreeing(match: Match, mention: Mention, roll: Roll, sex: Sex | None) -> Match:
    """The match, unless another pupil of the sex of whom it is said may be meant: «опоздал Петрова»."""
    if match.sure is None or sex is None:
        return match
    meant = {roll.book.pupils.index(match.sure)}
    near = {*roll.book.bearers(mention.words), *_distances(mention.words[0], roll, 1)} & roll.places
    others = {place for place in near - meant if roll.book.sexes[place] is sex}
    if not others or {roll.book.sexes[place] for place in meant} <= {sex, None}:
        return match
    return Match(How.DOUBT, _listed(roll, meant | others))


def _by_form(mention: Mention, roll: Roll, setting: Setting, bearers: dict[int, list[Hit]]) -> Match:
    ranks = {place: _rank(hits, setting) for place, hits in bearers.items()}
    best = min(ranks.values())
    first = {place for place, rank in ranks.items() if rank == best}
    meant = {place for place in first if _initials_fit(mention, roll.book.pupils[place])}
    if not meant:
        return Match(How.DOUBT, _listed(roll, first | _fitting(mention, roll, bearers)))
    if _may_be_surname(mention, roll, bearers, meant):
        return Match(How.DOUBT, _listed(roll, meant | _distances(mention.words[0], roll, 1).keys()))
    if _may_be_another(mention, best, setting):
        return Match(How.DOUBT, _listed(roll, meant | _distances(mention.words[0], roll, 1).keys()))
    if _cases_at_odds(best, setting) and len(bearers) > len(meant):
        return Match(How.DOUBT, _listed(roll, bearers))
    return Match(How.EXACT, _listed(roll, meant))


def _rank(hits: Sequence[Hit], setting: Setting) -> tuple[int, int]:
    """Whole surnames and given names before halves and short names, then the natural case before others."""
    cases = frozenset.intersection(*(hit.cases for hit in hits))
    tiers = _TIERS[setting]
    tier = next((order for order, tier in enumerate(tiers) if tier & cases), len(tiers))
    halves = sum(hit.role is Role.PART for hit in hits)
    return int(halves == 1 or any(hit.role is Role.SHORT for hit in hits)), tier


def _may_be_surname(mention: Mention, roll: Roll, bearers: dict[int, list[Hit]], meant: set[int]) -> bool:
    """«Рома» is short for a pupil Роман, and likewise a slip in the surname Роман of another."""
    by_short = all(hits[0].role is Role.SHORT for place, hits in bearers.items() if place in meant)
    return by_short and bool(_distances(mention.words[0], roll, 1).keys() - meant)


def _may_be_another(mention: Mention, rank: tuple[int, int], setting: Setting) -> bool:
    """Whether the form is only an unnatural case here and looks like a girl, or a family, who is not on the list."""
    last_tier = len(_TIERS[setting]) - 1
    return rank[1] > last_tier or (
        rank[1] == last_tier and setting is not Setting.GENITIVE and mention.words[0].endswith(_OTHERS)
    )


def _cases_at_odds(rank: tuple[int, int], setting: Setting) -> bool:
    """«Пак Александру 5»: no case suits a mark, and Александр, whose surname is not declined here, may be meant."""
    return setting is Setting.MARK and rank[1] >= len(_TIERS[setting]) - 1


def _initials_fit(mention: Mention, enrolled: Enrolled) -> bool:
    name = enrolled.pupil.name
    expected = (words_of(name.given), words_of(name.patronymic or ""))
    return all(
        any(word.startswith(initial) for word in words)
        for initial, words in zip(mention.initials, expected, strict=False)
    )


def _fitting(mention: Mention, roll: Roll, places: Iterable[int]) -> set[int]:
    return {place for place in places if _initials_fit(mention, roll.book.pupils[place])}


def _partly(mention: Mention, roll: Roll) -> set[int]:
    return {hit.place for word in mention.words for hit in roll.book.hits(word)} & roll.places


def _by_likeness(mention: Mention, roll: Roll) -> Match:
    word = mention.words[0]
    if len(mention.words) > 1:
        return Match(How.NOBODY)
    match = _by_beginning(word, roll) or _by_typo(word, roll)
    fitting = tuple(one for one in match.candidates if _initials_fit(mention, one))
    if match.how is How.DOUBT or len(fitting) != 1 or _known_elsewhere(word, roll):
        return Match(How.DOUBT if match.candidates else How.NOBODY, match.candidates)
    return Match(match.how, fitting)


def _known_elsewhere(word: str, roll: Roll) -> bool:
    return any(book.names(word, Role.SURNAME, Role.GIVEN) for book in (roll.book, *roll.elsewhere))


def _by_beginning(word: str, roll: Roll) -> Match | None:
    if len(word) < _SHORTEST_BEGINNING:
        return None
    begun = {place for place in roll.places if _surname(roll, place).startswith(word)}
    given = {place for place in roll.places if _begins_given(roll, place, word)}
    if not begun and not given:
        return None
    feminine = {word + "а", word + "ая"}
    short_of_feminine = any(feminine & {_surname(roll, place), *_parts(roll, place)} for place in begun)
    how = How.DOUBT if given or short_of_feminine else How.EXACT
    return Match(how, _listed(roll, begun | given))


def _surname(roll: Roll, place: int) -> str:
    return "".join(_parts(roll, place))


def _parts(roll: Roll, place: int) -> tuple[str, ...]:
    return words_of(roll.book.pupils[place].pupil.name.surname)


def _begins_given(roll: Roll, place: int, word: str) -> bool:
    return any(one.startswith(word) for one in words_of(roll.book.pupils[place].pupil.name.given))


def _by_typo(word: str, roll: Roll) -> Match:
    limit = 2 if len(word) >= _LONG_WORD else 1
    if len(word) < _SHORTEST_TYPO:
        return Match(How.NOBODY)
    near = _distances(word, roll, limit + _MARGIN)
    best = min(near.values(), default=limit + 1)
    if best > limit:
        return Match(How.NOBODY)
    close = {place for place, distance in near.items() if distance < best + _MARGIN}
    same_start = all(_surname(roll, place)[:1] == word[0] for place in close)
    return Match(How.TYPO if len(close) == 1 and same_start else How.DOUBT, _listed(roll, close))


def _distances(word: str, roll: Roll, limit: int) -> dict[int, int]:
    """The least number of slips between the word and a form of each pupil's surname."""
    found: dict[int, int] = {}
    for form, hits in roll.book.by_word.items():
        distance = OSA.distance(word, form, score_cutoff=limit)
        if distance <= limit:
            for hit in hits:
                if hit.place in roll.places and hit.role in (Role.SURNAME, Role.PART):
                    found[hit.place] = min(distance, found.get(hit.place, distance))
    return found


def _listed(roll: Roll, places: Iterable[int]) -> tuple[Enrolled, ...]:
    return tuple(roll.book.pupils[place] for place in sorted(places))
