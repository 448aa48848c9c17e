"""The screen of the contest of classes."""

from collections.abc import Iterator, Sequence

from aiogram.types import InlineKeyboardMarkup

from bot.common.menu import Open, Place, button
from bot.common.paging import paged
from bot.i18n import Html, Texts
from bot.reporting.data import ShowContest
from bot.screens import Screen
from core.reporting.contest import LEAST, Contest
from core.reporting.contest import Place as Rank

LINES = 40
_MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}


def contest_screen(found: Contest, page: int, texts: Texts) -> Screen:
    """A page of the places, and by what they are counted."""
    shown, turning = paged(found.places, page, ShowContest(), texts, LINES)
    back = button(texts.t("‹ Кто подключён"), Open(place=Place.ADOPTION))
    parts = [
        texts.h("<b>Конкурс классов</b> · {day}", day=texts.day(found.today)),
        "\n".join(_places(shown, texts)),
        texts.h("Место — по доле подключённых семей, при равной — по приросту за неделю."),
        *_small(found, texts),
    ]
    return Screen("\n\n".join(part for part in parts if part), InlineKeyboardMarkup(inline_keyboard=[*turning, [back]]))


def _places(shown: Sequence[Rank], texts: Texts) -> Iterator[Html]:
    if not shown:
        yield texts.h("Классов, которые могут участвовать, пока нет.")
    for one in shown:
        yield _line(one, texts)


def _line(one: Rank, texts: Texts) -> Html:
    gained = one.families.gained
    more = texts.t(", за неделю +{n}", n=gained) if gained > 0 else ""
    return texts.h(
        "{sign} {place}. {title} — {percent} %{more}",
        sign=_MEDALS.get(one.place, "▫️") if one.families.percent else "▫️",
        place=one.place,
        title=one.of.title,
        percent=one.families.percent,
        more=more,
    )


def _small(found: Contest, texts: Texts) -> Iterator[Html]:
    if found.small:
        yield texts.h(
            "Не участвуют классы, где меньше {least} семей: {n}. По доле было бы видно, о ком речь.",
            least=LEAST,
            n=found.small,
        )
