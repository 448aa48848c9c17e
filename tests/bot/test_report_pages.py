"""Long lists of reports, a page at a time: nobody is left out, and each page is a message that can be sent."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from bot.i18n import texts_of
from bot.reporting.adoption_views import adoption_screen
from bot.reporting.contest_views import contest_screen
from bot.reporting.data import ShowAdoption, ShowContest, ShowUnreached
from bot.reporting.unreached_views import unreached_screen
from bot.screens import Screen
from core.ids import ClassId, PersonId, SchoolId
from core.people.model import Actor, Grant, Name, Person, Role, SchoolClass
from core.reporting.contest import Contest, ranked
from core.reporting.model import Adoption, Circle, Families, Forecast, Funnel, OfClass, Outlook, Unreachable, Unreached
from tests.contract.school import made_up_school

TEXTS = texts_of("ru", "Europe/Moscow")
TODAY = date(2026, 10, 13)
SCHOOL = made_up_school().schools[1]
COORDINATOR = Actor(SchoolId(1), PersonId(1), Name("Назаров", "Олег"), frozenset({Grant(Role.COORDINATOR)}))
LIMIT = 4096


def mother(number: int) -> Unreachable:
    child = Person(PersonId(5000 + number), SchoolId(1), Name("Константинопольская", "Александра", "Всеволодовна"))
    person = Person(
        PersonId(number), SchoolId(1), Name(f"Константинопольская-{number}-я", "Александра", "Константиновна")
    )
    since = datetime(2026, 9, 1, tzinfo=UTC)
    return Unreachable(person, Circle.GUARDIANS, ClassId(1), (child, child), since, "chat_not_found", 21)


def pages(first: Screen, turned: Callable[[str], Screen]) -> list[Screen]:
    """The page and those behind «Дальше», one after another."""
    shown = [first]
    while data := next((one for label, one in buttons(shown[-1]) if label == "Дальше ›"), None):
        shown.append(turned(data))
    return shown


def buttons(screen: Screen) -> list[tuple[str, str]]:
    rows = screen.keyboard.inline_keyboard if screen.keyboard else []
    return [(one.text, one.callback_data or "") for row in rows for one in row]


def test_everybody_who_is_not_reached_stands_on_some_page() -> None:
    people = tuple(mother(number) for number in range(300))
    found = Unreached(school=SCHOOL, today=TODAY, titles={ClassId(1): "5А"}, people=people, missed=())
    shown = pages(
        unreached_screen(found, COORDINATOR, 0, TEXTS),
        lambda data: unreached_screen(found, COORDINATOR, ShowUnreached.unpack(data).page, TEXTS),
    )
    text = "\n".join(screen.text for screen in shown)
    assert all(f"-{number}-я" in text for number in range(300))
    assert max(len(screen.text) for screen in shown) <= LIMIT
    assert "‹ Раньше" in dict(buttons(shown[-1]))


def test_every_class_of_a_big_school_has_its_place_in_the_contest() -> None:
    classes = [(SchoolClass(ClassId(one), 1 + one % 11, f"{one}"), Families(25, now=one % 25)) for one in range(130)]
    found = Contest(TODAY, ranked(classes), 0)
    shown = pages(
        contest_screen(found, 0, TEXTS),
        lambda data: contest_screen(found, ShowContest.unpack(data).page, TEXTS),
    )
    text = "\n".join(screen.text for screen in shown)
    assert all(f" {of.title} — " in text for of, _ in classes)
    assert max(len(screen.text) for screen in shown) <= LIMIT


def test_every_class_of_a_big_school_has_its_button() -> None:
    classes = [
        OfClass(SchoolClass(ClassId(one + 1), 1 + one % 11, f"-{one}-"), Families(25, now=3), Funnel(), Funnel())
        for one in range(150)
    ]
    found = Adoption(
        school=SCHOOL, today=TODAY, whole=True, families=Families(3750, now=450), circles=(), classes=tuple(classes),
        aims=(), everybody=Forecast(Outlook.UNKNOWN, 3300),
    )  # fmt: skip
    shown = pages(
        adoption_screen(found, TEXTS),
        lambda data: adoption_screen(found, TEXTS, ShowAdoption.unpack(data).page),
    )
    labels = [label for screen in shown for label, _ in buttons(screen)]
    assert all(any(f"-{one}- " in label for label in labels) for one in range(150))
    assert max(len(buttons(screen)) for screen in shown) <= 100
