"""The screens of the log of actions."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.administrators.audit_words import AREAS, told
from bot.administrators.staff_words import named
from bot.common.menu import Open, Place, button
from bot.common.paging import paged
from bot.i18n import N_, Texts
from bot.screens import Screen
from core.audit.reading import Area, Filter, Page
from core.ids import PersonId
from core.people.staff.model import Employee

DAYS = {0: N_("За всё время"), 1: N_("За сутки"), 7: N_("За неделю"), 30: N_("За месяц")}
_IN_A_ROW = 2


class ShowLog(CallbackData, prefix="log"):
    """Lines of an area, of the last days, of a person (0: of everybody), older than a line (0: from the latest)."""

    area: Area = Area.ALL
    days: int = 0
    person: int = 0
    before: int = 0

    def filter_of(self) -> Filter:
        """As the core takes it."""
        return Filter(self.area, self.days, PersonId(self.person) if self.person else None, self.before or None)


class PickPerson(CallbackData, prefix="logp"):
    """Whose lines, from a page of the staff on; the other filters stay."""

    area: Area
    days: int
    page: int = 0


def log_screen(page: Page, wish: ShowLog, texts: Texts) -> Screen:
    """A page of lines with what may be filtered."""
    who = page.staff.get(PersonId(wish.person))
    chosen = [texts.t(AREAS[wish.area]), texts.t(DAYS.get(wish.days, DAYS[0]))] + ([who.name.short] if who else [])
    heading = texts.h("<b>Журнал действий</b>\n{chosen}", chosen=" · ".join(chosen))
    lines = [told(one.line, page.staff, texts) for one in page.lines]
    text = "\n\n".join([heading, *(lines or [texts.h("Таких записей нет.")])])
    return Screen(text, InlineKeyboardMarkup(inline_keyboard=_rows(page, wish, texts)))


def people_screen(staff: Sequence[Employee], data: PickPerson, texts: Texts) -> Screen:
    """Whose lines."""
    shown, turning = paged(staff, data.page, data, texts)
    rows = [[button(named(one.person), ShowLog(area=data.area, days=data.days, person=one.person.id))] for one in shown]
    everybody = button(texts.t("Все, кто действовал"), ShowLog(area=data.area, days=data.days))
    return Screen(
        texts.h("<b>Чьи действия показать?</b>"), InlineKeyboardMarkup(inline_keyboard=[*rows, *turning, [everybody]])
    )


def _rows(page: Page, wish: ShowLog, texts: Texts) -> list[list[InlineKeyboardButton]]:
    latest = wish.model_copy(update={"before": 0})
    areas = [
        button(_ticked(texts.t(words), wish.area is area, texts), latest.model_copy(update={"area": area}))
        for area, words in AREAS.items()
    ]
    spans = [*DAYS]
    following = spans[(spans.index(wish.days) + 1) % len(spans)] if wish.days in DAYS else 0
    span = button(texts.t(DAYS.get(wish.days, DAYS[0])), latest.model_copy(update={"days": following}))
    turning = [button(texts.t("⟳ Последние"), latest)]
    if page.older is not None:
        turning.append(button(texts.t("Раньше ›"), wish.model_copy(update={"before": page.older})))
    return [
        turning,
        *(areas[start : start + _IN_A_ROW] for start in range(0, len(areas), _IN_A_ROW)),
        [span, button(texts.t("Кто действовал"), PickPerson(area=wish.area, days=wish.days))],
        [button(texts.t("← Назад"), Open(place=Place.HOME))],
    ]


def _ticked(label: str, chosen: bool, texts: Texts) -> str:
    return texts.t("✓ {label}", label=label) if chosen else label
