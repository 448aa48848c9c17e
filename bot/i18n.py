"""Texts in the reader's language: gettext catalogues of `locales`, dates and lists through Babel.

The source texts are the Russian sentences themselves, so the code reads like the screen. `make messages` extracts what
stands in calls of `t`, `h`, `n` and `N_`, and brings the catalogues up to date.
"""

import gettext
import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, format_timedelta
from babel.lists import format_list
from babel.numbers import format_decimal

DOMAIN = "peremena"
DEFAULT = "ru"
LANGUAGES = {"ru": "Русский", "en": "English", "uz": "Oʻzbekcha", "tg": "Тоҷикӣ", "tt": "Татарча"}
"""The languages that have a catalogue, each by its own name."""
OF_FAMILIES = frozenset({"uz", "tg", "tt"})
"""Those in which families are spoken to, and nobody else: texts for staff are in Russian there."""
UNREVIEWED = frozenset({"uz", "tg", "tt"})
"""Translated by a machine, and not yet read by a person who speaks it. Who reviewed a language takes it out here."""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a constant for extraction; it is translated where it is shown."""
    return text


class Html(str):
    """Text that is HTML already: `Texts.h` puts it into a sentence as it is."""

    __slots__ = ()


_ACCUSATIVE = (
    N_("понедельник {date}"),
    N_("вторник {date}"),
    N_("среду {date}"),
    N_("четверг {date}"),
    N_("пятницу {date}"),
    N_("субботу {date}"),
    N_("воскресенье {date}"),
)


@dataclass(frozen=True, slots=True)
class Dates:
    """How a language writes days and months; `and_` joins the last of a list where Babel knows no word for it."""

    day: str = "EEE d MMMM"
    day_month: str = "d MMMM"
    month: str = "LLLL y"
    and_: str | None = None


_DATES = {
    "uz": Dates(day="EEE, d-MMMM", day_month="d-MMMM", month="y-'yil' LLLL"),
    "tg": Dates(day="EEE, d MMMM", month="LLLL'и' 'соли' y", and_="ва"),
    "tt": Dates(day="d MMMM, EEE", month="y 'ел', LLLL"),
}
_USUAL = Dates()


class Texts:
    """The texts of one language; moments are shown in one time zone, the school's."""

    def __init__(self, language: str, zone: tzinfo = UTC) -> None:
        self.language = language
        self.zone = zone
        self._dates = _DATES.get(language, _USUAL)
        self._catalogue = _catalogue(language)
        self._sentence = cache(self._catalogue.gettext)

    def t(self, text: str, /, **values: object) -> str:
        """The sentence with its named placeholders filled."""
        return self._sentence(text).format(**values)

    def h(self, text: str, /, **values: object) -> Html:
        """The same as HTML: what people typed is escaped, the sentence's own tags and `Html` values are kept."""
        return Html(self.t(text, **{name: _escaped(value) for name, value in values.items()}))

    def n(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The sentence in the plural form of `n`, which is the placeholder {n} too."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

    def day(self, when: date) -> str:
        """«вт 13 октября»."""
        return _date(self._local(when), self._dates.day, self.language)

    def day_month(self, when: date) -> str:
        """«13 октября»."""
        return _date(self._local(when), self._dates.day_month, self.language)

    def short_day(self, when: date) -> str:
        """«13 окт.»."""
        return _date(self._local(when), "d MMM", self.language)

    def for_day(self, when: date) -> str:
        """«среду 14 октября», as after «на»."""
        return self.t(_ACCUSATIVE[self._local(when).weekday()], date=self.day_month(when))

    def whole_date(self, when: date) -> str:
        """«13 октября 2026»."""
        return _date(self._local(when), "d MMMM y", self.language)

    def month(self, when: date) -> str:
        """«октябрь 2026»."""
        return _date(self._local(when), self._dates.month, self.language)

    def weekday(self, when: date) -> str:
        """«вторник»."""
        return _date(self._local(when), "EEEE", self.language)

    def time(self, when: datetime | time) -> str:
        """«8:30» or «14:05», as on the school's clock."""
        local = when.astimezone(self.zone).timetz() if isinstance(when, datetime) else when
        return format_time(local.replace(tzinfo=None), "H:mm", locale=self.language)

    def ahead(self, span: timedelta) -> str:
        """«через 2 минуты»."""
        return format_timedelta(span, locale=self.language, add_direction=True, threshold=1)

    def number(self, value: float) -> str:
        """«1,5»."""
        return format_decimal(value, locale=self.language)

    def hundredths(self, value: Decimal) -> str:
        """«4,50»."""
        return format_decimal(value, "0.00", locale=self.language)

    def list(self, items: Iterable[str]) -> str:
        """«Белов, Жуков и Ёлкина»."""
        listed = [*items]
        if self._dates.and_ is None or len(listed) < 2:
            return format_list(listed, locale=self.language)
        return f"{', '.join(listed[:-1])} {self._dates.and_} {listed[-1]}"

    def _local(self, when: date) -> date:
        return when.astimezone(self.zone).date() if isinstance(when, datetime) else when


@cache
def texts_of(language: str | None, zone: str) -> Texts:
    """The texts of a language and of a zone by its name; as `texts`, but sooner found."""
    return texts(language, ZoneInfo(zone))


@cache
def texts(language: str | None, zone: tzinfo = UTC) -> Texts:
    """The texts of a language as the messenger names it («en-GB»); Russian where there is no catalogue for it."""
    wanted = (language or DEFAULT).replace("_", "-").partition("-")[0].lower()
    return Texts(wanted if wanted in LANGUAGES else DEFAULT, zone)


def whole(own: Texts) -> Texts:
    """The texts for somebody who works at the school: Russian where a language is one of families only."""
    return texts(DEFAULT, own.zone) if own.language in OF_FAMILIES else own


@cache
def _catalogue(language: str) -> gettext.GNUTranslations:
    compiled = resources.files("locales") / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


@lru_cache(maxsize=1024)
def _date(day: date, pattern: str, language: str) -> str:
    """Remembered, because a lesson's day stands in the message of each of its pupils, and Babel takes its time."""
    shown = format_date(day, pattern, language)
    # There Babel has capitals for some months and weekdays, and dots that would stand in the middle of a sentence.
    return shown.lower().replace(".", "") if language in _DATES else shown


def _escaped(value: object) -> object:
    return _escape(value) if isinstance(value, str) and not isinstance(value, Html) else value


_escape = lru_cache(maxsize=1024)(html.escape)
"""Remembered, because names, subjects and tasks stand in the messages of a whole class."""
