"""Slips: every fact that the family needs is on the paper, six on a page, and nothing runs over its edge."""

import random
import re
import zlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.i18n import Texts, texts
from bot.slips import deep_link, sheet
from bot.slips.words import words
from core.ids import PersonId, SchoolId
from core.people.links.model import Slip
from core.people.links.rules import new_code
from core.people.model import Child, Name, Person, School

SCHOOL = School(SchoolId(1), "900", "ГБОУ школа № 900", "Школа № 900", "Europe/Moscow", "spb-2018")
MIDNIGHT_AT_SCHOOL = datetime(2026, 10, 26, 21, tzinfo=UTC)
RUSSIAN = texts("ru", ZoneInfo("Europe/Moscow"))
LINK = "https://t.me/school900_bot?start=K7QFW2MX9TRD"


def _person(surname: str, given: str, patronymic: str | None = None, uid: str | None = "7800102866") -> Person:
    return Person(PersonId(1), SCHOOL.id, Name(surname, given, patronymic), uid)


def _slip(*children: Child, code: str = "K7QFW2MX9TRD", person: Person | None = None) -> Slip:
    return Slip(person or _person("Алиева", "Ирина", "Сергеевна"), children, code, MIDNIGHT_AT_SCHOOL)


TIMUR = Child(_person("Алиев", "Тимур", "Рашид оглы"), "5А")
AMINA = Child(_person("Алиева", "Амина", "Рашид кызы"), None)


def test_a_slip_says_who_whose_where_and_until_when() -> None:
    said = words(RUSSIAN, SCHOOL, _slip(TIMUR, AMINA), LINK)
    assert (said.school, said.name, said.uid) == ("ГБОУ школа № 900", "Алиева Ирина Сергеевна", "7800102866")
    assert said.children == "Алиев Тимур,\u00a05А; Алиева Амина"
    assert said.code == "K7QF-W2MX-9TRD"
    assert said.expiry == "Код действует до 27 октября и только один раз."
    assert len(said.steps) == 3
    assert "@school900_bot" in said.steps[2]


def test_without_the_bot_s_name_the_steps_do_without_a_qr_code() -> None:
    said = words(RUSSIAN, SCHOOL, _slip(TIMUR), None)
    assert len(said.steps) == 3
    assert not [step for step in said.steps if "QR" in step]


def test_staff_get_a_slip_about_the_journal() -> None:
    assert words(RUSSIAN, SCHOOL, _slip(), LINK).title != words(RUSSIAN, SCHOOL, _slip(TIMUR), LINK).title


def test_a_pupil_gets_a_slip_about_the_own_diary() -> None:
    slip = Slip(TIMUR.pupil, (), "K7QFW2MX9TRD", MIDNIGHT_AT_SCHOOL, "5А")
    said = words(RUSSIAN, SCHOOL, slip, LINK)
    assert (said.title, said.name, said.children) == (
        words(RUSSIAN, SCHOOL, _slip(TIMUR), LINK).title,
        "Алиев Тимур Рашид оглы",
        "5А, свой дневник",
    )


def test_the_deep_link_carries_the_code_and_nothing_else() -> None:
    assert deep_link("school900_bot", "K7QFW2MX9TRD") == LINK


@pytest.mark.parametrize(("people", "pages"), [(1, 1), (6, 1), (7, 2), (31, 6)])
def test_six_slips_fit_a_page(people: int, pages: int) -> None:
    pdf = sheet(
        [_slip(TIMUR, code=new_code(random.Random(n))) for n in range(people)], SCHOOL, RUSSIAN, "school900_bot"
    )
    assert len(re.findall(rb"/Type /Page\n", pdf)) == pages


@pytest.mark.parametrize("own", [RUSSIAN, texts("en")])
def test_the_longest_names_keep_clear_of_the_steps(own: Texts) -> None:
    long = "Константинопольская-Преображенская"
    children = (Child(_person(long, "Анна-Мария"), "11А"), Child(_person(long, "Пётр"), "1Б"), TIMUR)
    person = _person(long, "Александра-Виктория", "Константиновна")
    lines = _baselines(sheet([_slip(*children, person=person)], SCHOOL, own, "school900_bot"))
    assert lines == sorted(lines, reverse=True)
    assert lines[-1] > _page_bottom_of_first_slip()


def _page_bottom_of_first_slip() -> float:
    return (297 - 297 / 3) * 72 / 25.4


def _baselines(pdf: bytes) -> list[float]:
    """How high above the page's bottom each line of text stands, in the order of drawing."""
    raw = re.findall(rb"stream\n(x.+?)\nendstream", pdf, re.DOTALL)
    streams = (zlib.decompress(one) for one in raw)
    page = next(stream for stream in streams if b" Td" in stream)
    return [float(y) for y in re.findall(rb"[\d.]+ ([\d.]+) Td", page)]
