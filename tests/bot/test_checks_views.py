"""The screens of checks for schools of any size."""

from datetime import date

import pytest

from bot.i18n import texts
from bot.supervision.checks_views import month_screen
from bot.supervision.data import OpenMonth
from core.ids import ClassId
from core.people.model import SchoolClass
from core.supervision.views import MonthView, Progress

OCTOBER = date(2026, 10, 1)
MOST = 100
"""Buttons that a messenger takes under a message."""


def school(classes: int) -> MonthView:
    """A month of so many classes, each with a subject."""
    of = (SchoolClass(ClassId(number), number % 11 + 1, str(number)) for number in range(1, classes + 1))
    return MonthView(OCTOBER, date(2026, 10, 16), tuple((one, Progress(pages=1)) for one in of))


@pytest.mark.parametrize("classes", [1, 60, 61, 80, 81, 150])
def test_every_class_has_a_button(classes: int) -> None:
    shown, place, seen = school(classes), 0, []
    while True:
        screen = month_screen(shown, texts("ru"), place, checks=True)
        assert screen.keyboard is not None
        buttons = [one for row in screen.keyboard.inline_keyboard for one in row]
        assert len(buttons) <= MOST
        seen += [one.text for one in buttons if one.callback_data and one.callback_data.startswith("jc")]
        further = next((one for one in buttons if one.text == "Дальше ›"), None)
        if further is None:
            break
        assert further.callback_data
        place = OpenMonth.unpack(further.callback_data).page
    assert seen == [of.title for of, _ in shown.classes]
