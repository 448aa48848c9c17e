"""Screens of the data-entry schedule in a big school: each fits a message, and none loses anybody (I01-I05)."""

from zoneinfo import ZoneInfo

import pytest

from bot.i18n import texts
from bot.markup import MAX_LENGTH, length, plain
from bot.screens import Screen
from bot.slots import views
from core.calendar.entry.model import WEEKDAYS, Row, Schedule, Week
from core.calendar.entry.rules import conflicts
from core.ids import PersonId, SchoolId
from core.people.model import Name, Person, School

RUSSIAN = texts("ru", ZoneInfo("Europe/Moscow"))
SCHOOL = School(SchoolId(1), "1", "Школа", "Школа № 1", "Europe/Moscow", "spb-2018")
IDS = [PersonId(n) for n in range(1, 121)]
PEOPLE = {one: Person(one, SCHOOL.id, Name(f"Длиннофамильная{one}", "Александра", "Константиновна")) for one in IDS}


def big(cell: str) -> Schedule:
    """Everybody with this cell on every day; `{n}` in it is the person's number."""
    rows = tuple(Row(one, {day: cell.format(n=one % 40) for day in WEEKDAYS}, "примечание " * 18) for one in IDS)
    return Schedule(SCHOOL, PEOPLE, rows, conflicts(rows, {}), (), keeps=True)


def fits(screen: Screen) -> list[str]:
    """The labels of a screen that the messenger takes."""
    assert length(plain(screen.text)) <= MAX_LENGTH
    assert screen.keyboard is not None
    labels = [one.text for row in screen.keyboard.inline_keyboard for one in row]
    assert len(labels) <= 100
    return labels


CELLS = ("АРМ{n} (каб.13 компьют. класс) 08:00-13:00, 14:00-15:00", "АРМ1 постоянно", "по договорённости " * 40)


@pytest.mark.parametrize("cell", CELLS)
def test_every_page_fits_a_message(cell: str) -> None:
    schedule = big(cell)
    for screen in (views.schedule_screen(schedule, 3, RUSSIAN), views.troubles_screen(schedule, 0, RUSSIAN)):
        fits(screen)
    seen, page, labels = "", 0, ["Дальше ›"]
    while "Дальше ›" in labels:
        screen = views.day_screen(schedule, 0, page, RUSSIAN)
        labels, seen, page = fits(screen), seen + screen.text, page + 1
    if "договор" not in cell:
        assert all(f"Длиннофамильная{one} А. К." in seen for one in IDS)


@pytest.mark.parametrize("cell", CELLS)
def test_a_week_with_many_remarks_fits_a_message(cell: str) -> None:
    whole = "; ".join([cell.format(n=3)] * 8)[:600]
    schedule = big(whole)
    row, person = schedule.rows[0], PEOPLE[IDS[0]]
    found = tuple(one for one in schedule.conflicts if person.id in one.people)
    screen = views.week_screen(Week(SCHOOL, person, row, found * 9, PEOPLE, keeps=True), RUSSIAN)
    fits(screen)
    assert "…и ещё" in screen.text
    fits(views.own_screen(Week(SCHOOL, person, row), RUSSIAN))
    fits(views.asking_screen(Week(SCHOOL, person, row), 0, RUSSIAN))
